#include "plugins/sdmx_import/json/message.h"

#include <set>
#include <string>
#include <vector>

#include "plugins/sdmx_import/json/layout.h"
#include "plugins/sdmx_import/json/structure.h"
#include "plugins/sdmx_import/json/walk.h"
#include "plugins/sdmx_import/observations.h"

namespace sdmx_import {
namespace {

constexpr std::size_t kMostHeldBack = std::size_t{32} << 20;  // of one series

using List = JsonStructure::List;

// The second reading: each observation becomes a row.
class DataReader final : public JsonWalk {
 public:
  DataReader(const JsonMessage& message, const Settings& settings, Observations& rows,
             const rpt::Job& job)
      : message_(message), rows_(rows), gate_(settings, job), job_(job) {}

  void Finish() { gate_.Finish(); }
  std::uint64_t written() const { return written_; }

 private:
  enum State {
    kRoot = kOutside + 1,
    kData,
    kDataSets,
    kDataSet,
    kSeriesList,
    kSeries,
    kSeriesAttributes,
    kObservations,
    kObservation,
    kNested
  };

  int Enter(int around, bool array) override {
    switch (around) {
      case kOutside:
        return array ? kNothing : kRoot;
      case kRoot:
        if (key() == "data" && !array) return kData;
        [[fallthrough]];
      case kData:
        return key() == "dataSets" && array ? kDataSets : kNothing;
      case kDataSets:
        return array || !BeginDataSet() ? kNothing : kDataSet;
      case kDataSet:
        flat_ = key() == "observations";
        if (flat_ && !array) return kObservations;
        return key() == "series" && !array ? kSeriesList : kNothing;
      case kSeriesList:
        if (array) throw rpt::BadInput(0, {}, where_ + "a series is no object, expected one");
        SetKey(key(), true, Level::kSeries, &series_plan_);
        return kSeries;
      case kSeries:
        if (key() == "observations" && !array) return kObservations;
        if (key() != "attributes" || !array) return kNothing;
        elements_.Start();
        return kSeriesAttributes;
      case kObservations:
        if (!array) {
          throw rpt::BadInput(row_ + 1, {}, "an observation is no list of values, expected one");
        }
        observation_key_ = key();
        elements_.Start();
        return kObservation;
      case kObservation:
      case kSeriesAttributes:
      case kNested:
        elements_.Begin(array);
        return kNested;
      default:
        return kNothing;
    }
  }

  void Leave(int state) override {
    if (state == kNested) elements_.End();
    if (state == kSeriesAttributes) {
      SetAttributes(structure_->series_attributes, elements_, Level::kSeries, "a series");
    }
    if (state == kObservation) TakeObservation();
    if (state == kSeries) {
      for (const Held& held : held_) WriteObservation(held.key, held.elements);
      held_.clear();
      held_bytes_ = 0;
      rows_.Clear(Level::kSeries);
    }
    if (state == kDataSet) EndDataSet();
  }

  void Scalar(int around, const JsonValue& value) override {
    if (around == kObservation || around == kSeriesAttributes || around == kNested) {
      elements_.Value(value);
    } else if (around == kObservations && value.kind != JsonValue::Kind::kNull) {
      throw rpt::BadInput(row_ + 1, {}, "an observation is no list of values, expected one");
    }
  }

  void OnKey(int state, std::string_view key) override {
    if (state == kNested) elements_.Key(key);
  }

