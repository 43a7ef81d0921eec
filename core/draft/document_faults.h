// Everything the program can say against a document, by the question that is asked of it.  The build
// of the delivered countries and 'plugin check' ask the same questions; they differ only in what
// they make of a missing translation.
//
// Functions of their arguments only; may be called from any thread.
#ifndef RAPPORTEUR_DRAFT_DOCUMENT_FAULTS_H_
#define RAPPORTEUR_DRAFT_DOCUMENT_FAULTS_H_

#include <memory>
#include <string>
#include <vector>

#include "core/base/json_fwd.h"
#include "core/base/schema.h"
#include "core/model/catalogue.h"

namespace rapporteur {

struct DocumentFaults {
  std::shared_ptr<const Catalogue> catalogue;  // null where `shape` holds something
  std::vector<DocumentFault> shape;            // schema, and what keeps it from being laid over its base
  std::vector<DocumentFault> references;       // codes that are not there or there twice
  std::vector<DocumentFault> letters;
  std::vector<DocumentFault> languages;        // texts that are not there
  std::vector<DocumentFault> formulas;         // formulas and checks; asked where references are good
};

// `base` is the regional document; it does not matter for that document itself.  `file` names it in messages.
DocumentFaults FaultsOf(const Json& document, const Json* base, const std::string& file);

// A mapping against the catalogue whose codes it may use.
std::vector<DocumentFault> MappingFaults(const Json& mapping, const Catalogue& catalogue,
                                         const std::string& file);

}  // namespace rapporteur

#endif  // RAPPORTEUR_DRAFT_DOCUMENT_FAULTS_H_
