// All formulas of a catalogue, parsed and checked: each indicator version that has a formula, or that
// is the same as a cell of another indicator, with who depends on whom and in which order to compute.
//
// A formula never replaces a reported value, so "ID.02 = ID.03 + ID.08" and "ID.07 = ID.01 - ID.03"
// stand beside each other; a cycle is only what really leads back to itself within one period.
//
// Immutable once read; may be read from any thread.
#ifndef RAPPORTEUR_COMPUTE_FORMULA_BOOK_H_
#define RAPPORTEUR_COMPUTE_FORMULA_BOOK_H_

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/base/date.h"
#include "core/compute/evaluate.h"
#include "core/compute/formula.h"
#include "core/model/catalogue.h"

namespace rapporteur {

// Something in the documents that keeps a formula from being used.
struct FormulaProblem {
  std::string definition;  // RS:ID.02@1
  std::string code;        // bad-formula, unknown-indicator, unit-mismatch, formula-cycle, ...
  std::string message;     // a whole sentence
};

class FormulaBook {
 public:
  struct Entry {
    const IndicatorVersion* version = nullptr;
    Formula formula;
    bool alias = false;  // "same as", not a formula
    MissingRule missing = MissingRule::kStrict;
  };

  // Reads every formula; what is wrong is in problems() and its entry is left out.
  static FormulaBook Read(std::shared_ptr<const Catalogue> catalogue);

  const Catalogue& catalogue() const { return *catalogue_; }
  const std::vector<FormulaProblem>& problems() const { return problems_; }

  // How the indicator is computed in a period that ends on `day`; null where it isn't.
  const Entry* On(const std::string& indicator, Date day) const;
  // The formula alone and the alias alone, for the checks that compare both with a reported value.
  const Entry* FormulaOn(const std::string& indicator, Date day) const;
  const Entry* AliasOn(const std::string& indicator, Date day) const;

  // All of the indicator, in any version.
  std::vector<const Entry*> EntriesOf(const std::string& indicator) const;

  // The indicators that are computed, in the order in which to do it: an indicator stands behind its
  // inputs.  Those that feed each other over several periods ([-1]) stand together and are computed
  // period by period, within a period by Rank().
  const std::vector<std::vector<std::string>>& components() const { return components_; }
  // (indicator, steps): where a value changes in a period, the indicator may change `steps` periods
  // later.
  struct Dependent {
    std::string indicator;
    int steps = 0;
    auto operator<=>(const Dependent&) const = default;
  };
  const std::vector<Dependent>& Dependents(const std::string& indicator) const;
  // Indicators of lower rank are computed first within a period that ends on `day`.
  std::size_t Rank(const std::string& indicator, Date day) const;

 private:
  friend class FormulaReader;
  using Entries = std::map<std::string, std::vector<Entry>>;  // by indicator

  static const Entry* Find(const Entries& entries, const std::string& indicator, Date day);

  std::shared_ptr<const Catalogue> catalogue_;
  Entries formulas_, aliases_;
  std::vector<std::string> computed_;  // in catalogue order
  std::vector<std::vector<std::string>> components_;
  std::map<std::string, std::vector<Dependent>> dependents_;
  // Ranks from a day on, until the next.
  std::map<Date, std::map<std::string, std::size_t>> ranks_;
  std::vector<FormulaProblem> problems_;
};

}  // namespace rapporteur

#endif  // RAPPORTEUR_COMPUTE_FORMULA_BOOK_H_
