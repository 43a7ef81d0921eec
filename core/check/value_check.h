// Whether one value can be a value of its indicator at all: whole persons, shares up to 100, yes or
// no, scores of the scale.  The import asks it for every incoming row, the checks on stored values
// ask it again when a definition has changed.
//
// A function of its arguments only; may be called from any thread.  Allocates only where it finds a
// fault.
#ifndef RAPPORTEUR_CHECK_VALUE_CHECK_H_
#define RAPPORTEUR_CHECK_VALUE_CHECK_H_

#include <optional>
#include <string>

#include "core/model/indicator.h"
#include "core/model/observation.h"

namespace rapporteur {

// The parts of a finding; the caller adds the place.  `found` never holds a text that was read nor a
// number long enough to be somebody's identifier.
struct ValueFault {
  std::string code;      // bad-unit (beyond what the unit allows), bad-value (not of that kind)
  std::string found;     // 140
  std::string expected;  // at most 100 %
  std::string hint;
};

// The interval of a suppressed value ("<5") and missing values pass: they are no values.
std::optional<ValueFault> CheckValue(const IndicatorVersion& version, const Value& value);

// The number as a message may show it: 140, 3.5, "a number of 13 digits".
std::string ShownNumber(double number);

}  // namespace rapporteur

#endif  // RAPPORTEUR_CHECK_VALUE_CHECK_H_
