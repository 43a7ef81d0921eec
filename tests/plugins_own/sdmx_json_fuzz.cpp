// Fuzzes the reader of SDMX-JSON; corpus in tests/data/sdmx_json_fuzz.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "plugins/sdmx_import/sdmx_import.h"
#include "tests/plugins_own/shown_run.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const char* const options = size % 2 == 0 ? R"({"unit_mult": "column"})"
                                            : R"({"unit_mult": "apply", "deletions": "skip"})";
  const std::string broken =
      rapporteur::BrokenImport(rpt::testing::run(SdmxImport(), text, options));
  if (!broken.empty()) {
    std::fprintf(stderr, "%s\n", broken.c_str());
    std::abort();
  }
  return 0;
}
