// The head of an SDMX-ML message: its action, and the structures that data sets refer to.
//
// Plain values; belongs to the job's thread.
#ifndef RAPPORTEUR_PLUGINS_SDMX_IMPORT_ML_HEADER_H_
#define RAPPORTEUR_PLUGINS_SDMX_IMPORT_ML_HEADER_H_

#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "plugins/common/xml/xml_reader.h"

namespace sdmx_import {

struct MlStructure {
  std::string id;                     // "ECB:EXR(1.0)"
  std::string observation_dimension;  // dimensionAtObservation
  bool explicit_measures = false;
};

struct MlHeader {
  std::string action;
  std::map<std::string, MlStructure, std::less<>> structures;  // by structureID
};

// The running event is the start of the element; moves to its end.
MlHeader ReadMlHeader(common::XmlReader& xml, const std::function<void(std::string_view)>& aside);

}  // namespace sdmx_import

#endif  // RAPPORTEUR_PLUGINS_SDMX_IMPORT_ML_HEADER_H_
