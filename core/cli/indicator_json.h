// An indicator as the command line and the pages show it.
#ifndef RAPPORTEUR_CLI_INDICATOR_JSON_H_
#define RAPPORTEUR_CLI_INDICATOR_JSON_H_

#include <string>

#include "core/base/json_fwd.h"
#include "core/model/indicator.h"

namespace rapporteur {

// The newest version's facts; with `all`, every version with texts, deviations and anchors.
Json IndicatorJson(const Indicator& indicator, bool all);
std::string IndicatorText(const Indicator& indicator, const std::string& language);

}  // namespace rapporteur

#endif  // RAPPORTEUR_CLI_INDICATOR_JSON_H_
