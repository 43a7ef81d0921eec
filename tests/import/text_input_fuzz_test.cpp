// Runs the samples of the fuzz target without a fuzzer, and cuts and flips each of them.
#include <catch2/catch.hpp>
#include <filesystem>
#include <string>

#include "tests/import/text_input_properties.h"
#include "tests/support/csv_answers.h"
#include "tests/support/shared_data.h"

namespace rapporteur {
namespace {

TEST_CASE("whatever bytes come in, numbers, encodings and the scanner keep what they promise") {
  int samples = 0;
  for (const auto& entry : std::filesystem::directory_iterator(TestData("text_input_fuzz"))) {
    const std::string text = ReadTestFile(entry.path().string());
    INFO(entry.path().filename().string());
    samples++;
    CHECK(BrokenTextProperty(text) == "");
    for (std::size_t i = 0; i < text.size() && i < 60; i++) {
      CHECK(BrokenTextProperty(text.substr(0, i)) == "");
      for (const char c : {'\0', '9', '.', ',', '-', ' ', '@', '\xC5', '\x80', '\xFF'}) {
        std::string flipped = text;
        flipped[i] = c;
        CHECK(BrokenTextProperty(flipped) == "");
      }
    }
  }
  CHECK(samples >= 20);
}

}  // namespace
}  // namespace rapporteur
