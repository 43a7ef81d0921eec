#include "plugins/sdmx_import/json/structure.h"

#include "plugins/sdmx_import/json/walk.h"
#include "plugins/sdmx_import/values.h"

namespace sdmx_import {
namespace {

constexpr std::size_t kMostBytes = std::size_t{64} << 20;  // of what is gathered
constexpr std::size_t kMostDataSets = 10000;

// Members of a head whose texts are made by programs.
bool IsTechnical(std::string_view key) {
  for (const char* name : {"id", "schema", "prepared", "contentLanguages", "href", "urn", "type"}) {
    if (key == name) return true;
  }
  return false;
}

class StructureReader final : public JsonWalk {
 public:
  explicit StructureReader(const rpt::Job& job) : job_(job) {}
  JsonMessage Take() {
    for (std::size_t i = 0; i < message_.data_sets.size(); i++) FindStructure(i);
    return std::move(message_);
  }

 private:
  enum State {
    kRoot = kOutside + 1,
    kData,
    kText,
    kErrors,
    kStructures,
    kStructure,
    kLinks,
    kLink,
    kAnnotations,
    kAnnotation,
    kOfDataSets,
    kDimensions,
    kMeasures,
    kAttributes,
    kComponentList,
    kComponent,
    kValues,
    kValue,
    kValueParts,
    kDataSets,
    kDataSet,
    kSetAttributes,
    kGroups,
    kGroup,
    kNested,
    kSeriesList,
    kSeries,
    kObservations
  };

  int Enter(int around, bool array) override {
    switch (around) {
      case kOutside:
        return array ? kNothing : kRoot;
      case kRoot:
        if (key() == "data" && !array) return kData;
        if (key() == "meta" || key() == "header") return kText;
        if (key() == "errors") return kErrors;
        [[fallthrough]];  // older messages have no "data"
      case kData:
        if (key() == "structure" && !array) return BeginStructure();
        if (key() == "structures" && array) return kStructures;
        if (key() == "dataSets" && array) {
          message_.has_data_sets = true;
          return kDataSets;
        }
        return kNothing;
      case kText:
        return key() == "links" ? kNothing : kText;
      case kErrors:
        message_.has_errors = true;
        return kText;
      case kStructures:
        return array ? kNothing : BeginStructure();
      case kStructure:
        return EnterStructure(array);
      case kLinks:
        return kLink;
      case kAnnotations:
        message_.structures.back().annotations++;
        return kText;
      case kDimensions:
      case kMeasures:
      case kAttributes:
        return array ? BeginList(around) : kNothing;
      case kComponentList:
        if (array) return kNothing;
        list_->emplace_back();
        return kComponent;
      case kComponent:
        if (key() == "values" && array) {
          list_->back().coded = true;
          return kValues;
        }
        return key() == "names" || key() == "descriptions" ? kText : kNothing;
      case kValues:
        value_.clear();
        value_name_.clear();
        return kValue;
      case kValue:
        if (key() == "value" || key() == "values") {
          elements_.Start();
          elements_.Begin(array);
          return kValueParts;
        }
        return key() == "names" || key() == "descriptions" ? kText : kNothing;
      case kDataSets:
        if (message_.data_sets.size() == kMostDataSets) {
          throw rpt::LimitReached(0, "the message has more than 10,000 data sets");
        }
        message_.data_sets.emplace_back();
        return array ? kNothing : kDataSet;
      case kDataSet:
        return EnterDataSet(array);
      case kGroups:
        group_key_ = key();
        elements_.Start();
        return kGroup;
      case kSetAttributes:
      case kGroup:
      case kNested:
      case kValueParts:
        elements_.Begin(array);
        return kNested;
      case kSeriesList:
        seen_observations_ = false;
        return kSeries;
      case kSeries:
        if (key() == "attributes" && seen_observations_)
          message_.data_sets.back().late_attributes = true;
        if (key() == "observations") {
          seen_observations_ = true;
          return kObservations;
        }
        return kNothing;
      case kObservations:
        message_.data_sets.back().any = true;
        return kNothing;
      default:
        return kNothing;
    }
  }