  bool BeginDataSet() {
    data_set_ = &message_.data_sets[index()];
    where_ = message_.data_sets.size() == 1 ? "" : "data set " + std::to_string(index() + 1) + ": ";
    if (!gate_.Reads(ReadAction(data_set_->action, 0, where_), 0, where_)) return false;
    const auto number = static_cast<std::size_t>(data_set_->structure);
    if (data_set_->structure < 0 || number >= message_.structures.size()) {
      throw rpt::BadInput(
          0, {},
          where_ + "the data set names a structure that is not in the message, which has " +
              std::to_string(message_.structures.size()));
    }
    structure_ = &message_.structures[number];
    rows_.set_structure(structure_->id.empty() ? "structure " + std::to_string(number + 1)
                                               : structure_->id);
    for (const List* list : {&structure_->set_attributes, &structure_->group_attributes,
                             &structure_->series_attributes, &structure_->observation_attributes}) {
      for (const JsonComponent& attribute : *list) {
        if (!attribute.default_text.empty()) {
          rows_.Set(Level::kDefault, attribute.component, attribute.default_text);
        }
      }
    }
    for (const JsonComponent& dimension : structure_->set_dimensions) {
      rows_.Set(Level::kDataSet, dimension.component, dimension.values[0]);
    }
    SetAttributes(structure_->set_attributes, data_set_->attributes, Level::kDataSet,
                  "the data set");
    groups_ = ReadGroups(*structure_, *data_set_, where_);
    series_plan_.clear();
    observation_plan_.clear();
    return true;
  }

  void EndDataSet() {
    if (const std::size_t unused = groups_.unused(); unused > 0) {
      job_.issue(rpt::Level::warning, {},
                 where_ + std::to_string(unused) + (unused == 1 ? " group has" : " groups have") +
                     " attributes for observations that are not in the message");
    }
    rows_.Clear(Level::kDefault);
    rows_.Clear(Level::kDataSet);
    rows_.Clear(Level::kGroup);
  }

  // `plan` is kept while keys have the same number of places.
  void SetKey(std::string_view key, bool series, Level level, KeyPlan* plan) {
    const std::uint64_t row = row_ + 1;
    const bool no_places = key.empty();  // all dimensions are the data set's
    if (no_places) positions_.clear();
    if (!no_places && !ReadKey(key, &positions_)) {
      throw rpt::BadInput(row, {},
                          std::string("the key of ") + (series ? "a series" : "an observation") +
                              " is no list of positions such as 0:3:1");
    }
    if (plan->empty() || plan->size() != positions_.size()) {
      *plan = PlanKey(*structure_, positions_.size(), series, flat_ && !series, row);
    }
    for (std::size_t i = 0; i < plan->size(); i++) {
      const JsonComponent& dimension = *(*plan)[i];
      const std::int64_t position = positions_[i];
      if (position < 0 || static_cast<std::size_t>(position) >= dimension.values.size()) {
        throw rpt::BadInput(row, dimension.id,
                            position < 0
                                ? "a place of the key is empty, expected the position of a value"
                                : "the position " + std::to_string(position) +
                                      " in the key is out of range: the dimension has " +
                                      std::to_string(dimension.values.size()) +
                                      (dimension.values.size() == 1 ? " value" : " values") +
                                      " in the structure");
      }
      rows_.Set(level, dimension.component, dimension.values[static_cast<std::size_t>(position)]);
    }
  }

  template <typename Elements>
  void SetAttributes(const List& attributes, const Elements& elements, Level level,
                     const std::string& whose) {
    if (elements.size() > attributes.size()) {
      throw rpt::BadInput(0, {},
                          where_ + whose + " has " + std::to_string(elements.size()) +
                              " attributes, the structure has " +
                              std::to_string(attributes.size()) + " there");
    }
    for (std::size_t i = 0; i < elements.size(); i++) SetOne(attributes[i], elements[i], level, 0);
  }

  void SetOne(const JsonComponent& component, const JsonElement& element, Level level,
              std::uint64_t row) {
    if (element.kind == JsonElement::Kind::kNull) return;
    if (!component.coded && element.kind != JsonElement::Kind::kList) {
      rows_.Set(level, component.component, element.text);
    } else if (std::optional<std::string> text = component.Read(element, row)) {
      rows_.Set(level, component.component, *text);
    }
  }

  void TakeObservation() {
    if (flat_ || !data_set_->late_attributes) {
      return WriteObservation(observation_key_, elements_);
    }
    // The attributes of the series may stand behind its observations.
    held_bytes_ += elements_.bytes() + observation_key_.size() + sizeof(Held);
    if (held_bytes_ > kMostHeldBack) {
      throw rpt::LimitReached(
          0, "a series has more than 32 MiB of observations before its attributes");
    }
    held_.push_back({observation_key_, elements_.Copy()});
  }

