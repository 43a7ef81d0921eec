// Which source a person chose for a group (country, indicator, period) or for a single cell of it.
// Choices are appended, never changed: withdrawing one appends too.  A choice of a source that gives
// nothing any more (its batch was undone) sleeps, and the choice before it counts again.
//
// Belongs to the thread of its Store.
#ifndef RAPPORTEUR_STORE_CHOICES_H_
#define RAPPORTEUR_STORE_CHOICES_H_

#include <optional>
#include <string>
#include <vector>

#include "core/base/status.h"

namespace rapporteur {

class Store;

struct ChoiceRecord {
  std::string country, indicator, period;
  std::string territory, dimensions;  // both "" for the whole group; a cell has a territory
  int revision = 0;
  std::string source;                 // "" = withdrawn
  std::string reason, user, at;
};

class Choices {
 public:
  explicit Choices(Store& store) : store_(store) {}

  // Error no-value where the source gives nothing there; reason-missing.  `choice.source` is a code;
  // revision and at are the store's.
  Status Choose(const ChoiceRecord& choice);
  // Takes the standing choice back.  Error no-choice.
  Status Withdraw(const ChoiceRecord& choice);
  // Oldest first, all revisions of a group and its cells.
  Result<std::vector<ChoiceRecord>> History(const std::string& country,
                                            const std::string& indicator,
                                            const std::string& period);

 private:
  friend class PairReader;
  // All of a (country, indicator) pair, newest first.
  Result<std::vector<ChoiceRecord>> OfPair(const std::string& country,
                                           const std::string& indicator);
  Status Append(const ChoiceRecord& choice, const char* action);
  Store& store_;
};

}  // namespace rapporteur

#endif  // RAPPORTEUR_STORE_CHOICES_H_
