#include "blocks.h"

#include <algorithm>
#include <rapporteur/guard.hpp>

#include "svg_check.h"

namespace html_report {
namespace {

// Links may lead into the page or to the web, nowhere else.
bool IsLink(const std::string& address) {
  return address.starts_with("#") || address.starts_with("https://") ||
         address.starts_with("http://");
}

void PutRefs(Page& page, const Json& cell) {
  const Json& refs = Part(cell, "refs");
  if (refs.empty()) return;
  page.html << "<span class=\"refs\">";
  for (const Json& ref : refs) {
    const std::string number = ref.dump();
    page.html << "<a" << Attribute("href", "#source-" + number) << ">[" << Text(number) << "]</a>";
  }
  page.html << "</span>";
}

void PutBadges(Page& page, const Json& cell) {
  for (const Json& badge : Part(cell, "badges")) {
    page.html << "<abbr class=\"badge\"" << Attribute("title", Member(badge, "text")) << ">"
              << Text(Member(badge, "letter")) << "</abbr>";
  }
}

void PutLines(Page& page, const Json& texts);

// The year of its own that a value of a comparison has, and its unit where it is another.
void PutYear(Page& page, const Json& cell) {
  if (const std::string year = Member(cell, "year"); !year.empty()) {
    page.html << "<span class=\"year\">" << Text(year) << "</span>";
  }
  if (const Json& unit = Part(cell, "unit"); !unit.is_null()) {
    page.html << "<span class=\"unit\">";
    PutText(page, unit);
    page.html << "</span>";
  }
}

// How far a value of a comparison may be compared, with the reasons to unfold.
void PutGrade(Page& page, const Json& cell) {
  const Json& grade = Part(cell, "grade");
  if (grade.is_null()) return;
  const std::string letter = Member(grade, "letter");
  const std::string known = letter == "A" || letter == "B" || letter == "C" ? letter : "X";
  const Json& reasons = Part(cell, "reasons");
  if (reasons.empty()) {
    page.html << "<abbr" << Attribute("class", "grade grade-" + known)
              << Attribute("title", Member(grade, "text")) << ">" << Text(letter) << "</abbr>";
    return PutYear(page, cell);
  }
  page.html << "<details" << Attribute("class", "grade grade-" + known) << "><summary"
            << Attribute("title", Member(grade, "text")) << ">" << Text(letter)
            << "</summary><div class=\"reasons\">";
  PutLines(page, reasons);
  page.html << "</div></details>";
  PutYear(page, cell);
}

void PutLines(Page& page, const Json& texts) {
  if (texts.size() == 1) {
    PutText(page, texts[0]);
    return;
  }
  if (texts.empty()) return;
  page.html << "<ul>";
  for (const Json& text : texts) {
    page.html << "<li>";
    PutText(page, text);
    page.html << "</li>";
  }
  page.html << "</ul>";
}

void PutParagraph(Page& page, const Json& block) {
  page.html << "<p" << Attribute("class", "role-" + Member(block, "role")) << ">";
  PutText(page, Part(block, "text"));
  page.html << "</p>\n";
}

void PutList(Page& page, const Json& block) {
  page.html << "<ul" << Attribute("class", "role-" + Member(block, "role")) << ">";
  for (const Json& item : Part(block, "items")) {
    page.html << "<li>";
    PutText(page, item);
    const Json& links = Part(item, "links");
    for (std::size_t i = 0; i < links.size(); ++i) {
      page.html << (i == 0 ? Literal(" (") : Literal(", "));
      PutText(page, links[i]);
    }
    if (!links.empty()) page.html << ")";
    page.html << "</li>";
  }
  page.html << "</ul>\n";
}

void PutFactItems(Page& page, const Json& items) {
  for (const Json& fact : items) {
    page.html << "<div><dt>" << Text(Member(fact, "label")) << "</dt><dd>";
    PutLines(page, Part(fact, "texts"));
    page.html << "</dd></div>";
  }
}

void PutFacts(Page& page, const Json& block) {
  page.html << "<dl" << Attribute("class", "facts role-" + Member(block, "role")) << ">";
  PutFactItems(page, Part(block, "items"));
  page.html << "</dl>\n";
}

// In a numeric column letters and references stand in a margin of their own, so that the figures
// stay in line.
enum class Margin { kNone, kBadges, kRefs };

void PutCell(Page& page, const Json& cell, bool numeric, Margin margin, bool heads_row,
             bool source) {
  if (heads_row) {
    page.html << "<th scope=\"row\">";
  } else if (!numeric) {
    page.html << "<td>";
  } else if (margin == Margin::kNone) {
    page.html << "<td class=\"number\">";
  } else if (margin == Margin::kBadges) {
    page.html << "<td class=\"number marked\">";
  } else {
    page.html << "<td class=\"number marked wide\">";
  }
  if (const Json& lines = Part(cell, "lines"); !lines.is_null()) {
    PutLines(page, lines);
  } else {
    PutText(page, cell);
  }
  if (source || margin == Margin::kNone) PutRefs(page, cell);
  if (margin != Margin::kNone || !Part(cell, "badges").empty()) {
    page.html << "<span class=\"badges\">";
    PutBadges(page, cell);
    if (!source && margin != Margin::kNone) PutRefs(page, cell);
    page.html << "</span>";
  }
  PutGrade(page, cell);
  if (heads_row) {
    page.html << "</th>";
  } else {
    page.html << "</td>";
  }
}

Margin MarginOf(const Json& rows, std::size_t column) {
  Margin margin = Margin::kNone;
  for (const Json& row : rows) {
    const Json& cells = Part(row, "cells");
    if (column >= cells.size() || Member(row, "kind") == "source") continue;
    if (!Part(cells[column], "refs").empty()) return Margin::kRefs;
    if (!Part(cells[column], "badges").empty()) margin = Margin::kBadges;
  }
  return margin;
}

// Columns of figures are alike, so that years stand in equal steps; where that would take too much
// of the page, each has the margin it needs.
std::vector<Margin> MarginsOf(const Json& rows, const std::vector<bool>& numeric) {
  constexpr std::size_t kMostAlike[] = {99, 12, 7};
  std::vector<Margin> margins(numeric.size(), Margin::kNone);
  Margin widest = Margin::kNone;
  std::size_t figures = 0;
  for (std::size_t i = 0; i < numeric.size(); ++i) {
    if (!numeric[i]) continue;
    ++figures;
    margins[i] = MarginOf(rows, i);
    widest = std::max(widest, margins[i]);
  }
  if (figures > kMostAlike[static_cast<std::size_t>(widest)]) return margins;
  for (std::size_t i = 0; i < numeric.size(); ++i) {
    if (numeric[i]) margins[i] = widest;
  }
  return margins;
}

// A table of a few rows is not divided between pages.
bool IsShort(const Json& rows) {
  constexpr std::size_t kShort = 14;
  std::size_t lines = 0;
  for (const Json& row : rows) {
    std::size_t most = 1;
    for (const Json& cell : Part(row, "cells")) {
      most = std::max(most, Part(cell, "lines").size());
    }
    lines += most;
  }
  return lines <= kShort;
}

void PutNotes(Page& page, const Json& notes) {
  for (const Json& note : notes) {
    page.html << "<p class=\"note\">";
    if (const std::string mark = Member(note, "mark");
        !mark.empty() && mark.size() <= 2 && note.contains("text")) {
      page.html << "<b class=\"break\">" << Text(mark) << "</b> ";
      PutText(page, note["text"]);
    } else {
      PutText(page, note.contains("text") && note["text"].is_object() ? note["text"] : note);
    }
    page.html << "</p>";
  }
}

void PutTable(Page& page, const Json& block) {
  const Json& columns = Part(block, "columns");
  const Json& rows = Part(block, "rows");
  std::vector<bool> numeric;
  for (const Json& column : columns) numeric.push_back(column.value("numeric", false));
  const std::vector<Margin> margins = MarginsOf(rows, numeric);
  const std::string label = Member(block, "number") + ". " + PlainText(Part(block, "caption"));
  page.html << (IsShort(rows) ? Literal("<div class=\"scroll short\"")
                              : Literal("<div class=\"scroll\""))
            << " tabindex=\"0\" role=\"region\"" << Attribute("aria-label", label) << "><table"
            << Attribute("class", "role-" + Member(block, "role")) << "><caption><b>"
            << Text(Member(block, "number")) << "</b> ";
  PutText(page, Part(block, "caption"));
  page.html << "</caption>\n<thead><tr>";
  for (std::size_t i = 0; i < columns.size(); ++i) {
    page.html << "<th scope=\"col\"";
    if (numeric[i]) {
      page.html << Attribute("class", margins[i] == Margin::kNone     ? "number"
                                      : margins[i] == Margin::kBadges ? "number marked"
                                                                      : "number marked wide");
    }
    page.html << ">";
    PutText(page, Part(columns[i], "label"));
    page.html << "</th>";
  }
  page.html << "</tr></thead>\n<tbody>\n";
  for (const Json& row : rows) {
    page.html << "<tr" << Attribute("class", "row-" + Member(row, "kind")) << ">";
    const Json& cells = Part(row, "cells");
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const bool known = i < numeric.size();
      PutCell(page, cells[i], known && numeric[i], known ? margins[i] : Margin::kNone, i == 0,
              Member(row, "kind") == "source");
    }
    page.html << "</tr>\n";
  }
  page.html << "</tbody></table></div>\n";
  PutNotes(page, Part(block, "notes"));
}

void PutFigure(Page& page, const Json& block) {
  const std::string svg = Member(block, "svg");
  if (const std::string wrong = WhatIsNoDrawing(svg); !wrong.empty()) {
    throw rpt::BadInput(0, "svg", Member(block, "number") + " is no drawing: it holds " + wrong);
  }
  page.html << "<figure" << Attribute("class", "role-" + Member(block, "role"))
            << "><figcaption><b>" << Text(Member(block, "number")) << "</b> ";
  PutText(page, Part(block, "caption"));
  page.html << "</figcaption>\n<div class=\"drawing\">" << CheckedSvg{svg} << "</div>";
  PutNotes(page, Part(block, "notes"));
  page.html << "</figure>\n";
}

void PutCallout(Page& page, const Json& block) {
  page.html << "<aside" << Attribute("class", "callout level-" + Member(block, "level"))
            << "><p class=\"title\">" << Text(Member(block, "title")) << "</p>";
  PutLines(page, Part(block, "texts"));
  if (const Json& hint = Part(block, "hint"); !hint.is_null()) {
    page.html << "<p class=\"hint\">";
    PutText(page, hint);
    page.html << "</p>";
  }
  page.html << "</aside>\n";
}

void PutKeyFigures(Page& page, const Json& block) {
  page.html << "<ul class=\"keyfigures\">";
  for (const Json& item : Part(block, "items")) {
    page.html << "<li><p class=\"figure\"><span class=\"value\">" << Text(Member(item, "text"))
              << "</span> <span class=\"unit\">";
    PutText(page, Part(item, "unit"));
    page.html << ", " << Text(Member(item, "period")) << "</span>";
    PutBadges(page, item);
    PutRefs(page, item);
    page.html << "</p><p class=\"label\">";
    PutText(page, Part(item, "label"));
    page.html << "</p><p class=\"more\"><a" << Attribute("href", Member(item, "href")) << ">"
              << Text(Member(item, "code")) << "</a>";
    if (const std::string before = Member(item, "before"); !before.empty()) {
      page.html << "<span>" << Text(before) << "</span>";
    }
    page.html << "</p></li>\n";
  }
  page.html << "</ul>\n";
}

void PutSources(Page& page, const Json& block) {
  page.html << "<ol class=\"sources\">\n";
  for (const Json& item : Part(block, "items")) {
    const std::string url = Member(item, "url");
    page.html << "<li" << Attribute("id", Member(item, "id")) << "><p class=\"title\"><b>["
              << Text(Part(item, "number").dump()) << "]</b> ";
    PutText(page, Part(item, "title"));
    page.html << "</p>";
    if (IsLink(url) && !url.starts_with("#")) {
      page.html << "<p class=\"url\"><a" << Attribute("href", url) << ">" << Text(url)
                << "</a></p>";
    } else if (!url.empty()) {
      page.html << "<p class=\"url\">" << Text(url) << "</p>";
    }
    page.html << "<dl class=\"facts\">";
    PutFactItems(page, Part(item, "facts"));
    page.html << "</dl></li>\n";
  }
  page.html << "</ol>\n";
}

}  // namespace

