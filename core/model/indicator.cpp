#include "core/model/indicator.h"

#include <algorithm>

namespace rapporteur {

bool IndicatorVersion::HasDimension(const std::string& dimension) const {
  return std::find(dimensions.begin(), dimensions.end(), dimension) != dimensions.end();
}

bool IndicatorVersion::MayOverlap(const std::string& dimension) const {
  if (counting_mode != "multi") return false;
  return multi_dimensions.empty() || std::find(multi_dimensions.begin(), multi_dimensions.end(),
                                               dimension) != multi_dimensions.end();
}

const IndicatorVersion* Indicator::On(Date day) const {
  for (const IndicatorVersion& version : versions) {
    if (version.valid_from <= day && day <= version.valid_to) return &version;
  }
  return nullptr;
}

const IndicatorVersion* Indicator::Find(int version) const {
  for (const IndicatorVersion& candidate : versions) {
    if (candidate.version == version) return &candidate;
  }
  return nullptr;
}

}  // namespace rapporteur
