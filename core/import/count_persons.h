// One person in several rows: the rows of one id are one person, and the id itself is forgotten as
// soon as the person is complete.
//
// Where the rows of a person stand together only one person is in memory, and a fixed filter of 32
// MiB notices a person who comes back later.  Where they don't, every person takes 24 to 48 bytes: a
// 128-bit hash of the id, keyed with a random key of this import that nobody keeps, and a number.
//
// Belongs to one import, one thread.
#ifndef RAPPORTEUR_IMPORT_COUNT_PERSONS_H_
#define RAPPORTEUR_IMPORT_COUNT_PERSONS_H_

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/status.h"
#include "core/import/count_groups.h"
#include "core/import/count_rules.h"

namespace rapporteur {

// What became of a row of a person.
struct CountedRow {
  enum class Kind { kCounted, kDisagrees, kReturns };
  Kind kind = Kind::kCounted;
  std::size_t dimension = 0;  // of kDisagrees
};

class CountPersons {
 public:
  // `several` by dimension of the groups.
  CountPersons(CountGroups& groups, std::vector<CountSeveral> several, bool together,
               const CountLimits& limits);
  ~CountPersons();
  CountPersons(const CountPersons&) = delete;
  CountPersons& operator=(const CountPersons&) = delete;

  // A row that disagrees with an earlier one, or whose person had ended, changes nothing.
  // Errors: too-many-persons, too-many-groups.
  Result<CountedRow> Add(std::string_view id, const CountProfile& row);
  // Counts whoever is not counted yet.
  Status Finish();

 private:
  using Hash = std::array<std::uint64_t, 2>;
  struct Slot {
    Hash hash{};
    std::uint32_t profile = 0;  // 0 = free, else its number + 1
  };

  // `into` takes the row's codes; the position of the first dimension that can't, else -1.
  int Merge(CountProfile& into, const CountProfile& row) const;
  Result<CountedRow> AddTogether(std::string_view id, const CountProfile& row);
  Result<CountedRow> AddApart(std::string_view id, const CountProfile& row);
  Status EndPerson();
  Hash HashOf(std::string_view id, std::uint32_t context);
  bool SeenBefore(const Hash& hash);  // and remembers it
  Slot& Find(const Hash& hash);
  void Grow();
  Result<std::uint32_t> ProfileRef(const CountProfile& profile);

  CountGroups& groups_;
  const std::vector<CountSeveral> several_;
  const bool together_;
  const CountLimits limits_;
  std::array<unsigned char, 16> key_{};
  std::string text_;
  std::size_t persons_ = 0;

  // Together: the person of the last row, once for each context.
  std::string id_;
  bool open_ = false, returned_ = false;
  std::vector<CountProfile> now_;
  std::vector<std::uint64_t> filter_;

  // Apart.
  std::vector<Slot> slots_;
  std::vector<CountProfile> profiles_;
  TextMap<std::uint32_t> profile_refs_;
};

}  // namespace rapporteur

#endif  // RAPPORTEUR_IMPORT_COUNT_PERSONS_H_
