#include "plugins/json_import/shape.h"

namespace json_import {
namespace {

constexpr std::size_t kLongestShown = 60;
constexpr std::size_t kMostShown = 5;  // a message has 440 bytes

}  // namespace

std::string ShownName(std::string_view name) {
  if (name.size() <= kLongestShown) return std::string(name);
  std::size_t end = kLongestShown;
  while (end > 0 && (static_cast<unsigned char>(name[end]) & 0xC0) == 0x80) --end;
  return std::string(name.substr(0, end)) + "…";
}

std::string ShownNames(const std::vector<std::string>& names) {
  std::string text;
  for (std::size_t i = 0; i < names.size() && i < kMostShown; ++i) {
    text += (i > 0 ? ", " : "") + ShownName(names[i]);
  }
  if (names.size() > kMostShown)
    text += " and " + std::to_string(names.size() - kMostShown) + " more";
  return text;
}

MemberId Shape::Add(MemberId parent, std::string_view name, bool element) {
  if (members_.size() == kMostMembers) {
    throw rpt::LimitReached(
        0, "the objects have more than 65,536 different names; are these records?");
  }
  bytes_ += name.size();
  if (bytes_ > kMostBytes) {
    throw rpt::LimitReached(0,
                            "the names in the objects have more than 16 MiB; are these records?");
  }
  Member member;
  member.parent = parent;
  member.name = name;
  member.element = element;
  member.inside_array = members_[parent].inside_array || members_[parent].element;
  member.path = members_[parent].path + (element ? 0 : name.size() + 1);
  members_.push_back(std::move(member));
  children_.emplace_back();
  return static_cast<MemberId>(members_.size() - 1);
}

MemberId Shape::Child(MemberId object, std::string_view name, MemberId before) {
  if (before != 0) {
    const MemberId guess = members_[before].followed_by;
    if (guess != 0 && members_[guess].name == name) return guess;
  }
  auto& children = children_[object];
  auto found = children.find(name);
  MemberId id;
  if (found != children.end()) {
    id = found->second;
  } else {
    id = Add(object, name, false);
    children_[object].emplace(name, id);
  }
  if (before != 0) members_[before].followed_by = id;
  return id;
}

MemberId Shape::Element(MemberId array) {
  if (const MemberId found = FindElement(array)) return found;
  const MemberId id = Add(array, {}, true);
  // No name of JSON holds a NUL here: the reader refuses it.
  children_[array].emplace(std::string(1, '\0'), id);
  return id;
}

MemberId Shape::FindElement(MemberId array) const {
  const auto found = children_[array].find(std::string_view("\0", 1));
  return found == children_[array].end() ? 0 : found->second;
}

std::string Shape::NameBelow(MemberId top, MemberId id) const {
  const Member& member = members_[id];
  if (id == top) return {};
  if (member.element) return NameBelow(top, member.parent);
  const Member& above = members_[member.parent];
  const bool whole_path = above.element && member.parent != top &&
                          member.name.rfind(members_[above.parent].name + "/", 0) == 0;
  const std::string before = whole_path ? std::string() : NameBelow(top, member.parent);
  return before.empty() ? member.name : before + "." + member.name;
}

void Walker::Count(Frame& array, bool object) {
  ++array.items;
  (object ? array.objects : array.values) = true;
  if (array.objects && array.values) {
    throw rpt::BadInput(row_, {}, Place() + "an array holds objects and other values together");
  }
}

MemberId Walker::Open(bool array) {
  MemberId id = Shape::kRoot;
  if (!frames_.empty()) {
    Frame& top = frames_.back();
    if (top.array) Count(top, true);
    id = top.array ? shape_.Element(top.id) : top.member;
    if (top.array && array) shape_[top.id].seen |= Member::kArrays;
  }
  frames_.push_back({id, array, array ? 0 : shape_.NewInstance()});
  return id;
}

bool Walker::StartObject() {
  OnObject(Open(false));
  return true;
}

bool Walker::EndObject() {
  const MemberId id = frames_.back().id;
  frames_.pop_back();
  OnObjectEnd(id);
  return true;
}

bool Walker::StartArray() {
  OnArray(Open(true));
  return true;
}

bool Walker::EndArray() {
  const Frame frame = frames_.back();
  frames_.pop_back();
  OnArrayEnd(frame.id, frame.items);
  return true;
}

std::string Walker::Place() const {
  return row_ == 0 ? "line " + std::to_string(reader_.line()) + ": " : std::string();
}

bool Walker::Key(std::string_view name) {
  Frame& object = frames_.back();
  if (shape_[object.id].path + name.size() > Shape::kLongestPath) {
    throw rpt::LimitReached(row_,
                            Place() + "a name and those around it are longer than 1,000 bytes");
  }
  object.member = shape_.Child(object.id, name, object.member);
  Member& member = shape_[object.member];
  if (member.instance == object.instance) {
    throw rpt::BadInput(row_, {}, Place() + "an object has the name " + ShownName(name) + " twice");
  }
  member.instance = object.instance;
  return true;
}

bool Walker::Scalar(Kind kind, std::string_view text) {
  if (frames_.empty()) return OnScalar(Shape::kRoot, false, kind, text);
  Frame& top = frames_.back();
  if (!top.array) return OnScalar(top.member, false, kind, text);
  Count(top, false);
  return OnScalar(top.id, true, kind, text);
}

}  // namespace json_import
