// Which of SDMX's formats a file is in, by its content.
//
// Functions of their arguments only.
#ifndef RAPPORTEUR_PLUGINS_SDMX_IMPORT_KIND_H_
#define RAPPORTEUR_PLUGINS_SDMX_IMPORT_KIND_H_

#include <rapporteur/files.hpp>
#include <string>
#include <string_view>

namespace sdmx_import {

enum class Kind { kNone, kCsv, kJson, kMl };

// By the first byte, or the first word of a header.
Kind FindKind(const rpt::InputFile& in);

// How sure it is that the file is a data message of SDMX, 0 to 100.
int Score(const rpt::InputFile& in);

// The first word of an SDMX-CSV header and what follows it.
struct CsvStart {
  bool is_one = false;
  bool version_2 = false;  // STRUCTURE, not DATAFLOW
  char separator = ',';
};
CsvStart FindCsvStart(std::string_view head);

}  // namespace sdmx_import

#endif  // RAPPORTEUR_PLUGINS_SDMX_IMPORT_KIND_H_
