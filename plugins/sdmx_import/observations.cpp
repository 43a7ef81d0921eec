#include "plugins/sdmx_import/observations.h"

#include "plugins/sdmx_import/unit_mult.h"
#include "plugins/sdmx_import/values.h"

namespace sdmx_import {

Observations::Observations(const Components& components, const Settings& settings,
                           rpt::TableWriter& out)
    : components_(components), settings_(settings), out_(out) {}

void Observations::Begin(bool several_structures) {
  several_structures_ = several_structures;
  for (Layer& layer : layers_) {
    layer.texts.resize(components_.size());
    layer.set.resize(components_.size());
  }
  std::string row = "row", structure = "STRUCTURE_ID";
  while (components_.Find(row) != Components::kNone) row += "_of_file";
  while (components_.Find(structure) != Components::kNone) structure += "_of_file";
  std::vector<rpt::Field> fields = {{row, rpt::Type::int64, "row"}};
  if (several_structures_) fields.push_back({structure});
  if (components_.measures() == 1 && components_.Find(kObsValue) != Components::kNone) {
    value_ = components_.Find(kObsValue);
  }
  if (settings_.unit_mult != Settings::UnitMult::kColumn) unit_mult_ = components_.Find(kUnitMult);
  for (std::size_t i = 0; i < components_.size(); i++) {
    if (i == unit_mult_) continue;
    fields.push_back(
        {components_.name(i), rpt::Type::text, components_.measure(i) ? "decimal-point" : ""});
  }
  out_.begin(fields);
}

void Observations::Set(Level level, std::size_t component, std::string_view text) {
  Layer& layer = layers_[static_cast<std::size_t>(level)];
  layer.texts[component] = text;
  if (layer.set[component] != 0) return;
  layer.set[component] = 1;
  layer.components.push_back(component);
}

void Observations::Clear(Level level) {
  Layer& layer = layers_[static_cast<std::size_t>(level)];
  for (std::size_t component : layer.components) layer.set[component] = 0;
  layer.components.clear();
}

const std::string* Observations::Find(std::size_t component) const {
  for (std::size_t level = kLevels; level-- > 0;) {
    if (layers_[level].set[component] != 0) return &layers_[level].texts[component];
  }
  return nullptr;
}

std::string_view Observations::Get(std::size_t component) const {
  const std::string* text = Find(component);
  return text == nullptr ? std::string_view() : *text;
}

void Observations::Write(std::uint64_t row) {
  const std::string_view unit_mult =
      unit_mult_ == Components::kNone ? std::string_view() : Get(unit_mult_);
  if (!unit_mult.empty() && value_ == Components::kNone) RefuseScale(unit_mult, settings_, row);
  out_.integer(static_cast<std::int64_t>(row));
  if (several_structures_) out_.text(structure_);
  for (std::size_t i = 0; i < components_.size(); i++) {
    if (i == unit_mult_) continue;
    std::string_view text = Get(i);
    if (text.empty() || IsMissingMark(text, components_.measure(i))) {
      out_.missing();
      continue;
    }
    if (i == value_ && !unit_mult.empty()) {
      text = Scaled(text, unit_mult, '.', settings_, row, &scaled_);
    }
    out_.text(text);
  }
  out_.end_row();
}

}  // namespace sdmx_import
