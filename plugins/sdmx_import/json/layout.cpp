#include "plugins/sdmx_import/json/layout.h"

#include <algorithm>
#include <set>

#include "plugins/sdmx_import/values.h"

namespace sdmx_import {
namespace {

using List = JsonStructure::List;

void Append(List& from, std::vector<JsonComponent*>* to) {
  for (JsonComponent& component : from) to->push_back(&component);
}

// In the order of the structure's key where the message says it.
std::vector<JsonComponent*> Dimensions(JsonStructure& structure) {
  std::vector<JsonComponent*> all;
  Append(structure.set_dimensions, &all);
  Append(structure.series_dimensions, &all);
  Append(structure.observation_dimensions, &all);
  const bool said = std::all_of(all.begin(), all.end(),
                                [](const JsonComponent* c) { return c->key_position >= 0; });
  if (said) {
    std::stable_sort(all.begin(), all.end(), [](const JsonComponent* a, const JsonComponent* b) {
      return a->key_position < b->key_position;
    });
  }
  return all;
}

std::vector<JsonComponent*> Attributes(JsonStructure& structure) {
  std::vector<JsonComponent*> all;
  Append(structure.set_attributes, &all);
  Append(structure.group_attributes, &all);
  Append(structure.series_attributes, &all);
  Append(structure.observation_attributes, &all);
  return all;
}

void CheckStructure(JsonStructure& structure) {
  std::set<std::string_view> ids;
  std::vector<JsonComponent*> all = Dimensions(structure);
  if (all.empty()) throw rpt::BadInput(0, {}, "a structure of the message has no dimensions");
  Append(structure.measures, &all);
  for (JsonComponent* attribute : Attributes(structure)) all.push_back(attribute);
  for (const JsonComponent* component : all) {
    if (component->id.empty()) {
      throw rpt::BadInput(0, {}, "a component of the message's structure has no id");
    }
    if (!ids.insert(component->id).second) {
      throw rpt::BadInput(
          0, component->id,
          "the component stands twice in the message's structure, expected each once");
    }
  }
  for (const JsonComponent& dimension : structure.set_dimensions) {
    if (dimension.values.size() == 1) continue;
    throw rpt::BadInput(0, dimension.id,
                        "the dimension is one of the whole data set and has " +
                            std::to_string(dimension.values.size()) +
                            " values in the structure, expected one");
  }
}

}  // namespace

void AddColumns(JsonMessage* message, Components* components) {
  for (JsonStructure& structure : message->structures) {
    if (structure.measures.empty()) structure.measures.emplace_back().id = kObsValue;
    CheckStructure(structure);
    for (JsonComponent* dimension : Dimensions(structure)) {
      dimension->component = components->Add(dimension->id);
    }
  }
  for (JsonStructure& structure : message->structures) {
    for (JsonComponent& measure : structure.measures) {
      measure.component = components->Add(measure.id, true);
    }
  }
  for (JsonStructure& structure : message->structures) {
    for (JsonComponent* attribute : Attributes(structure)) {
      attribute->component = components->Add(attribute->id);
    }
  }
}

bool ReadKey(std::string_view key, std::vector<std::int64_t>* positions) {
  positions->clear();
  std::int64_t position = -1;
  for (std::size_t i = 0; i <= key.size(); i++) {
    if (i == key.size() || key[i] == ':') {
      positions->push_back(position);
      position = -1;
    } else if (key[i] >= '0' && key[i] <= '9') {
      position = std::max<std::int64_t>(position, 0) * 10 + (key[i] - '0');
      if (position > INT32_MAX) return false;
    } else {
      return false;
    }
  }
  return positions->size() <= Components::kMost;
}

KeyPlan PlanKey(const JsonStructure& structure, std::size_t places, bool series, bool flat,
                std::uint64_t row) {
  KeyPlan plan;
  const auto add = [&plan](const List& list) {
    for (const JsonComponent& dimension : list) plan.push_back(&dimension);
  };
  const std::size_t short_key = (series || flat ? structure.series_dimensions.size() : 0) +
                                (series ? 0 : structure.observation_dimensions.size());
  const std::size_t long_key = short_key + structure.set_dimensions.size();
  const bool with_set = (series || flat) && places == long_key && places != short_key;
  if (places != short_key && !with_set) {
    throw rpt::BadInput(row, {},
                        std::string("the key of ") + (series ? "a series" : "an observation") +
                            " has " + std::to_string(places) +
                            (places == 1 ? " place" : " places") + ", expected " +
                            std::to_string(short_key) + " as the structure has dimensions there");
  }
  if (with_set) add(structure.set_dimensions);
  if (series || flat) add(structure.series_dimensions);
  if (!series) add(structure.observation_dimensions);
  return plan;
}

Groups ReadGroups(const JsonStructure& structure, const JsonDataSet& data_set,
                  const std::string& where) {
  Groups groups;
  KeyPlan plan;
  for (const List* list : {&structure.set_dimensions, &structure.series_dimensions,
                           &structure.observation_dimensions}) {
    for (const JsonComponent& dimension : *list) plan.push_back(&dimension);
  }
  std::vector<std::int64_t> positions;
  for (const auto& [key, elements] : data_set.groups) {
    if (!ReadKey(key, &positions) || positions.size() != plan.size()) {
      throw rpt::BadInput(0, {},
                          where + "the key of a group of observations does not have " +
                              std::to_string(plan.size()) +
                              " places, as many as the structure has dimensions");
    }
    std::vector<Pair> codes, attributes;
    for (std::size_t i = 0; i < plan.size(); i++) {
      if (positions[i] < 0) continue;
      JsonElement position;
      position.kind = JsonElement::Kind::kInteger;
      position.integer = positions[i];
      position.text = std::to_string(positions[i]);
      codes.emplace_back(plan[i]->component, plan[i]->Read(position, 0).value_or(std::string()));
    }
    if (elements.size() > structure.group_attributes.size()) {
      throw rpt::BadInput(0, {},
                          where + "a group of observations has " + std::to_string(elements.size()) +
                              " attributes, the structure has " +
                              std::to_string(structure.group_attributes.size()));
    }
    for (std::size_t i = 0; i < elements.size(); i++) {
      const JsonComponent& attribute = structure.group_attributes[i];
      if (auto text = attribute.Read(elements[i], 0))
        attributes.emplace_back(attribute.component, *text);
    }
    groups.Add(std::move(codes), std::move(attributes));
  }
  return groups;
}

}  // namespace sdmx_import
