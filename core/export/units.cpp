#include "core/export/units.h"

#include "core/store/documents.h"
#include "core/store/store.h"

namespace rapporteur {

Status Units::Fill(Observation& observation) {
  if (!observation.remarks.unit.empty()) return {};
  auto it = by_definition_.find(observation.definition);
  if (it == by_definition_.end()) {
    Result<std::shared_ptr<const Catalogue>> catalogue =
        store_.documents().CatalogueForReading(observation.key.country);
    if (!catalogue.ok()) return catalogue.status();
    const IndicatorVersion* definition =
        *catalogue == nullptr ? nullptr : (*catalogue)->FindDefinition(observation.definition);
    std::string unit = definition == nullptr ? "" : definition->unit;
    if (definition != nullptr && definition->value_kind == "currency") unit = (*catalogue)->currency();
    it = by_definition_.emplace(observation.definition, std::move(unit)).first;
  }
  observation.remarks.unit = it->second;
  return {};
}

}  // namespace rapporteur
