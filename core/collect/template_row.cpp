#include "core/collect/template_row.h"

#include "core/base/json.h"
#include "core/base/number.h"

namespace rapporteur {
namespace {

// "of which: " before a code that is part of another one.
std::string AsPart(const TemplateText& text, std::string label, int depth) {
  return depth == 0 ? label : text.Say("of which: {part}", {{"part", label}});
}

void AddSentence(std::string& to, const std::string& label, const std::string& value) {
  if (value.empty()) return;
  to += (to.empty() ? "" : " ") + label + ": " + value + ".";
}

}  // namespace

std::string AskedText(const TemplateText& text, const AskedCell& cell) {
  switch (cell.kind) {
    case AskedCell::Kind::kTotal:
      return text.Of(cell.version->question);
    case AskedCell::Kind::kOpen:
      return text.Say("{dimension}: choose the code in the next column",
                      {{"dimension", text.DimensionTitle(cell.open)}});
    case AskedCell::Kind::kTerritory: {
      const Territory* territory = text.catalogue.FindTerritory(cell.territory);
      return text.Say("Territory") + ": " + AsPart(text, text.Of(territory->name), cell.depth);
    }
    default: {
      std::string said;
      for (const auto& [dimension, code] : cell.dimensions) {
        said += (said.empty() ? "" : " · ") + text.DimensionTitle(dimension) + ": " +
                AsPart(text, text.CodeLabel(dimension, code), cell.depth);
      }
      return said;
    }
  }
}

std::string CountedText(const TemplateText& text, const IndicatorVersion& version) {
  std::string said;
  AddSentence(said, text.Say("Unit"), text.Unit(version));
  const auto add = [&](const std::string& label, const char* list, const std::string& code) {
    if (!code.empty() && code != "none") AddSentence(said, label, text.Label(list, code));
  };
  add(text.Say("What is counted"), "counting_unit", version.counting_unit);
  add(text.Say("Status of the persons"), "person_status", version.person_status);
  add(text.Say("Age at"), "age_reference", version.age_reference);
  add(text.Say("Reference period"), "reference", version.reference);
  add(text.Say("Way of counting"), "counting_mode", version.counting_mode);
  if (version.value_kind == "yesno") said += " " + text.Say("1 = yes, 0 = no") + ".";
  return said;
}

std::string DefinitionText(const TemplateText& text, const IndicatorVersion& version) {
  std::string said = text.Of(version.definition_text);
  for (const auto& [score, anchor] : version.anchors) {
    said += (said.empty() ? "" : "\n") + score + " = " + text.Of(anchor);
  }
  return said;
}

std::string EarlierText(const TemplateText& text, const AskedCell& cell,
                        const EarlierValues& earlier) {
  if (!cell.open.empty()) return "";
  const Result<Period> period = ParsePeriod(cell.period);
  if (!period.ok()) return "";
  const std::string before = Shift(*period, -1).code;
  auto it = earlier.find({{text.catalogue.country(), cell.version->code, cell.territory,
                           DimensionsText(cell.dimensions)},
                          before});
  if (it == earlier.end()) return "";
  const Value& value = it->second.value;
  std::string said = value.number          ? text.formats.Number(*value.number, 4)
                     : !value.text.empty() ? value.text
                                           : text.StatusTitle(value.status);
  return said + " (" + text.formats.PeriodName(before) + ")";
}

Json ValueRule(const TemplateText& text, const IndicatorVersion& version) {
  const Bounds& bounds = version.bounds;
  if (bounds.text) return {{"type", "text"}};
  Json rule = {{"type", bounds.integer ? "whole" : "decimal"}};
  std::optional<double> min = bounds.min, max = bounds.max;
  if (!bounds.allowed.empty()) {
    rule["type"] = "list";
    for (const double allowed : bounds.allowed) rule["allowed"].push_back(FormatNumber(allowed));
    return rule;
  }
  rule["min"] = min ? Json(*min) : Json();
  rule["max"] = max ? Json(*max) : Json();
  const Arguments limits = {{"min", text.formats.Number(min.value_or(0), 4)},
                            {"max", text.formats.Number(max.value_or(0), 4)}};
  std::string expected;
  if (min && max) {
    expected = bounds.integer ? text.Say("a whole number from {min} to {max}", limits)
                              : text.Say("a number from {min} to {max}", limits);
  } else if (min) {
    expected = bounds.integer ? text.Say("a whole number of at least {min}", limits)
                              : text.Say("a number of at least {min}", limits);
  } else {
    return {{"type", "any"}};
  }
  rule["error"] = text.Say(
      "Expected: {expected}. If there is no number, leave the cell blank and choose the reason "
      "beside it.",
      {{"expected", expected}});
  return rule;
}

}  // namespace rapporteur
