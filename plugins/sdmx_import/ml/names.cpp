#include "plugins/sdmx_import/ml/names.h"

namespace sdmx_import {
namespace {

// 1.0 and 2.0 wrote the host's name in capitals, 2.1 and 3.x in small letters.
constexpr std::string_view kOld = "http://www.SDMX.org/resources/SDMXML/schemas/";
constexpr std::string_view kNew = "http://www.sdmx.org/resources/sdmxml/schemas/";

bool IsData(std::string_view name) {
  return name == "GenericData" || name == "GenericTimeSeriesData" ||
         name == "StructureSpecificData" || name == "StructureSpecificTimeSeriesData";
}

}  // namespace

bool IsSdmxSpace(std::string_view space) {
  return space.substr(0, kOld.size()) == kOld || space.substr(0, kNew.size()) == kNew;
}

MlRoot FindMlRoot(std::string_view space, std::string_view name) {
  if (space.substr(0, kNew.size()) != kNew || !IsData(name)) return MlRoot::kNone;
  const std::string_view version = space.substr(kNew.size());
  if (version != "v2_1/message" && version != "v3_0/message" && version != "v3_1/message") {
    return MlRoot::kNone;
  }
  return name.substr(0, 7) == "Generic" ? MlRoot::kGeneric : MlRoot::kSpecific;
}

std::string_view WhyNoData(std::string_view space, std::string_view name) {
  if (!IsSdmxSpace(space)) {
    return "the XML is no SDMX-ML message: its root element is not of a namespace of SDMX";
  }
  if (space.find("/v1_0/") != space.npos || space.find("/v2_0/") != space.npos) {
    return "the message is of SDMX-ML 1.0 or 2.0, expected 2.1 or 3.0; ask for the newer format";
  }
  if (name == "Structure" || name == "RegistryInterface") {
    return "the message holds structures (definitions, code lists) and no data, expected a data "
           "message";
  }
  if (name == "Error") {
    return "the message is an error that a service reported instead of data; ask for the data "
           "again";
  }
  if (name.find("Metadata") != name.npos) {
    return "the message holds reference metadata and no data, expected a data message";
  }
  return "the message is no data message of SDMX-ML 2.1 or 3.0";
}

}  // namespace sdmx_import
