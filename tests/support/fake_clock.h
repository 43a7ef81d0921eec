// A clock that stands still until a test moves it.
#ifndef RAPPORTEUR_TESTS_SUPPORT_FAKE_CLOCK_H_
#define RAPPORTEUR_TESTS_SUPPORT_FAKE_CLOCK_H_

#include "core/base/clock.h"

namespace rapporteur {

struct FakeClock final : Clock {
  TimePoint Now() override { return now; }
  TimePoint now = std::chrono::sys_days(std::chrono::year(2026) / 1 / 31) + std::chrono::hours(12);
};

}  // namespace rapporteur

#endif  // RAPPORTEUR_TESTS_SUPPORT_FAKE_CLOCK_H_
