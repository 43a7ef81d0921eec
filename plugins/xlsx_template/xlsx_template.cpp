#include "plugins/xlsx_template/xlsx_template.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "plugins/xlsx_template/layout.h"

namespace xlsx_template {
namespace {

using Json = nlohmann::ordered_json;
using xlsx::Look;
using xlsx::Workbook;

constexpr std::size_t kAsked = 2;  // the column of the question
constexpr double kLine = 15;       // points

// The height of a row whose text wraps in a column of this width: not every program finds it itself.
double HeightOf(const std::string& text, double width, double line = kLine) {
  const auto in_a_line = static_cast<std::size_t>(width * 0.95) - 2;
  std::size_t lines = 1, letters = 0;
  for (const char c : text) {
    if (c == '\n') {
      ++lines;
      letters = 0;
    } else if ((static_cast<unsigned char>(c) & 0xC0) != 0x80 && ++letters > in_a_line) {
      ++lines;
      letters = 1;
    }
  }
  return std::min(static_cast<double>(lines) * line, 400.0);
}

Look HeaderLook(const Json& column) {
  const bool filled = column.at("look") == "number" || column.at("look") == "entry";
  return filled ? Look::kEntryHeader : Look::kHeader;
}

Look CellLook(const Json& column, const Json& row, const Json& rules) {
  const std::string look = column.at("look");
  if (look == "entry") return Look::kEntryText;
  if (look == "number") {
    const bool text = rules.at(row.at("rule").get<std::size_t>()).at("type") == "text";
    return text ? Look::kEntryText : Look::kEntryNumber;
  }
  if (look == "text") {
    return row.at("kind") == "total" ? Look::kStrong : Look::kIndented;
  }
  if (column.at("name") == "*" && row.contains("open")) return Look::kEntryText;
  return Look::kCode;
}

void WriteData(Workbook& book, const Json& data) {
  const Json& columns = data.at("columns");
  book.BeginSheet();
  book.RowHeight(2 * kLine + 2);
  for (const Json& column : columns) {
    book.Text(HeaderLook(column), column.at("header").get<std::string>());
  }
  book.EndRow();
  for (const Json& row : data.at("rows")) {
    const Json& cells = row.at("cells");
    const std::string asked = cells.at(kAsked);
    const std::string counted = row.contains("counted") ? "\n" + row["counted"].get<std::string>() : "";
    book.RowHeight(HeightOf(asked + counted, columns[kAsked].at("width")));
    for (std::size_t i = 0; i < columns.size(); ++i) {
      Look look = CellLook(columns[i], row, data.at("rules"));
      // Only the question and its parts are told apart by their place.
      if (i != kAsked && (look == Look::kStrong || look == Look::kIndented)) look = Look::kLabel;
      const std::string text = cells.at(i);
      if (i == kAsked && !counted.empty()) {
        book.Text(Look::kLabel, text, counted);
      } else if (text.empty()) {
        book.Empty(look);
      } else {
        book.Text(look, text);
      }
    }
    book.EndRow();
  }
  book.EndSheet();
}

void WriteHelp(Workbook& book, const Json& blocks) {
  book.BeginSheet();
  for (const Json& block : blocks) {
    const std::string kind = block.at("kind");
    const Look look = kind == "title"     ? Look::kTitle
                      : kind == "heading" ? Look::kHeading
                                          : Look::kLabel;
    const std::string text = block.at("text");
    book.RowHeight(look == Look::kTitle     ? HeightOf(text, kHelpWidth * 0.65, 22)
                   : look == Look::kHeading ? 26
                                            : HeightOf(text, kHelpWidth) + 4);
    book.Text(look, text);
    book.EndRow();
  }
  book.EndSheet();
}

void WriteCodes(Workbook& book, const Json& codes) {
  book.BeginSheet();
  for (const Json& list : codes.at("lists")) {
    book.Text(Look::kHeading, list.at("title").get<std::string>());
    book.EndRow();
    for (const Json& item : list.at("items")) {
      const std::string text = item;
      book.RowHeight(HeightOf(text, kHelpWidth));
      book.Text(Look::kLabel, text);
      book.EndRow();
    }
    book.EndRow();
  }
  book.EndSheet();
}

Json ReadDocument(rpt::TableReader& table) {
  const std::size_t column = table.column("json");
  if (table.fields()[column].type != rpt::Type::text) {
    throw rpt::BadInput(0, "json", "expected a column of text");
  }
  std::string text;
  while (table.next()) {
    if (!table.missing(column)) text += table.text(column);
  }
  Json document = Json::parse(text, nullptr, false);
  if (document.is_discarded()) {
    throw rpt::BadInput(0, "json", "the rows put together are not a JSON document");
  }
  return document;
}

}  // namespace

void XlsxTemplate::run(rpt::TableReader& table, rpt::OutputFile& out) {
  const Json document = ReadDocument(table);
  try {
    Workbook book(out, PlanOf(document));
    WriteData(book, document.at("data"));
    WriteHelp(book, document.at("help").at("blocks"));
    WriteCodes(book, document.at("codes"));
    book.Finish();
  } catch (const Json::exception&) {
    throw rpt::BadInput(0, "json", "the document is no template (template/1)");
  }
}

}  // namespace xlsx_template
