#include "plugins/sdmx_import/components.h"

#include <algorithm>
#include <rapporteur/guard.hpp>

namespace sdmx_import {

std::size_t Components::Add(std::string_view name, bool measure) {
  if (const std::size_t found = Find(name); found != kNone) {
    measures_[found] = measures_[found] || measure;
    return found;
  }
  if (name.empty()) throw rpt::BadInput(0, {}, "a component has no id");
  if (name.size() > 255)
    throw rpt::LimitReached(0, "the id of a component is longer than 255 bytes");
  if (names_.size() == kMost) {
    throw rpt::LimitReached(0, "the message has more than 4,096 components");
  }
  index_.emplace(name, names_.size());
  names_.emplace_back(name);
  measures_.push_back(measure);
  return names_.size() - 1;
}

std::size_t Components::Find(std::string_view name) const {
  const auto it = index_.find(name);
  return it == index_.end() ? kNone : it->second;
}

std::size_t Components::measures() const {
  return static_cast<std::size_t>(std::count(measures_.begin(), measures_.end(), true));
}

}  // namespace sdmx_import
