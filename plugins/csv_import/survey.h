// Looks at the beginning of a text and finds its separator and its header, however malformed the
// lines above the table are.
#ifndef RAPPORTEUR_PLUGINS_CSV_IMPORT_SURVEY_H_
#define RAPPORTEUR_PLUGINS_CSV_IMPORT_SURVEY_H_

#include <cstddef>
#include <cstdint>
#include <rapporteur/csv.hpp>
#include <string_view>
#include <vector>

namespace csv_import {

// What a record at the beginning looks like from afar.
struct Record {
  rpt::CsvReader::Position before;  // where it begins; row and line of the record before it
  std::size_t cells = 0, filled = 0;
};

// The records of `text`, which stands at `start`.  A line that is not well formed is cut at every
// separator instead.  Comments and the last record of a text that goes on (`whole` is false) are
// left out.
std::vector<Record> Survey(std::string_view text, bool whole, const rpt::CsvFormat& format,
                           rpt::CsvReader::Position start);

// The number of cells that most records have, and how many have it; the width of the earliest of
// them where two are as frequent.  Records without content don't count.
struct Width {
  std::size_t cells = 1, records = 0;
};
Width UsualWidth(const std::vector<Record>& records);

// The separator under which the most records have the same number of cells, at least two; ',' where
// none has.  A ':' must stand in every record, for times and labels have it too.
char FindSeparator(std::string_view text, bool whole, const rpt::CsvFormat& format);

// The first record of the usual width that is not a title: one cell filled of three or more.
// nullptr where there is none.
const Record* FindHeader(const std::vector<Record>& records, std::size_t width);

}  // namespace csv_import

#endif  // RAPPORTEUR_PLUGINS_CSV_IMPORT_SURVEY_H_
