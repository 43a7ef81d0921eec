#include "core/model/document_check.h"

#include <algorithm>
#include <functional>
#include <map>
#include <set>

#include "core/base/json.h"
#include "core/base/period.h"
#include "core/base/text.h"
#include "core/model/cell_reference.h"
#include "core/model/labels.h"

namespace rapporteur {
namespace {

std::string Indexed(const std::string& list, std::size_t index) {
  return list + "[" + std::to_string(index) + "]";
}

class ReferenceCheck {
 public:
  ReferenceCheck(const Json& document, const Catalogue& catalogue, const std::string& file)
      : document_(document),
        c_(catalogue),
        file_(file),
        regional_(!document.contains("based_on")) {}

  std::vector<DocumentFault> Run() {
    for (const char* list : {"areas", "value_statuses", "flags", "institution_kinds", "territories",
                             "institutions", "laws", "sources", "indicators"}) {
      Once(GetMember(document_, list), list, "code");
    }
    Once(GetMember(document_, "codelists"), "codelists", "id");
    Codelists();
    Bodies();
    Indicators();
    Breaks();
    Notes();
    Labels();
    Checks();
    Core();
    return std::move(faults_);
  }

 private:
  using Known = std::function<bool(const std::string&)>;

  void Add(const std::string& path, const std::string& said, std::string hint = "") {
    faults_.push_back({path, "", "", file_ + ", " + path + ": " + said, std::move(hint)});
  }

  void Unknown(const std::string& path, const std::string& found, const std::string& expected) {
    faults_.push_back(
        {path, Quote(found), expected,
         file_ + ", " + path + ": found " + Quote(found) + ", expected " + expected + ".", ""});
  }

  // Every value of the member must be known; an absent member is fine.
  void Each(const Json& object, const char* member, const std::string& path,
            const std::string& expected, const Known& known) {
    const Json& value = GetMember(object, member);
    const std::string here = path + "." + member;
    if (value.is_string() && !known(value.get<std::string>())) {
      Unknown(here, value.get<std::string>(), expected);
    }
    if (!value.is_array()) return;
    for (std::size_t i = 0; i < value.size(); ++i) {
      if (value[i].is_string() && !known(value[i].get<std::string>())) {
        Unknown(Indexed(here, i), value[i].get<std::string>(), expected);
      }
    }
  }

  void Once(const Json& list, const std::string& path, const char* key) {
    std::map<std::string, std::size_t> first;
    for (std::size_t i = 0; i < list.size(); ++i) {
      const std::string code = GetString(list[i], key);
      const auto [it, added] = first.emplace(code, i);
      if (added) continue;
      Add(Indexed(path, i), "the " + std::string(key) + " " + Quote(code) + " stands already in " +
                                Indexed(path, it->second) + ".");
    }
  }

  // Nothing may be a part of itself, over however many steps: its sums would never end.
  void NoCircle(const Json& list, const std::string& path, const char* member) {
    std::map<std::string, std::string> parents;
    for (const Json& item : list) parents[GetString(item, "code")] = GetString(item, member);
    std::set<std::string> told;
    for (std::size_t i = 0; i < list.size(); ++i) {
      const std::string code = GetString(list[i], "code");
      std::vector<std::string> way = {code};
      while (!way.back().empty() && (way.size() == 1 || way.back() != code) &&
             way.size() <= parents.size() + 1) {
        way.push_back(parents[way.back()]);
      }
      if (way.back() != code || told.contains(code)) continue;
      told.insert(way.begin(), way.end());
      Add(Indexed(path, i) + "." + member, Quote(code) + " is a part of itself: " +
                                               Join(way, " -> ") + ".");
    }
  }

  void Codelists() {
    const Json& lists = GetMember(document_, "codelists");
    for (std::size_t i = 0; i < lists.size(); ++i) {
      const std::string path = Indexed("codelists", i);
      const Codelist* list = c_.FindCodelist(GetString(lists[i], "id"));
      if (list == nullptr) continue;  // dropped
      const Known code = [&](const std::string& one) { return list->Find(one) != nullptr; };
      Each(lists[i], "codes_from", path, "a code list of the catalogue",
           [&](const std::string& one) { return c_.FindCodelist(one) != nullptr; });
      if (!list->codes().empty()) Each(lists[i], "unknown", path, "a code of the list", code);
      const Json& codes = GetMember(lists[i], "codes");
      Once(codes, path + ".codes", "code");
      for (std::size_t j = 0; j < codes.size(); ++j) {
        const std::string here = Indexed(path + ".codes", j);
        Each(codes[j], "parent", here, "a code of the list", code);
        Each(codes[j], "laws", here, "a law of the document", Law());
        // A parent that is a part itself would be summed neither to the total nor above it.
        const Code* parent = list->Find(GetString(codes[j], "parent"));
        if (parent != nullptr && !parent->parent.empty()) {
          Add(here + ".parent", "the code " + Quote(parent->code) + " is itself a part of " +
                                    Quote(parent->parent) + ", expected a code without a parent.");
        }
      }
    }
  }

