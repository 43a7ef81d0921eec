#include "core/cli/preview_text.h"

#include <algorithm>
#include <cmath>

#include "core/base/number.h"
#include "core/base/text.h"
#include "core/cli/table.h"

namespace rapporteur {
namespace {

constexpr std::size_t kRows = 5;      // of the first, last and worst ones; --json has them all
constexpr std::size_t kColumns = 12;  // of a row
constexpr std::size_t kCell = 24;     // characters of a cell

// Cut, and without characters that a terminal would obey.
std::string Short(std::string text) {
  for (char& c : text) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = ' ';
  }
  std::size_t end = 0, characters = 0;
  while (end < text.size() && characters < kCell) {
    ++characters;
    for (++end; end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80;) ++end;
  }
  return end < text.size() ? text.substr(0, end) + "…" : text;
}

std::string Indented(const std::string& text) {
  std::string out;
  for (std::string_view line : Split(text, '\n')) {
    if (!line.empty()) out += "  " + std::string(line) + "\n";
  }
  return out;
}

std::string ReadText(const ReadPart& part) {
  std::string text = "read: " + part.name + ", " + Grouped(part.size) + " bytes, " + part.sha256 + "\n";
  if (part.encoding) {
    text += "  encoding: " + part.encoding->name + " (" + EncodingByName(part.encoding->by) + ", " +
            std::to_string(part.encoding->confidence) + " % sure)\n";
    if (!part.encoding->warning.empty()) text += "  warning: " + part.encoding->warning + "\n";
  }
  std::vector<std::string> able;
  for (const ReadPart::Importer& importer : part.importers) {
    if (importer.score > 0) able.push_back(importer.id + " " + std::to_string(importer.score));
  }
  text += "  importers: " + (able.empty() ? "none recognises the content" : Join(able, ", ")) + "\n";
  if (!part.chosen.empty()) text += "  read by: " + part.chosen + " (" + part.chosen_by + ")\n";
  if (part.known.number != 0) {
    text += "  this very file was loaded as batch " + std::to_string(part.known.number) + " on " +
            part.known.finished + " by " + part.known.user + "\n";
  }
  return text;
}

template <typename Rows>
std::string RowsText(const std::string& name, const Rows& rows, const RowPreview& part) {
  if (rows.empty()) return "";
  std::vector<std::string> heads = {"row>"};
  const std::size_t columns = std::min(part.columns().size(), kColumns);
  for (std::size_t c = 0; c < columns; ++c) heads.push_back(Short(part.columns()[c].name));
  TextTable table(heads);
  std::string said;
  std::size_t shown = 0;
  for (const PreviewRow& row : rows) {
    if (++shown > kRows) break;
    std::vector<std::string> cells = {(row.sheet.empty() ? "" : row.sheet + ":") +
                                      std::to_string(row.row)};
    for (std::size_t c = 0; c < columns; ++c) cells.push_back(Short(row.cells[c]));
    table.Add(std::move(cells));
    for (const std::string& issue : row.issues) said += "    " + issue + "\n";
  }
  const std::string more =
      rows.size() > kRows ? " (" + std::to_string(kRows) + " of " + std::to_string(rows.size()) + ")" : "";
  return "  " + name + more + ":\n" + Indented(Indented(table.Print())) + said;
}

std::string ParseText(const RowPreview& part) {
  std::string text = "parse: ";
  if (part.withheld()) {
    text += Counted(part.columns().size(), "column", "columns") +
            "; the rows are persons and are not shown\n";
    for (const ColumnProfile& column : part.columns()) text += "  " + column.name + "\n";
    return text;
  }
  text += Counted(part.rows(), "row", "rows") + ", " +
          Counted(part.columns().size(), "column", "columns") + "\n";
  TextTable table({"column", "type", "blank>", "samples"});
  for (const ColumnProfile& column : part.columns()) {
    std::vector<std::string> samples;
    for (const std::string& sample : column.samples) samples.push_back(Short(sample));
    table.Add({column.name, column.type, Grouped(column.blank), Join(samples, " | ")});
  }
  text += Indented(table.Print());
  text += RowsText("first rows", part.first(), part);
  if (part.rows() > part.first().size()) text += RowsText("last rows", part.last(), part);
  return text + RowsText("rows to look at", part.worst(), part);
}

// "…; map it with --map-code Pol:Zene=F (ženski)"
// A column of pairs is named by the dimension.
std::string WhatToDo(const UnknownCode& code, const MapPart& part) {
  std::string column = code.target;
  for (const MapPart::Column& mapped : part.columns) {
    if (mapped.from == code.column && mapped.target != "*" && !mapped.from.empty()) column = mapped.from;
  }
  if (code.suggestions.empty()) {
    return "map it with --map-code '" + column + ":" + code.found + "=CODE', or ask the institution";
  }
  std::vector<std::string> others;
  for (const LabelMatch& match : code.suggestions) {
    others.push_back(match.code + " (" + match.label + ", " +
                     std::to_string(std::lround(100 * match.likeness)) + " %)");
  }
  return "perhaps " + List(others) + ": --map-code '" + column + ":" + code.found + "=" +
         code.suggestions.front().code + "'";
}

std::string MapText(const MapPart& part) {
  std::string text = "map: ";
  text += part.name.empty() ? "the columns are the vocabulary"
                            : "mapping " + part.name + " " + std::to_string(part.version) + " (" +
                                  part.found_by + ")";
  text += "; " + Grouped(part.rows.read) + " rows = " + Grouped(part.rows.mapped) + " mapped + " +
          Grouped(part.rows.skipped) + " skipped + " + Grouped(part.rows.refused) + " refused\n";
  TextTable table({"column", "becomes", "codes>", "note"});
  for (const MapPart::Column& column : part.columns) {
    table.Add({column.constant ? Quote(*column.constant) : column.from, column.target,
               column.codes == 0 ? "" : std::to_string(column.codes),
               column.constant ? "the same for all rows" : column.note});
  }
  text += Indented(table.Print());
  for (const auto& [reason, count] : part.skipped) {
    text += "  skipped: " + Grouped(count) + " (" + reason + ")\n";
  }
  for (const UnknownCode& code : part.unknown) {
    text += "  unknown code of " + code.target + ": " + Quote(code.found) + " in " +
            Counted(code.count, "row", "rows") + ", first in row " + std::to_string(code.first.row) +
            "; " + WhatToDo(code, part) + "\n";
  }
  if (part.unknown_more > 0) {
    text += "  and " + Grouped(part.unknown_more) + " more places with unknown codes\n";
  }
  return text;
}

std::string CheckText(const CheckPart& part) {
  std::string text = "check: " + Counted(part.total, "finding", "findings") + ", " +
                     Counted(part.errors, "error", "errors") + "\n";
  for (const CheckPart::Group& group : part.groups) {
    text += "  " + LevelName(group.level) + " " + group.code + ": " + Grouped(group.count) + "\n";
    for (const Finding& finding : group.first) {
      text += "    " + finding.message + "\n";
      if (!finding.hint.empty() && &finding == &group.first.front()) {
        text += "      hint: " + finding.hint + "\n";
      }
    }
  }
  return text;
}

std::string ValueText(const Value& value) {
  std::string text = value.number ? FormatNumber(*value.number) : value.text;
  if (value.status != "A") text += (text.empty() ? "" : " ") + value.status;
  if (!value.flags.empty()) text += " " + value.flags;
  return text;
}

std::string CellsText(const std::string& name, const std::vector<DifferencePart::Cell>& cells) {
  if (cells.empty()) return "";
  TextTable table({"row>", "indicator", "where", "period", "source", "old>", "new>", "%>", ""});
  std::size_t shown = 0;
  for (const DifferencePart::Cell& cell : cells) {
    if (++shown > 2 * kRows) break;
    const CellChange& change = cell.change;
    std::string where = change.key.territory;
    if (!change.key.dimensions.empty()) where += " " + change.key.dimensions;
    const std::string old = change.old_value ? ValueText(*change.old_value) : "";
    const std::string percent =
        cell.percent ? FormatNumber(std::round(*cell.percent * 10) / 10) : "";
    const bool same = change.old_value && *change.old_value == change.new_value;
    table.Add({(change.sheet.empty() ? "" : change.sheet + ":") + std::to_string(change.row),
               change.key.indicator, where, change.period, change.source, old,
               ValueText(change.new_value), percent,
               !cell.suspicion.empty()                  ? "look at it: " + cell.suspicion
               : change.remarks_changed && same         ? "note or definition"
                                                        : ""});
  }
  const std::string more =
      cells.size() > 2 * kRows ? " (the first " + std::to_string(2 * kRows) + ")" : "";
  return "  " + name + more + ":\n" + Indented(Indented(table.Print()));
}

std::string DifferenceText(const DifferencePart& part) {
  const Difference& n = part.counts;
  std::string text = "difference: " + Grouped(n.added) + " added, " + Grouped(n.changed) +
                     " changed, " + Grouped(n.unchanged) + " unchanged, " + Grouped(n.refused) +
                     " refused";
  if (part.suspicious_total > 0) text += "; " + Grouped(part.suspicious_total) + " to look at";
  text += "\n" + CellsText("largest changes", part.suspicious) + CellsText("changed", part.changed) +
          CellsText("added", part.added);
  std::size_t shown = 0;
  for (const Finding& finding : part.refused) {
    if (++shown > kRows) break;
    text += (shown == 1 ? "  refused:\n" : "") + ("    " + finding.message) + "\n";
  }
  return text;
}

}  // namespace

std::string PreviewText(const Preview& preview) {
  std::string text = ReadText(preview.read);
  if (preview.parse) text += ParseText(*preview.parse);
  if (preview.map) text += MapText(*preview.map);
  if (preview.check) text += CheckText(*preview.check);
  if (preview.difference) text += DifferenceText(*preview.difference);
  return text + "Nothing was stored.\n";
}

}  // namespace rapporteur
