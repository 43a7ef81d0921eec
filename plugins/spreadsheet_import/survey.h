// The first reading of a sheet: where its header stands, where its table ends, what each column
// holds, what is hidden and what is merged.
#ifndef RAPPORTEUR_PLUGINS_SPREADSHEET_IMPORT_SURVEY_H_
#define RAPPORTEUR_PLUGINS_SPREADSHEET_IMPORT_SURVEY_H_

#include <cstdint>
#include <optional>
#include <rapporteur/job.hpp>
#include <string>
#include <vector>

#include "plugins/common/workbook/workbook.h"
#include "plugins/spreadsheet_import/settings.h"

namespace spreadsheet_import {

// A row at the beginning, kept until the merged cells are known.
struct HeadCell {
  std::uint32_t column = 0;
  common::CellKind kind = common::CellKind::kText;
  double number = 0;
  bool exact = true, scaled = false;
  std::string text;
};
struct HeadRow {
  std::uint64_t number = 0, repeats = 1;
  bool hidden = false;
  std::vector<HeadCell> cells;
};

// Of the rows below the header.  Rows: the first that shows it, 0 = none.
struct ColumnProfile {
  std::uint64_t filled = 0, numbers = 0, others = 0;  // others: dates, shares, texts, codes
  std::uint64_t percent_row = 0, plain_row = 0;
  std::uint64_t fraction_row = 0;                                 // a number with decimals
  std::uint64_t comma_row = 0, point_row = 0, ambiguous_row = 0;  // numbers that stand as text
  std::uint64_t scaled_row = 0;
  bool only_years = true;  // its numbers are whole and from 1900 to 2100
};

struct Survey {
  std::vector<std::string> names;  // header by column, from the first; "" where it is empty
  std::uint64_t header_row = 0;    // the first row of the header; 0: none
  std::uint64_t first_row = 0, last_row = 0;  // of the table's rows
  std::uint64_t rows = 0;
  bool wide = false;  // some row has two cells or more
  std::vector<ColumnProfile> columns;
  std::vector<common::Merge> merges;  // below the header
  std::vector<common::ColumnRange> hidden_columns;
  std::uint64_t hidden_rows = 0, first_hidden = 0, last_hidden = 0;  // of the table
  std::uint64_t first_above = 0, last_above = 0, first_below = 0, last_below = 0;
  // Why there is no table, a sentence; "" where there is one.
  std::string lacks;

  bool IsHidden(std::uint32_t column) const;
};

// Reads the whole sheet.  Hands what stands above and below the table, and the cells of the header,
// over as asides.
Survey SurveySheet(common::SheetReader& reader, const std::string& sheet, const Settings& settings,
                   const rpt::Job& job);

}  // namespace spreadsheet_import

#endif  // RAPPORTEUR_PLUGINS_SPREADSHEET_IMPORT_SURVEY_H_
