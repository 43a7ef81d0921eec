#include "plugins/sdmx_import/json/elements.h"

#include "plugins/sdmx_import/values.h"

namespace sdmx_import {
namespace {

constexpr std::size_t kMostElements = 65536;

}  // namespace

std::string JsonElement::Text() const {
  if (kind != Kind::kList) return kind == Kind::kNull ? std::string() : text;
  std::vector<std::string> texts;
  for (const JsonElement& item : items) texts.push_back(item.Text());
  return JoinValues(texts);
}

void JsonElements::Start() {
  size_ = bytes_ = 0;
  open_.clear();
  is_object_.clear();
}

JsonElement& JsonElements::Next() {
  bytes_ += sizeof(JsonElement);
  if (bytes_ > kMostElements * sizeof(JsonElement)) {
    throw rpt::LimitReached(0, "an array of values has more than 65,536 entries");
  }
  if (!open_.empty()) return open_.back()->items.emplace_back();
  if (size_ == all_.size()) all_.emplace_back();
  JsonElement& element = all_[size_++];
  element.items.clear();
  element.text.clear();
  return element;
}

void JsonElements::Value(const JsonValue& value) {
  JsonElement& element = Next();
  const bool in_object = !is_object_.empty() && is_object_.back();
  element.kind = value.kind == JsonValue::Kind::kNull      ? JsonElement::Kind::kNull
                 : value.kind == JsonValue::Kind::kInteger ? JsonElement::Kind::kInteger
                                                           : JsonElement::Kind::kText;
  element.integer = value.integer;
  if (in_object) {  // {"en": "Value"}, as SDMX-CSV writes it
    element.kind = JsonElement::Kind::kText;
    element.text = key_ + ':';
  }
  if (value.kind != JsonValue::Kind::kNull) element.text += value.text;
  bytes_ += element.text.size();
}

void JsonElements::Begin(bool array) {
  JsonElement& element = Next();
  element.kind = JsonElement::Kind::kList;
  open_.push_back(&element);
  is_object_.push_back(!array);
}

bool JsonElements::End() {
  if (open_.empty()) return false;
  open_.pop_back();
  is_object_.pop_back();
  return true;
}

}  // namespace sdmx_import