  void Bodies() {
    const Json& territories = GetMember(document_, "territories");
    for (std::size_t i = 0; i < territories.size(); ++i) {
      Each(territories[i], "parent", Indexed("territories", i), "a territory of the document",
           Territory());
    }
    NoCircle(territories, "territories", "parent");
    const Json& institutions = GetMember(document_, "institutions");
    NoCircle(institutions, "institutions", "part_of");
    for (std::size_t i = 0; i < institutions.size(); ++i) {
      const std::string path = Indexed("institutions", i);
      Each(institutions[i], "kind", path, "a kind of institution of the regional catalogue",
           Kind());
      Each(institutions[i], "part_of", path, "an institution of the document", Institution());
      Each(institutions[i], "replaces", path, "an institution of the document", Institution());
      Each(institutions[i], "territory", path, "a territory of the document", Territory());
    }
    const Json& laws = GetMember(document_, "laws");
    for (std::size_t i = 0; i < laws.size(); ++i) {
      Each(laws[i], "jurisdiction", Indexed("laws", i), "a code of jurisdiction",
           [&](const std::string& one) { return HasCode("jurisdiction", one); });
    }
    const Json& sources = GetMember(document_, "sources");
    for (std::size_t i = 0; i < sources.size(); ++i) {
      const std::string path = Indexed("sources", i);
      Each(sources[i], "counted_by", path, "an institution of the document", Institution());
      const std::string meant =
          GetString(sources[i], "publication") + "/" + GetString(sources[i], "counted_by");
      if (GetString(sources[i], "code") != meant) {
        Unknown(path + ".code", GetString(sources[i], "code"),
                Quote(meant) + ", the publication and who counted");
      }
    }
    const Json& access = GetMember(document_, "access_to_information");
    Each(access, "law", "access_to_information", "a law of the document", Law());
    Each(access, "appeal_to", "access_to_information", "an institution of the document",
         Institution());
  }

  void Indicators() {
    const Json& indicators = GetMember(document_, "indicators");
    for (std::size_t i = 0; i < indicators.size(); ++i) {
      const Indicator* indicator = c_.FindIndicator(GetString(indicators[i], "code"));
      const Json& versions = GetMember(indicators[i], "versions");
      for (std::size_t j = 0; j < versions.size(); ++j) {
        const int number = static_cast<int>(GetInt(versions[j], "version", 1));
        const IndicatorVersion* v = indicator == nullptr ? nullptr : indicator->Find(number);
        if (v == nullptr) continue;
        const std::string path = Indexed(Indexed("indicators", i) + ".versions", j);
        Version(versions[j], *v, path);
        Each(versions[j], "replaced_by", path, "a national indicator of the document",
             [&](const std::string& one) {
               const Indicator* other = c_.FindIndicator(one);
               return other != nullptr && other->newest().decision == "national";
             });
        // A change is read as if it stood in the version; it is checked as such too.
        Json changed = Json::object();
        for (const auto& [field, change] : GetMember(versions[j], "changes").items()) {
          changed[field] = GetMember(change, "to");
        }
        Version(changed, *v, path + ".changes");
      }
    }
  }

  void Version(const Json& item, const IndicatorVersion& v, const std::string& path) {
    const Known asked = regional_ ? Kind() : Institution();
    const std::string body = regional_ ? "a kind of institution" : "an institution of the document";
    Each(item, "owner", path, body, asked);
    Each(item, "asked_from", path, body, asked);
    Each(item, "laws", path, "a law of the document", Law());
    Each(item, "coverage", path, "a territory of the document", Territory());
    Each(item, "dimensions", path, "a dimension of the catalogue", Dimension());
    Each(item, "multi_dimensions", path, "a dimension of the indicator",
         [&](const std::string& one) { return v.HasDimension(one); });
    for (const char* list : {"counting_unit", "person_status"}) {
      Each(item, list, path, std::string("a code of the list ") + list,
           [&](const std::string& one) { return HasCode(list, one); });
    }
    Each(item, "channels", path, "a code of the list channel",
         [&](const std::string& one) { return HasCode("channel", one); });
    for (const auto& [dimension, codes] : GetMember(item, "codes").items()) {
      const std::string here = path + ".codes";
      if (!v.HasDimension(dimension)) Unknown(here, dimension, "a dimension of the indicator");
      Each(GetMember(item, "codes"), dimension.c_str(), here, "a code of " + dimension,
           [&, name = dimension](const std::string& one) { return HasCode(name, one); });
    }
    for (const char* member : {"formula", "subset_of", "same_as", "numerator", "denominator"}) {
      Expression(GetString(item, member), path + "." + member);
    }
  }

