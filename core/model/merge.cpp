#include "core/model/merge.h"

#include <algorithm>
#include <map>
#include <set>

#include "core/base/json.h"
#include "core/base/text.h"
#include "core/model/catalogue.h"
#include "core/model/document_check.h"
#include "core/model/labels.h"
#include "core/model/text_check.h"
#include "core/model/translation.h"

namespace rapporteur {
namespace {

// What every version says of itself and what is the country's alone.
const std::set<std::string> kOwnMembers = {"version", "base",   "decision",    "changes",
                                           "reason",  "review", "replaced_by", "codes"};
const std::set<std::string> kTextMembers = {"question", "definition", "note", "title"};

const Json& Entry(const Json& list, const char* key, const std::string& name) {
  static const Json kNone;
  for (const Json& item : list) {
    if (GetString(item, key) == name) return item;
  }
  return kNone;
}

const Json& VersionOf(const Json& indicator, std::int64_t number) {
  static const Json kNone;
  for (const Json& item : GetMember(indicator, "versions")) {
    if (GetInt(item, "version", 1) == number) return item;
  }
  return kNone;
}

bool IsPointer(const Json& value) { return value.is_object() && value.contains("from"); }

class Merger {
 public:
  Merger(const Json& old_base, const Json& new_base, const Json& national)
      : old_(old_base), new_(new_base), merged_(national) {}

  MergeResult Run() {
    merged_["based_on"]["version"] = GetString(new_, "version");
    Whole("choice_order");
    Disclosure();
    Lists("codelists", "id");
    Lists("checks", "rule");
    for (Json& entry : merged_["indicators"]) Indicator(entry);
    Labels();
    NewInBase();
    result_.document = std::make_shared<const Json>(std::move(merged_));
    return std::move(result_);
  }

 private:
  void Add(MergeKind kind, const std::string& path, const Json& old_value, const Json& new_value,
           const Json& national, std::string note = "") {
    auto keep = [](const Json& value) { return std::make_shared<const Json>(value); };
    result_.items.push_back(
        {kind, path, keep(old_value), keep(new_value), keep(national), std::move(note)});
  }

  // One value that all three may say.  The national one is changed where only the base has changed.
  void Three(const std::string& path, const Json& old_value, const Json& new_value, Json& national) {
    if (old_value == new_value) return;
    if (national == new_value) return Add(MergeKind::kAgreed, path, old_value, new_value, national);
    if (national != old_value) {
      return Add(MergeKind::kUnresolved, path, old_value, new_value, national);
    }
    if (new_value.is_null()) {
      // To leave it out would be to say nothing, which may mean something else than null.
      return Add(MergeKind::kUnresolved, path, old_value, new_value, national,
                 "the new catalogue no longer says it");
    }
    Add(MergeKind::kTaken, path, old_value, new_value, national);
    national = new_value;
  }

  // A text by language.  A language that the base does not speak is a translation: its source is
  // remembered, so it becomes stale by itself.
  void Text(const std::string& path, const Json& old_text, const Json& new_text, Json& national) {
    if (!national.is_object() || IsPointer(national)) {
      if (national.is_string()) Three(path, old_text, new_text, national);
      return;
    }
    for (auto& [language, value] : national.items()) {
      const Json& before = GetMember(old_text, language.c_str());
      const Json& now = GetMember(new_text, language.c_str());
      if (before == now) continue;
      if (GetString(value, "from") == "base") {  // it follows by itself
        Add(MergeKind::kTaken, path + "." + language, before, now, nullptr);
        continue;
      }
      if (!value.is_string()) continue;
      Three(path + "." + language, before, now, value);
    }
  }

  void Whole(const char* member) {
    if (!merged_.contains(member)) return;
    Three(member, GetMember(old_, member), GetMember(new_, member), merged_[member]);
  }

  void Disclosure() {
    if (!merged_.contains("disclosure")) return;
    for (auto& [member, value] : merged_["disclosure"].items()) {
      Three("disclosure." + member, GetMember(GetMember(old_, "disclosure"), member.c_str()),
            GetMember(GetMember(new_, "disclosure"), member.c_str()), value);
    }
  }

