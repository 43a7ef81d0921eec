#include "core/store/ref_table.h"

#include <sodium.h>

#include <cstring>
#include <utility>

namespace rapporteur {
namespace {

constexpr std::size_t kFirstSlots = 1024;  // a power of two

}  // namespace

RefTable::RefTable(std::size_t limit) : limit_(limit), slots_(kFirstSlots) {
  static_assert(crypto_shorthash_siphashx24_KEYBYTES == sizeof(key_));
  randombytes_buf(key_.data(), key_.size());
}

RefTable::Found RefTable::FindOrAdd(std::string_view text) {
  if (used_ == limit_) {
    slots_.assign(slots_.size(), Slot());
    used_ = 0;
  }
  if (used_ * 4 >= slots_.size() * 3) Grow();
  Slot wanted;
  crypto_shorthash_siphashx24(reinterpret_cast<unsigned char*>(wanted.hash),
                              reinterpret_cast<const unsigned char*>(text.data()), text.size(),
                              key_.data());
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t i = wanted.hash[0] & mask;; i = (i + 1) & mask) {
    Slot& slot = slots_[i];
    if (slot.ref == 0) {
      slot = wanted;
      slot.ref = ++last_;
      ++used_;
      return {slot.ref, true};
    }
    if (std::memcmp(slot.hash, wanted.hash, sizeof slot.hash) == 0) return {slot.ref, false};
  }
}

void RefTable::Grow() {
  std::vector<Slot> old(slots_.size() * 2);
  old.swap(slots_);
  const std::size_t mask = slots_.size() - 1;
  for (const Slot& slot : old) {
    if (slot.ref == 0) continue;
    std::size_t i = slot.hash[0] & mask;
    while (slots_[i].ref != 0) i = (i + 1) & mask;
    slots_[i] = slot;
  }
}

void RefTable::Release() {
  std::vector<Slot>(kFirstSlots).swap(slots_);
  used_ = 0;
}

}  // namespace rapporteur
