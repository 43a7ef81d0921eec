// UNIT_MULT: the values are written in tens to the power of this.  It is never passed over.
//
// Functions of their arguments only.
#ifndef RAPPORTEUR_PLUGINS_SDMX_IMPORT_UNIT_MULT_H_
#define RAPPORTEUR_PLUGINS_SDMX_IMPORT_UNIT_MULT_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "plugins/sdmx_import/settings.h"

namespace sdmx_import {

// The value in whole units.  `mark` stands before the decimals, '\0' where that is not known.
// Throws BadInput where the power is not 0 and the option unit_mult does not say "apply", and where
// the value can't be multiplied.  `scratch` holds the answer where it is another text.
std::string_view Scaled(std::string_view value, std::string_view unit_mult, char mark,
                        const Settings& settings, std::uint64_t row, std::string* scratch);

// The same where there is no single value it belongs to: throws unless the power is 0.
void RefuseScale(std::string_view unit_mult, const Settings& settings, std::uint64_t row);

}  // namespace sdmx_import

#endif  // RAPPORTEUR_PLUGINS_SDMX_IMPORT_UNIT_MULT_H_
