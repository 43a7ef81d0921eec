#include "core/report/from_store.h"

#include <set>

#include "core/base/json.h"
#include "core/check/check.h"
#include "core/compute/store_cells.h"
#include "core/report/model.h"
#include "core/store/batches.h"
#include "core/store/documents.h"
#include "core/store/observations.h"
#include "core/store/sources.h"
#include "core/store/store.h"

namespace rapporteur {
namespace {

Status ReadValues(Store& store, const Viewer& viewer, const std::string& country,
                  const PeriodRange& periods, ReportData& data) {
  Selection selection;
  selection.countries = {country};
  selection.periods = periods;
  selection.all_sources = true;
  return store.observations().ForEach(viewer, selection, [&](const Observation& observation) {
    if (!observation.withdrawn) data.observations.push_back(observation);
    return true;
  });
}

std::string Program() { return std::string("Rapporteur ") + RAPPORTEUR_VERSION; }

// The files the values came from, by the batches they name.
Status ReadBatches(Store& store, ReportData& data) {
  std::set<std::int64_t> used;
  for (const Observation& observation : data.observations) used.insert(observation.batch);
  used.erase(0);  // computed
  for (const std::int64_t number : used) {
    Result<BatchRecord> batch = store.batches().Get(number);
    if (!batch.ok()) return batch.status();
    data.batches.push_back({number, batch->file.name, batch->file.sha256, batch->plugin.id,
                            batch->plugin.version, batch->finished});
  }
  return {};
}

}  // namespace

Result<ComparisonData> ComparisonFromStore(Store& store, const Viewer& viewer,
                                           const PeriodRange& periods) {
  Result<Transaction> one_state = store.BeginRead();
  if (!one_state.ok()) return one_state.status();
  ComparisonData comparison;
  comparison.program = Program();
  Result<std::shared_ptr<const Catalogue>> regional = store.documents().CatalogueForReading("REG");
  if (!regional.ok()) return regional.status();
  if (*regional == nullptr) {
    return Status::Refused("no-regional-catalogue",
                           "There is no regional catalogue to compare countries by.")
        .WithHint("Install and enable org.rapporteur.regional.");
  }
  comparison.regional = *regional;
  Result<std::vector<std::string>> active = store.documents().ActiveCountries();
  if (!active.ok()) return active.status();
  std::set<std::string> countries(active->begin(), active->end());
  Result<std::vector<std::pair<std::string, std::string>>> pairs = store.observations().Pairs();
  if (!pairs.ok()) return pairs.status();
  for (const auto& [country, indicator] : *pairs) countries.insert(country);
  for (const std::string& country : countries) {
    Result<std::shared_ptr<const Catalogue>> catalogue =
        store.documents().CatalogueForReading(country);
    if (!catalogue.ok()) return catalogue.status();
    if (*catalogue == nullptr) continue;
    ReportData data;
    data.catalogue = *catalogue;
    data.regional = *regional;
    if (Status s = ReadValues(store, viewer, country, periods, data); !s.ok()) return s;
    comparison.countries.push_back(std::move(data));
  }
  return comparison;
}

namespace {

// `data` knows its catalogues.
Result<Json> Report(Store& store, const Viewer& viewer, ReportData data, const PeriodRange& periods,
                    const std::string& language) {
  const std::string& country = data.catalogue->country();
  if (Status s = ReadValues(store, viewer, country, periods, data); !s.ok()) return s;
  const std::string wanted = language.empty() && !data.catalogue->languages().empty()
                                 ? data.catalogue->languages().front()
                                 : language;
  StoreCells cells(store, viewer, country);
  Result<CheckReport> checks =
      CheckValues(FormulaBook::Read(data.catalogue), cells, {periods, wanted, store.Today()});
  if (!checks.ok()) return checks.status();
  data.findings = std::move(checks->findings);
  Result<std::vector<Source>> sources = store.sources().List(country);
  if (!sources.ok()) return sources.status();
  data.sources = *std::move(sources);
  if (Status s = ReadBatches(store, data); !s.ok()) return s;
  data.program = Program();
  return BuildReport(data, {wanted, periods}, store.clock());
}

}  // namespace

Result<Json> ReportFromStore(Store& store, const Viewer& viewer, const std::string& country,
                             const PeriodRange& periods, const std::string& language) {
  Result<Transaction> one_state = store.BeginRead();
  if (!one_state.ok()) return one_state.status();
  ReportData data;
  Result<std::shared_ptr<const Catalogue>> catalogue =
      store.documents().CatalogueForReading(country);
  if (!catalogue.ok()) return catalogue.status();
  if (*catalogue == nullptr) return store.documents().CatalogueOf(country).status();
  data.catalogue = *catalogue;
  Result<std::shared_ptr<const Catalogue>> regional = store.documents().CatalogueForReading("REG");
  if (!regional.ok()) return regional.status();
  data.regional = *regional;
  return Report(store, viewer, std::move(data), periods, language);
}

Result<Json> ReportOnDraft(Store& store, const Viewer& viewer, const DraftCatalogue& draft,
                           const PeriodRange& periods, const std::string& language) {
  Result<Transaction> one_state = store.BeginRead();
  if (!one_state.ok()) return one_state.status();
  ReportData data;
  data.catalogue = draft.catalogue;
  data.regional = draft.regional;
  data.draft = true;
  return Report(store, viewer, std::move(data), periods, language);
}

}  // namespace rapporteur
