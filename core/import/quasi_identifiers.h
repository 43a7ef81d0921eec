// What names nobody by itself but may together with other facts: the number of a court case,
// initials with a year of birth, a long number.  A warning with the place, never a refusal and
// never quoted.
//
// Functions of their arguments only; may be called from any thread.  An ordinary cell costs a few
// nanoseconds.
#ifndef RAPPORTEUR_IMPORT_QUASI_IDENTIFIERS_H_
#define RAPPORTEUR_IMPORT_QUASI_IDENTIFIERS_H_

#include <string_view>

#include "core/model/finding.h"

namespace rapporteur {

enum class QuasiIdentifier { kNone, kCourtCase, kInitials, kLongNumber };

// "K 12/2020", "K-Po1 5/19", "Кж. бр. 12/20"; "A. B. (1998)"; thirteen digits in a row.
QuasiIdentifier FindQuasiIdentifier(std::string_view utf8);

// REQUIRES: not kNone
Finding QuasiIdentifierFinding(QuasiIdentifier kind, const Place& place);

}  // namespace rapporteur

#endif  // RAPPORTEUR_IMPORT_QUASI_IDENTIFIERS_H_
