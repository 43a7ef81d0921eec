#include "core/base/schema_explain.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <numeric>
#include <optional>
#include <set>

#include "core/base/json.h"
#include "core/base/schema_nodes.h"
#include "core/base/text.h"

namespace rapporteur {
namespace {

using Nodes = SchemaNodes::Nodes;

// What a line of the library is about.  Lines of no kind only say that something below failed.
enum class Kind { kNoise, kValue, kType, kMissing, kUnknown, kTwice, kForbidden, kSeveral };

Kind KindOf(const std::string& description) {
  static const std::vector<std::pair<const char*, Kind>> kBeginnings = {
      {"Value type not permitted", Kind::kType},
      {"Failed to match against any enum", Kind::kValue},
      {"Failed to match expected value", Kind::kValue},
      {"Failed to match regex", Kind::kValue},
      {"String should be", Kind::kValue},
      {"Array should contain no", Kind::kValue},
      {"Object should have no", Kind::kValue},
      {"Expected number", Kind::kValue},
      {"Missing required property", Kind::kMissing},
      {"Object contains a property", Kind::kUnknown},
      {"Elements at indexes", Kind::kTwice},
      {"Target should not validate", Kind::kForbidden},
      {"Failed to validate against exactly one", Kind::kSeveral}};
  for (const auto& [beginning, kind] : kBeginnings) {
    if (description.starts_with(beginning)) return kind;
  }
  return Kind::kNoise;
}

// One place of the document and everything that is wrong there.
struct Spot {
  std::vector<std::size_t> order;  // position of each step among its siblings
  std::string path;
  const Json* value = nullptr;
  Nodes nodes;
  std::set<Kind> kinds;
  std::vector<std::string> missing;
};

std::string Or(const std::vector<std::string>& pieces) {
  std::string text;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    if (i > 0) text += i + 1 == pieces.size() ? " or " : ", ";
    text += pieces[i];
  }
  return text;
}

std::vector<std::string> Quoted(const std::vector<std::string>& names) {
  std::vector<std::string> quoted;
  for (const std::string& name : names) quoted.push_back(Quote(name));
  return quoted;
}

std::string Shown(const Json& value) {
  if (value.is_string()) return Quote(value.get<std::string>());
  if (value.is_array()) return "a list of " + Counted(value.size(), "item", "items");
  if (value.is_object()) return "an object";
  return value.dump();
}

std::string TypeWord(const std::string& type) {
  static const std::map<std::string, std::string> kWords = {
      {"string", "a text"}, {"number", "a number"},  {"integer", "a whole number"},
      {"array", "a list"},  {"object", "an object"}, {"boolean", "true or false"}};
  auto it = kWords.find(type);
  return it == kWords.end() ? type : it->second;
}

// What limits of the node the value breaks, as what was expected; "" where none.
std::string BrokenLimit(const Json& node, const Json& value) {
  auto limit = [&](const char* keyword) { return GetNumber(node, keyword); };
  auto count = [](double number, const char* one, const char* many) {
    return Counted(static_cast<std::uint64_t>(number), one, many);
  };
  if (value.is_number()) {
    const double number = value.get<double>();
    if (limit("minimum") && number < *limit("minimum")) {
      return "at least " + GetMember(node, "minimum").dump();
    }
    if (limit("maximum") && number > *limit("maximum")) {
      return "at most " + GetMember(node, "maximum").dump();
    }
  }
  if (value.is_string() && limit("minLength") && value.get<std::string>().empty()) {
    return "a text that is not empty";
  }
  const double size = static_cast<double>(value.size());
  if (value.is_array() && limit("minItems") && size < *limit("minItems")) {
    return "a list of at least " + count(*limit("minItems"), "item", "items");
  }
  if (value.is_array() && limit("maxItems") && size > *limit("maxItems")) {
    return "a list of at most " + count(*limit("maxItems"), "item", "items");
  }
  if (value.is_object() && limit("minProperties") && size < *limit("minProperties")) {
    return "an object with at least " + count(*limit("minProperties"), "member", "members");
  }
  return "";
}

// What one node asks of a value, in words.
std::vector<std::string> Wanted(const Json& node, const Json& value) {
  if (std::string broken = BrokenLimit(node, value); !broken.empty()) return {broken};
  if (node.contains("description")) return {GetString(node, "description")};
  std::vector<std::string> wanted;
  for (const Json& one : GetMember(node, "enum")) wanted.push_back(Shown(one));
  if (auto it = node.find("const"); it != node.end()) wanted.push_back(Shown(*it));
  if (!wanted.empty()) return wanted;
  if (node.contains("pattern")) return {"a text of the form " + GetString(node, "pattern")};
  const Json& type = GetMember(node, "type");
  if (type.is_string()) wanted.push_back(TypeWord(type.get<std::string>()));
  if (type.is_array()) {
    for (const Json& one : type) wanted.push_back(TypeWord(one.get<std::string>()));
  }
  return wanted;
}

std::size_t Distance(const std::string& a, const std::string& b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t above = row[j];
      row[j] = std::min({above + 1, row[j - 1] + 1, diagonal + (a[i - 1] == b[j - 1] ? 0u : 1u)});
      diagonal = above;
    }
  }
  return row[b.size()];
}