  // Entries of the country that stand in the place of an entry of the base, member by member.
  void Lists(const char* list, const char* key) {
    if (!merged_.contains(list)) return;
    for (Json& entry : merged_[list]) {
      const std::string name = GetString(entry, key), path = std::string(list) + " " + name;
      const Json& before = Entry(GetMember(old_, list), key, name);
      const Json& now = Entry(GetMember(new_, list), key, name);
      if (before == now) continue;
      if (now.is_null()) {
        Add(MergeKind::kRemoved, path, before, now, entry,
            "the new catalogue no longer has what it stands in the place of");
      } else if (before.is_null()) {
        Add(MergeKind::kUnresolved, path, before, now, entry,
            "the new catalogue has one of the same name");
      } else {
        Members(path, before, now, entry);
      }
    }
  }

  void Members(const std::string& path, const Json& before, const Json& now, Json& own) {
    for (auto& [member, value] : own.items()) {
      const Json& old_value = GetMember(before, member.c_str());
      const Json& new_value = GetMember(now, member.c_str());
      const std::string here = path + ", " + member;
      if (value.is_object() && (old_value.is_object() || new_value.is_object())) {
        Text(here, old_value, new_value, value);
      } else {
        Three(here, old_value, new_value, value);
      }
    }
  }

  void Indicator(Json& entry) {
    const std::string code = GetString(entry, "code");
    std::set<std::int64_t> used;
    std::set<std::string> bases;
    for (Json& item : entry["versions"]) {
      const Json& based = GetMember(item, "base");
      if (!based.is_object()) continue;
      const std::string base_code = GetString(based, "code");
      const std::int64_t base_version = GetInt(based, "version", 1);
      used.insert(base_version);
      bases.insert(base_code);
      decided_.insert(base_code);
      const Json& before = Entry(GetMember(old_, "indicators"), "code", base_code);
      const Json& now = Entry(GetMember(new_, "indicators"), "code", base_code);
      const std::string path = code + ", version " + std::to_string(GetInt(item, "version", 1));
      const Json& old_version = VersionOf(before, base_version);
      const Json& new_version = VersionOf(now, base_version);
      if (new_version.is_null()) {
        Add(MergeKind::kRemoved, path, old_version, new_version, item,
            now.is_null() ? "the new catalogue no longer has " + base_code
                          : "the new catalogue no longer has version " +
                                std::to_string(base_version) + " of " + base_code);
        continue;
      }
      const std::string decision = GetString(item, "decision");
      if (decision == "dropped" || decision == "replaced") continue;
      Version(path, old_version, new_version, item);
      if (entry.contains("title")) {
        Text(code + ", title", GetMember(before, "title"), GetMember(now, "title"), entry["title"]);
      }
    }
    for (const std::string& base : bases) NewVersions(code, base, used, entry);
    if (bases.empty() && !Entry(GetMember(new_, "indicators"), "code", code).is_null()) {
      Add(MergeKind::kUnresolved, code, nullptr,
          Entry(GetMember(new_, "indicators"), "code", code), entry,
          "the new catalogue has an indicator of this code");
    }
  }

  void Version(const std::string& path, const Json& before, const Json& now, Json& item) {
    std::set<std::string> said;
    for (auto& [field, change] : item["changes"].items()) {
      said.insert(field);
      if (item.contains(field) && (kTextMembers.contains(field) || field == "anchors")) continue;
      Declared(path + ", " + field, GetMember(before, field.c_str()),
               GetMember(now, field.c_str()), change);
    }
    if (item["changes"].is_null()) item.erase("changes");
    for (auto& [field, value] : item.items()) {
      if (kOwnMembers.contains(field) && field != "codes") continue;
      const Json& old_value = GetMember(before, field.c_str());
      const Json& new_value = GetMember(now, field.c_str());
      said.insert(field);
      if (kTextMembers.contains(field)) {
        Text(path + ", " + field, old_value, new_value, value);
      } else if (field == "anchors") {
        for (auto& [level, text] : value.items()) {
          Text(path + ", anchors." + level, GetMember(old_value, level.c_str()),
               GetMember(new_value, level.c_str()), text);
        }
      } else if (!(item.contains("changes") && item["changes"].contains(field))) {
        Three(path + ", " + field, old_value, new_value, value);
      }
    }
    Followed(path, before, now, said);
  }

