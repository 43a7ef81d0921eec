#include "plugins/sdmx_import/ml/header.h"

namespace sdmx_import {
namespace {

using Event = common::XmlReader::Event;

constexpr std::size_t kMostStructures = 10000;

std::string Of(common::XmlReader& xml, const char* name) {
  return std::string(xml.Attribute(name).value_or(std::string_view()));
}

// "urn:sdmx:org.sdmx.infomodel.datastructure.Dataflow=ECB:EXR(1.0)" becomes "ECB:EXR(1.0)".
std::string IdOfUrn(std::string_view urn) {
  const std::size_t at = urn.rfind('=');
  return std::string(at == urn.npos ? urn : urn.substr(at + 1));
}

bool IsBlank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == text.npos; }

MlStructure ReadStructure(common::XmlReader& xml) {
  MlStructure structure;
  structure.observation_dimension = Of(xml, "dimensionAtObservation");
  const std::string explicit_measures = Of(xml, "explicitMeasures");
  structure.explicit_measures = explicit_measures == "true" || explicit_measures == "1";
  const std::size_t begun = xml.depth();
  while (xml.Next() && !(xml.event() == Event::kEnd && xml.depth() == begun)) {
    if (xml.event() == Event::kText && !IsBlank(xml.text()) && structure.id.empty()) {
      structure.id = IdOfUrn(xml.text());
    }
    if (xml.Starts("Ref")) {
      const std::string agency = Of(xml, "agencyID"), id = Of(xml, "id"),
                        version = Of(xml, "version");
      structure.id =
          (agency.empty() ? "" : agency + ":") + id + (version.empty() ? "" : "(" + version + ")");
    }
  }
  return structure;
}

}  // namespace

MlHeader ReadMlHeader(common::XmlReader& xml, const std::function<void(std::string_view)>& aside) {
  MlHeader header;
  const std::size_t begun = xml.depth();
  while (xml.Next() && !(xml.event() == Event::kEnd && xml.depth() == begun)) {
    if (xml.event() == Event::kText && !IsBlank(xml.text())) aside(xml.text());
    if (xml.event() != Event::kStart) continue;
    if (xml.name() == "Structure" && xml.depth() == begun + 1) {
      if (header.structures.size() == kMostStructures) {
        throw rpt::LimitReached(0, "the head of the message names more than 10,000 structures");
      }
      const std::string reference = Of(xml, "structureID");
      header.structures[reference] = ReadStructure(xml);
    } else if (xml.name() == "DataSetAction") {
      header.action = xml.ReadText();
    } else if (xml.name() == "ID" || xml.name() == "Prepared" || xml.name() == "Extracted" ||
               xml.name() == "DataSetID" || xml.name() == "Test") {
      xml.Skip();  // made by programs
    }
  }
  return header;
}

}  // namespace sdmx_import
