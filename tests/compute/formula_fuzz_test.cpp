// Runs the corpus of the fuzz target without a fuzzer, and cuts and flips every sample.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "tests/compute/formula_properties.h"
#include "tests/support/shared_data.h"

namespace rapporteur {
namespace {

TEST_CASE("whatever is written as a formula is parsed or refused in a sentence") {
  int samples = 0;
  for (const auto& file : std::filesystem::directory_iterator(TestData("formula_fuzz"))) {
    std::ifstream stream(file.path(), std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(stream), {}};
    INFO(file.path().filename().string());
    CHECK(BrokenFormulaProperty(text) == "");
    ++samples;
    for (std::size_t i = 0; i < text.size() && i < 200; ++i) {
      CHECK(BrokenFormulaProperty(text.substr(0, i)) == "");
      for (const char c : {'\0', '(', '}', '-', '9', '.', '\xC5'}) {
        std::string flipped = text;
        flipped[i] = c;
        CHECK(BrokenFormulaProperty(flipped) == "");
      }
    }
  }
  CHECK(samples >= 10);
}

}  // namespace
}  // namespace rapporteur
