#include "core/base/clock.h"

#include <cstdio>
#include <cstdlib>
#include <optional>

namespace rapporteur {
namespace {

std::optional<TimePoint> FixedTime() {
  const char* text = std::getenv("RAPPORTEUR_NOW");
  if (text == nullptr) return std::nullopt;
  int year, month, day, hour, minute, second;
  if (std::sscanf(text, "%d-%d-%dT%d:%d:%dZ", &year, &month, &day, &hour, &minute, &second) != 6) {
    return std::nullopt;
  }
  const std::chrono::year_month_day date(std::chrono::year(year),
                                         std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day)));
  return std::chrono::sys_days(date) + std::chrono::hours(hour) + std::chrono::minutes(minute) +
         std::chrono::seconds(second);
}

struct RealClock final : Clock {
  TimePoint Now() override {
    static const std::optional<TimePoint> fixed = FixedTime();
    if (fixed) return *fixed;
    return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  }
};

}  // namespace

Clock& SystemClock() {
  static RealClock clock;
  return clock;
}

std::string FormatUtc(TimePoint time) {
  const auto days = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date(days);
  const std::chrono::hh_mm_ss clock(time - days);
  char text[32];
  std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02dZ", int(date.year()),
                unsigned(date.month()), unsigned(date.day()), int(clock.hours().count()),
                int(clock.minutes().count()), int(clock.seconds().count()));
  return text;
}

}  // namespace rapporteur
