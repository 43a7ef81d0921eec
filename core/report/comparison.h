// The comparison of countries: one row per indicator of the regional catalogue, one cell per country
// with its newest value in the selection, its own year, and the grade of comparability with reasons.
//
// Nothing is ranked: rows stand in the order of the catalogue, countries in that of the reader's
// alphabet.  Numbers that the mask of a country hides are hidden here too.
//
// Example:
//   Result<Json> matrix = ComparisonJson({countries, regional}, {"en", *ParsePeriodRange("2020")});
#ifndef RAPPORTEUR_REPORT_COMPARISON_H_
#define RAPPORTEUR_REPORT_COMPARISON_H_

#include <memory>
#include <string>
#include <vector>

#include "core/base/clock.h"
#include "core/base/json_fwd.h"
#include "core/report/model.h"

namespace rapporteur {

struct ComparisonData {
  std::vector<ReportData> countries;  // one per country, without findings and batches
  std::shared_ptr<const Catalogue> regional;
  std::string program;
};

struct ComparisonRequest {
  std::string language = "en";
  PeriodRange periods;
  std::string period;                   // as it was asked for: "2015:2023"
  std::vector<std::string> indicators;  // empty = the core ones and all with a value
};

// compare/1.  Error unknown-indicator.
Result<Json> ComparisonJson(const ComparisonData& data, const ComparisonRequest& request);

// report/1 with the matrix, the series over time, the profiles by area and all reasons.
// Errors unknown-indicator, unknown-language.
Result<Json> BuildComparison(const ComparisonData& data, const ComparisonRequest& request,
                             Clock& clock);

}  // namespace rapporteur

#endif  // RAPPORTEUR_REPORT_COMPARISON_H_
