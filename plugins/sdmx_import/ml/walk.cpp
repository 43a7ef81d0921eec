#include "plugins/sdmx_import/ml/walk.h"

#include <vector>

#include "plugins/common/xml/xml_reader.h"
#include "plugins/sdmx_import/ml/header.h"
#include "plugins/sdmx_import/ml/names.h"
#include "plugins/sdmx_import/values.h"

namespace sdmx_import {
namespace {

using Event = common::XmlReader::Event;

constexpr std::string_view kXml = "http://www.w3.org/XML/1998/namespace";
constexpr std::string_view kXsi = "http://www.w3.org/2001/XMLSchema-instance";
constexpr std::uint64_t kBytesBetweenCalls = std::uint64_t{1} << 20;

bool IsBlank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == text.npos; }

class Walker {
 public:
  Walker(const rpt::InputFile& in, MlEvents& events,
         const std::function<void(std::uint64_t)>& progress)
      : xml_(common::FileSource(in), "the message"), events_(events), progress_(progress) {}

  void Run() {
    while (Next()) {
      if (xml_.event() != Event::kStart) continue;
      if (xml_.depth() == 1) {
        ReadRoot();
      } else if (xml_.name() == "Header") {
        header_ = ReadMlHeader(xml_, [this](std::string_view text) { events_.Aside(text); });
      } else if (xml_.name() == "DataSet") {
        ReadDataSet();
      } else if (xml_.name() == "Footer") {
        ReadFooter();
      } else {
        xml_.Fail("found an element that no data message has, expected Header, DataSet or Footer");
      }
    }
  }

 private:
  bool Next() {
    if (!xml_.Next()) return false;
    if (xml_.bytes() - told_ >= kBytesBetweenCalls) progress_(told_ = xml_.bytes());
    return true;
  }

  // Within the element that began at `begun`: moves on; false at its end.
  bool NextIn(std::size_t begun) {
    return Next() && !(xml_.event() == Event::kEnd && xml_.depth() == begun);
  }

  void ReadRoot() {
    const MlRoot root = FindMlRoot(xml_.space(), xml_.name());
    if (root == MlRoot::kNone) xml_.Fail(std::string(WhyNoData(xml_.space(), xml_.name())));
    generic_ = root == MlRoot::kGeneric;
  }

  void ReadFooter() {
    events_.Footer();
    const std::size_t begun = xml_.depth();
    while (NextIn(begun)) {
      if (xml_.event() == Event::kText && !IsBlank(xml_.text())) events_.Aside(xml_.text());
    }
  }

  void ReadDataSet() {
    const std::size_t begun = xml_.depth();
    std::string reference, action = header_.action;
    for (std::size_t i = 0; i < xml_.attribute_count(); i++) {
      const auto attribute = xml_.attribute(i);
      // Attributes of the set itself have a namespace in structure-specific messages only.
      if (attribute.space.empty() != generic_) continue;
      if (attribute.name == "structureRef") reference = attribute.value;
      if (attribute.name == "action") action = attribute.value;
    }
    const auto found = header_.structures.find(reference);
    if (found == header_.structures.end()) {
      xml_.Fail("the data set refers to a structure (structureRef) that the head does not name");
    }
    structure_ = &found->second;
    if (!events_.BeginDataSet(structure_->id.empty() ? reference : structure_->id, action)) {
      return xml_.Skip();
    }
    if (!generic_) ReadAttributes(MlOf::kDataSet);
    while (NextIn(begun)) {
      if (xml_.event() == Event::kText) CheckBlank();
      if (xml_.event() != Event::kStart) continue;
      const std::string_view name = xml_.name();
      if (name == "Series") {
        ReadSeries();
      } else if (name == "Obs") {
        ReadObservation(false);
      } else if (name == "Group" || (name == "Atts" && !generic_)) {
        ReadGroup();
      } else if (name == "Attributes" && generic_) {
        ReadValues(MlOf::kDataSet, false);
      } else if (name == "DataProvider") {
        xml_.Skip();
      } else if (name == "Annotations") {
        ReadAnnotations();
      } else {
        xml_.Fail("found an element that no data set has, expected Group, Series or Obs");
      }
    }
    events_.EndDataSet();
  }

  void CheckBlank() {
    if (!IsBlank(xml_.text())) xml_.Fail("found text between the elements of a data set");
  }

  void ReadAnnotations() {
    const std::size_t begun = xml_.depth();
    while (NextIn(begun)) {
      if (xml_.event() == Event::kText && !IsBlank(xml_.text())) events_.Aside(xml_.text());
    }
  }

  // The XML attributes of a structure-specific element: dimensions and attributes have no prefix.
  void ReadAttributes(MlOf whose) {
    for (std::size_t i = 0; i < xml_.attribute_count(); i++) {
      const auto attribute = xml_.attribute(i);
      if (!attribute.space.empty()) {
        // An observation of an explicit measure: its type is the measure's code.
        const bool type = attribute.space == kXsi && attribute.name == "type";
        if (type && whose == MlOf::kObservation && structure_->explicit_measures) {
          const std::size_t colon = attribute.value.find(':');
          events_.Value(whose, structure_->observation_dimension,
                        attribute.value.substr(colon == attribute.value.npos ? 0 : colon + 1),
                        true);
        }
        continue;
      }
      const bool group_type = whose == MlOf::kGroup && attribute.name == "type";
      if (group_type) continue;
      if (attribute.name == "type" && whose == MlOf::kObservation &&
          structure_->explicit_measures) {
        events_.Value(whose, structure_->observation_dimension, attribute.value, true);
        continue;
      }
      events_.Value(whose, attribute.name, attribute.value, false);
    }
  }

