#include "core/check/check.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "core/base/json.h"
#include "core/check/checker.h"
#include "core/check/rule_book.h"

namespace rapporteur {
namespace {

class Run {
 public:
  Run(const FormulaBook& formulas, CellReader& reader, const CheckOptions& options)
      : formulas_(formulas),
        catalogue_(formulas.catalogue()),
        rules_(RuleBook::Read(catalogue_)),
        reader_(reader),
        range_(options.range),
        touching_(options.touching),
        table_(reader, options.computed),
        checker_(formulas, table_, options.language, options.today) {}

  Result<CheckReport> Go() {
    Result<std::vector<std::string>> codes = reader_.Indicators();
    if (!codes.ok()) return codes.status();
    std::set<std::string> indicators(codes->begin(), codes->end());
    // Computed values are stored apart; their indicators come from the catalogue.
    for (const Indicator& indicator : catalogue_.indicators()) indicators.insert(indicator.code);
    std::erase_if(indicators, [this](const std::string& code) { return !IsTouched(code); });
    std::map<std::string, std::string> last_use;
    for (const std::string& code : indicators) {
      for (const std::string& read : ReadsOf(code)) last_use[read] = code;
    }
    for (const std::string& code : indicators) {
      if (Status s = CheckIndicator(code); !s.ok()) return s;
      for (const std::string& read : ReadsOf(code)) {
        if (last_use[read] == code) table_.Forget(read);
      }
    }
    KeepOneOfEach();
    if (touching_.empty()) SayProblems();
    return Finish();
  }

 private:
  bool IsTouched(const std::string& code) const {
    if (touching_.empty()) return true;
    for (const std::string& read : ReadsOf(code)) {
      if (touching_.contains(read)) return true;
    }
    return false;
  }

  // The indicators whose values the checks of `code` look at.
  std::set<std::string> ReadsOf(const std::string& code) const {
    std::set<std::string> reads = {code};
    const auto add = [&](const Formula& formula) {
      for (const CellRef& ref : formula.refs()) reads.insert(ref.indicator);
    };
    for (const FormulaBook::Entry* entry : formulas_.EntriesOf(code)) add(entry->formula);
    for (const CheckRule& rule : rules_.rules()) {
      for (const CheckRule::Comparison& comparison : rule.comparisons) {
        if (comparison.left.refs()[0].indicator == code) add(comparison.difference);
      }
    }
    if (const Indicator* indicator = catalogue_.FindIndicator(code)) {
      for (const IndicatorVersion& version : indicator->versions) {
        const Result<Formula> whole = Formula::Parse(version.subset_of);
        if (whole.ok()) add(*whole);
      }
    }
    return reads;
  }

  Status CheckIndicator(const std::string& code) {
    // One read for each indicator, with the year before for what is compared with it.
    PeriodRange range = range_;
    if (range.first_day > kFirstDate + 10000) range.first_day -= 10000;
    for (const std::string& read : ReadsOf(code)) {
      if (Status s = table_.Load(read, range); !s.ok()) return s;
    }
    const Indicator* indicator = catalogue_.FindIndicator(code);
    for (const Period& period : table_.PeriodsOf(code)) {
      if (!range_.Contains(period)) continue;
      const IndicatorVersion* version =
          indicator == nullptr ? nullptr : indicator->On(period.last_day);
      if (version == nullptr || version->dropped()) {
        SayUndefined(code, period, version != nullptr);
        continue;
      }
      const CheckSubject subject{version, period, &table_.Get(code, period)};
      for (const CheckRule& rule : rules_.rules()) {
        if (Status s = checker_.Run(rule, subject); !s.ok()) return s;
      }
    }
    return {};
  }

