#include "core/check/document_problems.h"

#include "core/check/rule_book.h"
#include "core/compute/formula_book.h"

namespace rapporteur {

std::vector<std::string> DocumentProblems(const std::shared_ptr<const Catalogue>& catalogue) {
  std::vector<std::string> problems;
  const FormulaBook formulas = FormulaBook::Read(catalogue);
  for (const FormulaProblem& problem : formulas.problems()) problems.push_back(problem.message);
  const RuleBook rules = RuleBook::Read(*catalogue);
  for (const RuleProblem& problem : rules.problems()) problems.push_back(problem.message);
  return problems;
}

}  // namespace rapporteur
