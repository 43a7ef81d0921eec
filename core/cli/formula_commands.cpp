#include "core/base/json.h"
#include "core/base/text.h"
#include "core/check/store_check.h"
#include "core/cli/command.h"
#include "core/cli/console.h"
#include "core/cli/selection_options.h"
#include "core/compute/compute.h"
#include "core/compute/explain.h"
#include "core/export/explain_json.h"
#include "core/store/documents.h"

namespace rapporteur {
namespace {

Viewer ViewerOf(const Console& console) { return {console.user(), Viewer::Purpose::kWork}; }

Result<Output> ExplainValue(Console& console, const CommandArguments& arguments) {
  Result<CellOption> cell = ReadCell(arguments);
  if (!cell.ok()) return cell.status();
  Result<Period> period = ParsePeriod(arguments.Get("PERIOD"));
  if (!period.ok()) return Status::Usage("bad-period", "PERIOD: " + period.status().message() + ".");
  Result<Store*> store = console.store(Store::Mode::kRead);
  if (!store.ok()) return store.status();
  SeriesKey key{arguments.Get("CC"), arguments.Get("INDICATOR"), cell->territory, cell->dimensions};
  Result<ExplainNode> node = Explain(**store, ViewerOf(console), key, period->code);
  if (!node.ok()) return node.status();
  return MakeOutput(ToJson(*node), ToText(*node));
}

Result<Output> ComputeAll(Console& console, const CommandArguments& arguments) {
  Result<Store*> store = console.store();
  if (!store.ok()) return store.status();
  Result<ComputeReport> report =
      Compute(**store, arguments.Get("--country"), console.user(),
              arguments.Has("--all") ? ComputeScope::kEverything : ComputeScope::kDue);
  if (!report.ok()) return report.status();
  return MakeOutput(ToJson(*report), "Computed " + Counted(report->computed, "value", "values") + ": " +
                                         Grouped(report->changed) + " changed, " +
                                         Grouped(report->unchanged) + " unchanged; " +
                                         Grouped(report->missing) + " lack an input.\n");
}

Result<Output> RunChecks(Console& console, const CommandArguments& arguments) {
  PeriodRange periods;
  if (arguments.Has("--period")) {
    Result<PeriodRange> range = ParsePeriodRange(arguments.Get("--period"));
    if (!range.ok()) return Status::Usage("bad-period", "--period: " + range.status().message() + ".");
    periods = *range;
  }
  Result<Store*> store = console.store(Store::Mode::kRead);
  if (!store.ok()) return store.status();
  std::vector<std::string> countries = arguments.All("--country");
  if (countries.empty()) {
    Result<std::vector<std::string>> active = (*store)->documents().ActiveCountries();
    if (!active.ok()) return active.status();
    countries = *active;
  }
  CheckReport report;
  for (const std::string& country : countries) {
    Result<CheckReport> one = CheckStore(**store, ViewerOf(console), country, periods);
    if (!one.ok()) return one.status();
    Append(*std::move(one), &report);
  }
  std::string text;
  for (const CheckFinding& finding : report.findings) {
    text += LevelName(finding.level) + " " + finding.country + " " + finding.rule + ": " + finding.message + "\n";
  }
  std::vector<std::string> rules;
  for (const auto& [rule, count] : CountByRule(report)) rules.push_back(rule + " " + Grouped(count));
  text += Counted(report.errors, "error", "errors") + ", " +
          Counted(report.warnings, "warning", "warnings") +
          (rules.empty() ? "" : ": " + Join(rules, ", ")) + ".\n";
  Output output = MakeOutput(ToJson(report), std::move(text));
  if (report.errors > 0) {
    output.failure = Status::Refused("checks-failed", Counted(report.errors, "check", "checks") +
                                                          " of level error found a fault.");
  }
  return output;
}

}  // namespace

std::vector<Command> FormulaCommands() {
  const Option country{"CC", "", "Country", true}, indicator{"INDICATOR", "", "Indicator code", true},
      period{"PERIOD", "", "Period: 2017, 2017-S1, 2013/2016", true};
  return {
      {{"explain"},
       "Show where a value comes from, down to file and row",
       {country, indicator, period, WhereOption()},
       "Example: rapporteur explain RS ID.10 2023",
       ExplainValue},
      {{"compute"},
       "Recompute the values of formulas",
       {{"--country", "CC", "Only this country"},
        {"--all", "", "Everything again, not only what has changed"}},
       "Runs by itself after every change; only what has changed is computed again.",
       ComputeAll},
      {{"check"},
       "Check the stored values by the rules of the documents",
       {{"--country", "CC", "Only this country"}, {"--period", "P[:P]", "Only periods within"}},
       "Exit status 1 where a check of level error finds a fault.",
       RunChecks},
  };
}

}  // namespace rapporteur
