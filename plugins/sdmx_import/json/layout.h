// The plan by which the keys and entries of SDMX-JSON become cells: which columns there are, and
// which dimension stands at which place of a key.
//
// Plain values; belongs to the job's thread.
#ifndef RAPPORTEUR_PLUGINS_SDMX_IMPORT_JSON_LAYOUT_H_
#define RAPPORTEUR_PLUGINS_SDMX_IMPORT_JSON_LAYOUT_H_

#include <string>
#include <string_view>
#include <vector>

#include "plugins/sdmx_import/components.h"
#include "plugins/sdmx_import/groups.h"
#include "plugins/sdmx_import/json/structure.h"

namespace sdmx_import {

// The dimensions that a key names, in its order.
using KeyPlan = std::vector<const JsonComponent*>;

// Adds each component of the structures as a column, dimensions first.  Throws BadInput for a
// structure that contradicts itself.
void AddColumns(JsonMessage* message, Components* components);

// Reads "0:3:1" into positions; false where it is no such key.  An empty place is -1.
bool ReadKey(std::string_view key, std::vector<std::int64_t>* positions);

// The plan of a key with so many places: the series dimensions (of a series) or the series and
// observation dimensions (of a flat observation), or these with those of the data set before them.
// Throws BadInput for another number.  `what` is "series" or "observation".
KeyPlan PlanKey(const JsonStructure& structure, std::size_t places, bool series, bool flat,
                std::uint64_t row);

// What a data set says of groups of observations.
Groups ReadGroups(const JsonStructure& structure, const JsonDataSet& data_set,
                  const std::string& where);

}  // namespace sdmx_import

#endif  // RAPPORTEUR_PLUGINS_SDMX_IMPORT_JSON_LAYOUT_H_
