// What is wrong with one cell: the kind, what was found (only where it may be shown), what was
// expected, and what to do.  The row mapper adds the place and makes a Finding of it.
#ifndef RAPPORTEUR_IMPORT_PROBLEM_H_
#define RAPPORTEUR_IMPORT_PROBLEM_H_

#include <string>

#include "core/model/finding.h"

namespace rapporteur {

struct Problem {
  std::string code;
  std::string found;     // "" where the cell may not be quoted
  std::string expected;
  std::string hint;
  std::string target{};  // see Finding
};

// "cases.csv, sheet S, row 17, column C", without the parts that are unknown.
std::string PlaceText(const Place& place);

// The whole sentence: place, what was found, what was expected.
Finding MakeFinding(const Problem& problem, const Place& place);

}  // namespace rapporteur

#endif  // RAPPORTEUR_IMPORT_PROBLEM_H_
