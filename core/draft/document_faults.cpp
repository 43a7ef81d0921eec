#include "core/draft/document_faults.h"

#include "core/base/json.h"
#include "core/base/text.h"
#include "core/check/document_problems.h"
#include "core/import/mapping_check.h"
#include "core/model/document_check.h"
#include "core/model/text_check.h"

namespace rapporteur {

DocumentFaults FaultsOf(const Json& document, const Json* base, const std::string& file) {
  DocumentFaults faults;
  faults.shape = CheckDocument(document, file);
  const std::string kind = GetString(document, "document");
  if (faults.shape.empty() && kind != "country/1") {
    faults.shape.push_back({"document", Quote(kind), "'country/1'",
                            file + ", document: found " + Quote(kind) + ", expected 'country/1'.",
                            ""});
  }
  if (!faults.shape.empty()) return faults;
  Result<std::shared_ptr<const Catalogue>> built =
      base == nullptr || !document.contains("based_on") ? Catalogue::Build(document, nullptr) : Catalogue::Build(*base, &document);
  if (!built.ok()) {
    const Status& why = built.status();
    faults.shape.push_back({"", "", "", file + ": " + why.message(), why.hint()});
    return faults;
  }
  faults.catalogue = *built;
  faults.references = CheckReferences(document, **built, file);
  faults.letters = CheckLetters(document, **built, file);
  faults.languages = CheckLanguages(document, **built, file);
  if (faults.references.empty()) {
    for (const std::string& problem : DocumentProblems(*built)) {
      faults.formulas.push_back({"", "", "", file + ": " + problem, ""});
    }
  }
  return faults;
}

std::vector<DocumentFault> MappingFaults(const Json& mapping, const Catalogue& catalogue,
                                         const std::string& file) {
  std::vector<DocumentFault> faults = CheckDocument(mapping, file);
  return faults.empty() ? CheckMapping(mapping, catalogue, file) : faults;
}

}  // namespace rapporteur
