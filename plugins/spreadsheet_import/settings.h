// What the options say.
#ifndef RAPPORTEUR_PLUGINS_SPREADSHEET_IMPORT_SETTINGS_H_
#define RAPPORTEUR_PLUGINS_SPREADSHEET_IMPORT_SETTINGS_H_

#include <cstdint>
#include <rapporteur/options.hpp>
#include <string>

namespace spreadsheet_import {

enum class Hidden {
  kAuto,   // hidden rows refuse, hidden columns are read, hidden sheets are not
  kRead,   // all of it is read as if it were shown
  kSkip,   // none of it is read
  kRefuse  // any of it refuses the file
};

struct Settings {
  static constexpr std::uint64_t kFindHeader = 0, kNoHeader = ~std::uint64_t{0};

  std::string sheet;  // name or number; "" is not told
  std::uint64_t header_row = kFindHeader;
  std::uint64_t header_rows = 0;  // 0: find out
  std::uint64_t last_row = ~std::uint64_t{0};
  Hidden hidden = Hidden::kAuto;
  bool errors_are_missing = false;
  char decimal = '\0';  // of numbers that stand as text; '\0': find it
};

Settings ReadSettings(const rpt::Options& options);

}  // namespace spreadsheet_import

#endif  // RAPPORTEUR_PLUGINS_SPREADSHEET_IMPORT_SETTINGS_H_
