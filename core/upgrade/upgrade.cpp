#include "core/upgrade/upgrade.h"

#include <algorithm>
#include <memory>
#include <set>
#include <utility>

#include "core/base/json.h"
#include "core/base/text.h"
#include "core/check/document_problems.h"
#include "core/compute/open_store.h"
#include "core/model/document_check.h"
#include "core/plugin/version.h"
#include "core/store/audit.h"
#include "core/store/documents.h"
#include "core/store/observations.h"
#include "core/store/store.h"

namespace rapporteur {
namespace {

using CataloguePtr = std::shared_ptr<const Catalogue>;

Result<Json> DocumentOf(Store& store, const std::string& id, const std::string& version) {
  Result<std::string> text = store.documents().Get(id, version);
  if (!text.ok()) return text.status();
  return ParseJson(*text, id + " " + version);
}

std::string BaseVersion(const Json& document) {
  return GetString(GetMember(document, "based_on"), "version");
}

// The version in use, and that the new one may follow it.
Result<PluginRow> InUse(Store& store, const PluginRow& next) {
  Result<std::optional<PluginRow>> active = store.plugins().FindActive(next.id);
  if (!active.ok()) return active.status();
  if (!*active) {
    return Status::Refused("unknown-plugin", "No version of " + next.id +
                                                 " is in use, so there is nothing to upgrade.")
        .WithHint("Install it with 'rapporteur plugin install PATH' and enable it.");
  }
  if ((*active)->state != "enabled") {
    return Status::Refused("plugin-not-enabled", "The plugin " + next.id + " " +
                                                     (*active)->version + " is " +
                                                     (*active)->state + ".")
        .WithHint("Enable it with 'rapporteur plugin enable " + next.id + "'.");
  }
  if (CompareVersions(next.version, (*active)->version) <= 0) {
    return Status::Refused("version-not-newer", next.id + " " + next.version +
                                                    " is not newer than " + (*active)->version +
                                                    ", which is in use.")
        .WithHint("Give a changed package a higher version number. 'rapporteur plugin rollback " +
                  next.id + "' is the only way back to an older version.");
  }
  return **std::move(active);
}

// What the schema can't say and what no formula may do.
Status Faults(const Json& document, const CataloguePtr& catalogue) {
  const std::string what = catalogue->id() + " " + catalogue->version();
  std::vector<DocumentFault> faults = CheckReferences(document, *catalogue, what);
  if (faults.empty()) {
    for (const std::string& problem : DocumentProblems(catalogue)) {
      faults.push_back({"", "", "", problem, ""});
    }
  }
  return AsStatus(faults);
}

class Trial {
 public:
  Trial(Store& store, Store& copy, UpgradeReport& report, CataloguePtr before, CataloguePtr after)
      : store_(store), copy_(copy), r_(report), before_(std::move(before)), after_(std::move(after)) {}

  // The values of the country, one indicator after the other.
  Status Values() {
    std::set<std::string> indicators;
    for (Store* one : {&store_, &copy_}) {
      auto pairs = one->observations().Pairs();
      if (!pairs.ok()) return pairs.status();
      for (const auto& [country, indicator] : *pairs) {
        if (country == r_.country) indicators.insert(indicator);
      }
    }
    for (const std::string& indicator : indicators) {
      if (Status s = Indicator(indicator); !s.ok()) return s;
    }
    for (IndicatorChange& change : r_.changes.indicators) {
      for (DefinitionChange& definition : change.definitions) {
        definition.values = values_[definition.definition];
      }
    }
    return {};
  }

