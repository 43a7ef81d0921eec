// Reads the formulas of a catalogue into a FormulaBook and says what is wrong with them.
//
// Belongs to one thread.
#ifndef RAPPORTEUR_COMPUTE_FORMULA_READER_H_
#define RAPPORTEUR_COMPUTE_FORMULA_READER_H_

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "core/compute/formula_book.h"
#include "core/compute/graph.h"

namespace rapporteur {

class FormulaReader {
 public:
  static FormulaBook Read(std::shared_ptr<const Catalogue> catalogue);

 private:
  void ReadVersion(const IndicatorVersion& version);
  bool CheckUnits(const FormulaBook::Entry& entry);
  void BreakCycles(Date day);
  // True where an entry was left out, so that another look is due.
  bool BreakEndless(Date day);
  void FillDependents();
  void FillComponents();
  // The days on which a formula begins or ends to be valid: between two of them nothing changes.
  std::set<Date> Days() const;
  Graph GraphOn(Date day, bool with_shifted) const;
  void Drop(const std::string& indicator, Date day, const std::string& code,
            const std::string& message);
  void Complain(const IndicatorVersion& version, const std::string& code, const std::string& what);

  FormulaBook book_;
};

// What is wrong with a reference, as a finished clause ("ID.99 is no indicator of the catalogue");
// "" where nothing is.  Also used for the references of checks.
std::string RefProblem(const CellRef& ref, const Catalogue& catalogue);

}  // namespace rapporteur

#endif  // RAPPORTEUR_COMPUTE_FORMULA_READER_H_
