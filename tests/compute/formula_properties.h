// What must hold for any text that is given to the formula parser.
#ifndef RAPPORTEUR_TESTS_COMPUTE_FORMULA_PROPERTIES_H_
#define RAPPORTEUR_TESTS_COMPUTE_FORMULA_PROPERTIES_H_

#include <string>
#include <string_view>

namespace rapporteur {

// What doesn't hold, as a sentence; "" where everything does.
std::string BrokenFormulaProperty(std::string_view text);

}  // namespace rapporteur

#endif  // RAPPORTEUR_TESTS_COMPUTE_FORMULA_PROPERTIES_H_
