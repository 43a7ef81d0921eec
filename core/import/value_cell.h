// Reads the cell that holds a value: a number as people write it, a text, or a symbol that says why
// there is no number.  A blank is never a zero; a number with a mark beside it (12*, (12), 12 %) is
// refused until the mapping says what the mark means.
#ifndef RAPPORTEUR_IMPORT_VALUE_CELL_H_
#define RAPPORTEUR_IMPORT_VALUE_CELL_H_

#include <optional>
#include <string>
#include <string_view>

#include "core/base/number.h"
#include "core/import/mapping.h"
#include "core/import/problem.h"
#include "core/model/catalogue.h"
#include "core/model/observation.h"

namespace rapporteur {

// What the row's other columns say, or empty.
struct BesideValue {
  std::string_view status, text;
};

// `column` says how values are written: its symbols stand above the catalogue's.  Fills `out`, and
// `note` where a symbol or mark has one, or says what is wrong.
std::optional<Problem> ReadValueCell(const Catalogue& catalogue, const IndicatorVersion& definition,
                                     std::string_view cell, Decimal decimal,
                                     const MappedColumn& column, const BesideValue& beside,
                                     Value& out, std::string& note);

}  // namespace rapporteur

#endif  // RAPPORTEUR_IMPORT_VALUE_CELL_H_
