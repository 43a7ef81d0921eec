// In what a country's definition says something else than the regional one.  Countries declare how
// they define an indicator, never how comparable it is: that follows from these differences.
//
// Functions of their arguments only; may be called from any thread.
#ifndef RAPPORTEUR_COMPARE_DIFFERENCES_H_
#define RAPPORTEUR_COMPARE_DIFFERENCES_H_

#include <string>
#include <vector>

#include "core/model/catalogue.h"
#include "core/model/observation.h"

namespace rapporteur {

// The names of the fields, as country documents use them, and three of our own: "wording" (question,
// definition and levels of a scale), "codes" (what it is broken down by), "replaced".
struct Difference {
  std::string field;
  std::string regional, national;  // as codes; the English text of a wording
  LocalText reason;                // what the country's document says; may be empty
  // True where this one is enough for grade C: the persons, the unit or the calculation are others,
  // or nobody said that another wording means the same.
  bool weighty = false;
};

// One place where the two definitions are laid side by side.
struct DefinitionPair {
  const Catalogue& regional;
  const IndicatorVersion& regional_version;
  const Catalogue& country;
  const IndicatorVersion& national_version;
};

// In the order of the fields above.  `value` may be null; where it says how it was counted or in
// which unit, that goes before what its definition says.
std::vector<Difference> DifferencesOf(const DefinitionPair& pair, const Observation* value);

}  // namespace rapporteur

#endif  // RAPPORTEUR_COMPARE_DIFFERENCES_H_
