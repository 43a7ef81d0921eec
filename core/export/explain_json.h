// The tree of an explanation as explain/1 shows it.
#ifndef RAPPORTEUR_EXPORT_EXPLAIN_JSON_H_
#define RAPPORTEUR_EXPORT_EXPLAIN_JSON_H_

#include "core/base/json_fwd.h"
#include "core/compute/explain.h"

namespace rapporteur {

// {"format":"explain/1","node":{...}}
Json ToJson(const ExplainNode& node);

}  // namespace rapporteur

#endif  // RAPPORTEUR_EXPORT_EXPLAIN_JSON_H_
