// Finds the header among the first rows of a sheet and names the columns.
#ifndef RAPPORTEUR_PLUGINS_SPREADSHEET_IMPORT_HEADER_H_
#define RAPPORTEUR_PLUGINS_SPREADSHEET_IMPORT_HEADER_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "plugins/spreadsheet_import/survey.h"

namespace spreadsheet_import {

struct FoundHeader {
  std::uint64_t first_row = 0, last_row = 0;  // 0: none
  std::vector<std::string> names;
  std::string problem;  // why it can't be taken, a sentence; "" where it can
};

// Cells of most of the rows that have two and more: how many are filled, and the last column.
struct UsualShape {
  std::size_t filled = 1;
  std::uint32_t last = 1;
};
UsualShape FindUsualShape(const std::vector<HeadRow>& head);

// Is the cell's text anything but blanks?
bool IsFilled(common::CellKind kind, std::string_view text);

FoundHeader FindHeader(const std::vector<HeadRow>& head, const std::vector<common::Merge>& merges,
                       const Settings& settings);

}  // namespace spreadsheet_import

#endif  // RAPPORTEUR_PLUGINS_SPREADSHEET_IMPORT_HEADER_H_
