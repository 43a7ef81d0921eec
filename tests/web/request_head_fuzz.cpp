// Fuzzes the reader of request heads; the corpus is tests/data/request_head_fuzz.
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "tests/web/request_head_properties.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string broken =
      rapporteur::BrokenHeadProperty(std::string_view(reinterpret_cast<const char*>(data), size));
  if (!broken.empty()) {
    std::fprintf(stderr, "%s\n", broken.c_str());
    std::abort();
  }
  return 0;
}
