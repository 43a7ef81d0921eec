// Runs the corpus of the fuzz target without a fuzzer, and cuts and flips every sample.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "tests/support/shared_data.h"
#include "tests/web/request_head_properties.h"

namespace rapporteur {
namespace {

TEST_CASE("whatever comes as a request's head is read cleanly or refused in a sentence") {
  int samples = 0;
  for (const auto& file : std::filesystem::directory_iterator(TestData("request_head_fuzz"))) {
    std::ifstream stream(file.path(), std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(stream), {}};
    INFO(file.path().filename().string());
    CHECK(BrokenHeadProperty(text) == "");
    ++samples;
    for (std::size_t i = 0; i < text.size(); ++i) {
      CHECK(BrokenHeadProperty(text.substr(0, i)) == "");
      for (const char c : {'\0', '\n', '\r', ' ', ':', '%', '/', '\xC5'}) {
        std::string flipped = text;
        flipped[i] = c;
        CHECK(BrokenHeadProperty(flipped) == "");
      }
    }
  }
  CHECK(samples >= 6);
}

}  // namespace
}  // namespace rapporteur
