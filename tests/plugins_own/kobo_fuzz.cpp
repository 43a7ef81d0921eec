// Fuzzes the importer of Kobo exports; corpus in tests/data/kobo_fuzz.  The first byte says where
// the others stand: in a CSV file, or in the sheet of a repeated group.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "plugins/kobo_import/kobo_import.h"
#include "tests/plugins_own/spreadsheet_results.h"
#include "tests/support/made_workbook.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace rapporteur;
  if (size == 0) return 0;
  std::string file(reinterpret_cast<const char*>(data) + 1, size - 1);
  std::string options = "{}";
  if (data[0] == 'r') {
    file =
        Made({{{"visits", RowsXml({{"q", "_index"}, {"x", "#1"}, {"y", "#2"}})}, {"guests", file}},
              {},
              {}});
    options = R"({"sheet": "2"})";
  }
  const auto run = rpt::testing::run(KoboImport(), file, options);
  if ((!run.ok() && run.error.message[0] == '\0') || run.code == RPT_INTERNAL) {
    std::fprintf(stderr, "%s\n", run.error.message);
    std::abort();
  }
  return 0;
}
