#include "plugins/sdmx_import/csv/header.h"

#include <algorithm>
#include <set>

namespace sdmx_import {
namespace {

constexpr std::size_t kMostColumns = 16382;  // the table has two more, for row and structure

[[noreturn]] void Fail(const rpt::CsvReader& csv, std::size_t place, const std::string& sentence) {
  rpt::BadInput error(csv.row(), {}, sentence);
  error.column = place + 1;
  throw error;
}

// Cuts the label off: "DIM_1: Dimension 1" becomes "DIM_1".
std::string_view CutLabel(std::string_view cell, CsvHeader* header) {
  const std::size_t colon = cell.find(':');
  if (colon == cell.npos) return cell;
  std::string_view label = cell.substr(colon + 1);
  if (!label.empty() && label.front() == ' ') {
    label.remove_prefix(1);
    header->label_separator = ": ";
  } else if (header->label_separator.empty()) {
    header->label_separator = ":";
  }
  header->labels.emplace_back(label);
  return cell.substr(0, colon);
}

// "CONTACT[].NAME[]" becomes "CONTACT.NAME", "TITLE[en;fr]" "TITLE"; was there a bracket?
bool CutBrackets(std::string_view cell, std::string* name) {
  bool any = false;
  name->clear();
  for (std::size_t i = 0; i < cell.size(); i++) {
    const std::size_t close = cell[i] == '[' ? cell.find(']', i) : cell.npos;
    if (close == cell.npos) {
      *name += cell[i];
    } else {
      any = true;
      i = close;
    }
  }
  return any;
}

void ReadStructureCell(const rpt::CsvReader& csv, CsvHeader* header) {
  const std::string_view cell = CutLabel(csv[0], header);
  header->version_2 = cell.substr(0, 9) == "STRUCTURE";
  if (header->version_2 && cell.size() == 12) header->several_separator = cell[10];
}

// The columns before the components.
std::size_t ReadFixedColumns(const rpt::CsvReader& csv, CsvHeader* header) {
  if (!header->version_2) return 1;
  if (csv.size() < 2 || CutLabel(csv[1], header) != "STRUCTURE_ID") {
    Fail(csv, 1,
         "the second column is not STRUCTURE_ID, expected STRUCTURE and STRUCTURE_ID as the first "
         "two columns of SDMX-CSV 2.0");
  }
  header->id_place = 1;
  std::size_t next = 2;
  if (next < csv.size() && csv[next] == "STRUCTURE_NAME") header->structure_name_place = next++;
  if (next < csv.size() && CutLabel(csv[next], header) == "ACTION") header->action_place = next++;
  for (const char* key : {"SERIES_KEY", "OBS_KEY"}) {
    if (next < csv.size() && CutLabel(csv[next], header) == key) next++;
  }
  return next;
}

}  // namespace

bool IsCode(std::string_view text) {
  const auto allowed = [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '@' || c == '$' || c == '-' || c == '.' || c == '/' || c == '+';
  };
  return !text.empty() && std::all_of(text.begin(), text.end(), allowed);
}

CsvHeader ReadCsvHeader(const rpt::CsvReader& csv) {
  CsvHeader header;
  header.row = csv.row();
  header.width = csv.size();
  if (header.width > kMostColumns) {
    throw rpt::LimitReached(header.row, "the header has more than 16,382 columns");
  }
  ReadStructureCell(csv, &header);
  std::set<std::string> taken;
  const bool pairs = header.version_2 && [&] {
    for (std::size_t i = 0; i < csv.size(); i++) {
      if (csv[i] == "STRUCTURE_NAME") return true;
    }
    return false;
  }();
  for (std::size_t i = ReadFixedColumns(csv, &header); i < csv.size(); i++) {
    CsvColumn column;
    column.place = i;
    column.several = CutBrackets(CutLabel(csv[i], &header), &column.name);
    if (column.name.empty())
      Fail(csv, i, "the column has no header, expected the id of a component");
    if (!taken.insert(column.name).second) {
      Fail(csv, i,
           "the header of the column stands there a second time, expected each component once");
    }
    // Whether the next column really holds names is seen when its cells are.
    if (pairs && i + 1 < csv.size()) column.names_place = ++i;
    header.columns.push_back(column);
  }
  return header;
}

}  // namespace sdmx_import
