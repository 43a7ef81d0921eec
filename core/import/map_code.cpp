#include "core/import/map_code.h"

#include <vector>

#include "core/base/json.h"
#include "core/base/text.h"

namespace rapporteur {

Status MapCode(const std::string& text, Json& document) {
  const std::size_t equals = text.rfind('=');  // codes have none
  if (equals == std::string::npos || text.find(':') > equals) {
    return Status::Usage("usage", "--map-code " + Quote(text) + ": expected COLUMN:FROM=TO.");
  }
  const std::string to = text.substr(equals + 1), left = text.substr(0, equals);
  if (to.empty()) {
    return Status::Usage("usage", "--map-code " + Quote(text) + ": the code after = is missing.")
        .WithHint("Write _T where it means all of them.");
  }
  Json* codes = nullptr;
  std::size_t longest = 0;  // a header may hold a colon itself
  std::vector<std::string> known;
  const auto offer = [&](const std::string& column, Json& body) {
    known.push_back(column);
    if (left.size() > column.size() && left.starts_with(column) && left[column.size()] == ':' &&
        column.size() >= longest && !column.empty()) {
      longest = column.size();
      codes = &body;
    }
  };
  Json& columns = document["columns"];
  for (auto& [target, body] : columns.items()) {
    if (target != "*") {
      if (!body.contains("from")) continue;
      offer(target, body["codes"]);
      offer(GetString(body, "from"), body["codes"]);
      continue;
    }
    // The dimension that a pair names is not known before a row is read; any may be said.
    const std::string dimension = left.substr(0, left.find(':'));
    if (!columns.contains(dimension)) offer(dimension, body["codes"][dimension]);
  }
  // Only what is asked for stays.
  if (codes != nullptr) (*codes)[left.substr(longest + 1)] = to;
  for (auto& [target, body] : columns.items()) {
    if (body.contains("codes") && body["codes"].is_null()) body.erase("codes");
    if (target != "*" || !body.contains("codes")) continue;
    Json& pairs = body["codes"];
    for (auto it = pairs.begin(); it != pairs.end();) {
      if (it->is_null()) {
        it = pairs.erase(it);
      } else {
        ++it;
      }
    }
  }
  if (codes != nullptr) return {};
  return Status::Usage("usage", "--map-code " + Quote(text) +
                                    ": no such column is mapped; the mapping has " + List(known) + ".");
}

}  // namespace rapporteur
