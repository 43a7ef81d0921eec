// The published figures of the samples as observations of a country, so that a report can be built
// from real content without a store: one row per figure, rows whose breakdown is no code are left
// out, and a source is chosen per indicator and period by the country's order.
#ifndef RAPPORTEUR_TESTS_REPORT_PUBLISHED_H_
#define RAPPORTEUR_TESTS_REPORT_PUBLISHED_H_

#include <memory>
#include <string>

#include "core/base/json_fwd.h"
#include "core/model/catalogue.h"
#include "core/report/model.h"

namespace rapporteur {

// The documents of countries/: "regional" and "serbia".
std::shared_ptr<const Catalogue> RegionalCatalogue();
std::shared_ptr<const Catalogue> SerbianCatalogue();
ReportData PublishedFigures(const std::shared_ptr<const Catalogue>& catalogue);

// Marks one source's values of each (indicator, period) as chosen, and the cells whose sources
// differ as disputed.
void ChooseByRule(const Catalogue& catalogue, std::vector<Observation>& observations);

}  // namespace rapporteur

#endif  // RAPPORTEUR_TESTS_REPORT_PUBLISHED_H_