std::string DidYouMean(const std::string& found, const std::vector<std::string>& known) {
  constexpr std::size_t kLongest = 60;
  if (found.size() > kLongest) return "";
  std::string best;
  std::size_t nearest = found.size() / 3 + 2;
  for (const std::string& name : known) {
    const std::size_t distance = Distance(found, name);
    if (distance < nearest) {
      nearest = distance;
      best = name;
    }
  }
  return best.empty() ? "" : "Did you mean " + Quote(best) + "?";
}

class Explainer {
 public:
  Explainer(const Json& schema, const Json& document, const std::string& file)
      : nodes_(schema), document_(document), file_(file) {}

  std::vector<DocumentFault> Explain(const std::vector<SchemaError>& errors) {
    for (const SchemaError& error : errors) Note(error);
    for (const auto& [order, spot] : spots_) Tell(spot);
    if (faults_.empty()) {
      // The library knows a keyword that we have no words for.
      const SchemaError* deepest = &errors.front();
      for (const SchemaError& error : errors) {
        if (error.steps.size() > deepest->steps.size()) deepest = &error;
      }
      Add(Find(deepest->steps), "", "", "this does not fit the schema.", "");
    }
    return std::move(faults_);
  }

 private:
  // Walks the steps through the document and the schema together.
  Spot Find(const std::vector<std::string>& steps) const {
    Spot spot;
    spot.value = &document_;
    spot.nodes = nodes_.Root(document_);
    for (const std::string& step : steps) {
      if (!step.starts_with("[")) continue;  // "<root>"
      const std::string name = step.substr(1, step.size() - 2);
      if (spot.value->is_array()) {
        const std::size_t index = std::strtoull(name.c_str(), nullptr, 10);
        if (index >= spot.value->size()) return spot;
        spot.value = &(*spot.value)[index];
        spot.nodes = nodes_.Item(spot.nodes, index, *spot.value);
        spot.order.push_back(index);
        spot.path += "[" + name + "]";
      } else {
        auto it = spot.value->find(name);
        if (it == spot.value->end()) return spot;
        spot.order.push_back(static_cast<std::size_t>(std::distance(spot.value->begin(), it)));
        spot.value = &*it;
        spot.nodes = nodes_.Member(spot.nodes, name, *spot.value);
        spot.path += Step(name, spot.path.empty());
      }
    }
    return spot;
  }

  static std::string Step(const std::string& name, bool first) {
    const bool plain = std::all_of(name.begin(), name.end(), [](char c) {
      return std::isalnum(static_cast<unsigned char>(c)) || c == '_' || c == '-';
    });
    if (!plain || name.empty()) return "[" + Quote(name) + "]";
    return first ? name : "." + name;
  }

  void Note(const SchemaError& error) {
    const Kind kind = KindOf(error.description);
    if (kind == Kind::kNoise) return;
    Spot found = Find(error.steps);
    Spot& spot = spots_.try_emplace(found.order, std::move(found)).first->second;
    spot.kinds.insert(kind);
    if (kind != Kind::kMissing) return;
    const std::size_t from = error.description.find('\''), to = error.description.rfind('\'');
    const std::string name = error.description.substr(from + 1, to - from - 1);
    if (std::find(spot.missing.begin(), spot.missing.end(), name) == spot.missing.end()) {
      spot.missing.push_back(name);
    }
  }

  // Whether something is wrong inside the value: then its type is not what is wrong with it.
  bool FaultsBelow(const Spot& spot) const {
    auto next = spots_.upper_bound(spot.order);
    return next != spots_.end() && next->first.size() > spot.order.size() &&
           std::equal(spot.order.begin(), spot.order.end(), next->first.begin());
  }

  // Whether the value is wrong as a whole.  A list that is neither of the words it could have been
  // is not, where something in it is wrong.
  bool IsItself(const Spot& spot) const {
    return !spot.value->is_structured() || !FaultsBelow(spot) ||
           std::any_of(spot.nodes.begin(), spot.nodes.end(),
                       [&](const Json* node) { return !BrokenLimit(*node, *spot.value).empty(); });
  }

  void Tell(const Spot& spot) {
    const bool other = spot.kinds.size() > 1 || FaultsBelow(spot);
    const bool type = spot.kinds.contains(Kind::kType) &&
                      !(other && SchemaNodes::AcceptsType(spot.nodes, *spot.value));
    if (type || (spot.kinds.contains(Kind::kValue) && IsItself(spot))) TellValue(spot);
    if (spot.kinds.contains(Kind::kMissing)) TellMissing(spot);
    if (spot.kinds.contains(Kind::kUnknown)) TellUnknown(spot);
    if (spot.kinds.contains(Kind::kTwice)) TellTwice(spot);
    if (spot.kinds.contains(Kind::kForbidden)) TellForbidden(spot);
    if (spot.kinds.contains(Kind::kSeveral)) TellSeveral(spot);
  }

