// Runs the corpus of the fuzz target without a fuzzer, and cuts and changes every sample.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "tests/support/shared_data.h"
#include "tests/worker/wire_properties.h"

namespace rapporteur {

TEST_CASE("whatever bytes arrive are decoded or refused") {
  int samples = 0;
  for (const auto& file : std::filesystem::directory_iterator(TestData("wire_fuzz"))) {
    std::ifstream stream(file.path(), std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(stream), {}};
    INFO(file.path().filename().string());
    CHECK(BrokenWireProperty(bytes) == "");
    ++samples;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
      CHECK(BrokenWireProperty(bytes.substr(0, i)) == "");
      for (const char c : {'\0', '\1', '\x7F', '\x80', '\xFF'}) {
        std::string changed = bytes;
        changed[i] = c;
        CHECK(BrokenWireProperty(changed) == "");
      }
    }
  }
  CHECK(samples >= 14);
}

}  // namespace rapporteur
