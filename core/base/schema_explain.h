// Turns what the schema library reports into sentences.  The library says where a document is wrong
// and by which keyword, but neither which values or members would be right nor which of its lines
// matter; both are read from the schema here.
//
// A function of its arguments only; may be called from any thread.
#ifndef RAPPORTEUR_BASE_SCHEMA_EXPLAIN_H_
#define RAPPORTEUR_BASE_SCHEMA_EXPLAIN_H_

#include <string>
#include <vector>

#include "core/base/json_fwd.h"
#include "core/base/schema.h"

namespace rapporteur {

// One line of the library: the steps from the root ("[indicators]", "[0]") and its English text.
struct SchemaError {
  std::vector<std::string> steps;
  std::string description;
};

// Never empty where `errors` is not.  Sorted by place in the document.
std::vector<DocumentFault> ExplainSchemaErrors(const Json& schema, const Json& document,
                                               const std::string& file,
                                               const std::vector<SchemaError>& errors);

}  // namespace rapporteur

#endif  // RAPPORTEUR_BASE_SCHEMA_EXPLAIN_H_