std::string Member(const Json& object, const char* key) {
  const Json& member = Part(object, key);
  return member.is_string() ? member.get<std::string>() : "";
}

const Json& Part(const Json& object, const char* key) {
  static const Json kNull;
  if (!object.is_object()) return kNull;
  auto it = object.find(key);
  return it == object.end() ? kNull : *it;
}

std::string PlainText(const Json& text) {
  return text.is_string() ? text.get<std::string>() : Member(text, "text");
}

void PutText(Page& page, const Json& text) {
  const std::string plain = PlainText(text), language = Member(text, "lang");
  const std::string mark = Member(text, "mark"), address = Member(text, "href");
  const bool link = IsLink(address);
  if (link) page.html << "<a" << Attribute("href", address) << ">";
  if (language.empty()) {
    page.html << Text(plain);
  } else {
    // An unknown language is lang="", so that nobody reads it out in the page's own.
    page.html << "<span" << Attribute("lang", language == "und" ? "" : language) << ">"
              << Text(plain) << "</span>";
  }
  if (link) page.html << "</a>";
  if (mark == "untranslated") {
    page.html << "<abbr class=\"mark\"" << Attribute("title", page.untranslated) << ">"
              << Text(language) << "</abbr>";
  } else if (mark == "review") {
    page.html << "<abbr class=\"mark\"" << Attribute("title", page.review) << ">°</abbr>";
  }
}

void PutBlock(Page& page, const Json& block) {
  const std::string type = Member(block, "type");
  if (type == "paragraph") return PutParagraph(page, block);
  if (type == "heading") {
    page.html << "<h4>" << Text(Member(block, "text")) << "</h4>\n";
    return;
  }
  if (type == "list") return PutList(page, block);
  if (type == "facts") return PutFacts(page, block);
  if (type == "table") return PutTable(page, block);
  if (type == "figure") return PutFigure(page, block);
  if (type == "callout") return PutCallout(page, block);
  if (type == "keyfigures") return PutKeyFigures(page, block);
  if (type == "sources") return PutSources(page, block);
  throw rpt::BadInput(0, "type", "the report holds a piece of the unknown type '" + type + "'");
}

}  // namespace html_report