  // Values that the catalogue has no definition for (any more).
  void SayUndefined(const std::string& code, const Period& period, bool dropped) {
    for (const CheckRule& rule : rules_.rules()) {
      if (rule.kind != RuleKind::kCodes) continue;
      FoundEquation& found = checker_.found().emplace_back();
      found.finding.level = rule.level;
      found.finding.rule = rule.name;
      found.finding.country = found.finding.territory = catalogue_.country();
      found.finding.indicator = code;
      found.finding.period = period.code;
      found.finding.message = code + " " + period.code + ": there are values, but " +
                              (dropped ? "the indicator is dropped" : "no definition is valid") +
                              " in that period.";
      found.finding.hint =
          "Import the values under the indicator that took its place, or give the document a "
          "version that is valid in that period.";
    }
  }

  // A rule and a formula that say the same of a cell give one finding, in the words of the rule.
  void KeepOneOfEach() {
    using Key = std::tuple<std::string, std::string, std::string, std::string>;
    const auto key = [](const FoundEquation& found) {
      return Key{found.equation, found.finding.period, found.finding.territory,
                 found.finding.dimensions};
    };
    std::map<Key, int> best;
    for (const FoundEquation& found : checker_.found()) {
      if (found.equation.empty()) continue;
      const auto [it, added] = best.emplace(key(found), found.priority);
      if (!added) it->second = std::min(it->second, found.priority);
    }
    for (FoundEquation& found : checker_.found()) {
      if (!found.equation.empty() && best[key(found)] != found.priority) continue;
      report_.findings.push_back(std::move(found.finding));
    }
  }

  void SayProblems() {
    const auto say = [&](const std::string& rule, const std::string& indicator,
                         const std::string& message) {
      CheckFinding finding;
      finding.rule = rule;
      finding.country = catalogue_.country();
      finding.indicator = indicator;
      finding.message = message;
      finding.hint = "Correct the document; until then it is left out.";
      report_.findings.push_back(std::move(finding));
    };
    for (const FormulaProblem& problem : formulas_.problems()) {
      const IndicatorVersion* version = catalogue_.FindDefinition(problem.definition);
      say("formula", version == nullptr ? "" : version->code, problem.message);
    }
    for (const RuleProblem& problem : rules_.problems()) say(problem.rule, "", problem.message);
  }

  CheckReport Finish() {
    const auto key = [](const CheckFinding& f) {
      return std::tie(f.country, f.indicator, f.period, f.territory, f.dimensions, f.rule,
                      f.message);
    };
    std::sort(report_.findings.begin(), report_.findings.end(),
              [&](const CheckFinding& a, const CheckFinding& b) {
                // What is wrong with the documents has no period and stands first.
                const bool a_late = !a.period.empty(), b_late = !b.period.empty();
                return std::pair(a_late, key(a)) < std::pair(b_late, key(b));
              });
    for (const CheckFinding& finding : report_.findings) {
      report_.errors += finding.level == Level::kError;
      report_.warnings += finding.level == Level::kWarning;
    }
    return std::move(report_);
  }

  const FormulaBook& formulas_;
  const Catalogue& catalogue_;
  const RuleBook rules_;
  CellReader& reader_;
  const PeriodRange range_;
  const std::set<std::string> touching_;
  CellTable table_;
  Checker checker_;
  CheckReport report_;
};

}  // namespace

Result<CheckReport> CheckValues(const FormulaBook& formulas, CellReader& reader,
                                const CheckOptions& options) {
  return Run(formulas, reader, options).Go();
}

std::map<std::string, std::uint64_t> CountByRule(const CheckReport& report) {
  std::map<std::string, std::uint64_t> counts;
  for (const CheckFinding& finding : report.findings) ++counts[finding.rule];
  return counts;
}

Json ToJson(const CheckReport& report) {
  Json json;
  json["format"] = "check/1";
  json["errors"] = report.errors;
  json["warnings"] = report.warnings;
  json["findings_by_rule"] = CountByRule(report);
  json["findings"] = Json::array();
  for (const CheckFinding& finding : report.findings) {
    json["findings"].push_back(ToJson(finding));
  }
  return json;
}

void Append(CheckReport other, CheckReport* report) {
  report->findings.insert(report->findings.end(), std::make_move_iterator(other.findings.begin()),
                          std::make_move_iterator(other.findings.end()));
  report->errors += other.errors;
  report->warnings += other.warnings;
}

}  // namespace rapporteur