  template <typename Elements>
  void WriteObservation(std::string_view key, const Elements& elements) {
    const std::uint64_t row = row_ + 1;
    SetKey(key, false, Level::kObservation, &observation_plan_);
    const std::size_t measures = structure_->measures.size();
    const std::size_t known = measures + structure_->observation_attributes.size();
    for (std::size_t i = 0; i < elements.size(); i++) {
      if (i < measures) {
        SetOne(structure_->measures[i], elements[i], Level::kObservation, row);
      } else if (i < known) {
        SetOne(structure_->observation_attributes[i - measures], elements[i], Level::kObservation,
               row);
      } else {
        CheckAnnotation(elements[i], elements.size(), known, row);
      }
    }
    if (!groups_.empty()) groups_.Apply(&rows_);
    rows_.Write(row);
    rows_.Clear(Level::kObservation);
    row_++;
    written_++;
  }

  // Behind the attributes only positions of annotations may stand.
  void CheckAnnotation(const JsonElement& element, std::size_t size, std::size_t known,
                       std::uint64_t row) const {
    if (element.kind == JsonElement::Kind::kNull) return;
    if (element.kind == JsonElement::Kind::kInteger && element.integer >= 0 &&
        static_cast<std::uint64_t>(element.integer) < structure_->annotations) {
      return;
    }
    throw rpt::BadInput(row, {},
                        "the observation has " + std::to_string(size) +
                            " entries, expected at most " + std::to_string(known) +
                            ": its values, its attributes, and positions of annotations");
  }

  struct Held {
    std::string key;
    std::vector<JsonElement> elements;
  };

  const JsonMessage& message_;
  Observations& rows_;
  ActionGate gate_;
  const rpt::Job& job_;
  const JsonDataSet* data_set_ = nullptr;
  const JsonStructure* structure_ = nullptr;
  Groups groups_;
  KeyPlan series_plan_, observation_plan_;
  std::vector<std::int64_t> positions_;
  JsonElements elements_;
  std::string observation_key_, where_;
  std::vector<Held> held_;
  std::size_t held_bytes_ = 0;
  bool flat_ = false;
  std::uint64_t row_ = 0, written_ = 0;
};

void CheckMessage(const JsonMessage& message, const rpt::Job& job) {
  bool any = false;
  for (const JsonDataSet& data_set : message.data_sets) any = any || data_set.any;
  if (message.has_errors && !any) {
    throw rpt::BadInput(
        0, {},
        "the message is an error that a service reported instead of data; ask for the "
        "data again");
  }
  if (!message.has_data_sets) {
    throw rpt::BadInput(0, {}, "the JSON is no data message of SDMX-JSON: it has no \"dataSets\"");
  }
  if (message.structures.empty()) {
    throw rpt::BadInput(
        0, {},
        "the message has data sets and no structure, which says what their positions "
        "mean; ask for the whole message");
  }
  if (message.has_errors) {
    job.issue(rpt::Level::warning, {},
              "the service that made the message reports errors beside the data; is it whole?");
  }
}

bool HasSeveralStructures(const JsonMessage& message) {
  std::set<std::int64_t> used;
  for (const JsonDataSet& data_set : message.data_sets) used.insert(data_set.structure);
  return used.size() > 1;
}

}  // namespace

void ReadJsonMessage(const rpt::InputFile& in, const Settings& settings, rpt::TableWriter& out,
                     const rpt::Job& job) {
  const auto progress = [&job, &in](std::uint64_t before) {
    return [&job, &in, before](std::uint64_t bytes) {
      job.throw_if_cancelled();
      job.progress(before + bytes, 2 * in.size());
    };
  };
  JsonMessage message = ReadJsonStructure(in, job, progress(0));
  CheckMessage(message, job);
  Components components;
  AddColumns(&message, &components);
  Observations rows(components, settings, out);
  rows.Begin(HasSeveralStructures(message));
  DataReader reader(message, settings, rows, job);
  ReadJson(in, reader, progress(in.size()));
  reader.Finish();
  if (reader.written() == 0) {
    throw rpt::BadInput(0, {}, "the message holds no observation that is read");
  }
}

}  // namespace sdmx_import
