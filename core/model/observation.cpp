#include "core/model/observation.h"

#include "core/base/text.h"

namespace rapporteur {

std::string DimensionsText(const Dimensions& dimensions) {
  std::string text;
  for (const auto& [dimension, code] : dimensions) {
    if (!text.empty()) text += ';';
    text += dimension;
    text += '=';
    text += code;
  }
  return text;
}

Dimensions ParseDimensions(const std::string& text) {
  Dimensions dimensions;
  if (text.empty()) return dimensions;
  for (std::string_view pair : Split(text, ';')) {
    const std::size_t equals = pair.find('=');
    dimensions.emplace_back(pair.substr(0, equals), pair.substr(equals + 1));
  }
  return dimensions;
}

bool SaysSomething(const Value& value) {
  return value.number || !value.text.empty() || value.status == "Q";
}

}  // namespace rapporteur
