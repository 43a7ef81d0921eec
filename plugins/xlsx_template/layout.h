// Where everything of a template stands in its workbook: three sheets, which cells may be written
// into, and with what.
//
// Functions of their arguments only.
#ifndef RAPPORTEUR_PLUGINS_XLSX_TEMPLATE_LAYOUT_H_
#define RAPPORTEUR_PLUGINS_XLSX_TEMPLATE_LAYOUT_H_

#include <cstddef>
#include <nlohmann/json_fwd.hpp>
#include <string>

#include "plugins/xlsx_export/workbook.h"

namespace xlsx_template {

// Of the one column of the other sheets, in letters.
inline constexpr double kHelpWidth = 100;

// The data sheet stands first, for a reader of the first sheet alone finds the data; the file opens
// on the instructions, the second.  The other two have one column, so that no reader takes them for
// tables of data.
xlsx::BookPlan PlanOf(const nlohmann::ordered_json& document);

}  // namespace xlsx_template

#endif  // RAPPORTEUR_PLUGINS_XLSX_TEMPLATE_LAYOUT_H_
