#include "core/compare/comparability.h"

#include <algorithm>

namespace rapporteur {
namespace {

Grade GradeOf(const std::vector<Difference>& differences) {
  if (differences.empty()) return Grade::kA;
  const bool weighty = std::any_of(differences.begin(), differences.end(),
                                   [](const Difference& one) { return one.weighty; });
  return weighty || differences.size() > 1 ? Grade::kC : Grade::kB;
}

bool SameWay(const std::vector<Difference>& a, const std::vector<Difference>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const Difference& one, const Difference& other) {
                      return one.field == other.field && one.national == other.national &&
                             one.field != "replaced" && one.field != "coverage";
                    });
}

}  // namespace

std::string GradeName(Grade grade) {
  switch (grade) {
    case Grade::kA: return "A";
    case Grade::kB: return "B";
    case Grade::kC: return "C";
    case Grade::kX: break;
  }
  return "X";
}

Comparability Compare(const DefinitionPair& pair, const Observation* value) {
  Comparability result;
  if (pair.national_version.dropped()) {
    result.absence = Absence::kDropped;
    return result;
  }
  if (value == nullptr || !SaysSomething(value->value)) return result;
  result.absence = Absence::kNone;
  result.differences = DifferencesOf(pair, value);
  result.grade = GradeOf(result.differences);
  result.unit = value->remarks.unit;
  if (result.unit.empty()) {
    result.unit = pair.national_version.value_kind == "currency" ? pair.country.currency()
                                                                 : pair.national_version.unit;
  }
  return result;
}

Grade PairGrade(const Comparability& a, const Comparability& b) {
  if (a.grade == Grade::kX || b.grade == Grade::kX) return Grade::kX;
  if (a.unit != b.unit) return Grade::kC;
  if (SameWay(a.differences, b.differences)) return Grade::kA;
  return std::max(a.grade, b.grade);
}

}  // namespace rapporteur
