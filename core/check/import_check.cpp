#include "core/check/import_check.h"

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

#include "core/base/text.h"
#include "core/check/check.h"
#include "core/check/finding_words.h"
#include "core/compute/store_cells.h"
#include "core/model/choice.h"
#include "core/store/documents.h"
#include "core/store/sources.h"
#include "core/store/store.h"

namespace rapporteur {
namespace {

using Incoming = std::map<std::string, std::vector<Observation>>;  // by indicator

// The store's values with those of the import laid over them, and the source of each group chosen
// anew by the rule.
class OverlaidCells : public CellReader {
 public:
  OverlaidCells(CellReader& below, const Incoming& incoming, const Catalogue& catalogue,
                const std::vector<Source>& sources)
      : below_(below), incoming_(incoming), catalogue_(catalogue) {
    for (const Source& source : sources) sources_[source.code] = &source;
  }

  Result<std::vector<std::string>> Indicators() override {
    Result<std::vector<std::string>> known = below_.Indicators();
    if (!known.ok()) return known;
    std::set<std::string> all(known->begin(), known->end());
    for (const auto& [indicator, rows] : incoming_) all.insert(indicator);
    return std::vector<std::string>(all.begin(), all.end());
  }

  Result<std::vector<CellKey>> CellsOf(const std::string& indicator) override {
    Result<std::vector<CellKey>> known = below_.CellsOf(indicator);
    if (!known.ok()) return known;
    std::set<CellKey> all(known->begin(), known->end());
    if (const auto rows = incoming_.find(indicator); rows != incoming_.end()) {
      for (const Observation& row : rows->second) {
        all.insert({row.key.territory, row.key.dimensions});
      }
    }
    return std::vector<CellKey>(all.begin(), all.end());
  }

  Status ForEach(const std::string& indicator, const PeriodRange& range,
                 const std::function<void(const Observation&)>& callback) override {
    const auto rows = incoming_.find(indicator);
    if (rows == incoming_.end()) return below_.ForEach(indicator, range, callback);
    std::map<std::string, Group> groups;  // by period
    for (const Observation& row : rows->second) {
      const Result<Period> period = ParsePeriod(row.period);
      if (period.ok() && range.Contains(*period)) groups[row.period].Put(row);
    }
    Status read = below_.ForEach(indicator, range, [&](const Observation& row) {
      const auto group = groups.find(row.period);
      if (group == groups.end()) return callback(row);
      if (row.origin != "computed") group->second.Keep(row);
    });
    if (!read.ok()) return read;
    for (auto& [period, group] : groups) Choose(group, callback);
    return {};
  }

 private:
  // What all sources say of one indicator in one period.
  struct Group {
    using Key = std::tuple<std::string, std::string, std::string>;  // territory, dimensions, source
    std::map<Key, Observation> rows;

    static Key KeyOf(const Observation& row) {
      return {row.key.territory, row.key.dimensions, row.source};
    }
    void Put(const Observation& row) { rows.insert_or_assign(KeyOf(row), row); }
    // A row of the store stands unless the import says something else; a person's choice stays.
    void Keep(const Observation& row) {
      const auto [it, added] = rows.emplace(KeyOf(row), row);
      if (!added) it->second.choice_by = row.choice_by;
    }
  };

  void Choose(Group& group, const std::function<void(const Observation&)>& callback) const {
    ChoiceGroup choice;
    std::map<CellKey, std::size_t> cells;
    std::map<std::string, std::size_t> sources;
    std::vector<Observation*> rows;
    for (auto& [key, row] : group.rows) {
      const auto source = sources_.find(row.source);
      if (source == sources_.end()) continue;
      const CellKey cell{row.key.territory, row.key.dimensions};
      const std::size_t at = cells.emplace(cell, cells.size()).first->second;
      if (cell.dimensions.empty() && cell.territory == row.key.country) choice.total = at;
      const auto [of, added] = sources.emplace(row.source, sources.size());
      if (added) choice.sources.push_back(source->second);
      choice.candidates.push_back({at, of->second, &row.value});
      if (row.choice_by == "person") choice.persons.push_back({at, of->second, ""});
      rows.push_back(&row);
    }
    choice.cells = cells.size();
    const std::vector<Verdict> verdicts = rapporteur::Choose(choice, catalogue_.choice_order());
    for (std::size_t i = 0; i < rows.size(); ++i) {
      rows[i]->chosen = verdicts[i].chosen;
      callback(*rows[i]);
    }
  }

