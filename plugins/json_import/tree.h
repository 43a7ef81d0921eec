// A small part of a JSON file in memory: what describes a dataset, not its values.
//
// Bounded: 250,000 values and 32 MiB of text, each name once in an object.
#ifndef RAPPORTEUR_PLUGINS_JSON_IMPORT_TREE_H_
#define RAPPORTEUR_PLUGINS_JSON_IMPORT_TREE_H_

#include <string>
#include <string_view>
#include <vector>

#include "plugins/json_import/reader.h"

namespace json_import {

struct Tree {
  enum class Type { kScalar, kObject, kArray };
  Type type = Type::kScalar;
  Kind kind = Kind::kNull;  // of a scalar
  std::string text;
  std::string name;         // within an object
  std::vector<Tree> parts;  // of an object or array

  bool is_text() const { return type == Type::kScalar && kind == Kind::kText; }
  bool is_array() const { return type == Type::kArray; }
  bool is_object() const { return type == Type::kObject; }
  // nullptr where there is none.
  const Tree* Find(std::string_view name) const;
};

// Builds one value from its events.
class TreeBuilder {
 public:
  void Scalar(Kind kind, std::string_view text);
  void Key(std::string_view name);
  void Start(Tree::Type type);
  // Throws BadInput where an object has a name twice.
  void End();

  std::size_t levels() const { return open_.size(); }
  Tree Take() { return std::move(root_); }

 private:
  Tree& Add(Tree value);

  Tree root_;
  std::vector<Tree*> open_;
  std::string key_;
  std::size_t values_ = 0, bytes_ = 0;
};

}  // namespace json_import

#endif  // RAPPORTEUR_PLUGINS_JSON_IMPORT_TREE_H_
