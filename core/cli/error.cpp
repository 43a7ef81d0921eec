#include "core/cli/error.h"

namespace rapporteur {

std::string ErrorText(const Status& status) {
  std::string text = "error: " + status.message() + "\n";
  if (!status.hint().empty()) text += "hint: " + status.hint() + "\n";
  return text;
}

}  // namespace rapporteur
