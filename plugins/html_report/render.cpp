#include "render.h"

#include <rapporteur/guard.hpp>

#include "blocks.h"
#include "style.h"

namespace html_report {
namespace {

// A text as a string of the style sheet; "<" too, for the sheet stands in the page.
std::string CssString(std::string_view text) {
  std::string escaped = "\"";
  for (const char c : text) {
    switch (c) {
      case '"':
        escaped += "\\22 ";
        break;
      case '\\':
        escaped += "\\5c ";
        break;
      case '<':
        escaped += "\\3c ";
        break;
      case '>':
        escaped += "\\3e ";
        break;
      case '\n':
        escaped += "\\a ";
        break;
      case '\r':
        break;
      default:
        escaped += c;
    }
  }
  return escaped + "\"";
}

struct StyleSheet {
  std::string text;
};

Html& operator<<(Html& html, const StyleSheet& sheet) {
  return html << CheckedSvg{sheet.text};  // made of our own sheet and escaped strings only
}

void PutHead(Page& page, const Json& report) {
  const Json& cover = Part(report, "cover");
  const std::string title = Member(cover, "title") + ": " + PlainText(Part(cover, "country")) +
                            ", " + Member(cover, "period");
  page.html << "<!DOCTYPE html>\n<html" << Attribute("lang", Member(report, "language"))
            << ">\n<head>\n<meta charset=\"utf-8\">\n"
               "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
               "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
               "style-src 'unsafe-inline'\">\n"
               "<meta name=\"robots\" content=\"noindex\">\n<title>"
            << Text(title) << "</title>\n<style>\n";
  std::string sheet(kStyle);
  sheet += "@page { @top-left { content: " + CssString(title) +
           "; } @bottom-left { content: " + CssString(Member(cover, "notice")) + "; } }\n";
  page.html << StyleSheet{sheet} << "</style>\n</head>\n<body>\n";
}

void PutCover(Page& page, const Json& report) {
  const Json& cover = Part(report, "cover");
  page.html << "<header class=\"cover\">\n<p class=\"kind\">" << Text(Member(cover, "kind"))
            << "</p>\n<h1>" << Text(Member(cover, "title")) << "</h1>\n<p class=\"country\">";
  PutText(page, Part(cover, "country"));
  page.html << "</p>\n<p class=\"period\">" << Text(Member(cover, "period"))
            << "</p>\n<p class=\"notice\">" << Text(Member(cover, "notice"))
            << "</p>\n<dl class=\"facts\">";
  for (const Json& fact : Part(cover, "facts")) {
    page.html << "<div><dt>" << Text(Member(fact, "label")) << "</dt><dd>";
    for (const Json& text : Part(fact, "texts")) PutText(page, text);
    page.html << "</dd></div>";
  }
  page.html << "</dl>\n</header>\n";
}

void PutHeadline(Page& page, const Json& section) {
  if (const std::string number = Member(section, "number"); !number.empty()) {
    page.html << "<span class=\"sectionnumber\">" << Text(number) << "</span> ";
  }
  if (Member(section, "kind") == "indicator") {
    page.html << "<span class=\"code\">" << Text(Member(section, "code")) << "</span> ";
  }
  PutText(page, Part(section, "title"));
}

// One chapter after the other has "what is not known"; the contents leave it out.
bool HasEntries(const Json& parts) {
  for (const Json& part : parts) {
    if (Member(part, "kind") != "gaps") return true;
  }
  return false;
}

void PutContents(Page& page, const Json& report) {
  page.html << "<nav class=\"contents\" id=\"contents\" aria-labelledby=\"contents-title\">\n"
               "<h2 id=\"contents-title\">"
            << Text(Member(Part(report, "words"), "contents")) << "</h2>\n<ol>\n";
  for (const Json& section : Part(report, "sections")) {
    page.html << "<li><a" << Attribute("href", "#" + Member(section, "id")) << ">";
    PutHeadline(page, section);
    page.html << "</a>";
    if (const Json& parts = Part(section, "sections"); HasEntries(parts)) {
      page.html << "<ol>\n";
      for (const Json& part : parts) {
        if (Member(part, "kind") == "gaps") continue;
        page.html << "<li><a" << Attribute("href", "#" + Member(part, "id")) << ">";
        PutHeadline(page, part);
        page.html << "</a></li>\n";
      }
      page.html << "</ol>";
    }
    page.html << "</li>\n";
  }
  page.html << "</ol>\n</nav>\n";
}

void PutTags(Page& page, const Json& section) {
  const Json& tags = Part(section, "tags");
  if (tags.empty()) return;
  page.html << "<p class=\"tags\">";
  for (const Json& tag : tags) page.html << "<span>" << Text(PlainText(tag)) << "</span>";
  page.html << "</p>\n";
}

void PutSection(Page& page, const Json& section, bool chapter) {
  page.html << "<section" << Attribute("id", Member(section, "id"))
            << Attribute("class",
                         (chapter ? "chapter kind-" : "part kind-") + Member(section, "kind"))
            << ">\n";
  // The headline, its tags and what is said first stay together on a page.
  page.html << "<div class=\"opening\">\n";
  if (chapter) {
    page.html << "<h2>";
    PutHeadline(page, section);
    page.html << "</h2>\n";
  } else {
    page.html << "<h3>";
    PutHeadline(page, section);
    page.html << "</h3>\n";
  }
  PutTags(page, section);
  const Json& blocks = Part(section, "blocks");
  std::size_t at = 0;
  if (!blocks.empty() && Member(blocks[0], "type") == "paragraph") PutBlock(page, blocks[at++]);
  page.html << "</div>\n";
  for (; at < blocks.size(); ++at) PutBlock(page, blocks[at]);
  for (const Json& part : Part(section, "sections")) PutSection(page, part, false);
  page.html << "</section>\n";
}

}  // namespace

std::string RenderHtml(const Json& report) {
  if (Member(report, "format") != "report/1") {
    throw rpt::BadInput(
        0, "format",
        "expected a document of the format report/1, found '" + Member(report, "format") + "'");
  }
  const Json& words = Part(report, "words");
  Page page;
  page.untranslated = Member(words, "untranslated");
  page.review = Member(words, "review");
  page.source = Member(words, "source");
  PutHead(page, report);
  page.html << "<a class=\"skip\" href=\"#summary\">" << Text(Member(words, "skip")) << "</a>\n";
  PutCover(page, report);
  PutContents(page, report);
  page.html << "<main>\n";
  for (const Json& section : Part(report, "sections")) PutSection(page, section, true);
  page.html << "</main>\n<footer><p>" << Text(Member(Part(report, "cover"), "notice"))
            << "</p><p><a href=\"#contents\">" << Text(Member(words, "back"))
            << "</a></p></footer>\n</body>\n</html>\n";
  return page.html.Finish();
}

}  // namespace html_report
