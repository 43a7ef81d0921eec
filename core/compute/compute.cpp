#include "core/compute/compute.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "core/base/json.h"
#include "core/compute/plan.h"
#include "core/compute/store_cells.h"
#include "core/store/computed.h"
#include "core/store/documents.h"
#include "core/store/store.h"

namespace rapporteur {
namespace {

// Hands computed cells to the store one by one.
class Producer {
 public:
  Producer(const Catalogue& catalogue, const ComputedSlices& slices)
      : catalogue_(catalogue), slices_(slices) {
    Enter(slices_.begin());
  }

  // Goes on to the next indicator alone.
  void StartAt(ComputedSlices::const_iterator indicator) {
    Enter(indicator);
    only_this_ = true;
  }

  bool Next(ComputedValue& value) {
    while (indicator_ != slices_.end()) {
      if (period_ == indicator_->second.end()) {
        if (only_this_) return false;
        Enter(std::next(indicator_));
      } else if (cell_ == period_->second.cells.end()) {
        ++period_;
        if (period_ != indicator_->second.end()) cell_ = period_->second.cells.begin();
      } else {
        Fill(value);
        ++cell_;
        return true;
      }
    }
    return false;
  }

 private:
  void Enter(ComputedSlices::const_iterator indicator) {
    indicator_ = indicator;
    if (indicator_ == slices_.end()) return;
    period_ = indicator_->second.begin();
    if (period_ != indicator_->second.end()) cell_ = period_->second.cells.begin();
  }

  void Fill(ComputedValue& value) const {
    const auto& [key, cell] = *cell_;
    value.key = {catalogue_.country(), indicator_->first, key.territory, key.dimensions};
    value.period = period_->first.code;
    value.value = cell.value;
    value.definition = cell.definition;
    const IndicatorVersion* version = catalogue_.FindDefinition(cell.definition);
    if (version != nullptr) value.unit = version->unit;
  }

  const Catalogue& catalogue_;
  const ComputedSlices& slices_;
  bool only_this_ = false;
  ComputedSlices::const_iterator indicator_;
  std::map<Period, ComputedSlice, EarlierPeriod>::const_iterator period_;
  Slice::const_iterator cell_;
};

void Count(const Computed::Counts& counts, ComputeReport* report) {
  report->computed += counts.computed;
  report->changed += counts.changed;
  report->unchanged += counts.unchanged;
  report->removed += counts.removed;
}

class CountryRun {
 public:
  CountryRun(Store& store, std::string country, const std::string& user)
      : store_(store), country_(std::move(country)), user_(user) {}

  Status Run(ComputeScope scope, ComputeReport* report) {
    Result<Transaction> transaction = store_.Begin();
    if (!transaction.ok()) return transaction.status();
    Result<std::vector<DueGroup>> due = store_.computed().Due(country_);
    if (!due.ok()) return due.status();
    if (due->empty() && scope == ComputeScope::kDue) return transaction->Commit();
    Result<std::shared_ptr<const Catalogue>> catalogue =
        store_.documents().CatalogueForReading(country_);
    if (!catalogue.ok()) return catalogue.status();
    if (*catalogue == nullptr) {
      // Without a document nothing can be computed; the first one makes the whole country due.
      Result<Computed::Counts> counts = store_.computed().Replace(
          country_, {}, {}, [](ComputedValue&) { return false; }, *due, user_);
      if (!counts.ok()) return counts.status();
      return transaction->Commit();
    }
    const FormulaBook book = FormulaBook::Read(*catalogue);
    StoreCells cells(store_, {user_, Viewer::Purpose::kWork}, country_);
    const bool everything = scope == ComputeScope::kEverything ||
                            std::any_of(due->begin(), due->end(), [](const DueGroup& group) {
                              return group.indicator.empty();
                            });
    Result<ComputedSlices> slices =
        everything ? ComputeEverything(book, cells) : ComputeFollowing(book, cells, Changed(*due));
    if (!slices.ok()) return slices.status();
    for (const auto& [indicator, periods] : *slices) {
      for (const auto& [period, slice] : periods) report->missing += slice.missing;
    }
    const Status stored = everything ? StoreAll(**catalogue, *slices, *due, report)
                                     : StoreEach(**catalogue, *slices, *due, report);
    if (!stored.ok()) return stored;
    return transaction->Commit();
  }

 private:
  static ChangedPeriods Changed(const std::vector<DueGroup>& due) {
    ChangedPeriods changed;
    for (const DueGroup& group : due) {
      const Result<Period> period = ParsePeriod(group.period);
      if (period.ok()) changed[group.indicator].insert(*period);
    }
    return changed;
  }

  Status StoreAll(const Catalogue& catalogue, const ComputedSlices& slices,
                  const std::vector<DueGroup>& due, ComputeReport* report) {
    Producer producer(catalogue, slices);
    Result<Computed::Counts> counts = store_.computed().Replace(
        country_, {}, {}, [&](ComputedValue& value) { return producer.Next(value); }, due, user_);
    if (!counts.ok()) return counts.status();
    Count(*counts, report);
    return {};
  }

  // Indicator by indicator, because each has its own periods; the due groups are settled last.
  Status StoreEach(const Catalogue& catalogue, const ComputedSlices& slices,
                   const std::vector<DueGroup>& due, ComputeReport* report) {
    for (auto it = slices.begin(); it != slices.end(); ++it) {
      std::vector<std::string> periods;
      for (const auto& [period, slice] : it->second) periods.push_back(period.code);
      if (periods.empty()) continue;
      Producer producer(catalogue, slices);
      producer.StartAt(it);
      const bool last = std::next(it) == slices.end();
      Result<Computed::Counts> counts = store_.computed().Replace(
          country_, {it->first}, periods,
          [&](ComputedValue& value) { return producer.Next(value); },
          last ? due : std::vector<DueGroup>(), user_);
      if (!counts.ok()) return counts.status();
      Count(*counts, report);
    }
    return {};
  }

  Store& store_;
  const std::string country_;
  const std::string& user_;
};

}  // namespace

Result<ComputeReport> Compute(Store& store, const std::string& country, const std::string& user,
                              ComputeScope scope) {
  std::set<std::string> countries;
  if (!country.empty()) {
    countries.insert(country);
  } else {
    Result<std::vector<std::string>> active = store.documents().ActiveCountries();
    if (!active.ok()) return active.status();
    countries.insert(active->begin(), active->end());
    Result<std::vector<DueGroup>> due = store.computed().Due();
    if (!due.ok()) return due.status();
    for (const DueGroup& group : *due) countries.insert(group.country);
  }
  ComputeReport report;
  for (const std::string& code : countries) {
    if (Status s = CountryRun(store, code, user).Run(scope, &report); !s.ok()) return s;
  }
  return report;
}

Json ToJson(const ComputeReport& report) {
  Json json;
  json["format"] = "compute/1";
  json["computed"] = report.computed;
  json["changed"] = report.changed;
  json["unchanged"] = report.unchanged;
  json["removed"] = report.removed;
  json["missing"] = report.missing;
  return json;
}

}  // namespace rapporteur