  // Of every country, for the regional catalogue is what they are compared by.
  Status Grades() {
    Result<std::vector<std::string>> countries = store_.documents().ActiveCountries();
    if (!countries.ok()) return countries.status();
    for (const std::string& country : *countries) {
      Result<std::optional<DocumentName>> name = store_.documents().Active(country);
      if (!name.ok()) return name.status();
      Result<Json> document = DocumentOf(store_, (*name)->id, (*name)->version);
      if (!document.ok()) return document.status();
      if (BaseVersion(*document) == r_.from) {
        r_.based_on_old.push_back(country + " " + (*name)->version);
      }
      Result<CataloguePtr> catalogue = store_.documents().CatalogueOf(country);
      if (!catalogue.ok()) return catalogue.status();
      for (const auto& indicator : (*catalogue)->indicators()) {
        const IndicatorVersion& version = indicator.newest();
        const std::string then = GradeOf(*before_, **catalogue, version);
        const std::string now = GradeOf(*after_, **catalogue, version);
        if (then == now) continue;
        r_.grades.push_back({country, version.code, version.definition, then, now});
      }
    }
    return {};
  }

 private:
  using Cell = std::tuple<std::string, std::string, std::string>;  // territory, period, dimensions
  using Figures = std::map<Cell, Observation>;

  Status Indicator(const std::string& indicator) {
    Selection selection;
    selection.countries = {r_.country};
    selection.indicators = {indicator};
    selection.all_sources = true;
    Figures before, after;
    Status read = store_.observations().ForEach({}, selection, [&](const Observation& o) {
      Keep(o, before);
      if (o.origin != "computed" && !o.withdrawn) Fit(o);
      return true;
    });
    if (!read.ok()) return read;
    read = copy_.observations().ForEach({}, selection, [&](const Observation& o) {
      Keep(o, after);
      return true;
    });
    if (!read.ok()) return read;
    for (const auto& [cell, figure] : before) {
      auto now = after.find(cell);
      if (now == after.end()) {
        Move(figure, std::nullopt);
      } else if (!(now->second.value == figure.value) || now->second.source != figure.source) {
        Move(figure, now->second);
      }
    }
    for (const auto& [cell, figure] : after) {
      if (!before.contains(cell)) Move(std::nullopt, figure);
    }
    return {};
  }

  static void Keep(const Observation& o, Figures& into) {
    if (o.chosen) into[{o.key.territory, o.period, o.key.dimensions}] = o;
  }

  void Fit(const Observation& o) {
    ++values_[o.definition];
    for (Misfit& misfit : NewMisfits(*before_, *after_, o)) {
      ++r_.misfit_counts[misfit.kind];
      if (r_.misfits.size() < UpgradeReport::kKept) r_.misfits.push_back({std::move(misfit), o});
    }
  }

  void Move(std::optional<Observation> before, std::optional<Observation> after) {
    ++r_.moved_count;
    if (r_.moved.size() == UpgradeReport::kKept) return;
    auto computed = [](const std::optional<Observation>& o) {
      return !o || o->origin == "computed";
    };
    const char* reason = computed(before) && computed(after) ? "computed" : "chosen";
    r_.moved.push_back({reason, std::move(before), std::move(after)});
  }

