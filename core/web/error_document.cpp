#include "core/web/error_document.h"

#include "core/base/json.h"

namespace rapporteur {

std::string ErrorDocument(const Status& status) {
  return DumpJson(ErrorJson(status, Json::object())) + "\n";
}

}  // namespace rapporteur
