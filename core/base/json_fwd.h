// The name of the JSON document type, for headers.
#ifndef RAPPORTEUR_BASE_JSON_FWD_H_
#define RAPPORTEUR_BASE_JSON_FWD_H_

#include <nlohmann/json_fwd.hpp>

namespace rapporteur {

using Json = nlohmann::ordered_json;

}  // namespace rapporteur

#endif  // RAPPORTEUR_BASE_JSON_FWD_H_
