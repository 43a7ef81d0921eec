#include "tests/check/run_checks.h"

#include <catch2/catch.hpp>

#include "core/compute/formula_book.h"
#include "tests/compute/test_catalogue.h"

namespace rapporteur {

CheckReport ReportOf(const std::string& indicators, const std::string& checks, MemoryCells& cells,
                     const std::string& range, const std::string& country_members,
                     const std::string& language) {
  const FormulaBook book = FormulaBook::Read(TestCatalogue(indicators, checks, country_members));
  cells.ForgetComputed();
  const Result<ComputedSlices> computed = ComputeEverything(book, cells);
  REQUIRE(computed.ok());
  cells.Keep(*computed);
  PeriodRange periods;
  if (!range.empty()) periods = *ParsePeriodRange(range);
  Result<CheckReport> report = CheckValues(book, cells, {periods, language});
  REQUIRE(report.ok());
  return *std::move(report);
}

std::vector<std::string> RunChecks(const std::string& indicators, const std::string& checks,
                                   MemoryCells& cells, const std::string& range,
                                   const std::string& country_members,
                                   const std::string& language) {
  std::vector<std::string> lines;
  for (const CheckFinding& f :
       ReportOf(indicators, checks, cells, range, country_members, language).findings) {
    lines.push_back(LevelName(f.level) + " " + f.rule + ": " + f.message);
  }
  return lines;
}

}  // namespace rapporteur
