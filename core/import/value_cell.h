// Reads the cell that holds a value: a number as people write it, a text, or a symbol that says why
// there is no number.  A blank is never a zero.
#ifndef RAPPORTEUR_IMPORT_VALUE_CELL_H_
#define RAPPORTEUR_IMPORT_VALUE_CELL_H_

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/number.h"
#include "core/import/mapping.h"
#include "core/import/problem.h"
#include "core/model/catalogue.h"
#include "core/model/observation.h"

namespace rapporteur {

// `symbols` are the mapping's and stand above the catalogue's; `status` and `text` are what the
// row's own columns say, or empty.  Fills `out` or says what is wrong.
std::optional<Problem> ReadValueCell(const Catalogue& catalogue, const IndicatorVersion& definition,
                                     std::string_view cell, Decimal decimal,
                                     const std::map<std::string, Symbol>& symbols,
                                     std::string_view status, std::string_view text, Value& out);

}  // namespace rapporteur

#endif  // RAPPORTEUR_IMPORT_VALUE_CELL_H_