  CellReader& below_;
  const Incoming& incoming_;
  const Catalogue& catalogue_;
  std::map<std::string, const Source*> sources_;
};

// The row of the file that a finding is about: the cell's own, else any of its indicator and
// period.
const Observation* RowOf(const CheckFinding& finding, const Incoming& incoming) {
  const Observation* near = nullptr;
  const auto rows = incoming.find(finding.indicator);
  if (rows == incoming.end()) return nullptr;
  for (const Observation& row : rows->second) {
    if (row.period != finding.period) continue;
    if (row.key.territory == finding.territory && row.key.dimensions == finding.dimensions) {
      return &row;
    }
    if (near == nullptr) near = &row;
  }
  return near;
}

Finding FindingOf(const CheckFinding& found, const Observation* row, const std::string& file) {
  Finding finding;
  finding.level = std::min(found.level, Level::kWarning);
  finding.code = found.rule;
  finding.place.file = file;
  if (row != nullptr) {
    finding.place.sheet = row->sheet;
    finding.place.row = row->row;
  }
  if (found.found) finding.found = RoundedNumber(*found.found);
  if (found.expected) finding.expected = RoundedNumber(*found.expected);
  std::string where = file;
  if (!finding.place.sheet.empty()) where += ", sheet " + finding.place.sheet;
  if (finding.place.row > 0) where += ", row " + std::to_string(finding.place.row);
  finding.message = where + ": " + found.message;
  finding.hint = found.hint;
  return finding;
}

}  // namespace

void ImportCheck::Add(const Observation& incoming) {
  if (++seen_ > most_) {
    incoming_.clear();
    return;
  }
  incoming_[incoming.key.country][incoming.key.indicator].push_back(incoming);
}

Result<std::vector<Finding>> ImportCheck::Run(const std::string& language) {
  std::vector<Finding> findings;
  if (seen_ > most_) {
    Finding finding;
    finding.level = Level::kInfo;
    finding.code = "not-checked";
    finding.place.file = file_;
    finding.message = file_ + ": the values were not held against each other, because there are " +
                      Grouped(seen_) + " of them.";
    finding.hint = "'rapporteur check' looks at them once they are stored.";
    findings.push_back(std::move(finding));
    return findings;
  }
  Result<Transaction> one_state = store_.BeginRead();
  if (!one_state.ok()) return one_state.status();
  for (const auto& [country, rows] : incoming_) {
    if (Status s = CheckCountry(country, language, &findings); !s.ok()) return s;
  }
  std::stable_sort(findings.begin(), findings.end(), [](const Finding& a, const Finding& b) {
    return std::tie(a.place.sheet, a.place.row) < std::tie(b.place.sheet, b.place.row);
  });
  return findings;
}

Status ImportCheck::CheckCountry(const std::string& country, const std::string& language,
                                 std::vector<Finding>* findings) {
  Result<std::shared_ptr<const Catalogue>> catalogue = store_.documents().CatalogueOf(country);
  if (!catalogue.ok()) return catalogue.status();
  Result<std::vector<Source>> sources = store_.sources().List(country);
  if (!sources.ok()) return sources.status();
  const Incoming& incoming = incoming_.at(country);
  CheckOptions options;
  options.language = language;
  options.today = store_.Today();
  options.computed = CellTable::Computed::kIgnore;
  options.range = {kLastDate, kFirstDate};
  for (const auto& [indicator, rows] : incoming) {
    options.touching.insert(indicator);
    for (const Observation& row : rows) {
      const Result<Period> period = ParsePeriod(row.period);
      if (period.ok()) options.range = Hull(options.range, RangeOf(*period));
    }
  }
  const FormulaBook formulas = FormulaBook::Read(*catalogue);
  StoreCells stored(store_, {}, country);
  Result<CheckReport> before = CheckValues(formulas, stored, options);
  if (!before.ok()) return before.status();
  OverlaidCells overlaid(stored, incoming, **catalogue, *sources);
  Result<CheckReport> after = CheckValues(formulas, overlaid, options);
  if (!after.ok()) return after.status();
  const auto name = [](const CheckFinding& f) { return f.rule + "\n" + f.message; };
  std::set<std::string> known;
  for (const CheckFinding& finding : before->findings) known.insert(name(finding));
  for (const CheckFinding& finding : after->findings) {
    if (known.contains(name(finding))) continue;
    findings->push_back(FindingOf(finding, RowOf(finding, incoming), file_));
  }
  return {};
}

}  // namespace rapporteur
