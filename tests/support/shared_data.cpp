#include "tests/support/shared_data.h"

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <system_error>

namespace rapporteur {
namespace {

struct Skipped {
  int count = 0;
  ~Skipped() {
    if (count > 0) std::printf("skipped: %d (shared data absent)\n", count);
  }
};

}  // namespace

std::string TestData(const std::string& relative) {
  return std::string(RAPPORTEUR_SOURCE_DIR) + "/tests/data/" + relative;
}

std::optional<std::string> SharedData(const std::string& relative) {
  static Skipped skipped;
  const char* told = std::getenv("RAPPORTEUR_SHARED");
  const std::string folder = told != nullptr && *told != '\0'
                                 ? std::string(told)
                                 : std::string(RAPPORTEUR_SOURCE_DIR) + "/../shared";
  const std::string path = folder + "/" + relative;
  std::error_code ignored;
  if (std::filesystem::exists(path, ignored)) return path;
  skipped.count++;
  return std::nullopt;
}

}  // namespace rapporteur
