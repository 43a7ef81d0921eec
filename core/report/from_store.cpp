#include "core/report/from_store.h"

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

Status ReadBatches(Store& store, ReportData& data) {
  Result<std::vector<BatchRecord>> batches = store.batches().List();
  if (!batches.ok()) return batches.status();
  for (const BatchRecord& batch : *batches) {
    if (batch.state != "stored") continue;
    data.batches.push_back({batch.number, batch.file.name, batch.file.sha256, batch.plugin.id,
                            batch.plugin.version, batch.finished});
  }
  return {};
}

}  // namespace

Result<Json> ReportFromStore(Store& store, const Viewer& viewer, const std::string& country,
                             const PeriodRange& periods, const std::string& language) {
  Result<Transaction> one_state = store.BeginRead();
  if (!one_state.ok()) return one_state.status();
  ReportData data;
  Result<std::shared_ptr<const Catalogue>> catalogue = store.documents().CatalogueOf(country);
  if (!catalogue.ok()) return catalogue.status();
  data.catalogue = *catalogue;
  Result<std::shared_ptr<const Catalogue>> regional = store.documents().CatalogueOf("REG");
  if (regional.ok()) data.regional = *regional;
  if (Status s = ReadValues(store, viewer, country, periods, data); !s.ok()) return s;
  const std::string wanted =
      language.empty() && !data.catalogue->languages().empty() ? data.catalogue->languages().front()
                                                               : language;
  StoreCells cells(store, viewer, country);
  Result<CheckReport> checks =
      CheckValues(FormulaBook::Read(data.catalogue), cells, periods, wanted);
  if (!checks.ok()) return checks.status();
  data.findings = std::move(checks->findings);
  Result<std::vector<Source>> sources = store.sources().List(country);
  if (!sources.ok()) return sources.status();
  data.sources = *std::move(sources);
  if (Status s = ReadBatches(store, data); !s.ok()) return s;
  data.program = std::string("Rapporteur ") + RAPPORTEUR_VERSION;
  return BuildReport(data, {wanted, periods}, store.clock());
}

}  // namespace rapporteur
