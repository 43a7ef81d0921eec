#include "core/web/error_document.h"

#include "core/base/json.h"

namespace rapporteur {

std::string ErrorDocument(const Status& status) {
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
  error["findings"] = Json::array();
  Json document;
  document["error"] = std::move(error);
  return document.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace rapporteur
