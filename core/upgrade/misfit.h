// Why a stored value does not fit a country's catalogue: its indicator, definition, codes, territory
// or source are not there, or it is no value its definition allows.
//
// A function of its arguments only; may be called from any thread.
#ifndef RAPPORTEUR_UPGRADE_MISFIT_H_
#define RAPPORTEUR_UPGRADE_MISFIT_H_

#include <string>
#include <vector>

#include "core/model/catalogue.h"
#include "core/model/observation.h"

namespace rapporteur {

struct Misfit {
  // indicator-gone, indicator-dropped, definition-gone, definition-closed, code-gone,
  // territory-gone, status-gone, source-gone, bad-unit, bad-value
  std::string kind;
  std::string reason;  // "the code 'CHD' of age_group is not in it"; about "the new version"
  bool operator==(const Misfit&) const = default;
};

// REQUIRES: the catalogue is that of one version alone, and the value was given by a source.
std::vector<Misfit> MisfitsOf(const Catalogue& catalogue, const Observation& value);

// What does not fit `after` and did fit `before`.
std::vector<Misfit> NewMisfits(const Catalogue& before, const Catalogue& after,
                               const Observation& value);

// The kind in words, for a heading: "The code is gone".
std::string MisfitTitle(const std::string& kind);

}  // namespace rapporteur

#endif  // RAPPORTEUR_UPGRADE_MISFIT_H_
