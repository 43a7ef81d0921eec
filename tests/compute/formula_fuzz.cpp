// Fuzzes the formula parser and the evaluation; the corpus is tests/data/formula_fuzz.
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "tests/compute/formula_properties.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string broken = rapporteur::BrokenFormulaProperty(
      std::string_view(reinterpret_cast<const char*>(data), size));
  if (!broken.empty()) {
    std::fprintf(stderr, "%s\n", broken.c_str());
    std::abort();
  }
  return 0;
}