  int BeginStructure() {
    message_.structures.emplace_back();
    return kStructure;
  }

  int EnterStructure(bool array) {
    if (key() == "dimensions") return kDimensions;
    if (key() == "measures") return kMeasures;
    if (key() == "attributes") return kAttributes;
    if (key() == "links" && array) return kLinks;
    if (key() == "annotations" && array) return kAnnotations;
    if (key() == "dataSets" && array) return kOfDataSets;
    return key() == "names" || key() == "descriptions" ? kText : kNothing;
  }

  int BeginList(int around) {
    JsonStructure& structure = message_.structures.back();
    list_ = nullptr;
    if (around == kMeasures && key() == "observation") list_ = &structure.measures;
    if (around == kDimensions) {
      list_ = key() == "dataSet"       ? &structure.set_dimensions
              : key() == "series"      ? &structure.series_dimensions
              : key() == "observation" ? &structure.observation_dimensions
                                       : nullptr;
    }
    if (around == kAttributes) {
      list_ = key() == "dataSet"          ? &structure.set_attributes
              : key() == "dimensionGroup" ? &structure.group_attributes
              : key() == "series"         ? &structure.series_attributes
              : key() == "observation"    ? &structure.observation_attributes
                                          : nullptr;
    }
    if (list_ == nullptr) {
      throw rpt::BadInput(0, {},
                          "a structure of the message has components at a level that is none of "
                          "dataSet, dimensionGroup, series and observation");
    }
    return kComponentList;
  }

  int EnterDataSet(bool array) {
    if (key() == "attributes" && array) {
      elements_.Start();
      return kSetAttributes;
    }
    if (key() == "dimensionGroupAttributes" && !array) return kGroups;
    if (key() == "series" && !array) return kSeriesList;
    if (key() == "observations" && !array) return kObservations;
    return kNothing;
  }

  void Leave(int state) override {
    if (state == kLink) EndLink();
    if (state == kValueParts) {
      elements_.End();
      value_ = elements_[0].Text();
      has_value_ = true;
    }
    if (state == kNested) elements_.End();
    if (state == kValue) EndValue();
    if (state == kSetAttributes) {
      message_.data_sets.back().attributes = elements_.Copy();
      Count(elements_.bytes());
    }
    if (state == kGroup) {
      message_.data_sets.back().groups.emplace_back(group_key_, elements_.Copy());
      Count(elements_.bytes() + group_key_.size() + 128);
    }
  }

  void Scalar(int around, const JsonValue& value) override {
    const bool text = value.kind == JsonValue::Kind::kText;
    switch (around) {
      case kText:
        if (text && !IsTechnical(key())) Aside(value.text);
        break;
      case kErrors:
        message_.has_errors = true;
        break;
      case kStructure:
        if (text && (key() == "name" || key() == "description")) Aside(value.text);
        break;
      case kOfDataSets:
        if (value.kind != JsonValue::Kind::kInteger) break;
        message_.structures.back().data_sets.push_back(value.integer);
        Count(sizeof(std::int64_t));
        break;
      case kLink:
        if (key() == "urn") urn_ = value.text;
        break;
      case kComponent:
        if (key() == "id") list_->back().id = value.text;
        if (key() == "default" && value.kind != JsonValue::Kind::kNull)
          list_->back().default_text = value.text;
        if (key() == "keyPosition") list_->back().key_position = value.integer;
        if (text && (key() == "name" || key() == "description")) Aside(value.text);
        break;
      case kValues:  // null stands for "no value"
        list_->back().values.Add({});
        Count(16);
        break;
      case kValue:
        if (value.kind == JsonValue::Kind::kNull) break;
        if (key() == "id" || (key() == "value" && !has_value_)) {
          value_ = value.text;
          has_value_ = true;
        }
        if (key() == "name") value_name_ = value.text;
        if (text && (key() == "name" || key() == "description")) Aside(value.text);
        break;
      case kDataSet:
        if (key() == "action" && value.kind != JsonValue::Kind::kNull)
          message_.data_sets.back().action = value.text;
        if (key() == "structure" && value.kind != JsonValue::Kind::kNull) {
          message_.data_sets.back().structure =
              value.kind == JsonValue::Kind::kInteger ? value.integer : INT64_MAX;
        }
        break;
      case kSetAttributes:
      case kGroup:
        elements_.Value(value);
        break;
      case kNested:
      case kValueParts:
        elements_.Value(value);
        break;
      default:
        break;
    }
  }

