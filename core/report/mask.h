// Which cells a working copy hides, so that a small group of persons cannot be told from a table.
//
// The catalogue's mask hides counts of persons between two limits where dimensions are crossed or a
// territory is below the country.  Where such a cell could be had by taking the others of its row
// or column from the total, the smallest of the others is hidden too, until no limit is given away.
// One value hidden is hidden in every source, in the indicator it is the same as (CH.01{sex=M} is
// ID.02{age_group=CHD;sex=M}) and in every share that has it as numerator or denominator.
//
// What it does not do: it looks at one indicator and period at a time, not at sums over years,
// territories of several indicators or earlier publications.  That is the work of releases.
//
// Immutable; may be read from any thread.
#ifndef RAPPORTEUR_REPORT_MASK_H_
#define RAPPORTEUR_REPORT_MASK_H_

#include <map>
#include <string>
#include <vector>

#include "core/model/catalogue.h"
#include "core/model/observation.h"

namespace rapporteur::report {

enum class Hiding {
  kNone,
  kSmall,       // within the limits of the mask
  kProtecting,  // would give away a small one
};

class MaskedCells {
 public:
  MaskedCells(const Catalogue& catalogue, const std::vector<Observation>& observations);

  Hiding Of(const Observation& observation) const;
  Hiding Of(const std::string& indicator, const std::string& territory,
            const std::string& dimensions, const std::string& period) const;
  // True where a cell of the indicator (or of the one it is the same as) is hidden in the period.
  bool AnyOf(const std::string& indicator, const std::string& period) const;
  // True where `value` itself lies within the limits.
  bool IsSmall(double value) const { return value >= limits_.min && value <= limits_.max; }
  double min() const { return limits_.min; }
  double max() const { return limits_.max; }
  std::size_t count() const { return hidden_.size(); }

 private:
  // A cell under the name of the indicator it is a cell of.
  struct Key {
    std::string indicator, period, territory;
    Dimensions dimensions;
    auto operator<=>(const Key&) const = default;
  };
  // The values of one source for one indicator and period.
  using Table = std::map<Key, double>;

  Key Root(const std::string& indicator, const std::string& territory,
           const std::string& dimensions, const std::string& period) const;
  bool Covered(const Key& key) const;
  Hiding State(const Key& key) const;
  // The code a cell's code of a dimension is part of, where the table gives that whole; else "".
  std::string ParentIn(const Table& table, const Key& cell, std::size_t dimension) const;
  bool Protect(const Table& table);
  bool ProtectCrossing(const Table& table, const Key& cell);
  bool ProtectLine(const Table& table, const Key& total, const std::vector<Key>& parts);

  const Catalogue& catalogue_;
  Mask limits_;
  std::map<Key, Hiding> hidden_;
};

// "ID.02{age_group=CHD}" as an indicator and its dimensions; a plain code has none.
struct CellName {
  std::string indicator;
  Dimensions dimensions;
};
CellName ParseCellName(const std::string& text);

}  // namespace rapporteur::report

#endif  // RAPPORTEUR_REPORT_MASK_H_
