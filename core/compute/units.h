// Whether a formula adds like to like: persons to persons, never persons to calls.
//
// A function of its arguments only; may be called from any thread.
#ifndef RAPPORTEUR_COMPUTE_UNITS_H_
#define RAPPORTEUR_COMPUTE_UNITS_H_

#include <functional>
#include <string>

#include "core/compute/formula.h"
#include "core/model/indicator.h"

namespace rapporteur {

// What a value of the indicator counts: "person", "call", "currency"; "" for shares, rates, scores
// and times, which may stand beside anything.
std::string CountedUnit(const IndicatorVersion& version);

using DefinitionOf = std::function<const IndicatorVersion*(const std::string& indicator)>;

// "ID.03 counts person, AS.10 counts call"; "" where the formula adds like to like.  Indicators
// without a definition count as free.
std::string UnitMismatch(const Formula& formula, const DefinitionOf& definition_of);

// The unit that the formula's result counts, "" = none.
// REQUIRES: UnitMismatch(formula, definition_of) is "".
std::string ResultUnit(const Formula& formula, const DefinitionOf& definition_of);

}  // namespace rapporteur

#endif  // RAPPORTEUR_COMPUTE_UNITS_H_
