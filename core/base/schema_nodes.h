// Which parts of a JSON Schema speak about which place in a document: follows references, branches
// and conditions along a path.  Understands the keywords that our schemas use.
//
// A SchemaNodes refers to the schema it was made for; it may be used from any thread.
#ifndef RAPPORTEUR_BASE_SCHEMA_NODES_H_
#define RAPPORTEUR_BASE_SCHEMA_NODES_H_

#include <string>
#include <vector>

#include "core/base/json_fwd.h"

namespace rapporteur {

class SchemaNodes {
 public:
  using Nodes = std::vector<const Json*>;

  // REQUIRES: `schema` outlives the object.
  explicit SchemaNodes(const Json& schema) : schema_(schema) {}

  // Everything that is said about the document itself.
  Nodes Root(const Json& document) const;
  // Everything that is said about one member or item of a value about which `nodes` speak.
  Nodes Member(const Nodes& nodes, const std::string& name, const Json& value) const;
  Nodes Item(const Nodes& nodes, std::size_t index, const Json& value) const;

  // True where one of the nodes names the member, by name or by pattern.
  static bool KnowsMember(const Nodes& nodes, const std::string& name);
  // True where the value has a type that one of the nodes asks for.
  static bool AcceptsType(const Nodes& nodes, const Json& value);

 private:
  void Add(const Json& node, const Json& value, int depth, Nodes& into) const;
  const Json& Follow(const Json& node) const;
  bool Holds(const Json& condition, const Json& value) const;

  const Json& schema_;
};

}  // namespace rapporteur

#endif  // RAPPORTEUR_BASE_SCHEMA_NODES_H_
