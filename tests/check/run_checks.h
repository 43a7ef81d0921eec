// Runs the checks of a small catalogue on values in memory and writes each finding on a line.
#ifndef RAPPORTEUR_TESTS_CHECK_RUN_CHECKS_H_
#define RAPPORTEUR_TESTS_CHECK_RUN_CHECKS_H_

#include <string>
#include <vector>

#include "core/check/check.h"
#include "tests/compute/memory_cells.h"

namespace rapporteur {

// "error part-sums: ID.12 2017: ..." for each finding.  `range` is "2017", "2015:2017"; "" = all.
std::vector<std::string> RunChecks(const std::string& indicators, const std::string& checks,
                                   MemoryCells& cells, const std::string& range = "",
                                   const std::string& country_members = "",
                                   const std::string& language = "en");

CheckReport ReportOf(const std::string& indicators, const std::string& checks, MemoryCells& cells,
                     const std::string& range = "", const std::string& country_members = "",
                     const std::string& language = "en");

using Lines = std::vector<std::string>;

}  // namespace rapporteur

#endif  // RAPPORTEUR_TESTS_CHECK_RUN_CHECKS_H_
