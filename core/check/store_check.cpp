#include "core/check/store_check.h"

#include <memory>
#include <utility>
#include <vector>

#include "core/compute/store_cells.h"
#include "core/store/documents.h"
#include "core/store/store.h"

namespace rapporteur {

Result<CheckReport> CheckStore(Store& store, const Viewer& viewer, const std::string& country,
                               const PeriodRange& range, const std::string& language) {
  Result<Transaction> one_state = store.BeginRead();
  if (!one_state.ok()) return one_state.status();
  std::vector<std::string> countries = {country};
  if (country.empty()) {
    Result<std::vector<std::string>> active = store.documents().ActiveCountries();
    if (!active.ok()) return active.status();
    countries = *std::move(active);
  }
  CheckReport report;
  for (const std::string& code : countries) {
    Result<std::shared_ptr<const Catalogue>> catalogue = store.documents().CatalogueOf(code);
    if (!catalogue.ok()) return catalogue.status();
    StoreCells cells(store, viewer, code);
    Result<CheckReport> of_country =
        CheckValues(FormulaBook::Read(*catalogue), cells, {range, language, store.Today()});
    if (!of_country.ok()) return of_country.status();
    Append(*std::move(of_country), &report);
  }
  return report;
}

}  // namespace rapporteur