  Store &store_, &copy_;
  UpgradeReport& r_;
  CataloguePtr before_, after_;
  std::map<std::string, std::uint64_t> values_;  // by definition
};

Status TryDocument(Store& store, const ProvedPackage& proved, const std::string& user,
                   UpgradeReport& report) {
  // What is read from here on and what is copied is one state of the store.
  Result<Transaction> one_state = store.BeginRead();
  if (!one_state.ok()) return one_state.status();
  Result<std::string> head = store.audit().Head();
  if (!head.ok()) return head.status();
  report.state = *head;
  Result<std::unique_ptr<Store>> copied = CopyStore(store, user);
  if (!copied.ok()) return copied.status();
  Store& copy = **copied;
  Result<DocumentName> kept = copy.documents().Put(proved.document, user);
  if (!kept.ok()) return kept.status();
  // Before it is activated, which computes.
  Result<CataloguePtr> after = copy.documents().CatalogueOfVersion(report.id, report.to);
  if (!after.ok()) return after.status();
  Result<Json> document = DocumentOf(copy, report.id, report.to);
  if (!document.ok()) return document.status();
  if (Status s = Faults(*document, *after); !s.ok()) return s;
  if (Status s = copy.documents().Activate(report.id, report.to, user); !s.ok()) return s;

  Result<Json> old_document = DocumentOf(store, report.id, report.from);
  if (!old_document.ok()) return old_document.status();
  report.base_from = BaseVersion(*old_document);
  report.base_to = BaseVersion(*document);
  Result<CataloguePtr> before = store.documents().CatalogueOfVersion(report.id, report.from);
  if (!before.ok()) return before.status();
  CataloguePtr regional;
  if (report.kind == "country") {
    Result<CataloguePtr> found = store.documents().CatalogueForReading("REG");
    if (!found.ok()) return found.status();
    regional = *found;
  }
  report.changes = ChangesBetween(**before, **after, regional.get());
  Trial trial(store, copy, report, *before, *after);
  if (Status s = trial.Values(); !s.ok()) return s;
  return report.kind == "catalogue" ? trial.Grades() : Status();
}

}  // namespace

std::uint64_t UpgradeReport::misfit_total() const {
  std::uint64_t total = 0;
  for (const auto& [name, count] : misfit_counts) total += count;
  return total;
}

std::vector<const DefinitionChange*> UpgradeReport::redefined() const {
  std::vector<const DefinitionChange*> found;
  for (const IndicatorChange& indicator : changes.indicators) {
    for (const DefinitionChange& definition : indicator.definitions) {
      if (definition.redefined()) found.push_back(&definition);
    }
  }
  return found;
}

Result<UpgradeReport> TryUpgrade(Store& store, const ProvedPackage& proved,
                                 const std::string& user) {
  Result<PluginRow> in_use = InUse(store, proved.row);
  if (!in_use.ok()) return in_use.status();
  UpgradeReport report;
  report.id = proved.row.id;
  report.kind = proved.row.kind;
  report.country = proved.row.country;
  report.from = in_use->version;
  report.to = proved.row.version;
  report.has_document = !proved.document.empty();
  if (report.has_document) {
    if (Status s = TryDocument(store, proved, user, report); !s.ok()) return s;
  } else {
    Result<std::string> head = store.audit().Head();
    if (!head.ok()) return head.status();
    report.state = *head;
  }
  return report;
}

Status TakeUpgrade(Store& store, Registry& registry, const ProvedPackage& proved,
                   const UpgradeReport& report, const std::string& correction,
                   const std::string& user) {
  const std::vector<const DefinitionChange*> redefined = report.redefined();
  std::vector<std::string> names;
  for (const DefinitionChange* one : redefined) names.push_back(one->definition);
  if (!names.empty() && correction.empty()) {
    return Status::Refused("definition-in-use",
                           report.id + " " + report.to + " changes what is meant by " +
                               List(names) + ", under which values are stored; they would say "
                               "something else than when they were given.")
        .WithHint("Give the changed definition a new version number with its own valid_from, so "
                  "that the values keep the old one; or say with --correction REASON why it was "
                  "wrong from the beginning.");
  }
  Result<Transaction> transaction = store.Begin();
  if (!transaction.ok()) return transaction.status();
  Result<std::string> head = store.audit().Head();
  if (!head.ok()) return head.status();
  if (*head != report.state) {
    return Status::Refused("store-moved", "The store was changed while the report was made.")
        .WithHint("Run the command again.");
  }
  Result<PluginRow> kept = registry.Keep(proved, user);
  if (!kept.ok()) return kept.status();
  if (Status s = registry.Switch(report.id, report.to, user); !s.ok()) return s;
  Json details;
  details["id"] = report.id;
  details["from"] = report.from;
  details["to"] = report.to;
  if (report.has_document) {
    details["misfits"] = report.misfit_total();
    details["figures"] = report.moved_count;
  }
  if (!names.empty()) {
    details["corrected"] = names;
    details["reason"] = correction;
  }
  if (Status s = store.audit().Append(user, "plugin.upgrade", details); !s.ok()) return s;
  return transaction->Commit();
}

}  // namespace rapporteur
