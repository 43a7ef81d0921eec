// What stands as the source of a value that a formula gave, in tables that leave and come back.
#ifndef RAPPORTEUR_MODEL_COMPUTED_SOURCE_H_
#define RAPPORTEUR_MODEL_COMPUTED_SOURCE_H_

#include <string_view>

namespace rapporteur {

// No source can have this code (theirs begin with a capital).  An import skips such a row: what was
// computed is computed anew, and never becomes a value that somebody gave.
inline constexpr std::string_view kComputedSource = "computed";

}  // namespace rapporteur

#endif  // RAPPORTEUR_MODEL_COMPUTED_SOURCE_H_
