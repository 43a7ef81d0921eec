#include "core/base/utf8.h"

#include <catch2/catch.hpp>
#include <string>

namespace rapporteur {
namespace {

TEST_CASE("valid UTF-8 is told from bytes that only look like it") {
  const std::string valid[] = {"",
                               "plain",
                               "žrtva",
                               "жртва",
                               "\xF0\x9F\x98\x8E",
                               "\xEF\xBF\xBF",
                               "\xF4\x8F\xBF\xBF",
                               std::string("a\0b", 3)};
  for (const std::string& text : valid) CHECK(IsValidUtf8(text));

  const std::string invalid[] = {"\x80",
                                 "\xC0\x80",  // a NUL in two bytes
                                 "\xC1\xBF",
                                 "\xE0\x80\x80",  // overlong
                                 "\xF0\x80\x80\x80",
                                 "\xED\xA0\x80",      // a surrogate
                                 "\xF4\x90\x80\x80",  // above U+10FFFF
                                 "\xF5",
                                 "\xFF",
                                 "\xC4",
                                 "a\xC4",
                                 "\xC4"
                                 "a",
                                 "\xE2\x82",
                                 "\xF0\x9F\x98",
                                 "\xE8\x8A"
                                 "a",
                                 "\x9A\xE8"};
  for (const std::string& text : invalid) {
    INFO(text);
    CHECK_FALSE(IsValidUtf8(text));
  }
}

TEST_CASE("sequences are counted and the first broken one is placed, over chunk ends too") {
  const std::string text = "Durrës; 1.322,06 \xE8 č \xC4x€";
  for (std::size_t chunk = 1; chunk <= text.size(); chunk++) {
    Utf8Check check;
    for (std::size_t i = 0; i < text.size(); i += chunk) {
      check.Add(std::string_view(text).substr(i, chunk));
    }
    check.Finish();
    CHECK(check.sequences() == 3);
    CHECK(check.invalid() == 2);
    CHECK(check.first_invalid() == 18);
  }
}

TEST_CASE("a sequence that the end of the text cuts off is invalid") {
  Utf8Check check;
  check.Add("12345678\xC4");
  CHECK(check.invalid() == 0);
  check.Finish();
  CHECK(check.invalid() == 1);
  CHECK(check.first_invalid() == 8);
}

TEST_CASE("bytes that are no UTF-8 are replaced one by one, the others kept") {
  CHECK(ReplaceInvalidUtf8("Niš Ж € 😀") == "Niš Ж € 😀");
  CHECK(ReplaceInvalidUtf8("Ni\x9A.csv") == "Ni\xEF\xBF\xBD.csv");
  CHECK(ReplaceInvalidUtf8("\xC5") == "\xEF\xBF\xBD");
  CHECK(ReplaceInvalidUtf8("\xE2\x82x") == "\xEF\xBF\xBD\xEF\xBF\xBDx");
  CHECK(ReplaceInvalidUtf8("") == "");
}

}  // namespace
}  // namespace rapporteur