  void TellValue(const Spot& spot) {
    std::vector<std::string> wanted, names;
    for (const Json* node : spot.nodes) {
      for (const std::string& one : Wanted(*node, *spot.value)) {
        if (std::find(wanted.begin(), wanted.end(), one) == wanted.end()) wanted.push_back(one);
      }
      for (const Json& one : GetMember(*node, "enum")) {
        if (one.is_string()) names.push_back(one.get<std::string>());
      }
    }
    const std::string found = Shown(*spot.value), expected = Or(wanted);
    Add(spot, found, expected, "found " + found + ", expected " + expected + ".",
        spot.value->is_string() ? DidYouMean(spot.value->get<std::string>(), names) : "");
  }

  // {"anyOf": [{"required": ["a"]}, {"required": ["b"]}]}: the names of which one must be there.
  static std::vector<std::string> Choice(const Json& node, const char* keyword) {
    std::vector<std::string> names;
    for (const Json& branch : GetMember(node, keyword)) {
      const std::vector<std::string> required = GetStrings(branch, "required");
      if (required.size() != 1 || branch.size() != 1) return {};
      names.push_back(required.front());
    }
    return names;
  }

  void TellMissing(const Spot& spot) {
    std::vector<std::string> missing = spot.missing;
    for (const Json* node : spot.nodes) {
      for (const char* keyword : {"anyOf", "oneOf"}) {
        const std::vector<std::string> names = Choice(*node, keyword);
        auto is_missing = [&](const std::string& name) {
          return std::find(missing.begin(), missing.end(), name) != missing.end();
        };
        if (names.size() < 2 || !std::all_of(names.begin(), names.end(), is_missing)) continue;
        std::erase_if(missing, [&](const std::string& name) {
          return std::find(names.begin(), names.end(), name) != names.end();
        });
        Add(spot, "", "", "one of the members " + Or(Quoted(names)) + " must be there.", "");
      }
    }
    if (missing.empty()) return;
    Add(spot, "", "",
        missing.size() == 1 ? "the member " + Quote(missing.front()) + " is missing."
                            : "the members " + List(Quoted(missing), 20) + " are missing.",
        "");
  }

  void TellUnknown(const Spot& spot) {
    std::vector<std::string> known;
    std::string kind_of_name;
    for (const Json* node : spot.nodes) {
      for (const auto& [name, member] : GetMember(*node, "properties").items()) {
        known.push_back(name);
      }
      // A word of ours, for schemas whose members are free: "x_members": "a language tag".
      kind_of_name = GetString(*node, "x_members", kind_of_name);
    }
    for (const auto& [name, value] : spot.value->items()) {
      if (SchemaNodes::KnowsMember(spot.nodes, name)) continue;
      std::string expected = kind_of_name;
      if (expected.empty() && !known.empty()) expected = "one of " + List(known, 40);
      Add(spot, Quote(name), expected,
          "the member " + Quote(name) + " is unknown" +
              (expected.empty() ? "." : ", expected " + expected + "."),
          DidYouMean(name, known));
    }
  }

  void TellTwice(const Spot& spot) {
    for (std::size_t i = 0; i < spot.value->size(); ++i) {
      for (std::size_t j = i + 1; j < spot.value->size(); ++j) {
        if ((*spot.value)[i] != (*spot.value)[j]) continue;
        return Add(spot, "", "",
                   "the items [" + std::to_string(i) + "] and [" + std::to_string(j) +
                       "] are the same (" + Shown((*spot.value)[i]) + "), expected each once.",
                   "");
      }
    }
  }

  void TellForbidden(const Spot& spot) {
    for (const Json* node : spot.nodes) {
      const std::vector<std::string> names = GetStrings(GetMember(*node, "not"), "required");
      if (names.size() == 1 && spot.value->contains(names.front())) {
        Add(spot, "", "", "the member " + Quote(names.front()) + " must not be there.", "");
      }
    }
  }

  void TellSeveral(const Spot& spot) {
    for (const Json* node : spot.nodes) {
      std::vector<std::string> found;
      for (const std::string& name : Choice(*node, "oneOf")) {
        if (spot.value->contains(name)) found.push_back(name);
      }
      if (found.size() < 2) continue;
      Add(spot, "", "",
          "the members " + List(Quoted(found)) + " exclude each other, expected one of them.", "");
    }
  }

  void Add(const Spot& spot, std::string found, std::string expected, const std::string& said,
           std::string hint) {
    const std::string place = spot.path.empty() ? file_ : file_ + ", " + spot.path;
    faults_.push_back(
        {spot.path, std::move(found), std::move(expected), place + ": " + said, std::move(hint)});
  }

  SchemaNodes nodes_;
  const Json& document_;
  const std::string& file_;
  std::map<std::vector<std::size_t>, Spot> spots_;
  std::vector<DocumentFault> faults_;
};

}  // namespace

std::vector<DocumentFault> ExplainSchemaErrors(const Json& schema, const Json& document,
                                               const std::string& file,
                                               const std::vector<SchemaError>& errors) {
  if (errors.empty()) return {};
  return Explainer(schema, document, file).Explain(errors);
}

}  // namespace rapporteur
