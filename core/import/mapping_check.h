// What a schema can't say of a mapping document: that its columns are columns of the vocabulary or
// dimensions, that the codes it translates to exist, that every header of the table is used.
//
// A function of its arguments only; may be called from any thread.
#ifndef RAPPORTEUR_IMPORT_MAPPING_CHECK_H_
#define RAPPORTEUR_IMPORT_MAPPING_CHECK_H_

#include <string>
#include <vector>

#include "core/base/json_fwd.h"
#include "core/base/schema.h"
#include "core/model/catalogue.h"

namespace rapporteur {

// REQUIRES: `document` passed its schema.
std::vector<DocumentFault> CheckMapping(const Json& document, const Catalogue& catalogue,
                                        const std::string& file);

}  // namespace rapporteur

#endif  // RAPPORTEUR_IMPORT_MAPPING_CHECK_H_
