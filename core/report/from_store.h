// The report of a country and the comparison of several, made from what is stored.
//
// Belongs to the thread of its Store.
#ifndef RAPPORTEUR_REPORT_FROM_STORE_H_
#define RAPPORTEUR_REPORT_FROM_STORE_H_

#include <memory>
#include <string>

#include "core/base/json_fwd.h"
#include "core/base/period.h"
#include "core/base/status.h"
#include "core/model/selection.h"
#include "core/report/comparison.h"

namespace rapporteur {

class Store;

// report/1.  A country whose module is disabled is read under the document it last had.  `language` "" = the country's first.  Errors country-not-enabled, unknown-language.
Result<Json> ReportFromStore(Store& store, const Viewer& viewer, const std::string& country,
                             const PeriodRange& periods, const std::string& language);

// The same under a document that is not installed, with the values that are stored, if any.
// Computed values are those of the last computation.
struct DraftCatalogue {
  std::shared_ptr<const Catalogue> catalogue, regional;
};
Result<Json> ReportOnDraft(Store& store, const Viewer& viewer, const DraftCatalogue& draft,
                           const PeriodRange& periods, const std::string& language);

// The countries with an enabled document and those that left values, read under the document they
// last had.  Error no-regional-catalogue.
Result<ComparisonData> ComparisonFromStore(Store& store, const Viewer& viewer,
                                           const PeriodRange& periods);

}  // namespace rapporteur

#endif  // RAPPORTEUR_REPORT_FROM_STORE_H_
