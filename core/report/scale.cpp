#include "core/report/scale.h"

#include <algorithm>
#include <cmath>

namespace rapporteur::report {

Scale Scale::Around(double lowest, double highest, int intervals, bool whole) {
  lowest = std::min(lowest, 0.0);
  highest = std::max(highest, 0.0);
  if (lowest == highest) highest = 1;
  const double rough = (highest - lowest) / intervals;
  const double power = std::pow(10.0, std::floor(std::log10(rough)));
  double step = power;
  for (double factor : {1.0, 2.0, 5.0, 10.0}) {
    step = factor * power;
    // The nudge keeps 0.1 * 3 from needing a fourth step.
    if (std::ceil(highest / step - 1e-9) - std::floor(lowest / step + 1e-9) <= intervals) break;
  }
  if (whole) step = std::max(1.0, std::round(step));
  Scale scale;
  const auto first = static_cast<long long>(std::floor(lowest / step + 1e-9));
  const auto last = static_cast<long long>(std::ceil(highest / step - 1e-9));
  for (long long i = first; i <= last; ++i) scale.ticks_.push_back(static_cast<double>(i) * step);
  return scale;
}

}  // namespace rapporteur::report
