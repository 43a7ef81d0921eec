// Runs the checks of a country's documents on its stored and computed values.
//
// Belongs to one thread.
//
// Example:
//   Result<CheckReport> report = CheckValues(FormulaBook::Read(catalogue), reader, {range});
//   if (report.ok() && report->errors > 0) ...
#ifndef RAPPORTEUR_CHECK_CHECK_H_
#define RAPPORTEUR_CHECK_CHECK_H_

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/base/json_fwd.h"
#include "core/base/period.h"
#include "core/base/status.h"
#include "core/compute/cells.h"
#include "core/compute/formula_book.h"
#include "core/model/finding.h"

namespace rapporteur {

struct CheckReport {
  std::vector<CheckFinding> findings;  // by country, indicator, period, territory, dimensions, rule
  std::uint64_t errors = 0, warnings = 0;
};

struct CheckOptions {
  PeriodRange range = {};
  std::string language = "en";
  Date today = kLastDate;         // for rules about values of the future
  // Where it is not empty: only what is said of these indicators or by rules that read them, and
  // nothing about the documents.
  std::set<std::string> touching = {};
  CellTable::Computed computed = CellTable::Computed::kKeep;
};

// The findings on values in the periods within the range, in the words of the documents.  Rules and
// formulas that a document has wrong come first, as findings of level error without a period.
Result<CheckReport> CheckValues(const FormulaBook& formulas, CellReader& reader,
                                const CheckOptions& options);

// How many findings there are of each rule.
std::map<std::string, std::uint64_t> CountByRule(const CheckReport& report);

// check/1
Json ToJson(const CheckReport& report);

// Adds the findings of `other`.
void Append(CheckReport other, CheckReport* report);

}  // namespace rapporteur

#endif  // RAPPORTEUR_CHECK_CHECK_H_