  void Expression(const std::string& text, const std::string& path) {
    for (const CellReference& cell : CellsIn(text)) {
      const Indicator* indicator = c_.FindIndicator(cell.code);
      if (indicator == nullptr) {
        Unknown(path, cell.code, "the code of an indicator");
        continue;
      }
      for (const auto& [dimension, code] : cell.where) {
        if (dimension == "territory") {
          if (!Territory()(code)) Unknown(path, code, "a territory of the document");
        } else if (!indicator->newest().HasDimension(dimension)) {
          Unknown(path, dimension, "a dimension of " + cell.code);
        } else if (code != "_T" && !HasCode(dimension, code)) {
          Unknown(path, code, "a code of " + dimension);
        }
      }
    }
  }

  void Breaks() {
    const Json& breaks = GetMember(document_, "breaks");
    const Known indicator = [&](const std::string& one) {
      return c_.FindIndicator(one) != nullptr;
    };
    for (std::size_t i = 0; i < breaks.size(); ++i) {
      const std::string path = Indexed("breaks", i);
      Each(breaks[i], "indicator", path, "the code of an indicator", indicator);
      Each(breaks[i], "indicators", path, "the code of an indicator", indicator);
      Each(breaks[i], "territory", path, "a territory of the document", Territory());
      Each(breaks[i], "law", path, "a law of the document", Law());
    }
  }

  void Notes() {
    const Json& notes = GetMember(document_, "notes");
    for (std::size_t i = 0; i < notes.size(); ++i) {
      Each(notes[i], "indicator", Indexed("notes", i), "the code of an indicator",
           [&](const std::string& one) { return c_.FindIndicator(one) != nullptr; });
      Each(notes[i], "period", Indexed("notes", i), "a period such as 2017 or 2017-Q1",
           [](const std::string& one) { return ParsePeriod(one).ok(); });
    }
  }

  void Labels() {
    ForEachLabel(GetMember(document_, "labels"), c_,
                 [&](const std::string& path, const Json&, const LocalText* said) {
                   if (said != nullptr) return;
                   Add("labels." + path, "the regional catalogue has nothing of this name.",
                       "A label translates an area, code, status, kind of institution or check "
                       "that the catalogue has; what a country adds has its texts where it stands.");
                 });
  }

  void Checks() {
    const Json& checks = GetMember(document_, "checks");
    for (std::size_t i = 0; i < checks.size(); ++i) {
      const std::string path = Indexed("checks", i);
      for (const char* member : {"equal", "at_least", "at_most"}) {
        for (const std::string& side : GetStrings(checks[i], member)) {
          Expression(side, path + "." + member);
        }
      }
    }
  }

  // A country says of every core indicator what it does with it.
  void Core() {
    if (regional_) return;
    std::set<std::string> decided;
    for (const Json& entry : GetMember(document_, "indicators")) {
      for (const Json& version : GetMember(entry, "versions")) {
        decided.insert(GetString(GetMember(version, "base"), "code"));
      }
    }
    std::vector<std::string> open;
    for (const Indicator& indicator : c_.indicators()) {
      if (indicator.newest().core && !decided.contains(indicator.code))
        open.push_back(indicator.code);
    }
    if (open.empty()) return;
    Add("indicators",
        Counted(open.size(), "core indicator is", "core indicators are") +
            " not decided on: " + List(open, 12) + ".",
        "Take each over, adapt it, or drop it with a reason.");
  }

  Known Kind() const {
    return [this](const std::string& one) { return c_.FindInstitutionKind(one) != nullptr; };
  }
  Known Institution() const {
    return [this](const std::string& one) { return c_.FindInstitution(one) != nullptr; };
  }
  Known Territory() const {
    return [this](const std::string& one) { return c_.FindTerritory(one) != nullptr; };
  }
  Known Law() const {
    return [this](const std::string& one) { return c_.FindLaw(one) != nullptr; };
  }
  Known Dimension() const {
    return [this](const std::string& one) { return c_.FindDimension(one) != nullptr; };
  }
  bool HasCode(const std::string& list, const std::string& code) const {
    const Codelist* found = c_.FindCodelist(list);
    return found != nullptr && found->Find(code) != nullptr;
  }

  const Json& document_;
  const Catalogue& c_;
  const std::string& file_;
  const bool regional_;
  std::vector<DocumentFault> faults_;
};

}  // namespace

std::vector<DocumentFault> CheckReferences(const Json& document, const Catalogue& catalogue,
                                           const std::string& file) {
  return ReferenceCheck(document, catalogue, file).Run();
}

}  // namespace rapporteur
