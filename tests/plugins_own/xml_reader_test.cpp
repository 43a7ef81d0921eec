#include "plugins/common/xml/xml_reader.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cstring>
#include <rapporteur/guard.hpp>
#include <string>

namespace common {
namespace {

// Hands `text` out in pieces of `piece` bytes.
ByteSource Pieces(std::string text, std::size_t piece = 1 << 16) {
  return [text = std::move(text), piece, at = std::size_t{0}](char* to, std::size_t size) mutable {
    const std::size_t n = std::min({size, piece, text.size() - at});
    std::memcpy(to, text.data() + at, n);
    at += n;
    return n;
  };
}

// Repeats `piece` until `size` bytes are given, between `begin` and `end`.
ByteSource Long(std::string begin, std::string piece, std::size_t size, std::string end) {
  return [=, given = std::size_t{0}, at = 0](char* to, std::size_t room) mutable -> std::size_t {
    const auto give = [&](const std::string& text) {
      std::memcpy(to, text.data(), text.size());
      return text.size();
    };
    if (at == 0) {
      at = 1;
      return give(begin);
    }
    if (given < size) {
      const std::size_t n = std::min(room, piece.size());
      std::memcpy(to, piece.data(), n);
      given += n;
      return n;
    }
    if (at == 1) {
      at = 2;
      return give(end);
    }
    return 0;
  };
}

// "<a x=1> text </a>", namespaces as {uri}.
std::string Events(XmlReader& xml) {
  std::string all;
  const auto named = [](std::string_view space, std::string_view name) {
    return (space.empty() ? std::string() : "{" + std::string(space) + "}") + std::string(name);
  };
  while (xml.Next()) {
    if (!all.empty()) all += ' ';
    if (xml.event() == XmlReader::Event::kText) {
      all += "'" + std::string(xml.text()) + "'";
    } else if (xml.event() == XmlReader::Event::kEnd) {
      all += "</" + named(xml.space(), xml.name()) + ">";
    } else {
      all += "<" + named(xml.space(), xml.name());
      for (std::size_t i = 0; i < xml.attribute_count(); i++) {
        const XmlReader::AttributeView view = xml.attribute(i);
        all += " " + named(view.space, view.name) + "=" + std::string(view.value);
      }
      all += ">";
    }
  }
  return all;
}

std::string Read(const std::string& text, std::size_t piece = 1 << 16) {
  try {
    XmlReader xml(Pieces(text, piece), "the file");
    return Events(xml);
  } catch (const rpt::Error& error) {
    return error.what();
  }
}

std::string Failure(ByteSource source, XmlLimits limits = {}) {
  try {
    XmlReader xml(std::move(source), "the file", limits);
    while (xml.Next()) {
    }
    return "no failure";
  } catch (const rpt::LimitReached& error) {
    return std::string("limit: ") + error.what();
  } catch (const rpt::Error& error) {
    return error.what();
  }
}

TEST_CASE("XML comes out as its events, however it is cut") {
  struct Case {
    const char *text, *events;
  };
  const Case cases[] = {
      {"<a/>", "<a> </a>"},
      {"<?xml version=\"1.0\"?>\n<a x=\"1\" y='&lt;&#x10D;'>b<!-- c -->d<?p i?>e</a>\n",
       "<a x=1 y=<č> 'bde' </a>"},
      {"<a>1 &amp; <![CDATA[<2>]]> &gt; 3</a>", "<a> '1 & <2> > 3' </a>"},
      {"<a>\n <b>x</b>\n <b/>\n</a>", "<a> '\n ' <b> 'x' </b> '\n ' <b> </b> '\n' </a>"},
      {"<p:a xmlns:p='u:1' xmlns='u:2' p:x='1' y='2'><b/></p:a>",
       "<{u:1}a {u:1}x=1 y=2> <{u:2}b> </{u:2}b> </{u:1}a>"},
      {"\xEF\xBB\xBF<a>\xC4\x8D</a>", "<a> 'č' </a>"},
      {"<?xml version='1.0' encoding='windows-1250'?><a>\xE8\x8A\x9E</a>", "<a> 'čŠž' </a>"},
      {"<?xml version='1.0' encoding='WINDOWS-1251'?><a>\xE6\x90</a>", "<a> 'жђ' </a>"},
      {"<?xml version='1.0' encoding='ISO-8859-2'?><a>\xA9</a>", "<a> 'Š' </a>"},
      {"<?xml version='1.0' encoding='ISO-8859-1'?><a>\xE9</a>", "<a> 'é' </a>"},
  };
  for (const Case& c : cases) {
    INFO(c.text);
    for (const std::size_t piece : {1, 2, 3, 7, 65536}) CHECK(Read(c.text, piece) == c.events);
  }
  std::string utf16("\xFF\xFE", 2);
  for (const char c : std::string("<a>x</a>")) utf16 += std::string(1, c) + '\0';
  CHECK(Read(utf16) == "<a> 'x' </a>");
}

TEST_CASE("a text is one event wherever the chunks end") {
  const std::string text(200'000, 'x');
  for (const std::size_t piece : {1000, 65536}) {
    XmlReader xml(Pieces("<a>" + text + "</a>", piece), "the file");
    CHECK(Events(xml) == "<a> '" + text + "' </a>");
  }
}

TEST_CASE("an XML reader skips, collects text and knows depth, line and attributes") {
  XmlReader xml(Pieces("<a xmlns:n='u' i='1' n:i='2'>\n<b>skipped<c/></b>\n<d>x<e>y</e>z</d></a>"),
                "the file");
  REQUIRE(xml.Next());
  CHECK(xml.Starts("a"));
  CHECK(xml.Starts("", "a"));
  CHECK_FALSE(xml.Starts("u", "a"));
  CHECK(xml.Attribute("i") == "1");
  CHECK(xml.Attribute("u", "i") == "2");
  CHECK_FALSE(xml.Attribute("j"));
  CHECK(xml.depth() == 1);
  REQUIRE(xml.Next());
  CHECK(xml.text() == "\n");
  REQUIRE(xml.Next());
  CHECK(xml.Starts("b"));
  CHECK(xml.line() == 2);
  CHECK(xml.depth() == 2);
  xml.Skip();
  CHECK(xml.Ends("b"));
  REQUIRE(xml.Next());
  REQUIRE(xml.Next());
  CHECK(xml.line() == 3);
  CHECK(xml.ReadText() == "xyz");
  CHECK(xml.Ends("", "d"));
  try {
    xml.Fail("found this, expected that");
  } catch (const rpt::BadInput& error) {
    CHECK(std::string(error.what()) == "the file, line 3: found this, expected that");
  }
  REQUIRE(xml.Next());
  CHECK(xml.Ends("a"));
  CHECK_FALSE(xml.Next());
  CHECK_FALSE(xml.Next());
}

TEST_CASE("XML that is broken or dangerous is refused with a sentence") {
  struct Case {
    const char *text, *message;
  };
  const char* const doctype =
      "found a document type declaration (<!DOCTYPE), which is not read because it can name other "
      "files and grow without end";
  const Case cases[] = {
      {"", "the file is empty, expected XML"},
      {"\n\n", "the file, line 3: the XML ends in the middle; is the file whole?"},
      {"<a>\n<b>", "the file, line 2: the XML ends in the middle; is the file whole?"},
      {"<a", "the file, line 1: the XML ends in the middle; is the file whole?"},
      {"a;b\n1;2\n",
       "the file, line 1: the XML is not well formed (not well-formed (invalid token))"},
      {"<a></b>", "the file, line 1: the XML is not well formed (mismatched tag)"},
      {"<a>&other;</a>", "the file, line 1: the XML is not well formed (undefined entity)"},
      {"<p:a/>", "the file, line 1: the XML is not well formed (unbound prefix)"},
      {"<a x='1' x='2'/>", "the file, line 1: the XML is not well formed (duplicate attribute)"},
      {"<a/><b/>", "the file, line 1: the XML is not well formed (junk after document element)"},
      {"<?xml version='1.0' encoding='x-none'?><a/>",
       "the file, line 1: the XML is written in an encoding that is not known here, expected "
       "UTF-8"},
  };
  for (const Case& c : cases) {
    INFO(c.text);
    CHECK(Read(c.text) == c.message);
  }
  for (const char* bomb : {"<!DOCTYPE a [<!ENTITY b \"bb\"><!ENTITY c \"&b;&b;\">]>\n<a>&c;</a>",
                           "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><a>&b;</a>",
                           "<!DOCTYPE a SYSTEM \"http://example.org/a.dtd\"><a/>",
                           "<!DOCTYPE a [<!ENTITY % p SYSTEM \"p.dtd\"> %p;]><a/>"}) {
    INFO(bomb);
    CHECK(Read(bomb) == std::string("the file, line 1: ") + doctype);
  }
}

TEST_CASE("what grows without end in XML ends at a limit") {
  CHECK(Failure(Long("<a>", "<a>", 1000 * 3, "")) ==
        "limit: the file, line 1: elements are nested more than 256 deep");
  CHECK(Failure(Long("<a>", std::string(60'000, 'x'), 100 << 20, "</a>")) ==
        "limit: the file, line 1: a text is longer than 4096 KiB");
  CHECK(Failure(Long("<a b='", std::string(60'000, 'x'), 100 << 20, "'/>")) ==
        "limit: the file, line 1: a tag or comment is longer than 1024 KiB");
  CHECK(Failure(Long("<a><!--", std::string(60'000, 'x'), 100 << 20, "--></a>")) ==
        "limit: the file, line 1: a tag or comment is longer than 1024 KiB");
  std::string many = "<a";
  for (int i = 0; i < 5000; i++) many += " a" + std::to_string(i) + "=''";
  CHECK(Failure(Pieces(many + "/>")) ==
        "limit: the file, line 1: an element has more than 4096 attributes");
  CHECK(Failure(Pieces("<a xmlns='" + std::string(5000, 'u') + "'><b/></a>")) ==
        "limit: the file, line 1: a name with its namespace is longer than 1 KiB");
  XmlLimits small;
  small.text_bytes = 2048;
  XmlReader xml(Pieces("<a>" + std::string(1500, 'x') + "<b/>" + std::string(1500, 'x') + "</a>"),
                "the file", small);
  REQUIRE(xml.Next());
  CHECK_THROWS_AS(xml.ReadText(), rpt::LimitReached);
}

TEST_CASE("a source's own failure passes through the XML reader") {
  XmlReader xml([](char*, std::size_t) -> std::size_t { throw rpt::IoError("no more"); },
                "the file");
  CHECK_THROWS_AS(xml.Next(), rpt::IoError);
}

}  // namespace
}  // namespace common
