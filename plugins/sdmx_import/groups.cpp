#include "plugins/sdmx_import/groups.h"

#include <algorithm>

namespace sdmx_import {
namespace {

constexpr std::size_t kMostBytes = std::size_t{48} << 20;
constexpr std::size_t kMostSets = 64;  // each is looked up for each observation
constexpr char kBetween = '\x1F';

}  // namespace

void Groups::Add(std::vector<Pair> key, std::vector<Pair> attributes) {
  std::sort(key.begin(), key.end());
  std::vector<std::size_t> dimensions;
  std::string codes;
  for (const Pair& pair : key) {
    dimensions.push_back(pair.first);
    codes.append(pair.second).push_back(kBetween);
  }
  auto set = std::find_if(sets_.begin(), sets_.end(),
                          [&](const Set& s) { return s.dimensions == dimensions; });
  if (set == sets_.end()) {
    if (sets_.size() == kMostSets) {
      throw rpt::LimitReached(0, "the message has groups over more than 64 sets of dimensions");
    }
    set = sets_.insert(sets_.end(), {dimensions, {}});
  }
  bytes_ += codes.size() + 128;
  for (const Pair& pair : attributes) bytes_ += pair.second.size() + sizeof(Pair) + 16;
  if (bytes_ > kMostBytes) {
    throw rpt::LimitReached(0, "the attributes of groups take more than 48 MiB");
  }
  std::vector<Pair>& all = set->groups[std::move(codes)].attributes;
  all.insert(all.end(), std::make_move_iterator(attributes.begin()),
             std::make_move_iterator(attributes.end()));
}

void Groups::Apply(Observations* observations) {
  observations->Clear(Level::kGroup);
  for (Set& set : sets_) {
    codes_.clear();
    for (std::size_t dimension : set.dimensions) {
      codes_.append(observations->Get(dimension)).push_back(kBetween);
    }
    const auto it = set.groups.find(codes_);
    if (it == set.groups.end()) continue;
    it->second.used = true;
    for (const Pair& pair : it->second.attributes) {
      observations->Set(Level::kGroup, pair.first, pair.second);
    }
  }
}

std::size_t Groups::unused() const {
  std::size_t count = 0;
  for (const Set& set : sets_) {
    for (const auto& [codes, group] : set.groups) count += group.used ? 0 : 1;
  }
  return count;
}

}  // namespace sdmx_import
