#include "core/model/labels.h"

#include "core/base/format.h"
#include "core/base/json.h"

namespace rapporteur {
namespace {

constexpr const char* kTitled[] = {"areas", "value_statuses", "flags", "institution_kinds"};

void AddLanguages(Json& item, const char* member, const Json& text) {
  if (!text.is_object()) return;
  if (!item[member].is_object()) item[member] = Json::object();
  for (const auto& [language, value] : text.items()) item[member][language] = value;
}

const Json& Label(const Json& labels, const Json& item, const char* key) {
  return GetMember(labels, GetString(item, key).c_str());
}

void AddRegionNames(Json& codes, const std::vector<std::string>& languages) {
  for (const std::string& language : languages) {
    for (Json& code : codes) {
      Json& label = code["label"];
      if (label.contains(language)) continue;
      const std::string name = RegionName(GetString(code, "code"), language);
      if (!name.empty()) label[language] = name;
    }
  }
}

template <class List>
const LocalText* TitleIn(const List& list, const std::string& code) {
  for (const auto& item : list) {
    if (item.code == code) return &item.title;
  }
  return nullptr;
}

const LocalText* TitleOf(const Catalogue& c, const std::string& list, const std::string& code) {
  if (list == "areas") return TitleIn(c.areas(), code);
  if (list == "value_statuses") return TitleIn(c.statuses(), code);
  if (list == "flags") return TitleIn(c.flags(), code);
  return TitleIn(c.institution_kinds(), code);
}

}  // namespace

Json WithLabels(const Json& base, const Json& document) {
  const Json& labels = GetMember(document, "labels");
  Json lists = Json::object();
  for (const char* name : kTitled) {
    lists[name] = GetMember(base, name);
    const Json& own = GetMember(labels, name);
    for (Json& item : lists[name]) AddLanguages(item, "title", Label(own, item, "code"));
  }
  lists["codelists"] = GetMember(base, "codelists");
  for (Json& list : lists["codelists"]) {
    const Json& own = Label(GetMember(labels, "codelists"), list, "id");
    AddLanguages(list, "title", GetMember(own, "title"));
    if (!list.contains("codes")) continue;
    if (GetString(list, "labels_from") == "cldr") {
      AddRegionNames(list["codes"], GetStrings(document, "languages"));
    }
    for (Json& code : list["codes"]) {
      AddLanguages(code, "label", Label(GetMember(own, "codes"), code, "code"));
    }
  }
  lists["checks"] = GetMember(base, "checks");
  for (Json& check : lists["checks"]) {
    const Json& own = Label(GetMember(labels, "checks"), check, "rule");
    for (const char* member : {"message", "hint"}) {
      AddLanguages(check, member, GetMember(own, member));
    }
  }
  return lists;
}

void ForEachLabel(
    const Json& labels, const Catalogue& c,
    const std::function<void(const std::string&, const Json&, const LocalText*)>& each) {
  for (const char* list : kTitled) {
    for (const auto& [code, text] : GetMember(labels, list).items()) {
      each(std::string(list) + "." + code, text, TitleOf(c, list, code));
    }
  }
  for (const auto& [id, own] : GetMember(labels, "codelists").items()) {
    const Codelist* list = c.FindCodelist(id);
    const std::string path = "codelists." + id;
    if (own.contains("title")) {
      each(path + ".title", own["title"], list == nullptr ? nullptr : &list->title());
    }
    for (const auto& [name, text] : GetMember(own, "codes").items()) {
      const Code* code = list == nullptr ? nullptr : list->Find(name);
      each(path + ".codes." + name, text, code == nullptr ? nullptr : &code->label);
    }
  }
  for (const auto& [name, own] : GetMember(labels, "checks").items()) {
    const Rule* rule = nullptr;
    for (const Rule& one : c.rules()) {
      if (one.name == name) rule = &one;
    }
    for (const char* member : {"message", "hint"}) {
      if (!own.contains(member)) continue;
      const LocalText* said = rule == nullptr                         ? nullptr
                              : std::string(member) == "message" ? &rule->message
                                                                      : &rule->hint;
      each("checks." + name + "." + member, own[member], said);
    }
  }
}

}  // namespace rapporteur
