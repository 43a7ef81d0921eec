// Which formulas of a country can give a value at all.  Known before any value is read: from which
// cells sources or formulas have ever said something of.  A strict formula with an input of which
// the country has no cell that it could mean needs no look at the values of the others.
//
// Immutable once planned; the book must outlive it.
#ifndef RAPPORTEUR_COMPUTE_REACH_H_
#define RAPPORTEUR_COMPUTE_REACH_H_

#include <set>
#include <string>
#include <vector>

#include "core/base/status.h"
#include "core/compute/cells.h"
#include "core/compute/formula_book.h"

namespace rapporteur {

class Reach {
 public:
  static Result<Reach> Plan(const FormulaBook& book, CellReader& reader);

  bool Contains(const FormulaBook::Entry& entry) const { return entries_.contains(&entry); }
  // The entries of the indicator that can give a value.
  std::vector<const FormulaBook::Entry*> EntriesOf(const std::string& indicator) const;

 private:
  explicit Reach(const FormulaBook& book) : book_(&book) {}

  const FormulaBook* book_;
  std::set<const FormulaBook::Entry*> entries_;
};

}  // namespace rapporteur

#endif  // RAPPORTEUR_COMPUTE_REACH_H_
