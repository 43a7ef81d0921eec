#include "core/check/rule_book.h"

#include <algorithm>
#include <utility>

#include "core/base/json.h"
#include "core/base/text.h"
#include "core/compute/formula_reader.h"
#include "core/compute/units.h"

namespace rapporteur {
namespace {

struct KindName {
  const char* name;
  RuleKind kind;
};

constexpr KindName kKinds[] = {
    {"parts", RuleKind::kParts},          {"subset", RuleKind::kSubset},
    {"formula", RuleKind::kFormula},      {"same_as", RuleKind::kSameAs},
    {"equal", RuleKind::kEqual},          {"at_least", RuleKind::kAtLeast},
    {"at_most", RuleKind::kAtMost},       {"jump", RuleKind::kJump},
    {"small-denominator", RuleKind::kSmallDenominator},
    {"sources", RuleKind::kSources},      {"ranges", RuleKind::kRanges},
    {"breaks", RuleKind::kBreaks},
    {"bounds", RuleKind::kBounds},        {"codes", RuleKind::kCodes},
    {"breakdown", RuleKind::kBreakdown},  {"needs", RuleKind::kNeeds},
    {"unit", RuleKind::kUnit},            {"rate", RuleKind::kRate},
    {"future", RuleKind::kFuture},        {"turn", RuleKind::kTurn},
    {"zero", RuleKind::kZero},            {"law", RuleKind::kLaw},
    {"texts", RuleKind::kTexts},
};

// What a rule may say beside its kind.
constexpr const char* kMembers[] = {"rule",  "level",   "message",   "hint", "over",  "under",
                                    "cells", "missing", "tolerance", "note", "review",
                                    "unless"};

// Run without being asked for, unless a rule of the documents has the same name.
struct BuiltIn {
  const char* name;
  RuleKind kind;
  Level level;
};
constexpr BuiltIn kBuiltIn[] = {{"bounds", RuleKind::kBounds, Level::kError},
                                {"codes", RuleKind::kCodes, Level::kError},
                                {"breakdown", RuleKind::kBreakdown, Level::kWarning}};

const KindName* KindOf(const std::string& member) {
  const auto* kind = std::find_if(std::begin(kKinds), std::end(kKinds),
                                  [&](const KindName& k) { return member == k.name; });
  return kind == std::end(kKinds) ? nullptr : kind;
}

bool IsMember(const std::string& member) {
  return std::any_of(std::begin(kMembers), std::end(kMembers),
                     [&](const char* known) { return member == known; });
}

std::set<std::string> StringSet(const Json& object, const char* key,
                                std::set<std::string> otherwise) {
  if (!object.is_object() || !object.contains(key)) return otherwise;
  const std::vector<std::string> strings = GetStrings(object, key);
  return {strings.begin(), strings.end()};
}

}  // namespace

class RuleReader {
 public:
  explicit RuleReader(const Catalogue& catalogue) : catalogue_(catalogue) {}

  RuleBook Read() {
    for (const BuiltIn& built_in : kBuiltIn) {
      const bool replaced =
          std::any_of(catalogue_.rules().begin(), catalogue_.rules().end(),
                      [&](const Rule& rule) { return rule.name == built_in.name; });
      if (replaced) continue;
      CheckRule rule;
      rule.name = built_in.name;
      rule.kind = built_in.kind;
      rule.level = built_in.level;
      book_.rules_.push_back(std::move(rule));
    }
    for (const Rule& rule : catalogue_.rules()) ReadRule(rule);
    return std::move(book_);
  }

 private:
  void Complain(const std::string& what) {
    book_.problems_.push_back({rule_.name, catalogue_.id() + " " + catalogue_.version() +
                                               ", check " + Quote(rule_.name) + ": " + what});
    good_ = false;
  }

  void ReadRule(const Rule& rule) {
    const Json& body = *rule.body;
    rule_ = {};
    rule_.name = rule.name;
    good_ = true;
    const std::string level = GetString(body, "level", "error");
    if (level == "off") return;
    rule_.level = ReadLevel(body, "level", Level::kError);
    rule_.message = rule.message;
    rule_.hint = rule.hint;
    if (const std::string cells = GetString(body, "cells"); cells == "totals") {
      rule_.totals_only = true;
    } else if (!cells.empty() && cells != "all") {
      Complain("the cells are " + Quote(cells) + ", expected \"all\" or \"totals\".");
    }
    if (const std::string missing = GetString(body, "missing", "strict");
        const std::optional<MissingRule> known = ParseMissingRule(missing)) {
      rule_.missing = *known;
    } else {
      Complain("the rule for missing inputs is " + Quote(missing) +
          ", expected \"strict\" or \"skip\".");
    }
    rule_.unless_note = GetString(body, "unless") == "note";
    if (const Json* content = ReadKind(body)) ReadContent(body, *content);
    if (good_) book_.rules_.push_back(std::move(rule_));
  }

