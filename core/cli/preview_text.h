// A preview as a person reads it in a terminal.
//
// A function of its argument only; may be called from any thread.
#ifndef RAPPORTEUR_CLI_PREVIEW_TEXT_H_
#define RAPPORTEUR_CLI_PREVIEW_TEXT_H_

#include <string>

#include "core/import/preview.h"

namespace rapporteur {

std::string PreviewText(const Preview& preview);

}  // namespace rapporteur

#endif  // RAPPORTEUR_CLI_PREVIEW_TEXT_H_
