// A country in which every way of asking is met once: breakdowns, a crossing that a formula reads, a
// list too long for rows, territories, another frequency, a text, a yes or no.
#ifndef RAPPORTEUR_TESTS_COLLECT_ASKED_COUNTRY_H_
#define RAPPORTEUR_TESTS_COLLECT_ASKED_COUNTRY_H_

#include <memory>

#include "core/base/json_fwd.h"
#include "core/model/catalogue.h"

namespace rapporteur {

Json AskedRegion();
Json AskedCountryDocument();
std::shared_ptr<const Catalogue> AskedCountry(const Json& document);
std::shared_ptr<const Catalogue> AskedCountry();

}  // namespace rapporteur

#endif  // RAPPORTEUR_TESTS_COLLECT_ASKED_COUNTRY_H_
