// Fuzzes the importer of HTCDS tables; corpus in tests/data/htcds_fuzz.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "plugins/htcds_import/htcds_import.h"
#include "tests/plugins_own/shown_run.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string broken = rapporteur::BrokenImport(
      rpt::testing::run(HtcdsImport(), {reinterpret_cast<const char*>(data), size}));
  if (!broken.empty()) {
    std::fprintf(stderr, "%s\n", broken.c_str());
    std::abort();
  }
  return 0;
}