  // A deviation that the country has decided on; it is never written over.
  void Declared(const std::string& path, const Json& old_value, const Json& new_value,
                const Json& change) {
    if (old_value == new_value) return;
    if (GetMember(change, "to") == new_value) {
      Add(MergeKind::kAgreed, path, old_value, new_value, GetMember(change, "to"),
          "the catalogue now says what the country says: the deviation can go");
    } else {
      Add(MergeKind::kUnresolved, path, old_value, new_value, GetMember(change, "to"));
    }
  }

  // What the country says nothing of follows the base by itself.
  void Followed(const std::string& path, const Json& before, const Json& now,
                const std::set<std::string>& said) {
    std::set<std::string> seen;
    for (const Json* one : {&before, &now}) {
      for (const auto& [field, value] : one->items()) {
        if (kOwnMembers.contains(field) && field != "codes") continue;
        if (said.contains(field) || !seen.insert(field).second) continue;
        const Json& old_value = GetMember(before, field.c_str());
        const Json& new_value = GetMember(now, field.c_str());
        if (old_value == new_value) continue;
        Add(MergeKind::kTaken, path + ", " + field, old_value, new_value, nullptr);
      }
    }
  }

  void NewVersions(const std::string& code, const std::string& base,
                   const std::set<std::int64_t>& used, const Json& entry) {
    const Json& before = Entry(GetMember(old_, "indicators"), "code", base);
    for (const Json& version :
         GetMember(Entry(GetMember(new_, "indicators"), "code", base), "versions")) {
      const std::int64_t number = GetInt(version, "version", 1);
      if (used.contains(number) || !VersionOf(before, number).is_null()) continue;
      Add(MergeKind::kToDecide, code, nullptr, version, entry,
          "the new catalogue has version " + std::to_string(number) + " of " + base +
              ": take it over, adapt it, or leave the indicator out from then on");
    }
  }

  void Labels() {
    const Json& labels = GetMember(merged_, "labels");
    for (const char* list : {"areas", "value_statuses", "flags", "institution_kinds"}) {
      for (const auto& [code, text] : GetMember(labels, list).items()) {
        Label(std::string("labels.") + list + "." + code, Entry(GetMember(old_, list), "code", code),
              Entry(GetMember(new_, list), "code", code), text);
      }
    }
    for (const auto& [id, said] : GetMember(labels, "codelists").items()) {
      const Json& before = Entry(GetMember(old_, "codelists"), "id", id);
      const Json& now = Entry(GetMember(new_, "codelists"), "id", id);
      const std::string path = "labels.codelists." + id;
      Label(path, before, now, said);
      if (now.is_null()) continue;
      for (const auto& [code, text] : GetMember(said, "codes").items()) {
        Label(path + ".codes." + code, Entry(GetMember(before, "codes"), "code", code),
              Entry(GetMember(now, "codes"), "code", code), text);
      }
    }
    for (const auto& [rule, text] : GetMember(labels, "checks").items()) {
      Label("labels.checks." + rule, Entry(GetMember(old_, "checks"), "rule", rule),
            Entry(GetMember(new_, "checks"), "rule", rule), text);
    }
  }

  void Label(const std::string& path, const Json& before, const Json& now, const Json& text) {
    if (!before.is_null() && now.is_null()) {
      Add(MergeKind::kRemoved, path, before, now, text,
          "the new catalogue no longer has what it translates");
    }
  }

