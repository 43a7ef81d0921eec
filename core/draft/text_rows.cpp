#include "core/draft/text_rows.h"

#include <algorithm>
#include <set>

#include "core/base/json.h"

namespace rapporteur {
namespace {

class Walk {
 public:
  Walk(const Json& document, const Catalogue& catalogue) : document_(document), c_(catalogue) {}

  std::vector<TextRow> Run() {
    const Json& indicators = GetMember(document_, "indicators");
    for (std::size_t i = 0; i < indicators.size(); ++i) Indicator(indicators[i], i);
    Labels();
    Any(GetMember(document_, "names"), {"names", "", "", "", {"names"}, {}, ""});
    for (const char* part : {"access_to_information", "territories", "institutions", "laws",
                             "sources", "codelists", "breaks", "notes", "checks"}) {
      Any(GetMember(document_, part), {part, "", "", "", {part}, {}, ""});
    }
    return std::move(rows_);
  }

 private:
  void Indicator(const Json& entry, std::size_t index) {
    const std::string code = GetString(entry, "code");
    const rapporteur::Indicator* indicator = c_.FindIndicator(code);
    const Json& versions = GetMember(entry, "versions");
    for (std::size_t j = 0; indicator != nullptr && j < versions.size(); ++j) {
      const int number = static_cast<int>(GetInt(versions[j], "version", 1));
      const IndicatorVersion* v = indicator->Find(number);
      if (v == nullptr) continue;
      const std::string shown = std::to_string(number);
      const JsonPath path = {"indicators", index, "versions", j};
      const auto add = [&](const std::string& field, const LocalText& text, JsonPath rest,
                           bool recorded) {
        if (text.empty()) return;
        JsonPath whole = path;
        whole.insert(whole.end(), rest.begin(), rest.end());
        const std::string record = recorded ? code + "/" + shown + "/" + field : "";
        rows_.push_back({"indicators", code, shown, field, std::move(whole), text, record});
      };
      add("question", v->question, {"question"}, true);
      add("definition", v->definition_text, {"definition"}, true);
      // A plain string has no languages.
      if (!GetMember(versions[j], "note").is_string()) add("note", v->note, {"note"}, true);
      add("reason", v->reason, {"reason"}, true);
      for (const auto& [level, text] : v->anchors) {
        add("anchors." + level, text, {"anchors", level}, true);
      }
      for (const Change& change : v->changes) {
        add("changes." + change.field + ".reason", change.reason,
            {"changes", change.field, "reason"}, false);
      }
    }
  }

  void Label(const std::string& list, const std::string& code, const std::string& field,
             JsonPath path, const LocalText& text) {
    if (text.empty()) return;
    std::string record = "labels." + list;
    for (const std::string& piece : {code, field}) record += piece.empty() ? "" : "." + piece;
    path.insert(path.begin(), "labels");
    rows_.push_back({"labels." + list, code, "", field, std::move(path), text, std::move(record)});
  }

  void Labels() {
    for (const Area& one : c_.areas()) Label("areas", one.code, "", {"areas", one.code}, one.title);
    for (const ValueStatus& one : c_.statuses()) {
      Label("value_statuses", one.code, "", {"value_statuses", one.code}, one.title);
    }
    for (const ValueStatus& one : c_.flags()) Label("flags", one.code, "", {"flags", one.code}, one.title);
    for (const InstitutionKind& one : c_.institution_kinds()) {
      Label("institution_kinds", one.code, "", {"institution_kinds", one.code}, one.title);
    }
    std::set<std::string> own_lists, own_rules;
    for (const Json& list : GetMember(document_, "codelists")) own_lists.insert(GetString(list, "id"));
    for (const Json& rule : GetMember(document_, "checks")) own_rules.insert(GetString(rule, "rule"));
    for (const auto& [id, list] : c_.codelists()) {
      // Names of countries are the CLDR's, a country's own lists have their texts where they stand.
      if (id == "country" || own_lists.contains(id)) continue;
      Label("codelists", id, "title", {"codelists", id, "title"}, list.title());
      if (list.codes().size() > kMostCodes) continue;
      for (const Code& code : list.codes()) {
        Label("codelists", id, "codes." + code.code, {"codelists", id, "codes", code.code}, code.label);
      }
    }
    for (const Rule& rule : c_.rules()) {
      if (own_rules.contains(rule.name)) continue;
      Label("checks", rule.name, "message", {"checks", rule.name, "message"}, rule.message);
      Label("checks", rule.name, "hint", {"checks", rule.name, "hint"}, rule.hint);
    }
  }

  // Every text below `json`; `row` says where it stands.
  void Any(const Json& json, TextRow row) {
    if (IsText(json)) {
      row.text = LocalText::Read(json);
      rows_.push_back(std::move(row));
      return;
    }
    if (!json.is_structured()) return;
    std::size_t index = 0;
    for (const auto& [name, value] : json.items()) {
      TextRow next = row;
      if (json.is_object()) {
        next.path.emplace_back(name);
        next.field += (next.field.empty() ? "" : ".") + name;
      } else {
        next.path.emplace_back(index++);
        std::string item = std::to_string(index);
        for (const char* key : {"code", "id", "rule"}) {
          if (value.is_object() && value.contains(key)) item = GetString(value, key);
        }
        if (row.path.size() == 1) {
          next.code = item;
        } else {
          next.field += "." + item;
        }
      }
      Any(value, std::move(next));
    }
  }

  bool IsText(const Json& json) const {
    if (!json.is_object() || json.empty()) return false;
    for (const auto& [name, value] : json.items()) {
      const auto& known = c_.languages();
      if (name != "en" && std::find(known.begin(), known.end(), name) == known.end()) return false;
    }
    return true;
  }

  static constexpr std::size_t kMostCodes = 200;

  const Json& document_;
  const Catalogue& c_;
  std::vector<TextRow> rows_;
};

}  // namespace

std::vector<TextRow> TextRowsOf(const Json& document, const Catalogue& catalogue) {
  return Walk(document, catalogue).Run();
}

}  // namespace rapporteur
