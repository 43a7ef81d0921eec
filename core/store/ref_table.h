// Gives the same number to the same text, without keeping the text: a table of 128-bit keyed hashes.
// Two texts would have to share a hash under a key they can't know (SipHash), so that is not handled.
//
// At `limit` entries the table forgets all of them and goes on: a text seen before then may get a
// second number, which who reads the numbers back must bear.  Memory stays below 130 MiB.
//
// Belongs to one thread.
#ifndef RAPPORTEUR_STORE_REF_TABLE_H_
#define RAPPORTEUR_STORE_REF_TABLE_H_

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

namespace rapporteur {

class RefTable {
 public:
  static constexpr std::size_t kLimit = 3'000'000;

  explicit RefTable(std::size_t limit = kLimit);

  struct Found {
    std::uint32_t ref;
    bool added;
  };
  // Numbers start at 1.
  Found FindOrAdd(std::string_view text);
  std::uint32_t last() const { return last_; }

  // Gives the memory back; last() stays.
  void Release();

 private:
  struct Slot {
    std::uint32_t hash[4] = {};
    std::uint32_t ref = 0;  // 0 = empty
  };
  void Grow();
  std::size_t limit_;
  std::array<unsigned char, 16> key_;
  std::vector<Slot> slots_;
  std::size_t used_ = 0;
  std::uint32_t last_ = 0;
};

}  // namespace rapporteur

#endif  // RAPPORTEUR_STORE_REF_TABLE_H_
