#include "core/model/definition_fields.h"

#include <algorithm>

#include "core/base/number.h"
#include "core/base/text.h"

namespace rapporteur {
namespace {

std::string Shown(const Bounds& bounds) {
  std::vector<std::string> parts;
  if (bounds.min) parts.push_back("at least " + FormatNumber(*bounds.min));
  if (bounds.max) parts.push_back("at most " + FormatNumber(*bounds.max));
  if (bounds.integer) parts.push_back("whole numbers");
  if (bounds.text) parts.push_back("text");
  for (double value : bounds.allowed) parts.push_back(FormatNumber(value));
  return Join(parts, ", ");
}

class Fields {
 public:
  explicit Fields(const IndicatorVersion& version) : v_(version) {}

  std::vector<DefinitionField> List() {
    Text("decision", v_.decision);
    Text("replaced_by", v_.replaced_by);
    Text("base", v_.base_code.empty()
                     ? ""
                     : v_.base_code + " version " + std::to_string(v_.base_version));
    if (v_.valid_from != kFirstDate) Text("valid_from", FormatDate(v_.valid_from));
    if (v_.valid_to != kLastDate) Text("valid_to", FormatDate(v_.valid_to));
    Flag("core", v_.core);
    Text("type", v_.type);
    Meaning("value_kind", v_.value_kind);
    Meaning("unit", v_.unit);
    Meaning("person_status", v_.person_status);
    Meaning("counting_unit", v_.counting_unit);
    Meaning("counting_mode", v_.counting_mode);
    Meaning("age_reference", v_.age_reference);
    Meaning("reference", v_.reference);
    Meaning("source_kind", v_.source_kind);
    Meaning("coverage", Sorted(v_.coverage));
    Meaning("dimensions", Sorted(v_.dimensions));
    Meaning("multi_dimensions", Sorted(v_.multi_dimensions));
    for (const auto& [dimension, codes] : v_.codes) Meaning("codes." + dimension, Sorted(codes));
    Flag("by_territory", v_.by_territory);
    Text("bounds", Shown(v_.bounds));
    Text("direction", v_.direction);
    Text("frequency", v_.frequency);
    Text("formula", v_.formula);
    if (!v_.formula.empty()) Text("missing", v_.missing);
    Text("numerator", v_.numerator);
    Text("denominator", v_.denominator);
    if (v_.multiplier) Text("multiplier", FormatNumber(*v_.multiplier));
    Text("subset_of", v_.subset_of);
    Text("same_as", v_.same_as);
    Flag("ask", v_.ask);
    Text("owner", v_.owner);
    Text("asked_from", Join(v_.asked_from, ", "));
    Text("channels", Join(v_.channels, ", "));
    Text("laws", Join(v_.laws, ", "));
    Text("legal_basis", Join(v_.legal_basis, ", "));
    Text("comparable_with", Join(v_.comparable_with, ", "));
    Wording("title", v_.title, false);
    Wording("question", v_.question, true);
    Wording("definition", v_.definition_text, true);
    for (const auto& [level, text] : v_.anchors) Wording("anchors." + level, text, true);
    Wording("note", v_.note, false);
    Wording("reason", v_.reason, false);
    return std::move(fields_);
  }

 private:
  static std::string Sorted(std::vector<std::string> items) {
    std::sort(items.begin(), items.end());
    return Join(items, ", ");
  }

  void Add(const std::string& name, const std::string& value, bool meaning) {
    if (!value.empty()) fields_.push_back({name, value, meaning});
  }
  void Text(const std::string& name, const std::string& value) { Add(name, value, false); }
  void Meaning(const std::string& name, const std::string& value) { Add(name, value, true); }
  void Flag(const std::string& name, bool value) { Add(name, value ? "yes" : "no", false); }

  // A translation never changes what is meant; the English wording may.
  void Wording(const std::string& name, const LocalText& text, bool means) {
    for (const auto& [language, words] : text.texts()) {
      Add(name + "." + language, words, means && language == "en");
    }
  }

  const IndicatorVersion& v_;
  std::vector<DefinitionField> fields_;
};

const DefinitionField* Find(const std::vector<DefinitionField>& fields, const std::string& name) {
  for (const DefinitionField& field : fields) {
    if (field.name == name) return &field;
  }
  return nullptr;
}

}  // namespace

std::vector<DefinitionField> FieldsOf(const IndicatorVersion& version) {
  return Fields(version).List();
}

std::vector<FieldDifference> Differing(const IndicatorVersion& before,
                                       const IndicatorVersion& after) {
  const std::vector<DefinitionField> old_fields = FieldsOf(before), new_fields = FieldsOf(after);
  std::vector<FieldDifference> differing;
  for (const DefinitionField& field : old_fields) {
    const DefinitionField* now = Find(new_fields, field.name);
    if (now != nullptr && now->value == field.value) continue;
    differing.push_back({field.name, field.value, now == nullptr ? "" : now->value, field.meaning});
  }
  for (const DefinitionField& field : new_fields) {
    if (Find(old_fields, field.name) == nullptr) {
      differing.push_back({field.name, "", field.value, field.meaning});
    }
  }
  return differing;
}

}  // namespace rapporteur
