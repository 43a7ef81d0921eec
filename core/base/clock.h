// The time of day enters through this interface, so that tests can set it.
#ifndef RAPPORTEUR_BASE_CLOCK_H_
#define RAPPORTEUR_BASE_CLOCK_H_

#include <chrono>
#include <string>

namespace rapporteur {

using TimePoint = std::chrono::sys_seconds;

struct Clock {
  virtual ~Clock() = default;
  virtual TimePoint Now() = 0;
};

// The computer's clock, or the fixed time in $RAPPORTEUR_NOW (2026-01-31T12:00:00Z) where a test or
// a reproducible build sets it.  Lives for the whole process.
Clock& SystemClock();

// "2026-01-31T12:00:00Z", UTC.
std::string FormatUtc(TimePoint time);

}  // namespace rapporteur

#endif  // RAPPORTEUR_BASE_CLOCK_H_
