// How a failure is printed for a person: two lines.
#ifndef RAPPORTEUR_CLI_ERROR_H_
#define RAPPORTEUR_CLI_ERROR_H_

#include <string>

#include "core/base/status.h"

namespace rapporteur {

std::string ErrorText(const Status& status);

}  // namespace rapporteur

#endif  // RAPPORTEUR_CLI_ERROR_H_
