// The inputs of one formula in one period of one country: reads what the formula takes, answers its
// questions, and says to which cells it applies.
//
// Belongs to one thread; the table and the catalogue must outlive it.
#ifndef RAPPORTEUR_COMPUTE_FORMULA_INPUTS_H_
#define RAPPORTEUR_COMPUTE_FORMULA_INPUTS_H_

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/base/period.h"
#include "core/base/status.h"
#include "core/compute/cells.h"
#include "core/compute/evaluate.h"
#include "core/compute/formula.h"
#include "core/model/catalogue.h"

namespace rapporteur {

class FormulaInputs : public ValueSource {
 public:
  // Reads what is not in the table yet.  `formula` must outlive the inputs.
  static Result<FormulaInputs> Load(const Formula& formula, const Catalogue& catalogue,
                                    CellTable& table, const Period& period);

  const Value* Find(const CellRef& ref, const std::string& territory,
                    const std::string& dimensions) const override;
  std::vector<double> Numbers(const CellRef& ref, const std::string& territory,
                              const std::string& dimensions) const override;
  bool Declares(const CellRef& ref, const std::string& dimension) const override;

  // The cells to which the formula applies for `result`: the total as soon as any input has any
  // value, and each cell in which an input has a value and which `result` is broken down to.  None
  // in a period for which nothing is known yet but what earlier periods bring to it, and the total
  // alone where an input has no value in any cell, unless missing addends are left out.
  std::set<CellKey> Cells(const IndicatorVersion& result, MissingRule missing) const;

  // The cell that a reference means, and the period.
  const Period& PeriodOf(std::size_t ref) const { return inputs_[ref].period; }
  const Cell* CellOf(std::size_t ref, const CellKey& key) const;

 private:
  struct Input {
    Period period;
    const IndicatorVersion* version = nullptr;  // null where the indicator has none then
    const Slice* slice = nullptr;
  };

  FormulaInputs(const Formula& formula, const CellTable& table, std::string country)
      : formula_(&formula), table_(&table), country_(std::move(country)) {}
  const Input& InputOf(const CellRef& ref) const;
  // False where only earlier periods say something.
  bool PresentSaysSomething() const;
  static bool SaysSomething(const Slice& slice);

  const Formula* formula_;
  const CellTable* table_;
  std::string country_;
  std::vector<Input> inputs_;  // as formula.refs()
};

// The dimensions of the cell of `result` that a cell of the input leads to: without what the
// reference pins.  Nothing where the reference cannot mean that cell, or `result` is not broken down
// like it.
std::optional<Dimensions> ResultCell(const CellRef& ref, const std::string& territory,
                                     const Dimensions& cell, const std::string& country,
                                     const IndicatorVersion& result);

// The period that a reference takes its value from.
Period InputPeriod(const CellRef& ref, const Period& period);

}  // namespace rapporteur

#endif  // RAPPORTEUR_COMPUTE_FORMULA_INPUTS_H_
