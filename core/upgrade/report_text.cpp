#include <algorithm>
#include <cmath>
#include <cstdio>

#include "core/base/json.h"
#include "core/base/text.h"
#include "core/check/value_check.h"
#include "core/report/words.h"
#include "core/upgrade/upgrade.h"

namespace rapporteur {
namespace {

constexpr std::size_t kShown = 20;     // of each list; --json has more
constexpr std::size_t kShort = 60;     // what still fits beside its counterpart

// "age at", "question (sr-Cyrl)", "codes of sex".
std::string FieldName(const std::string& field) {
  const std::size_t dot = field.find('.');
  const std::string name = field.substr(0, dot);
  const char* word = report::WordFor(report::WordKind::kField, name);
  std::string text = word == nullptr ? name : word;
  std::replace(text.begin(), text.end(), '_', ' ');
  return dot == std::string::npos ? text : text + " (" + field.substr(dot + 1) + ")";
}

std::string OrNothing(const std::string& text) { return text.empty() ? "(nothing)" : text; }

std::string OldAndNew(const std::string& name, const std::string& before, const std::string& after,
                      const std::string& margin) {
  const std::string old_text = OrNothing(before), new_text = OrNothing(after);
  if (old_text.size() + new_text.size() <= kShort) {
    return margin + name + ": " + old_text + " -> " + new_text + "\n";
  }
  return margin + name + ":\n" + margin + "  was: " + old_text + "\n" + margin +
         "  now: " + new_text + "\n";
}

std::string More(std::uint64_t total, std::size_t shown, const std::string& margin) {
  if (total <= shown) return "";
  return margin + "and " + Grouped(total - shown) + " more; --json lists them.\n";
}

// "ID.02 2017 RS11, sex=F"
std::string CellName(const Observation& o) {
  std::string name = o.key.indicator + " " + o.period;
  if (o.key.territory != o.key.country) name += " " + o.key.territory;
  return o.key.dimensions.empty() ? name : name + ", " + o.key.dimensions;
}

std::string ValueText(const Observation& o) {
  if (o.value.number && std::nearbyint(*o.value.number) != *o.value.number) {
    char rounded[64];
    std::snprintf(rounded, sizeof rounded, "%.2f", *o.value.number);
    return rounded;
  }
  if (o.value.number) return ShownNumber(*o.value.number);
  if (!o.value.text.empty()) return Quote(o.value.text);
  return "no value (" + o.value.status + ")";
}

std::string From(const Observation& o) {
  return o.origin == "computed" ? "computed" : o.source;
}

std::string Place(const Observation& o) {
  std::string place = o.file.empty() ? "batch " + std::to_string(o.batch)
                                     : o.file + ", batch " + std::to_string(o.batch);
  if (o.row > 0) place += ", row " + std::to_string(o.row);
  return place;
}

std::string GradeText(const std::string& before, const std::string& after) {
  return "comparability: " + (before.empty() ? "none" : before) + " -> " +
         (after.empty() ? "none" : after);
}

std::string DefinitionText(const DefinitionChange& change) {
  std::string text = "    " + change.definition;
  if (change.kind == ChangeKind::kAdded) text += ", new";
  if (change.kind == ChangeKind::kRemoved) text += ", gone";
  if (change.values > 0) {
    text += ", " + Counted(change.values, "value stands", "values stand") + " under it";
  }
  text += "\n";
  for (const FieldDifference& field : change.fields) {
    text += OldAndNew(FieldName(field.name), field.before, field.after, "      ");
  }
  const bool both = change.kind == ChangeKind::kChanged;
  if (both && change.grade_before != change.grade_after) {
    text += "      " + GradeText(change.grade_before, change.grade_after) + "\n";
  } else if (!both && !change.grade_after.empty()) {
    text += "      comparability: " + change.grade_after + "\n";
  }
  return text;
}

std::string Indicators(const DocumentChanges& changes) {
  if (changes.indicators.empty()) return "Indicators: none changed.\n";
  std::size_t added = 0, removed = 0, changed = 0;
  std::string list;
  for (const IndicatorChange& one : changes.indicators) {
    ++(one.kind == ChangeKind::kAdded ? added : one.kind == ChangeKind::kRemoved ? removed : changed);
    const char* sign = one.kind == ChangeKind::kAdded     ? "  + "
                       : one.kind == ChangeKind::kRemoved ? "  - "
                                                          : "  * ";
    list += sign + one.code + " " + one.title.In("en") + "\n";
    for (const DefinitionChange& definition : one.definitions) list += DefinitionText(definition);
  }
  return "Indicators: " + Grouped(changed) + " changed, " + Grouped(added) + " added, " +
         Grouped(removed) + " removed, " + Grouped(changes.unchanged) + " as before.\n" + list;
}

std::string ListsAndSettings(const DocumentChanges& changes) {
  std::string text;
  for (const ListChange& list : changes.lists) {
    text += "  " + list.list + ":";
    if (!list.added.empty()) text += " added " + List(list.added, 12) + ".";
    if (!list.removed.empty()) text += " Removed " + List(list.removed, 12) + ".";
    text += "\n";
  }
  for (const SettingChange& setting : changes.settings) {
    text += OldAndNew(setting.name, setting.before, setting.after, "  ");
  }
  return text.empty() ? "" : "Lists and settings:\n" + text;
}

std::string Misfits(const UpgradeReport& report) {
  if (report.misfit_total() == 0) return "Stored values: all fit the new version.\n";
  std::string text =
      "Stored values that no longer fit: " + Grouped(report.misfit_total()) +
      ". None is changed or lost.\n";
  for (const auto& [kind, count] : report.misfit_counts) {
    text += "  " + MisfitTitle(kind) + " (" + Counted(count, "value", "values") + "):\n";
    std::size_t shown = 0;
    for (const MisfittingValue& one : report.misfits) {
      if (one.misfit.kind != kind || shown == kShown) continue;
      ++shown;
      text += "    " + CellName(one.value) + " = " + ValueText(one.value) + ", " +
              one.value.source + " (" + Place(one.value) + "): " + one.misfit.reason + ".\n";
    }
    text += More(count, shown, "    ");
  }
  return text;
}

std::string Figures(const UpgradeReport& report) {
  if (report.moved_count == 0) return "Figures: none will move.\n";
  std::string text = "Figures that will move: " + Grouped(report.moved_count) + ".\n";
  const std::size_t shown = std::min(kShown, report.moved.size());
  for (std::size_t i = 0; i < shown; ++i) {
    const MovedFigure& one = report.moved[i];
    auto side = [](const std::optional<Observation>& o) {
      return o ? ValueText(*o) + " (" + From(*o) + ")" : std::string("nothing");
    };
    text += "  " + CellName(one.before ? *one.before : *one.after) + ": " + side(one.before) +
            " -> " + side(one.after) + "\n";
  }
  return text + More(report.moved_count, shown, "  ");
}

std::string OfCatalogue(const UpgradeReport& report) {
  std::string text;
  if (!report.based_on_old.empty()) {
    text += "Countries based on " + report.from + ": " + List(report.based_on_old) +
            ". They stay on it until their documents are merged ('rapporteur plugin merge').\n";
  }
  if (report.grades.empty()) return text + "Comparability: no grade changes.\n";
  text += "Comparability: " + Counted(report.grades.size(), "grade changes", "grades change") + ".\n";
  const std::size_t shown = std::min(kShown, report.grades.size());
  for (std::size_t i = 0; i < shown; ++i) {
    const GradeChange& one = report.grades[i];
    text += "  " + one.definition + ": " + OrNothing(one.before) + " -> " + OrNothing(one.after) + "\n";
  }
  return text + More(report.grades.size(), shown, "  ");
}

std::string Redefined(const UpgradeReport& report) {
  std::vector<std::string> names;
  for (const DefinitionChange* one : report.redefined()) names.push_back(one->definition);
  if (names.empty()) return "";
  return "In the way: " + List(names) +
         (names.size() == 1 ? " is" : " are") +
         " given another meaning while values stand under it. Give the changed definition a new "
         "version number with its own valid_from, and the values keep the old one; or say with "
         "--correction REASON why it was wrong from the beginning.\n";
}

}  // namespace

std::string ToText(const UpgradeReport& report, bool dry_run) {
  std::string text = report.id + ": " + report.from + " -> " + report.to + "\n";
  if (!report.has_document) return text;
  if (report.base_from != report.base_to) {
    text += "Regional catalogue: " + report.base_from + " -> " + report.base_to + "\n";
  }
  text += Indicators(report.changes) + ListsAndSettings(report.changes);
  if (report.kind == "catalogue") return text + OfCatalogue(report);
  return text + Misfits(report) + Figures(report) + (dry_run ? Redefined(report) : "");
}

}  // namespace rapporteur
