// The names by which an SDMX-ML message is known.
//
// Functions of their arguments only.
#ifndef RAPPORTEUR_PLUGINS_SDMX_IMPORT_ML_NAMES_H_
#define RAPPORTEUR_PLUGINS_SDMX_IMPORT_ML_NAMES_H_

#include <string_view>

namespace sdmx_import {

enum class MlRoot {
  kNone,     // something of SDMX that holds no data, or of another version
  kGeneric,  // GenericData, GenericTimeSeriesData
  kSpecific  // StructureSpecificData, StructureSpecificTimeSeriesData
};

// A namespace of SDMX-ML of any version.
bool IsSdmxSpace(std::string_view space);

// The kind of a data message of SDMX-ML 2.1 or 3.x by its root element.
MlRoot FindMlRoot(std::string_view space, std::string_view name);

// Why the root is none of a data message that is read here, as a sentence.
std::string_view WhyNoData(std::string_view space, std::string_view name);

}  // namespace sdmx_import

#endif  // RAPPORTEUR_PLUGINS_SDMX_IMPORT_ML_NAMES_H_
