// The options with which several commands choose observations.
#ifndef RAPPORTEUR_CLI_SELECTION_OPTIONS_H_
#define RAPPORTEUR_CLI_SELECTION_OPTIONS_H_

#include <string>
#include <vector>

#include "core/base/status.h"
#include "core/cli/command.h"
#include "core/model/observation.h"
#include "core/model/selection.h"

namespace rapporteur {

std::vector<Option> SelectionOptions();
Result<Selection> ReadSelection(const CommandArguments& arguments);

// --where DIM=CODE for one cell: the territory and the dimensions.  Error wrong usage.
struct CellOption {
  std::string territory;  // "" = the country
  std::string dimensions;
};
Result<CellOption> ReadCell(const CommandArguments& arguments);
Option WhereOption();

// The NAME=VALUE pairs of a repeated option as an object of texts.
Result<std::shared_ptr<const Json>> ReadKeyValues(const CommandArguments& arguments,
                                                  const std::string& option);

}  // namespace rapporteur

#endif  // RAPPORTEUR_CLI_SELECTION_OPTIONS_H_
