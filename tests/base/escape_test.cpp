#include "core/base/escape.h"

#include <catch2/catch.hpp>

namespace rapporteur {
namespace {

TEST_CASE("a text can't be taken for markup, nor end an attribute") {
  CHECK(EscapeXml("<b class=\"x\">Tom & Jerry's</b>") ==
        "&lt;b class=&quot;x&quot;&gt;Tom &amp; Jerry&#39;s&lt;/b&gt;");
  CHECK(EscapeXml("Niš\nline two") == "Niš\nline two");
  CHECK(EscapeXml(std::string("a\0b\x1B[c\r\td", 9)) == "a b [c  d");
  std::string out = "<p>";
  AppendEscaped("5 < 6", out);
  CHECK(out == "<p>5 &lt; 6");
}

}  // namespace
}  // namespace rapporteur
