// The regional document that a draft is laid over: from the packages delivered beside the program,
// else from the data folder.
#ifndef RAPPORTEUR_CLI_DRAFT_BASE_H_
#define RAPPORTEUR_CLI_DRAFT_BASE_H_

#include "core/base/json_fwd.h"
#include "core/base/status.h"
#include "core/cli/console.h"
#include "core/draft/draft.h"

namespace rapporteur {

// The version the draft names in "based_on"; a regional document is its own.  Error base-missing.
Result<Json> BaseOf(Console& console, const Draft& draft);

// What a new draft is laid over: the catalogue enabled in the data folder, else the newest
// delivered.
Result<Json> BaseForNew(Console& console);

// carrier.so of the installation.
std::string DeliveredCarrier();

}  // namespace rapporteur

#endif  // RAPPORTEUR_CLI_DRAFT_BASE_H_
