#include "core/compare/differences.h"

#include <algorithm>

#include "core/base/text.h"

namespace rapporteur {
namespace {

std::vector<std::string> Sorted(std::vector<std::string> items) {
  std::sort(items.begin(), items.end());
  return items;
}

// "sex (F, M), age_group (CHD)": every dimension with the codes it may have.
std::string BreakdownText(const Catalogue& catalogue, const IndicatorVersion& version) {
  std::vector<std::string> parts;
  for (const std::string& dimension : Sorted(version.dimensions)) {
    std::vector<std::string> codes;
    auto used = version.codes.find(dimension);
    if (used != version.codes.end()) {
      codes = used->second;
    } else if (const Codelist* list = catalogue.FindDimension(dimension)) {
      // Bodies and territories are each country's own.
      if (dimension == "institution") continue;
      for (const Code& code : list->codes()) codes.push_back(code.code);
    }
    parts.push_back(dimension + " (" + Join(Sorted(std::move(codes)), ", ") + ")");
  }
  if (version.by_territory) parts.push_back("territory");
  return Join(parts, "; ");
}

// The same for a reader: codes only where the definition names them.
std::string BreakdownNames(const IndicatorVersion& version) {
  std::vector<std::string> parts;
  for (const std::string& dimension : version.dimensions) {
    auto used = version.codes.find(dimension);
    parts.push_back(used == version.codes.end()
                        ? dimension
                        : dimension + " (" + Join(used->second, ", ") + ")");
  }
  if (version.by_territory) parts.push_back("territory");
  return Join(parts, ", ");
}

const Change* ChangeOf(const IndicatorVersion& version, const std::string& field) {
  for (const Change& change : version.changes) {
    if (change.field == field) return &change;
  }
  return nullptr;
}

std::string CountingMode(const IndicatorVersion& version, const Observation* value) {
  const std::string mode = value != nullptr && !value->remarks.counting_mode.empty()
                               ? value->remarks.counting_mode
                               : version.counting_mode;
  if (version.multi_dimensions.empty()) return mode;
  return mode + " (" + Join(Sorted(version.multi_dimensions), ", ") + ")";
}

// The currencies of the countries are told apart where two of them are compared.
std::string Unit(const IndicatorVersion& version, const Observation* value) {
  if (version.value_kind == "currency" || value == nullptr || value->remarks.unit.empty()) {
    return version.unit;
  }
  return value->remarks.unit;
}

std::string Formula(const IndicatorVersion& version) {
  return version.formula.empty() || version.missing == "strict"
             ? version.formula
             : version.formula + " (" + version.missing + ")";
}

class Finder {
 public:
  Finder(const DefinitionPair& pair, const Observation* value)
      : base_(pair.regional_version), own_(pair.national_version), pair_(pair), value_(value) {}

  std::vector<Difference> Find() {
    // A national indicator is another one as a whole; its fields need not be listed.
    if (own_.base_code.empty()) {
      Replaced();
      return std::move(found_);
    }
    Field("person_status", base_.person_status, own_.person_status, true);
    Field("counting_unit", base_.counting_unit, own_.counting_unit, true);
    Field("unit", base_.unit, Unit(own_, value_), true);
    Field("value_kind", base_.value_kind, own_.value_kind, true);
    Field("formula", Formula(base_), Formula(own_), true);
    Field("age_reference", base_.age_reference, own_.age_reference, false);
    Field("counting_mode", CountingMode(base_, nullptr), CountingMode(own_, value_), false);
    if (BreakdownText(pair_.regional, base_) != BreakdownText(pair_.country, own_)) {
      Add("codes", BreakdownNames(base_), BreakdownNames(own_), false);
    }
    Field("reference", base_.reference, own_.reference, false);
    Field("coverage", Join(Sorted(base_.coverage), ", "), Join(Sorted(own_.coverage), ", "), false);
    Field("source_kind", base_.source_kind, own_.source_kind, false);
    Wording();
    return std::move(found_);
  }

 private:
  void Field(const char* name, const std::string& regional, const std::string& national,
             bool weighty) {
    if (regional != national) Add(name, regional, national, weighty);
  }

  void Add(const char* name, const std::string& regional, const std::string& national,
           bool weighty) {
    LocalText reason;
    const std::string field = name;
    for (const std::string& changed :
         field == "codes" ? std::vector<std::string>{"codes", "dimensions", "by_territory"}
                          : std::vector<std::string>{field}) {
      const Change* change = ChangeOf(own_, changed);
      if (change != nullptr && reason.empty()) reason = change->reason;
    }
    found_.push_back({name, regional, national, std::move(reason), weighty});
  }

  void Replaced() {
    LocalText reason;
    if (const Indicator* left_out = pair_.country.FindIndicator(base_.code)) {
      for (const IndicatorVersion& version : left_out->versions) {
        if (version.replaced_by == own_.code) reason = version.reason;
      }
    }
    found_.push_back({"replaced", base_.code, own_.code, std::move(reason), true});
  }

  // What is asked, what counts, and what the levels of a scale mean, in English: a translation is no
  // difference, and neither is a language the regional catalogue does not speak.
  void Wording() {
    Difference wording{"wording", "", "", {}, false};
    bool differs = false;
    auto look = [&](const char* field, const std::string& regional, const std::string& national) {
      const Change* change = ChangeOf(own_, field);
      // A text that only restates the fields declared to differ is no difference of its own.
      if (change == nullptr && (regional == national || !own_.changes.empty())) return;
      differs = true;
      wording.weighty |= change == nullptr || !change->same_meaning;
      if (change != nullptr && wording.reason.empty()) wording.reason = change->reason;
      if (!wording.national.empty()) return;
      wording.regional = regional;
      wording.national = national;
    };
    look("question", base_.question.In("en"), own_.question.In("en"));
    look("definition", base_.definition_text.In("en"), own_.definition_text.In("en"));
    std::string levels, own_levels;
    for (const auto& [level, text] : base_.anchors) levels += level + ": " + text.In("en") + " ";
    for (const auto& [level, text] : own_.anchors) own_levels += level + ": " + text.In("en") + " ";
    look("anchors", levels, own_levels);
    if (differs) found_.push_back(std::move(wording));
  }

  const IndicatorVersion &base_, &own_;
  const DefinitionPair& pair_;
  const Observation* value_;
  std::vector<Difference> found_;
};

}  // namespace

std::vector<Difference> DifferencesOf(const DefinitionPair& pair, const Observation* value) {
  return Finder(pair, value).Find();
}

}  // namespace rapporteur
