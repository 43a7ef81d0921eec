// The one error shape of the program (contract.md), as text.
#ifndef RAPPORTEUR_WEB_ERROR_DOCUMENT_H_
#define RAPPORTEUR_WEB_ERROR_DOCUMENT_H_

#include <string>

#include "core/base/status.h"

namespace rapporteur {

std::string ErrorDocument(const Status& status);

}  // namespace rapporteur

#endif  // RAPPORTEUR_WEB_ERROR_DOCUMENT_H_
