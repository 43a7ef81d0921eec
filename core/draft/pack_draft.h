// Makes the package of a country's folder without a compiler: the carrier of the installation, the
// document it hands back, and a manifest with the hash of every file.
//
// May be called from any thread; two calls must not write to one folder.
#ifndef RAPPORTEUR_DRAFT_PACK_DRAFT_H_
#define RAPPORTEUR_DRAFT_PACK_DRAFT_H_

#include <string>

#include "core/base/status.h"
#include "core/draft/draft.h"

namespace rapporteur {

// Writes the folder ID-VERSION into `target` and gives its path.  A package of the same id and
// version that is there is replaced; the same draft gives the same bytes.  Links and files that do
// not belong into a package are left out.  Errors: no-carrier, already-packed, cannot-write-file.
//
// REQUIRES: the draft's document passed its schema.
Result<std::string> PackDraft(const Draft& draft, const std::string& carrier,
                              const std::string& target);

}  // namespace rapporteur

#endif  // RAPPORTEUR_DRAFT_PACK_DRAFT_H_
