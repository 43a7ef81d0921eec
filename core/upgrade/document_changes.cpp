#include "core/upgrade/document_changes.h"

#include <algorithm>
#include <set>

#include "core/base/text.h"
#include "core/compare/comparability.h"

namespace rapporteur {
namespace {

template <typename T>
std::vector<std::string> CodesOf(const std::vector<T>& items) {
  std::vector<std::string> codes;
  for (const T& item : items) codes.push_back(item.code);
  return codes;
}

// Those of `items` that `others` lack.
std::vector<std::string> Lacking(const std::vector<std::string>& items,
                                 const std::vector<std::string>& others) {
  const std::set<std::string> known(others.begin(), others.end());
  std::vector<std::string> lacking;
  for (const std::string& item : items) {
    if (!known.contains(item)) lacking.push_back(item);
  }
  return lacking;
}

void AddList(const std::string& name, const std::vector<std::string>& before,
             const std::vector<std::string>& after, std::vector<ListChange>& into) {
  ListChange change{name, Lacking(after, before), Lacking(before, after)};
  if (!change.added.empty() || !change.removed.empty()) into.push_back(std::move(change));
}

std::vector<ListChange> Lists(const Catalogue& before, const Catalogue& after) {
  std::vector<ListChange> lists;
  AddList("territories", CodesOf(before.territories()), CodesOf(after.territories()), lists);
  AddList("institutions", CodesOf(before.institutions()), CodesOf(after.institutions()), lists);
  AddList("sources", CodesOf(before.sources()), CodesOf(after.sources()), lists);
  AddList("laws", CodesOf(before.laws()), CodesOf(after.laws()), lists);
  std::set<std::string> ids;
  for (const Catalogue* one : {&before, &after}) {
    for (const auto& [id, list] : one->codelists()) {
      if (id != "institutions") ids.insert(id);
    }
  }
  for (const std::string& id : ids) {
    const Codelist *old_list = before.FindCodelist(id), *new_list = after.FindCodelist(id);
    AddList("codelists." + id,
            old_list == nullptr ? std::vector<std::string>() : CodesOf(old_list->codes()),
            new_list == nullptr ? std::vector<std::string>() : CodesOf(new_list->codes()), lists);
  }
  auto rules = [](const Catalogue& catalogue) {
    std::vector<std::string> names;
    for (const Rule& rule : catalogue.rules()) names.push_back(rule.name);
    return names;
  };
  AddList("checks", rules(before), rules(after), lists);
  return lists;
}

std::string MaskText(const Mask& mask) {
  if (mask.max < mask.min) return "nothing";
  return std::to_string(static_cast<int>(mask.min)) + " to " +
         std::to_string(static_cast<int>(mask.max)) + ", " + mask.when;
}

std::vector<SettingChange> Settings(const Catalogue& before, const Catalogue& after) {
  std::vector<SettingChange> settings;
  auto add = [&](const char* name, const std::string& old_value, const std::string& new_value) {
    if (old_value != new_value) settings.push_back({name, old_value, new_value});
  };
  add("choice_order", Join(before.choice_order(), ", "), Join(after.choice_order(), ", "));
  add("disclosure.threshold", std::to_string(before.disclosure_threshold()),
      std::to_string(after.disclosure_threshold()));
  add("disclosure.mask", MaskText(before.mask()), MaskText(after.mask()));
  add("languages", Join(before.languages(), ", "), Join(after.languages(), ", "));
  add("currency", before.currency(), after.currency());
  return settings;
}

class Finder {
 public:
  Finder(const Catalogue& before, const Catalogue& after, const Catalogue* regional)
      : before_(before), after_(after), regional_(regional) {}

  IndicatorChange Find(const Indicator* before, const Indicator* after) const {
    IndicatorChange change;
    const IndicatorVersion& shown = (after == nullptr ? before : after)->newest();
    change.code = shown.code;
    change.title = shown.title.empty() ? shown.question : shown.title;
    change.kind = before == nullptr  ? ChangeKind::kAdded
                  : after == nullptr ? ChangeKind::kRemoved
                                     : ChangeKind::kChanged;
    std::set<int> numbers;
    for (const Indicator* one : {before, after}) {
      if (one == nullptr) continue;
      for (const IndicatorVersion& version : one->versions) numbers.insert(version.version);
    }
    for (int number : numbers) {
      const IndicatorVersion* old_one = before == nullptr ? nullptr : before->Find(number);
      const IndicatorVersion* new_one = after == nullptr ? nullptr : after->Find(number);
      DefinitionChange one;
      one.definition = (new_one == nullptr ? old_one : new_one)->definition;
      one.kind = old_one == nullptr   ? ChangeKind::kAdded
                 : new_one == nullptr ? ChangeKind::kRemoved
                                      : ChangeKind::kChanged;
      if (old_one != nullptr && new_one != nullptr) one.fields = Differing(*old_one, *new_one);
      if (regional_ != nullptr && old_one != nullptr) {
        one.grade_before = GradeOf(*regional_, before_, *old_one);
      }
      if (regional_ != nullptr && new_one != nullptr) {
        one.grade_after = GradeOf(*regional_, after_, *new_one);
      }
      const bool same = one.kind == ChangeKind::kChanged && one.fields.empty() &&
                        one.grade_before == one.grade_after;
      if (!same) change.definitions.push_back(std::move(one));
    }
    return change;
  }

 private:
  const Catalogue &before_, &after_;
  const Catalogue* regional_;
};

}  // namespace

bool DefinitionChange::redefined() const {
  return kind == ChangeKind::kChanged && values > 0 &&
         std::any_of(fields.begin(), fields.end(),
                     [](const FieldDifference& field) { return field.meaning; });
}

std::uint64_t IndicatorChange::values() const {
  std::uint64_t sum = 0;
  for (const DefinitionChange& definition : definitions) sum += definition.values;
  return sum;
}

std::string GradeOf(const Catalogue& regional, const Catalogue& country,
                    const IndicatorVersion& version) {
  std::string code = version.base_code;
  for (const Indicator& indicator : country.indicators()) {
    if (!code.empty()) break;
    for (const IndicatorVersion& other : indicator.versions) {
      if (other.replaced_by == version.code) code = other.base_code;
    }
  }
  const Indicator* base = regional.FindIndicator(code);
  if (base == nullptr) return "";
  // The newest regional definition is what the countries are laid beside; any number will do as a
  // value, for what it says of itself is not the definition's.
  Observation value;
  value.value.number = 0;
  return GradeName(Compare({regional, base->newest(), country, version}, &value).grade);
}

DocumentChanges ChangesBetween(const Catalogue& before, const Catalogue& after,
                               const Catalogue* regional) {
  DocumentChanges changes;
  const Finder finder(before, after, regional);
  for (const Indicator& indicator : after.indicators()) {
    IndicatorChange change = finder.Find(before.FindIndicator(indicator.code), &indicator);
    if (change.definitions.empty()) {
      ++changes.unchanged;
    } else {
      changes.indicators.push_back(std::move(change));
    }
  }
  for (const Indicator& indicator : before.indicators()) {
    if (after.FindIndicator(indicator.code) != nullptr) continue;
    changes.indicators.push_back(finder.Find(&indicator, nullptr));
  }
  changes.lists = Lists(before, after);
  changes.settings = Settings(before, after);
  return changes;
}

}  // namespace rapporteur
