#include "core/import/count_groups.h"

#include <algorithm>
#include <cstring>

#include "core/base/text.h"

namespace rapporteur {
namespace {

void Append(std::string& key, std::uint32_t number) {
  key.append(reinterpret_cast<const char*>(&number), sizeof number);
}

std::uint32_t NumberAt(const std::string& key, std::size_t index) {
  std::uint32_t number = 0;
  std::memcpy(&number, key.data() + index * sizeof number, sizeof number);
  return number;
}

Status TooMany(std::size_t limit) {
  return Status::Refused("too-many-groups",
                         "The rows come to more than " + Grouped(limit) +
                             " different groups; nothing was stored.")
      .WithHint("Name fewer or smaller breakdowns in \"by\" of the mapping's \"count\", or split "
                "the file.");
}

}  // namespace

CountGroups::CountGroups(std::vector<CountDimension> dimensions,
                         std::vector<std::vector<std::size_t>> by, const CountLimits& limits)
    : dimensions_(std::move(dimensions)),
      by_(std::move(by)),
      limits_(limits),
      counted_(dimensions_.size()) {}

std::uint32_t CountGroups::ContextRef(const CountContext& context) {
  key_.clear();
  for (const void* part : {static_cast<const void*>(context.catalogue),
                           static_cast<const void*>(context.definition),
                           static_cast<const void*>(context.period),
                           static_cast<const void*>(context.source)}) {
    key_.append(reinterpret_cast<const char*>(&part), sizeof part);
  }
  const auto [it, added] =
      context_refs_.emplace(key_, static_cast<std::uint32_t>(contexts_.size()));
  if (added) {
    contexts_.push_back(context);
    persons_.push_back(0);
  }
  return it->second;
}

std::uint32_t CountGroups::CodeRef(std::string_view code) {
  auto it = code_refs_.find(code);
  if (it == code_refs_.end()) {
    it = code_refs_.emplace(std::string(code), static_cast<std::uint32_t>(codes_.size())).first;
    codes_.push_back(&it->first);
  }
  return it->second;
}

std::string_view CountGroups::ParentOf(const CountContext& context, std::size_t dimension,
                                       const std::string& code) const {
  if (dimensions_[dimension].name == "territory") {
    const Territory* found = context.catalogue->FindTerritory(code);
    if (found == nullptr || found->parent == context.catalogue->country()) return {};
    return found->parent;
  }
  const Codelist* list = context.catalogue->FindDimension(dimensions_[dimension].name);
  const rapporteur::Code* found = list == nullptr ? nullptr : list->Find(code);
  return found == nullptr ? std::string_view() : std::string_view(found->parent);
}

CodeRefs CountGroups::Narrow(std::uint32_t context, std::size_t dimension, CodeRefs codes) const {
  if (codes.size() < 2) return codes;
  CodeRefs above;
  for (const std::uint32_t ref : codes) {
    for (std::string_view at = ParentOf(contexts_[context], dimension, code(ref)); !at.empty();
         at = ParentOf(contexts_[context], dimension, std::string(at))) {
      if (auto it = code_refs_.find(at); it != code_refs_.end()) above.push_back(it->second);
    }
  }
  std::erase_if(codes, [&](std::uint32_t ref) {
    return std::find(above.begin(), above.end(), ref) != above.end();
  });
  return codes;
}

Status CountGroups::Add(const CountProfile& profile, std::uint64_t persons) {
  persons_[profile.context] += persons;
  key_.clear();
  Append(key_, profile.context);
  for (const CodeRefs& codes : profile.codes) {
    Append(key_, static_cast<std::uint32_t>(codes.size()));
    for (const std::uint32_t code : codes) Append(key_, code);
  }
  if (auto it = profiles_.find(key_); it != profiles_.end()) {
    it->second.persons += persons;
    return {};
  }
  if (profiles_.size() >= limits_.profiles) {
    const std::string kept = key_;
    if (Status s = Flush(); !s.ok()) return s;
    key_ = kept;
  }
  profiles_.emplace(key_, Remembered{profile, persons});
  return {};
}

Status CountGroups::Flush() {
  for (const auto& [key, remembered] : profiles_) {
    if (Status s = Expand(remembered.profile, remembered.persons); !s.ok()) return s;
  }
  profiles_.clear();
  return {};
}

// The codes under which the person counts: the one for "unknown" or "several" where that is so, and
// whatever the codes are part of.
void CountGroups::Counted(const CountProfile& profile, std::size_t dimension, CodeRefs& out) {
  const CountDimension& rule = dimensions_[dimension];
  const CountContext& context = contexts_[profile.context];
  out.clear();
  const CodeRefs narrow = Narrow(profile.context, dimension, profile.codes[dimension]);
  if (narrow.empty()) {
    const std::string unknown = rule.unknown(*context.catalogue);
    if (!unknown.empty()) out.push_back(CodeRef(unknown));
  } else if (narrow.size() > 1 && !rule.several.empty()) {
    out.push_back(CodeRef(rule.several));
  } else {
    out = profile.codes[dimension];
  }
  for (std::size_t i = 0; i < out.size(); ++i) {
    const std::string_view parent = ParentOf(context, dimension, code(out[i]));
    if (parent.empty()) continue;
    const std::uint32_t ref = CodeRef(parent);
    if (std::find(out.begin(), out.end(), ref) == out.end()) out.push_back(ref);
  }
}

Status CountGroups::Expand(const CountProfile& profile, std::uint64_t persons) {
  for (std::size_t d = 0; d < dimensions_.size(); ++d) Counted(profile, d, counted_[d]);
  for (std::size_t b = 0; b < by_.size(); ++b) {
    const std::vector<std::size_t>& breakdown = by_[b];
    // Every combination of the person's codes, one of each dimension.
    std::vector<std::size_t> at(breakdown.size(), 0);
    bool any = std::none_of(breakdown.begin(), breakdown.end(),
                            [&](std::size_t d) { return counted_[d].empty(); });
    while (any) {
      key_.clear();
      Append(key_, static_cast<std::uint32_t>(b));
      Append(key_, profile.context);
      for (std::size_t i = 0; i < breakdown.size(); ++i) {
        Append(key_, counted_[breakdown[i]][at[i]]);
      }
      auto it = groups_.find(key_);
      if (it == groups_.end()) {
        if (groups_.size() >= limits_.groups) return TooMany(limits_.groups);
        it = groups_.emplace(key_, 0).first;
      }
      it->second += persons;
      std::size_t i = 0;
      while (i < at.size() && ++at[i] == counted_[breakdown[i]].size()) at[i++] = 0;
      any = i < at.size();
    }
  }
  return {};
}

Status CountGroups::Finish(const std::function<Status(const Group&)>& each) {
  if (Status s = Flush(); !s.ok()) return s;
  std::vector<const std::string*> keys;
  keys.reserve(groups_.size());
  for (const auto& [key, count] : groups_) keys.push_back(&key);
  // The order of the hash table is nobody's business.
  std::sort(keys.begin(), keys.end(),
            [](const std::string* a, const std::string* b) { return *a < *b; });
  for (const std::string* key : keys) {
    Group group;
    const std::vector<std::size_t>& breakdown = by_[NumberAt(*key, 0)];
    group.context = &contexts_[NumberAt(*key, 1)];
    for (std::size_t i = 0; i < breakdown.size(); ++i) {
      const CountDimension& dimension = dimensions_[breakdown[i]];
      const std::string& its_code = code(NumberAt(*key, 2 + i));
      if (dimension.name == "territory") {
        group.territory = its_code;
      } else {
        group.dimensions.emplace_back(dimension.name, its_code);
      }
      group.multi = group.multi || dimension.multi;
    }
    group.count = groups_.find(*key)->second;
    if (Status s = each(group); !s.ok()) return s;
  }
  return {};
}

}  // namespace rapporteur
