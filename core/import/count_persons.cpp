#include "core/import/count_persons.h"

#include <sodium.h>

#include <algorithm>
#include <cstring>

#include "core/base/text.h"

namespace rapporteur {
namespace {

// 2^28 bits and 12 probes: with four million persons a stranger is taken for one of them once in
// ten thousand files.
constexpr std::uint64_t kFilterBits = std::uint64_t{1} << 28;
constexpr int kProbes = 12;

Status TooManyPersons(std::size_t limit, bool together) {
  return Status::Refused("too-many-persons",
                         "The rows name more than " + Grouped(limit) +
                             " different persons; nothing was stored.")
      .WithHint(together ? "Split the file between two persons."
                         : "Sort the file by person and say \"together\": true in the mapping's "
                           "\"person\", or split it between two persons.");
}

}  // namespace

CountPersons::CountPersons(CountGroups& groups, std::vector<CountSeveral> several, bool together,
                           const CountLimits& limits)
    : groups_(groups), several_(std::move(several)), together_(together), limits_(limits) {
  static_assert(crypto_shorthash_siphashx24_KEYBYTES == 16);
  ::randombytes_buf(key_.data(), key_.size());
  if (together_) {
    filter_.resize(kFilterBits / 64);
  } else {
    slots_.resize(1024);
  }
}

CountPersons::~CountPersons() {
  ::sodium_memzero(key_.data(), key_.size());
  ::sodium_memzero(id_.data(), id_.size());
  ::sodium_memzero(text_.data(), text_.size());
}

CountPersons::Hash CountPersons::HashOf(std::string_view id, std::uint32_t context) {
  static_assert(crypto_shorthash_siphashx24_BYTES == sizeof(Hash));
  text_.assign(reinterpret_cast<const char*>(&context), sizeof context).append(id);
  Hash hash;
  ::crypto_shorthash_siphashx24(reinterpret_cast<unsigned char*>(hash.data()),
                                reinterpret_cast<const unsigned char*>(text_.data()), text_.size(),
                                key_.data());
  return hash;
}

int CountPersons::Merge(CountProfile& into, const CountProfile& row) const {
  CountProfile merged = into;
  for (std::size_t d = 0; d < merged.codes.size(); ++d) {
    CodeRefs& codes = merged.codes[d];
    for (const std::uint32_t code : row.codes[d]) {
      auto at = std::lower_bound(codes.begin(), codes.end(), code);
      if (at == codes.end() || *at != code) codes.insert(at, code);
    }
    if (several_[d].kind == CountSeveral::Kind::kRefuse &&
        groups_.Narrow(merged.context, d, codes).size() > 1) {
      return static_cast<int>(d);
    }
  }
  into = std::move(merged);
  return -1;
}

Result<CountedRow> CountPersons::Add(std::string_view id, const CountProfile& row) {
  return together_ ? AddTogether(id, row) : AddApart(id, row);
}

Result<CountedRow> CountPersons::AddTogether(std::string_view id, const CountProfile& row) {
  if (!open_ || id != id_) {
    if (Status s = EndPerson(); !s.ok()) return s;
    id_ = id;
    open_ = true;
    returned_ = SeenBefore(HashOf(id, 0));
    if (!returned_ && ++persons_ > limits_.rows_together) {
      return TooManyPersons(limits_.rows_together, true);
    }
  }
  if (returned_) return CountedRow{CountedRow::Kind::kReturns, 0};
  for (CountProfile& known : now_) {
    if (known.context != row.context) continue;
    const int disagrees = Merge(known, row);
    if (disagrees < 0) return CountedRow();
    return CountedRow{CountedRow::Kind::kDisagrees, static_cast<std::size_t>(disagrees)};
  }
  now_.push_back(row);
  return CountedRow();
}

Status CountPersons::EndPerson() {
  for (const CountProfile& profile : now_) {
    if (Status s = groups_.Add(profile); !s.ok()) return s;
  }
  now_.clear();
  return {};
}

bool CountPersons::SeenBefore(const Hash& hash) {
  bool seen = true;
  for (std::uint64_t i = 0; i < kProbes; ++i) {
    const std::uint64_t bit = (hash[0] + i * (hash[1] | 1)) % kFilterBits;
    std::uint64_t& word = filter_[bit / 64];
    const std::uint64_t mask = std::uint64_t{1} << (bit % 64);
    seen = seen && (word & mask) != 0;
    word |= mask;
  }
  return seen;
}

CountPersons::Slot& CountPersons::Find(const Hash& hash) {
  std::size_t at = hash[0] % slots_.size();
  while (slots_[at].profile != 0 && slots_[at].hash != hash) at = (at + 1) % slots_.size();
  return slots_[at];
}

void CountPersons::Grow() {
  std::vector<Slot> old(slots_.size() * 2);
  old.swap(slots_);
  for (const Slot& slot : old) {
    if (slot.profile != 0) Find(slot.hash) = slot;
  }
}

Result<std::uint32_t> CountPersons::ProfileRef(const CountProfile& profile) {
  text_.assign(reinterpret_cast<const char*>(&profile.context), sizeof profile.context);
  for (const CodeRefs& codes : profile.codes) {
    const std::size_t size = codes.size();
    text_.append(reinterpret_cast<const char*>(&size), sizeof size);
    if (size > 0) text_.append(reinterpret_cast<const char*>(codes.data()), size * sizeof codes[0]);
  }
  if (auto it = profile_refs_.find(text_); it != profile_refs_.end()) return it->second;
  if (profiles_.size() >= limits_.groups) {
    return Status::Refused("too-many-groups", "The persons differ in more than " +
                                                  Grouped(limits_.groups) +
                                                  " ways; nothing was stored.")
        .WithHint("Sort the file by person and say \"together\": true in the mapping's \"person\", "
                  "or map fewer columns.");
  }
  profiles_.push_back(profile);
  const auto ref = static_cast<std::uint32_t>(profiles_.size());
  profile_refs_.emplace(text_, ref);
  return ref;
}

Result<CountedRow> CountPersons::AddApart(std::string_view id, const CountProfile& row) {
  const Hash hash = HashOf(id, row.context);
  Slot* slot = &Find(hash);
  CountProfile merged = row;
  if (slot->profile == 0) {
    if (persons_ >= limits_.persons) return TooManyPersons(limits_.persons, false);
    if (++persons_ * 2 > slots_.size()) {
      Grow();
      slot = &Find(hash);
    }
    slot->hash = hash;
  } else {
    merged = profiles_[slot->profile - 1];
    if (merged == row) return CountedRow();
    const int disagrees = Merge(merged, row);
    if (disagrees >= 0) {
      return CountedRow{CountedRow::Kind::kDisagrees, static_cast<std::size_t>(disagrees)};
    }
  }
  Result<std::uint32_t> profile = ProfileRef(merged);
  if (!profile.ok()) return profile.status();
  slot->profile = *profile;
  return CountedRow();
}

Status CountPersons::Finish() {
  if (Status s = EndPerson(); !s.ok()) return s;
  std::vector<std::uint64_t> persons(profiles_.size(), 0);
  for (const Slot& slot : slots_) {
    if (slot.profile != 0) ++persons[slot.profile - 1];
  }
  slots_.clear();
  for (std::size_t i = 0; i < profiles_.size(); ++i) {
    if (persons[i] == 0) continue;
    if (Status s = groups_.Add(profiles_[i], persons[i]); !s.ok()) return s;
  }
  return {};
}

}  // namespace rapporteur
