// The empty template for one institution and one period, as a document (template/1): every sentence
// in the reader's language, every code in its place.  An exporter whose manifest says
// "takes": "template/1" lays it out as a file.  See core/doc/template.md for its shape.
//
// Belongs to the thread of its Store.
#ifndef RAPPORTEUR_COLLECT_TEMPLATE_DOCUMENT_H_
#define RAPPORTEUR_COLLECT_TEMPLATE_DOCUMENT_H_

#include <map>
#include <memory>
#include <string>

#include "core/base/json_fwd.h"
#include "core/base/status.h"
#include "core/model/catalogue.h"
#include "core/model/observation.h"
#include "core/model/selection.h"

namespace rapporteur {

class Store;

struct TemplateRequest {
  std::string country, institution;
  std::string period;    // P or P:P, as typed
  std::string language;  // "" = the country's first
};

// Errors: country-not-enabled, unknown-institution, unknown-language, bad-period, nothing-asked.
Result<Json> TemplateFromStore(Store& store, const Viewer& viewer, const TemplateRequest& request);

// What an institution said before, by the cell it is about: values it counted itself.
struct CellPeriod {
  SeriesKey key;
  std::string period;
  auto operator<=>(const CellPeriod&) const = default;
};
using EarlierValues = std::map<CellPeriod, Observation>;

// The same without a store.
Result<Json> BuildTemplate(const Catalogue& catalogue, const TemplateRequest& request,
                           const EarlierValues& earlier);

}  // namespace rapporteur

#endif  // RAPPORTEUR_COLLECT_TEMPLATE_DOCUMENT_H_
