// Computes everything as the rules of core/doc/formulas.md say, cell by cell and without any short
// cut: what the real computation has to equal.
#ifndef RAPPORTEUR_TESTS_COMPUTE_SLOW_COMPUTE_H_
#define RAPPORTEUR_TESTS_COMPUTE_SLOW_COMPUTE_H_

#include "core/compute/plan.h"

namespace rapporteur {

ComputedSlices SlowEverything(const FormulaBook& book, CellReader& reader);

}  // namespace rapporteur

#endif  // RAPPORTEUR_TESTS_COMPUTE_SLOW_COMPUTE_H_
