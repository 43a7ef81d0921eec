// The registered sources: who counted, published where.  They come from the country documents, from
// `source add`, and from institutions that answer directly (CODE/direct).
//
// Belongs to the thread of its Store.
#ifndef RAPPORTEUR_STORE_SOURCES_H_
#define RAPPORTEUR_STORE_SOURCES_H_

#include <optional>
#include <string>
#include <vector>

#include "core/base/status.h"
#include "core/model/source.h"

namespace rapporteur {

class Store;

class Sources {
 public:
  explicit Sources(Store& store) : store_(store) {}

  // By code; all, or those of one country.  A code belongs to one country's sources; that of an
  // international body may stand in several.
  Result<std::vector<Source>> List(const std::string& country = "");
  Result<std::optional<Source>> Find(const std::string& country, const std::string& code);
  // By title (exact) within a country; `counted_by` narrows where it is not empty; where several
  // remain and none or several of them are marked `main`, all of them are returned.
  Result<std::vector<Source>> FindByTitle(const std::string& country, const std::string& title,
                                          const std::string& counted_by = "");

  // By its code, or what an institution answers itself by the institution's code ("CODE/direct",
  // registered with the country's document).  Error unknown-source.
  Result<Source> Resolve(const std::string& country, const std::string& code);

  // Registers a source, or corrects one that was added before.  Errors: bad-source.
  Status Add(const Source& source, const std::string& user);

 private:
  friend class Documents;
  // Inside the caller's transaction.
  Status Upsert(const Source& source, const std::string& origin, bool* changed);
  Store& store_;
};

}  // namespace rapporteur

#endif  // RAPPORTEUR_STORE_SOURCES_H_