  // <Values> of a generic message: SeriesKey, ObsKey, GroupKey, Attributes.
  void ReadValues(MlOf whose, bool key) {
    const std::size_t begun = xml_.depth();
    while (NextIn(begun)) {
      if (xml_.event() == Event::kText) CheckBlank();
      if (xml_.event() == Event::kStart) ReadIdValue(whose, {}, key);
    }
  }

  // <Value id="FREQ" value="A"/>, <ObsDimension value="2020"/>, <ObsValue value="40"/>
  void ReadIdValue(MlOf whose, std::string_view otherwise, bool key) {
    const auto value = xml_.Attribute("value");
    const std::string_view id = xml_.Attribute("id").value_or(otherwise);
    if (id.empty()) xml_.Fail("a value has no id");
    if (!value) xml_.Fail("a component has no value, expected the attribute \"value\"");
    events_.Value(whose, id, *value, key);
    xml_.Skip();
  }

  // <Comp id="TITLE"><Value>..</Value></Comp>: several values, texts in several languages.
  void ReadComp(MlOf whose) {
    const std::string id(xml_.Attribute("id").value_or(std::string_view()));
    if (id.empty()) xml_.Fail("a component (Comp) has no id");
    const std::size_t begun = xml_.depth();
    std::vector<std::string> values;
    while (NextIn(begun)) {
      if (xml_.event() == Event::kText) CheckBlank();
      if (xml_.event() != Event::kStart) continue;
      values.push_back(ReadCompValue());
    }
    events_.Value(whose, id, values.size() == 1 ? values[0] : JoinValues(values), false);
  }

  std::string ReadCompValue() {
    const std::size_t begun = xml_.depth();
    std::vector<std::string> texts;  // by language
    std::string plain;
    while (NextIn(begun)) {
      if (xml_.event() == Event::kText) plain += xml_.text();
      if (xml_.Starts("Text")) {
        const std::string language(xml_.Attribute(kXml, "lang").value_or("en"));
        texts.push_back(language + ":" + xml_.ReadText());
      } else if (xml_.event() == Event::kStart) {
        plain += xml_.ReadText();  // <StructuredText>: its words
      }
    }
    if (texts.empty()) return plain;
    return JoinValues(texts);
  }

  void ReadGroup() {
    const std::size_t begun = xml_.depth();
    events_.BeginGroup(xml_.name() == "Group");
    if (!generic_) ReadAttributes(MlOf::kGroup);
    while (NextIn(begun)) {
      if (xml_.event() == Event::kText) CheckBlank();
      if (xml_.event() != Event::kStart) continue;
      if (generic_ && xml_.name() == "GroupKey") {
        ReadValues(MlOf::kGroup, true);
      } else if (generic_ && xml_.name() == "Attributes") {
        ReadValues(MlOf::kGroup, false);
      } else if (!generic_ && xml_.name() == "Comp") {
        ReadComp(MlOf::kGroup);
      } else {
        ReadOther();
      }
    }
    events_.EndGroup();
  }

  void ReadSeries() {
    const std::size_t begun = xml_.depth();
    bool observations = false;
    if (!generic_) ReadAttributes(MlOf::kSeries);
    while (NextIn(begun)) {
      if (xml_.event() == Event::kText) CheckBlank();
      if (xml_.event() != Event::kStart) continue;
      const std::string_view name = xml_.name();
      if (name == "Obs") {
        observations = true;
        ReadObservation(true);
        continue;
      }
      const bool known = generic_ ? name == "SeriesKey" || name == "Attributes" : name == "Comp";
      if (known && observations) {
        xml_.Fail("attributes of a series stand behind its observations, expected them before");
      }
      if (generic_ && known) {
        ReadValues(MlOf::kSeries, name == "SeriesKey");
      } else if (known) {
        ReadComp(MlOf::kSeries);
      } else {
        ReadOther();
      }
    }
    events_.EndSeries();
  }

  void ReadObservation(bool in_series) {
    const std::size_t begun = xml_.depth();
    if (!generic_) ReadAttributes(MlOf::kObservation);
    while (NextIn(begun)) {
      if (xml_.event() == Event::kText) CheckBlank();
      if (xml_.event() != Event::kStart) continue;
      const std::string_view name = xml_.name();
      if (generic_ && name == "ObsDimension" && in_series) {
        ReadIdValue(MlOf::kObservation,
                    structure_->observation_dimension.empty() ? kTimePeriod
                                                              : structure_->observation_dimension,
                    true);
      } else if (generic_ && name == "ObsKey" && !in_series) {
        ReadValues(MlOf::kObservation, true);
      } else if (generic_ && name == "ObsValue") {
        ReadIdValue(MlOf::kObservation, kObsValue, false);
      } else if (generic_ && name == "Attributes") {
        ReadValues(MlOf::kObservation, false);
      } else if (!generic_ && name == "Comp") {
        ReadComp(MlOf::kObservation);
      } else {
        ReadOther();
      }
    }
    events_.EndObservation();
  }

  void ReadOther() {
    if (xml_.name() != "Annotations") {
      xml_.Fail("found an element that does not belong there, expected what a " +
                std::string(generic_ ? "generic" : "structure-specific") + " data message has");
    }
    ReadAnnotations();
  }

  common::XmlReader xml_;
  MlEvents& events_;
  const std::function<void(std::uint64_t)>& progress_;
  MlHeader header_;
  const MlStructure* structure_ = nullptr;
  bool generic_ = false;
  std::uint64_t told_ = 0;
};

}  // namespace

void WalkMl(const rpt::InputFile& in, MlEvents& events,
            const std::function<void(std::uint64_t)>& progress) {
  Walker(in, events, progress).Run();
}

}  // namespace sdmx_import
