#include "core/cli/error.h"

#include "core/base/json.h"

namespace rapporteur {

Json ErrorJson(const Status& status, const Json& more) {
  const Place& place = status.place();
  Json error;
  error["status"] = static_cast<int>(status.failure());
  error["code"] = status.code();
  error["message"] = status.message();
  error["file"] = NullIfEmpty(place.file);
  error["sheet"] = NullIfEmpty(place.sheet);
  error["row"] = place.row == 0 ? Json(nullptr) : Json(place.row);
  error["column"] = NullIfEmpty(place.column);
  error["hint"] = NullIfEmpty(status.hint());
  const Json& findings = GetMember(more, "findings");
  error["findings"] = findings.is_array() ? findings : Json::array();
  Json document;
  document["error"] = std::move(error);
  if (!more.empty()) document["result"] = more;
  return document;
}

std::string ErrorText(const Status& status) {
  std::string text = "error: " + status.message() + "\n";
  if (!status.hint().empty()) text += "hint: " + status.hint() + "\n";
  return text;
}

}  // namespace rapporteur
