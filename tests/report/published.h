// A store with the real documents of the region and of Serbia and the published figures of the
// samples, so that a report can be built from real content: one row per figure; rows whose breakdown
// is no code are left out.
#ifndef RAPPORTEUR_TESTS_REPORT_PUBLISHED_H_
#define RAPPORTEUR_TESTS_REPORT_PUBLISHED_H_

#include <string>

#include "core/base/json_fwd.h"

namespace rapporteur {

// The report of Serbia, as of noon of 31 January 2026.  The store is made once and kept.
Json PublishedReport(const std::string& language, const std::string& periods = "2015:2023");

}  // namespace rapporteur

#endif  // RAPPORTEUR_TESTS_REPORT_PUBLISHED_H_
