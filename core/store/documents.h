// Country and regional documents: every version ever put here stays; one per country is active.  The
// catalogue of a country is its active document laid over the regional one it is based on.
//
// Belongs to the thread of its Store; the catalogues it gives out may be kept and read anywhere.
#ifndef RAPPORTEUR_STORE_DOCUMENTS_H_
#define RAPPORTEUR_STORE_DOCUMENTS_H_

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/base/status.h"
#include "core/model/catalogue.h"

namespace rapporteur {

class Store;

struct DocumentName {
  std::string id, version, country;
  std::string sha256, stored_at;
  bool active = false;
};

class Documents {
 public:
  explicit Documents(Store& store) : store_(store) {}

  // Keeps a document (JSON text).  The same text again changes nothing; another text under the same
  // id and version is refused: document-differs.  Not active yet.
  Result<DocumentName> Put(const std::string& json, const std::string& user);

  // The text.  Error unknown-document.
  Result<std::string> Get(const std::string& id, const std::string& version);
  // All versions, by id, the newest stored first.
  Result<std::vector<DocumentName>> List();
  // The active document of a country ("REG" for the regional one), absent where none is.
  Result<std::optional<DocumentName>> Active(const std::string& country);

  // Makes a kept version the active one of its country, registers its sources and marks the
  // country's computed values as due.  Errors: unknown-document, base-missing, bad-document.
  Status Activate(const std::string& id, const std::string& version, const std::string& user);
  // Without an active document a country takes no new values; what is stored stays readable.
  Status Deactivate(const std::string& country, const std::string& user);

  // Error country-not-enabled: "No country plugin for AL is enabled; ...".  This one and the next
  // find every definition under which a value is stored, whichever version of the document had it.
  Result<std::shared_ptr<const Catalogue>> CatalogueOf(const std::string& country);
  // The active one, else the one that was active last, else the one stored last: for reading what a
  // disabled country left.  Null where there never was one.
  Result<std::shared_ptr<const Catalogue>> CatalogueForReading(const std::string& country);
  // Any kept version over the base it names, with the definitions of that version alone.
  Result<std::shared_ptr<const Catalogue>> CatalogueOfVersion(const std::string& id,
                                                              const std::string& version);

  // Codes of the countries with an active document, sorted, without REG.
  Result<std::vector<std::string>> ActiveCountries();

 private:
  struct Complete {
    std::int64_t definitions = 0;  // the newest definition it was completed for
    std::shared_ptr<const Catalogue> catalogue;
  };
  Result<std::shared_ptr<const Catalogue>> Completed(const DocumentName& name);
  Result<bool> LacksDefinitions(const Catalogue& catalogue);

  Store& store_;
  std::map<std::pair<std::string, std::string>, std::shared_ptr<const Catalogue>> built_;
  std::map<std::pair<std::string, std::string>, Complete> complete_;
};

}  // namespace rapporteur

#endif  // RAPPORTEUR_STORE_DOCUMENTS_H_
