// The mappings that were used or saved before: what they say of a header is the best hint there is.
#include <algorithm>

#include "core/base/json.h"
#include "core/import/suggest.h"
#include "core/store/batches.h"
#include "core/store/mappings.h"
#include "core/store/store.h"

namespace rapporteur {

Result<std::vector<EarlierMapping>> EarlierMappings(Store& store) {
  std::vector<EarlierMapping> earlier;
  const auto add = [&](const std::string& name, int version, Json document) {
    const Json& of = GetMember(document, "for");
    earlier.push_back({name, version, 0, GetString(of, "institution"),
                       std::make_shared<const Json>(std::move(document))});
  };
  Result<std::vector<SavedMapping>> saved = store.mappings().List();
  if (!saved.ok()) return saved.status();
  for (const SavedMapping& mapping : *saved) {
    Result<Json> json = ParseJson(mapping.json, "mapping " + mapping.name);
    if (!json.ok()) return json.status();
    add(mapping.name, mapping.version, *std::move(json));
  }
  Result<std::vector<BatchRecord>> batches = store.batches().List();
  if (!batches.ok()) return batches.status();
  for (const BatchRecord& batch : *batches) {  // the newest first
    if (batch.mapping.name.empty()) continue;
    auto known = std::find_if(earlier.begin(), earlier.end(), [&](const EarlierMapping& mapping) {
      return mapping.name == batch.mapping.name && mapping.version == batch.mapping.version;
    });
    if (known == earlier.end()) {
      const Json asked = Json::parse(batch.request, nullptr, false);
      const Json& document = GetMember(GetMember(asked, "mapping"), "document");
      if (!document.is_object()) continue;
      add(batch.mapping.name, batch.mapping.version, document);
      known = earlier.end() - 1;
    }
    if (known->batch == 0) known->batch = batch.number;
  }
  return earlier;
}

}  // namespace rapporteur
