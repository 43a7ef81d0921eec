// The names that the objects of a JSON file have, as a tree, and the walk along it while the file
// is read.  It is what both readings share: the first makes the tree grow, the second finds in it
// which member becomes which column.
//
// Memory is bounded by the number of different names, not by the number of objects.
#ifndef RAPPORTEUR_PLUGINS_JSON_IMPORT_SHAPE_H_
#define RAPPORTEUR_PLUGINS_JSON_IMPORT_SHAPE_H_

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "plugins/json_import/reader.h"

namespace json_import {

using MemberId = std::uint32_t;

// A name as messages show it: the beginning of a long one.
std::string ShownName(std::string_view name);
// "a, b, c and 9 more"
std::string ShownNames(const std::vector<std::string>& names);

// What stands at one place of the tree, all objects taken together.
struct Member {
  enum Seen : unsigned {
    kValue = 1,   // null, a text, a number, a flag
    kList = 2,    // an array with such values
    kEmpty = 4,   // an array with nothing in it
    kArrays = 8,  // an array of arrays
  };
  MemberId parent = 0;
  std::string name;           // "" of the file's own value and of elements
  bool element = false;       // stands for every object in the array `parent`
  bool inside_array = false;  // below another element
  std::size_t path = 0;       // bytes of the names from the root down to here
  unsigned seen = 0;
  std::uint64_t objects = 0;  // of an element: how many there are; of the root: top-level objects
  bool number = false, number_with_point = false;
  bool text_with_comma = false, text_with_point = false, text_unclear = false;

  MemberId followed_by = 0;    // the member that stood behind it last time, 0 = unknown
  std::uint64_t instance = 0;  // the object in which it was seen last
};

class Shape {
 public:
  static constexpr MemberId kRoot = 0;
  static constexpr std::size_t kMostMembers = 65536;
  static constexpr std::size_t kMostBytes = std::size_t{16} << 20;  // of all names
  static constexpr std::size_t kLongestPath = 1000;                 // of a name and those around it

  Shape() : members_(1), children_(1) {}

  Member& operator[](MemberId id) { return members_[id]; }
  const Member& operator[](MemberId id) const { return members_[id]; }
  std::size_t size() const { return members_.size(); }

  // Made where it is not there yet.  `before` is the member that stood in front of it, 0 = none.
  MemberId Child(MemberId object, std::string_view name, MemberId before);
  MemberId Element(MemberId array);
  // 0 where there is none.
  MemberId FindElement(MemberId array) const;

  std::uint64_t NewInstance() { return ++instances_; }

  // The names from below `top` down to `id`, joined by points.  Kobo writes the whole path into the
  // names within a repeat; such a name stands for itself.
  std::string NameBelow(MemberId top, MemberId id) const;

 private:
  MemberId Add(MemberId parent, std::string_view name, bool element);

  std::vector<Member> members_;
  std::vector<std::map<std::string, MemberId, std::less<>>> children_;
  std::uint64_t instances_ = 0;
  std::size_t bytes_ = 0;
};

// Follows the events along the tree, and refuses a name that stands in an object twice.
class Walker : public Events {
 public:
  bool Scalar(Kind kind, std::string_view text) final;
  bool Key(std::string_view name) final;
  bool StartObject() final;
  bool EndObject() final;
  bool StartArray() final;
  bool EndArray() final;

 protected:
  Walker(Shape& shape, Reader& reader) : shape_(shape), reader_(reader) {}

  // `in_array`: `id` is the array.
  virtual bool OnScalar(MemberId id, bool in_array, Kind kind, std::string_view text) = 0;
  virtual void OnObject(MemberId id) = 0;
  virtual void OnObjectEnd(MemberId id) = 0;
  virtual void OnArray(MemberId id) = 0;
  virtual void OnArrayEnd(MemberId id, std::uint64_t items) = 0;

  std::size_t levels() const { return frames_.size(); }
  // "line 3: " where no record says the place.
  std::string Place() const;

  Shape& shape_;
  Reader& reader_;
  std::uint64_t row_ = 0;  // of the running record, for messages; 0 = outside

 private:
  struct Frame {
    MemberId id;
    bool array;
    std::uint64_t instance;   // of an object
    MemberId member = 0;      // of an object: the one whose name was read last
    std::uint64_t items = 0;  // of an array, and what they are
    bool objects = false, values = false;
  };
  void Count(Frame& array, bool object);
  MemberId Open(bool array);

  std::vector<Frame> frames_;
};

}  // namespace json_import

#endif  // RAPPORTEUR_PLUGINS_JSON_IMPORT_SHAPE_H_
