// Fuzzes the importer of Eurostat's TSV; corpus in tests/data/eurostat_fuzz.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "plugins/eurostat_import/eurostat_import.h"
#include "tests/plugins_own/shown_run.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string broken = rapporteur::BrokenImport(
      rpt::testing::run(EurostatImport(), {reinterpret_cast<const char*>(data), size}));
  if (!broken.empty()) {
    std::fprintf(stderr, "%s\n", broken.c_str());
    std::abort();
  }
  return 0;
}
