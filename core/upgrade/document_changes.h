// What a new version of a country's document changes in what it says: indicators, lists, settings.
//
// Functions of their arguments only; may be called from any thread.
#ifndef RAPPORTEUR_UPGRADE_DOCUMENT_CHANGES_H_
#define RAPPORTEUR_UPGRADE_DOCUMENT_CHANGES_H_

#include <cstdint>
#include <string>
#include <vector>

#include "core/model/catalogue.h"
#include "core/model/definition_fields.h"

namespace rapporteur {

enum class ChangeKind { kAdded, kRemoved, kChanged };

struct DefinitionChange {
  std::string definition;  // RS:ID.02@1
  ChangeKind kind = ChangeKind::kChanged;
  std::vector<FieldDifference> fields;     // of a changed one
  std::string grade_before, grade_after;   // A, B, C, X; "" where there is nothing to compare with
  std::uint64_t values = 0;                // stored values that sources gave under it
  // Values stand under it and would say something else than when they were given.
  bool redefined() const;
};

struct IndicatorChange {
  std::string code;
  LocalText title;  // the question where there is no title
  ChangeKind kind = ChangeKind::kChanged;
  std::vector<DefinitionChange> definitions;
  std::uint64_t values() const;
};

struct ListChange {
  std::string list;  // territories, institutions, sources, laws, codelists.sex
  std::vector<std::string> added, removed;
};

struct SettingChange {
  std::string name;  // choice_order, disclosure, languages
  std::string before, after;
};

struct DocumentChanges {
  std::vector<IndicatorChange> indicators;  // in the order of the new document, removed ones last
  std::size_t unchanged = 0;
  std::vector<ListChange> lists;
  std::vector<SettingChange> settings;
};

// `regional` is the catalogue that countries are compared by; null where there is none.  The numbers
// of values are the caller's to fill in.
DocumentChanges ChangesBetween(const Catalogue& before, const Catalogue& after,
                               const Catalogue* regional);

// How far a value of `version` can be compared, "" for a national indicator that replaces none.
std::string GradeOf(const Catalogue& regional, const Catalogue& country,
                    const IndicatorVersion& version);

}  // namespace rapporteur

#endif  // RAPPORTEUR_UPGRADE_DOCUMENT_CHANGES_H_
