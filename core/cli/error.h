// How a failure is printed: the one error shape of the program, or two lines for a person.
#ifndef RAPPORTEUR_CLI_ERROR_H_
#define RAPPORTEUR_CLI_ERROR_H_

#include <string>

#include "core/base/json_fwd.h"
#include "core/base/status.h"

namespace rapporteur {

// {"error": {status, code, message, file, sheet, row, column, hint, findings}}; members of `more`
// stand beside "error", and its "findings" are taken into it.
Json ErrorJson(const Status& status, const Json& more);
std::string ErrorText(const Status& status);

}  // namespace rapporteur

#endif  // RAPPORTEUR_CLI_ERROR_H_
