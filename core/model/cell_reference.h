// The cells that a formula, a "subset_of" or a "same_as" names: CODE, CODE{dim=code}, CODE[-1].
//
// A function of its arguments only; may be called from any thread.
#ifndef RAPPORTEUR_MODEL_CELL_REFERENCE_H_
#define RAPPORTEUR_MODEL_CELL_REFERENCE_H_

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rapporteur {

struct CellReference {
  std::string code;
  std::vector<std::pair<std::string, std::string>> where;  // dimension, code
  bool earlier = false;                                    // of another period: CODE[-1]
};

// In the order they stand.  What is neither a code nor belongs to one is passed over: whether the
// text is a formula at all is for its parser to say.
std::vector<CellReference> CellsIn(std::string_view expression);

}  // namespace rapporteur

#endif  // RAPPORTEUR_MODEL_CELL_REFERENCE_H_
