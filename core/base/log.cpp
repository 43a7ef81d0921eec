#include "core/base/log.h"

#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

namespace rapporteur {

void Log(LogLevel level, std::string_view message) {
  static const bool debug = [] {
    const char* wanted = std::getenv("RAPPORTEUR_LOG");
    return wanted != nullptr && std::string_view(wanted) == "debug";
  }();
  if (level == LogLevel::kDebug && !debug) return;
  static constexpr const char* kNames[] = {"debug", "info", "warning", "error"};
  const std::string line =
      std::string(kNames[static_cast<int>(level)]) + ": " + std::string(message) + "\n";
  std::fwrite(line.data(), 1, line.size(), stderr);
}

}  // namespace rapporteur