  Level ReadLevel(const Json& body, const char* member, Level otherwise) {
    const std::string level = GetString(body, member);
    if (level.empty()) return otherwise;
    if (level != "info" && level != "warning" && level != "error") {
      Complain("the level is " + Quote(level) +
          ", expected \"error\", \"warning\", \"info\" or \"off\".");
    }
    return ParseLevel(level);
  }

  // The content of the one member that says the kind.
  const Json* ReadKind(const Json& body) {
    const Json* content = nullptr;
    std::vector<std::string> kinds, unknown;
    for (const auto& [member, value] : body.items()) {
      if (const KindName* kind = KindOf(member)) {
        rule_.kind = kind->kind;
        content = &value;
        kinds.push_back(member);
      } else if (!IsMember(member)) {
        unknown.push_back(Quote(member));
      }
    }
    if (kinds.empty()) {
      std::vector<std::string> names;
      for (const KindName& kind : kKinds) names.push_back(kind.name);
      Complain("found " + (unknown.empty() ? "no kind of rule" : List(unknown)) +
          ", expected one of " + List(names, std::size(kKinds)) + ".");
      return nullptr;
    }
    if (kinds.size() > 1) {
      Complain("found " + List(kinds) + " in one rule, expected one of them.");
      return nullptr;
    }
    return content;
  }

  void ReadContent(const Json& body, const Json& content) {
    switch (rule_.kind) {
      case RuleKind::kParts: ReadParts(body, content); break;
      case RuleKind::kFormula: ReadTolerance(content); break;
      case RuleKind::kEqual:
      case RuleKind::kAtLeast:
      case RuleKind::kAtMost:
        ReadTolerance(body);
        ReadComparisons(content);
        break;
      case RuleKind::kJump:
        rule_.percent = GetNumber(content, "percent").value_or(50);
        rule_.absolute = GetNumber(content, "absolute").value_or(0);
        rule_.counting_units = StringSet(content, "counting_unit", {});
        // One event shows in every breakdown; its total says it once.
        rule_.totals_only = GetString(body, "cells") != "all";
        break;
      case RuleKind::kSmallDenominator:
        rule_.below = GetNumber(content, "below").value_or(10);
        rule_.value_kinds = StringSet(content, "value_kinds", {"percent"});
        break;
      case RuleKind::kNeeds:
      case RuleKind::kUnit:
      case RuleKind::kRate:
      case RuleKind::kTurn:
      case RuleKind::kZero:
      case RuleKind::kLaw:
      case RuleKind::kTexts: ReadStated(content); break;
      case RuleKind::kSubset: CheckReferences(&IndicatorVersion::subset_of, "subset_of"); break;
      default: break;
    }
  }

  void ReadParts(const Json& body, const Json& content) {
    rule_.over = ReadLevel(content, "over", ReadLevel(body, "over", rule_.level));
    rule_.under = ReadLevel(content, "under", ReadLevel(body, "under", rule_.level));
    rule_.value_kinds = StringSet(content, "value_kinds", {"count", "currency"});
    rule_.skip_counting_modes = StringSet(content, "skip_counting_mode", {"multi"});
    const Json& dimensions = GetMember(content, "dimensions");
    rule_.all_dimensions = !dimensions.is_array();
    rule_.dimensions = StringSet(content, "dimensions", {});
    for (const std::string& dimension : rule_.dimensions) {
      if (dimension != "territory" && catalogue_.FindDimension(dimension) == nullptr) {
        Complain(Quote(dimension) + " is no dimension of the catalogue.");
      }
    }
  }