  // Core indicators that the country has never decided on.
  void NewInBase() {
    for (const Json& entry : GetMember(new_, "indicators")) {
      const std::string code = GetString(entry, "code");
      if (!GetBool(entry, "core") || decided_.contains(code)) continue;
      const Json& before = Entry(GetMember(old_, "indicators"), "code", code);
      if (GetBool(before, "core")) continue;  // that was open before, and the check says so
      Add(MergeKind::kToDecide, code, before, entry, nullptr,
          before.is_null() ? "a new core indicator: take it over, adapt it, or drop it with a reason"
                           : "it is a core indicator now: take it over, adapt it, or drop it with a "
                             "reason");
    }
  }

  const Json &old_, &new_;
  Json merged_;
  MergeResult result_;
  std::set<std::string> decided_;  // codes of the base
};

std::string NameOf(const Json& document) {
  return GetString(document, "id") + " " + GetString(document, "version");
}

Status CheckFamily(const Json& old_base, const Json& new_base, const Json& national) {
  const Json& based_on = GetMember(national, "based_on");
  const std::string wanted = GetString(based_on, "id") + " " + GetString(based_on, "version");
  if (wanted != NameOf(old_base)) {
    return Status::Refused("wrong-base", NameOf(national) + " is based on " + wanted +
                                             ", but the old base is " + NameOf(old_base) + ".");
  }
  if (GetString(old_base, "id") != GetString(new_base, "id")) {
    return Status::Refused("wrong-base", "The old base is " + NameOf(old_base) +
                                             ", but the new base is " + NameOf(new_base) +
                                             ", another catalogue.");
  }
  if (GetString(old_base, "version") == GetString(new_base, "version")) {
    return Status::Refused("wrong-base", "The old base and the new base are both " +
                                             NameOf(old_base) + ".");
  }
  return {};
}

// Texts without a record get one of the source they have had until now, so that they are found stale.
void RecordSources(const std::vector<Translation>& translations, Json& document) {
  if (translations.empty()) return;
  Json& recorded = document["translated"];
  for (const Translation& one : translations) {
    if (!recorded.contains(one.key)) recorded[one.key] = one.source;
  }
}

}  // namespace

bool MergeResult::open() const {
  return Count(MergeKind::kUnresolved) + Count(MergeKind::kRemoved) + Count(MergeKind::kToDecide) +
             faults.size() >
         0;
}

std::size_t MergeResult::Count(MergeKind kind) const {
  return static_cast<std::size_t>(std::count_if(
      items.begin(), items.end(), [&](const MergeItem& item) { return item.kind == kind; }));
}

Result<MergeResult> MergeBase(const Json& old_base, const Json& new_base, const Json& national) {
  if (Status s = CheckFamily(old_base, new_base, national); !s.ok()) return s;
  Result<std::shared_ptr<const Catalogue>> before = Catalogue::Build(old_base, &national);
  if (!before.ok()) return before.status();
  MergeResult result = Merger(old_base, new_base, national).Run();
  Json merged = *result.document;
  const std::vector<Translation> sources = TranslationsOf(national, **before);
  RecordSources(sources, merged);
  Result<std::shared_ptr<const Catalogue>> after = Catalogue::Build(new_base, &merged);
  if (after.ok()) {
    std::map<std::string, std::string> then;
    for (const Translation& one : sources) then[one.key] = one.source;
    for (const Translation& one : TranslationsOf(merged, **after)) {
      auto known = then.find(one.key);
      if (known != then.end() && known->second != one.source) result.stale.push_back(one.key);
    }
    const std::string what = NameOf(national);
    for (auto check : {CheckReferences, CheckLanguages}) {
      const std::vector<DocumentFault> faults = check(merged, **after, what);
      result.faults.insert(result.faults.end(), faults.begin(), faults.end());
    }
  } else if (!result.open()) {
    // Otherwise it can't be built because of what is listed.
    result.faults.push_back({"", "", "", after.status().message(), after.status().hint()});
  }
  result.document = std::make_shared<const Json>(std::move(merged));
  return result;
}

}  // namespace rapporteur
