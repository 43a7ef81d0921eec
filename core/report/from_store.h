// The report of a country, made from what is stored.
//
// Belongs to the thread of its Store.
#ifndef RAPPORTEUR_REPORT_FROM_STORE_H_
#define RAPPORTEUR_REPORT_FROM_STORE_H_

#include <string>

#include "core/base/json_fwd.h"
#include "core/base/period.h"
#include "core/base/status.h"
#include "core/model/selection.h"

namespace rapporteur {

class Store;

// report/1.  `language` "" = the country's first.  Errors country-not-enabled, unknown-language.
Result<Json> ReportFromStore(Store& store, const Viewer& viewer, const std::string& country,
                             const PeriodRange& periods, const std::string& language);

}  // namespace rapporteur

#endif  // RAPPORTEUR_REPORT_FROM_STORE_H_
