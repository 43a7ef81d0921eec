// The first reading of the rows below the header: are they whole, where do they end, and how does
// each column write its numbers?
#ifndef RAPPORTEUR_PLUGINS_CSV_IMPORT_PROFILE_H_
#define RAPPORTEUR_PLUGINS_CSV_IMPORT_PROFILE_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <rapporteur/csv.hpp>
#include <rapporteur/job.hpp>
#include <string_view>
#include <vector>

namespace csv_import {

struct ColumnProfile {
  std::uint64_t filled = 0;                    // cells that are not empty
  std::uint64_t comma_row = 0, point_row = 0;  // first row that shows the convention; 0 = none
};

// One more cell of the column.
void TakeCell(std::string_view cell, std::uint64_t row, ColumnProfile* column);

struct Profile {
  std::vector<ColumnProfile> columns;
  std::uint64_t rows = 0;
  // The record behind the last row.
  rpt::CsvReader::Position end;
};

// A line of separators only, or without a character; such lines are no rows, except that an empty
// line is a row with an empty cell where the table has one column.
bool IsEmptyRow(const rpt::CsvReader& csv, std::size_t width);

// Reads on from where `csv` stands.  `header_row` is 0 where the table has no header.  Hands
// comments and what stands below the table over as asides.  Throws BadInput for a row of another
// width.
Profile ReadProfile(rpt::CsvReader& csv, std::size_t width, std::uint64_t header_row,
                    const rpt::Job& job);

}  // namespace csv_import

#endif  // RAPPORTEUR_PLUGINS_CSV_IMPORT_PROFILE_H_
