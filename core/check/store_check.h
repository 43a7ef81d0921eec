// Runs the checks of the documents on the values of a store.
//
// Belongs to the thread of its Store.
#ifndef RAPPORTEUR_CHECK_STORE_CHECK_H_
#define RAPPORTEUR_CHECK_STORE_CHECK_H_

#include <string>

#include "core/base/period.h"
#include "core/base/status.h"
#include "core/check/check.h"
#include "core/model/selection.h"

namespace rapporteur {

class Store;

// The findings of one country, or of all that have an active document where `country` is "".  All
// values that are looked at are of one state of the store.  Computed values are taken as they are
// stored: call Compute first.  Error country-not-enabled.
Result<CheckReport> CheckStore(Store& store, const Viewer& viewer, const std::string& country,
                               const PeriodRange& range = {}, const std::string& language = "en");

}  // namespace rapporteur

#endif  // RAPPORTEUR_CHECK_STORE_CHECK_H_