  void OnKey(int state, std::string_view key) override {
    if (state == kNested || state == kValueParts) elements_.Key(key);
  }

  // A data set that names no structure has the one that names it, else the first.
  void FindStructure(std::size_t number) {
    std::int64_t& structure = message_.data_sets[number].structure;
    if (structure != JsonDataSet::kNotSaid) return;
    structure = 0;
    for (std::size_t i = 0; i < message_.structures.size(); i++) {
      for (const std::int64_t of : message_.structures[i].data_sets) {
        if (of == static_cast<std::int64_t>(number)) structure = static_cast<std::int64_t>(i);
      }
    }
  }

  void EndLink() {
    const std::size_t at = urn_.rfind('=');
    std::string& id = message_.structures.back().id;
    const bool flow = urn_.find("ataflow=") != urn_.npos;
    if (at != urn_.npos && (id.empty() || flow)) id = urn_.substr(at + 1);
    urn_.clear();
  }

  // A value that has no id is the text itself: that of an attribute which is not coded.
  void EndValue() {
    list_->back().values.Add(has_value_ ? value_ : value_name_);
    Count(value_.size() + value_name_.size() + 16);
    has_value_ = false;
  }

  void Aside(std::string_view text) const { job_.aside("property", {}, text); }

  void Count(std::size_t bytes) {
    bytes_ += bytes;
    if (bytes_ > kMostBytes) {
      throw rpt::LimitReached(0,
                              "the structures and attributes of the message take more than 64 MiB");
    }
  }

  const rpt::Job& job_;
  JsonMessage message_;
  JsonStructure::List* list_ = nullptr;
  JsonElements elements_;
  std::string urn_, value_, value_name_, group_key_;
  bool has_value_ = false, seen_observations_ = false;
  std::size_t bytes_ = 0;
};

}  // namespace

void TextList::Add(std::string_view text) {
  bytes_ += text;
  ends_.push_back(static_cast<std::uint32_t>(bytes_.size()));
}

std::optional<std::string> JsonComponent::Read(const JsonElement& element,
                                               std::uint64_t row) const {
  if (element.kind == JsonElement::Kind::kNull) return std::nullopt;
  if (!coded) return element.Text();
  if (element.kind == JsonElement::Kind::kText) return element.text;
  if (element.kind == JsonElement::Kind::kList) {
    std::vector<std::string> texts;
    for (const JsonElement& item : element.items) {
      texts.push_back(Read(item, row).value_or(std::string()));
    }
    return JoinValues(texts);
  }
  if (element.integer < 0 || static_cast<std::uint64_t>(element.integer) >= values.size()) {
    throw rpt::BadInput(row, id,
                        "the position " + element.text + " is out of range: the component has " +
                            std::to_string(values.size()) +
                            (values.size() == 1 ? " value" : " values") + " in the structure");
  }
  const std::string_view text = values[static_cast<std::size_t>(element.integer)];
  if (text.empty()) return std::nullopt;
  return std::string(text);
}

JsonMessage ReadJsonStructure(const rpt::InputFile& in, const rpt::Job& job,
                              const std::function<void(std::uint64_t)>& progress) {
  StructureReader reader(job);
  ReadJson(in, reader, progress);
  return reader.Take();
}

}  // namespace sdmx_import
