// The sum that a formula is, where it is one: how often each value counts.  Two checks that say the
// same in other words ("ID.01 = ID.03 + ID.07", "ID.07 = ID.01 - ID.03") have the same sum.
//
// A function of its argument only; may be called from any thread.
#ifndef RAPPORTEUR_COMPUTE_LINEAR_H_
#define RAPPORTEUR_COMPUTE_LINEAR_H_

#include <string>

#include "core/compute/formula.h"

namespace rapporteur {

// What "formula = 0" says about its values, up to a factor: "1*ID.01 -1*ID.03 -1*ID.07".  "" where
// the formula is no sum of values times constants, or all values cancel out.
std::string EquationText(const Formula& formula);

}  // namespace rapporteur

#endif  // RAPPORTEUR_COMPUTE_LINEAR_H_
