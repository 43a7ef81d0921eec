// What the options say, and where in the file the table stands.
#ifndef RAPPORTEUR_PLUGINS_CSV_IMPORT_LAYOUT_H_
#define RAPPORTEUR_PLUGINS_CSV_IMPORT_LAYOUT_H_

#include <cstddef>
#include <cstdint>
#include <rapporteur/csv.hpp>
#include <rapporteur/job.hpp>

namespace csv_import {

struct Settings {
  static constexpr std::uint64_t kFindHeader = 0, kNoHeader = ~std::uint64_t{0};

  char separator = '\0';  // '\0': find it
  char decimal = '\0';
  char quote = '"', comment = '\0';
  std::uint64_t header_row = kFindHeader;
  std::uint64_t skip_rows = 0, skip_last_rows = 0;
};

Settings ReadSettings(const rpt::Options& options);

struct Layout {
  rpt::CsvFormat format;
  rpt::CsvReader::Position table;         // of the header, or of the first row where there is none
  std::size_t width = 1;                  // cells of most rows
  std::uint64_t end = ~std::uint64_t{0};  // offset where skipped last rows begin
  std::uint64_t first_above = 0, last_above = 0;  // rows with text above the table; 0 = none
};

// Hands what stands above the table over as asides.
Layout FindLayout(const rpt::InputFile& in, const Settings& settings, const rpt::Job& job);

}  // namespace csv_import

#endif  // RAPPORTEUR_PLUGINS_CSV_IMPORT_LAYOUT_H_