  // Which indicators, and what is asked of their values.
  void ReadStated(const Json& content) {
    rule_.scope = {StringSet(content, "areas", {}), StringSet(content, "types", {}),
                   StringSet(content, "value_kinds", {}), StringSet(content, "indicators", {}),
                   StringSet(content, "except", {})};
    for (const char* member : {"note", "evidence", "source_ref"}) {
      if (const auto least = GetNumber(content, member)) rule_.least[member] = *least;
    }
    rule_.one_of = StringSet(content, "one_of", {});
    rule_.reject = StringSet(content, "reject", {});
    rule_.indicator = GetString(content, "indicator");
    rule_.from = GetNumber(content, "from").value_or(1);
    rule_.to = GetNumber(content, "to").value_or(0);
    rule_.most = GetNumber(content, "most").value_or(2000);
    if (rule_.kind == RuleKind::kRate && catalogue_.FindIndicator(rule_.indicator) == nullptr) {
      Complain(Quote(rule_.indicator) + " is no indicator of the catalogue.");
    }
    for (const std::set<std::string>& codes : {rule_.scope.indicators, rule_.scope.except}) {
      for (const std::string& code : codes) {
        if (catalogue_.FindIndicator(code) == nullptr) {
          Complain(Quote(code) + " is no indicator of the catalogue.");
        }
      }
    }
  }

  // One number, or numbers by unit.
  void ReadTolerance(const Json& holder) {
    if (const std::optional<double> all = GetNumber(holder, "tolerance")) {
      rule_.tolerance["*"] = *all;
      return;
    }
    for (const auto& [unit, value] : GetMember(holder, "tolerance").items()) {
      if (value.is_number()) rule_.tolerance[unit] = value.get<double>();
    }
  }

  void ReadComparisons(const Json& content) {
    std::vector<std::string> texts;
    for (const Json& item : content) {
      if (item.is_string()) texts.push_back(item.get<std::string>());
    }
    if (!content.is_array() || texts.size() != content.size() || texts.size() < 2) {
      Complain("expected a list of two or more expressions such as [\"ID.01\", \"ID.03 + ID.04\"].");
      return;
    }
    for (std::size_t i = 0; i + 1 < texts.size(); ++i) {
      Result<Formula> left = Formula::Parse(texts[i]), right = Formula::Parse(texts[i + 1]);
      for (const Result<Formula>* side : {&left, &right}) {
        if (!side->ok()) return Complain(side->status().message());
      }
      Result<Formula> difference =
          Formula::Parse("(" + left->text() + ") - (" + right->text() + ")");
      if (!difference.ok()) return Complain(difference.status().message());
      if (left->refs().empty()) return Complain(Quote(texts[i]) + " takes no indicator.");
      for (const CellRef& ref : difference->refs()) {
        const std::string problem = RefProblem(ref, catalogue_);
        if (!problem.empty()) return Complain(problem + ".");
      }
      const std::string mismatch = UnitMismatch(*difference, Newest());
      if (!mismatch.empty()) return Complain(mismatch + "; only like is compared with like.");
      rule_.comparisons.push_back(
          {*std::move(left), *std::move(right), *std::move(difference)});
    }
  }

  DefinitionOf Newest() const {
    return [this](const std::string& code) -> const IndicatorVersion* {
      const Indicator* indicator = catalogue_.FindIndicator(code);
      return indicator == nullptr ? nullptr : &indicator->newest();
    };
  }

  // A wrong reference of one indicator is said and does not stop the rule.
  void CheckReferences(std::string IndicatorVersion::*field, const char* name) {
    for (const Indicator& indicator : catalogue_.indicators()) {
      for (const IndicatorVersion& version : indicator.versions) {
        const std::string& text = version.*field;
        if (text.empty() || version.dropped()) continue;
        const Result<Formula> cell = Formula::Parse(text);
        std::string problem;
        if (!cell.ok()) {
          problem = cell.status().message();
        } else if (!cell->IsCell()) {
          problem = "expected one cell such as ID.02{age_group=CHD}.";
        } else if (problem = RefProblem(cell->refs()[0], catalogue_); !problem.empty()) {
          problem += ".";
        }
        if (problem.empty()) continue;
        book_.problems_.push_back(
            {rule_.name, catalogue_.id() + " " + catalogue_.version() + ", indicator " +
                             version.definition + ": " + name + " is " + Quote(text) + ": " +
                             problem});
      }
    }
  }

  const Catalogue& catalogue_;
  RuleBook book_;
  CheckRule rule_;
  bool good_ = true;
};

RuleBook RuleBook::Read(const Catalogue& catalogue) { return RuleReader(catalogue).Read(); }

}  // namespace rapporteur
