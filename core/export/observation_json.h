// One observation as query/1 shows it.
#ifndef RAPPORTEUR_EXPORT_OBSERVATION_JSON_H_
#define RAPPORTEUR_EXPORT_OBSERVATION_JSON_H_

#include "core/base/json_fwd.h"
#include "core/model/observation.h"

namespace rapporteur {

Json ToJson(const Observation& observation);

}  // namespace rapporteur

#endif  // RAPPORTEUR_EXPORT_OBSERVATION_JSON_H_
