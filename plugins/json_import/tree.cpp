#include "plugins/json_import/tree.h"

#include <algorithm>
#include <rapporteur/guard.hpp>

#include "plugins/json_import/shape.h"

namespace json_import {
namespace {

constexpr std::size_t kMostValues = 250000;
constexpr std::size_t kMostBytes = std::size_t{32} << 20;

}  // namespace

const Tree* Tree::Find(std::string_view wanted) const {
  for (const Tree& part : parts) {
    if (type == Type::kObject && part.name == wanted) return &part;
  }
  return nullptr;
}

Tree& TreeBuilder::Add(Tree value) {
  bytes_ += value.text.size() + key_.size();
  if (++values_ > kMostValues || bytes_ > kMostBytes) {
    throw rpt::LimitReached(
        0, "the description of the dataset is larger than 250,000 values or 32 MiB");
  }
  if (open_.empty()) return root_ = std::move(value);
  Tree& top = *open_.back();
  if (top.type == Tree::Type::kObject) value.name = std::move(key_);
  return top.parts.emplace_back(std::move(value));
}

void TreeBuilder::Scalar(Kind kind, std::string_view text) {
  Tree value;
  value.kind = kind;
  value.text = text;
  Add(std::move(value));
}

void TreeBuilder::Key(std::string_view name) { key_ = name; }

void TreeBuilder::Start(Tree::Type type) {
  Tree value;
  value.type = type;
  open_.push_back(&Add(std::move(value)));
}

void TreeBuilder::End() {
  const Tree& done = *open_.back();
  open_.pop_back();
  if (done.type == Tree::Type::kArray) return;
  std::vector<std::string_view> names;
  for (const Tree& part : done.parts) names.push_back(part.name);
  std::sort(names.begin(), names.end());
  const auto twice = std::adjacent_find(names.begin(), names.end());
  if (twice == names.end()) return;
  throw rpt::BadInput(0, {}, "an object has the name " + ShownName(*twice) + " twice");
}

}  // namespace json_import
