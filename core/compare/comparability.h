// How far a country's value may be compared: A no field of the definition differs from the regional
// one, B exactly one that leaves the persons and the unit alone, C more or others, X nothing to
// compare.
//
// Functions of their arguments only; may be called from any thread.
#ifndef RAPPORTEUR_COMPARE_COMPARABILITY_H_
#define RAPPORTEUR_COMPARE_COMPARABILITY_H_

#include <string>
#include <vector>

#include "core/compare/differences.h"

namespace rapporteur {

enum class Grade { kA, kB, kC, kX };

// "A", "B", "C", "X".
std::string GradeName(Grade grade);

// Why there is nothing to compare.
enum class Absence { kNone, kDropped, kNoValue };

struct Comparability {
  Grade grade = Grade::kX;
  Absence absence = Absence::kNoValue;
  std::vector<Difference> differences;
  std::string unit;  // of the value: "RSD" where the unit is the national currency
};

// The grade of a value against the regional definition.  `value` null = none in the period.
Comparability Compare(const DefinitionPair& pair, const Observation* value);

// Of two countries with each other: the worse of both; A where both deviate in the same fields in
// the same way; C where their units are not the same.
Grade PairGrade(const Comparability& a, const Comparability& b);

}  // namespace rapporteur

#endif  // RAPPORTEUR_COMPARE_COMPARABILITY_H_
