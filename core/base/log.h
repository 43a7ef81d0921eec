// One line per event on standard error, "level message", never personal data and never a cell.
//
// May be called from any thread.
#ifndef RAPPORTEUR_BASE_LOG_H_
#define RAPPORTEUR_BASE_LOG_H_

#include <string_view>

namespace rapporteur {

enum class LogLevel { kDebug, kInfo, kWarning, kError };

// Debug lines are printed only where $RAPPORTEUR_LOG is "debug".
void Log(LogLevel level, std::string_view message);

}  // namespace rapporteur

#endif  // RAPPORTEUR_BASE_LOG_H_
