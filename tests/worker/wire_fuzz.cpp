// Fuzzes the decoder that stands between the core and a worker; the corpus is tests/data/wire_fuzz.
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "tests/worker/wire_properties.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string broken =
      rapporteur::BrokenWireProperty(std::string_view(reinterpret_cast<const char*>(data), size));
  if (!broken.empty()) {
    std::fprintf(stderr, "%s\n", broken.c_str());
    std::abort();
  }
  return 0;
}
