#include "core/draft/new_draft.h"

#include <algorithm>

#include "core/base/format.h"
#include "core/base/json.h"
#include "core/base/json_layout.h"
#include "core/base/locale_facts.h"
#include "core/base/text.h"
#include "core/model/local_text.h"

namespace rapporteur {
namespace {

constexpr const char* kPrefix = "org.rapporteur.country.";
constexpr const char* kVersion = "0.1.0";

std::string Upper(std::string text) {
  for (char& c : text) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return text;
}

bool IsTag(const std::string& tag) {
  const std::size_t dash = tag.find('-');
  const std::string language = tag.substr(0, dash);
  if (language.size() < 2 || language.size() > 3) return false;
  for (const char c : language) {
    if (c < 'a' || c > 'z') return false;
  }
  return dash == std::string::npos || tag.substr(dash) == "-Cyrl" || tag.substr(dash) == "-Latn";
}

class Maker {
 public:
  Maker(const NewDraft& wanted, const Json& base) : wanted_(wanted), base_(base) {}

  Result<std::map<std::string, std::string>> Run() {
    if (Status s = FindCountry(); !s.ok()) return s;
    if (Status s = FindLanguages(); !s.ok()) return s;
    std::string stem = AsciiLower(name_);
    for (char& c : stem) {
      if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))) c = '_';
    }
    const std::string mapping = AsciiLower(country_) + "-example";
    return std::map<std::string, std::string>{
        {stem + ".json", LaidOut(Document())},
        {"README.md", Readme(stem + ".json")},
        {"CHANGELOG.md", "# Changes of the tool for " + name_ + "\n\n## " + kVersion +
                             "\n\nFirst draft: every core indicator as the region defines it.\n"},
        {"mappings/example.json", LaidOut(Mapping(mapping))},
        {"samples/example.csv", "year,indicator,value,note\n"}};
  }

 private:
  Status FindCountry() {
    id_ = AsciiLower(wanted_.id);
    if (id_.find('.') == std::string::npos) id_ = kPrefix + id_;
    country_ = Upper(id_.substr(id_.rfind('.') + 1));
    const std::string known = country_.size() == 2 ? RegionName(country_, "en") : "";
    if (known.empty()) {
      return Status::Usage("bad-country", "found " + Quote(wanted_.id) +
                                              ", expected two letters (ISO 3166-1) such as HR, or "
                                              "an id that ends in them.");
    }
    name_ = wanted_.name.empty() ? known : wanted_.name;
    return {};
  }

  Status FindLanguages() {
    languages_ = wanted_.languages.empty() ? LanguagesSpokenIn(country_) : wanted_.languages;
    for (const std::string& language : languages_) {
      if (IsTag(language)) continue;
      return Status::Usage("bad-language", "--languages: found " + Quote(language) +
                                               ", expected a language tag such as hr or sr-Cyrl.");
    }
    if (std::find(languages_.begin(), languages_.end(), "en") == languages_.end()) {
      languages_.push_back("en");
    }
    return {};
  }

  Json Document() const {
    Json json;
    json["document"] = "country/1";
    json["id"] = id_;
    json["version"] = kVersion;
    json["country"] = country_;
    json["based_on"] = {{"id", GetString(base_, "id")}, {"version", GetString(base_, "version")}};
    json["x_publisher"] = wanted_.publisher;
    json["x_licence"] = wanted_.licence;
    json["names"] = Names();
    json["languages"] = languages_;
    json["formats"] = NumberFormats();
    if (const std::string currency = CurrencyOf(country_); !currency.empty()) {
      json["currency"] = currency;
    }
    json["choice_order"] = GetMember(base_, "choice_order");
    json["labels"] = Json::object();
    for (const char* list : {"territories", "institutions", "laws", "sources"}) {
      json[list] = Json::array();
    }
    json["indicators"] = Json::array();
    for (const Json& indicator : GetMember(base_, "indicators")) {
      if (GetBool(indicator, "core")) json["indicators"].push_back(TakenOver(indicator));
    }
    json["translated"] = Json::object();
    json["review"] = "needed";
    return json;
  }

  Json Names() const {
    Json names = Json::object();
    for (const std::string& language : languages_) {
      const std::string known = RegionName(country_, language);
      if (language == "en") {
        names["en"] = name_;
      } else if (IsDerived(language, languages_)) {
        names[language] = {{"from", language.substr(0, language.size() - 5) + "-Cyrl"}};
      } else if (!known.empty()) {
        names[language] = known;
      }
    }
    return names;
  }

  Json NumberFormats() const {
    const NationalFormats used = FormatsUsedIn(country_, languages_.front());
    // What the schema allows; other marks are rare and the person can see to them.
    const bool decimal = used.decimal == "." || used.decimal == ",";
    const bool group = used.group == "." || used.group == "," || used.group == "'" ||
                       used.group == "\u00a0" || used.group == "\u202f";
    return {{"decimal", decimal ? used.decimal : "."},
            {"group", group ? used.group : " "},
            {"date", used.date}};
  }

  static Json TakenOver(const Json& indicator) {
    const Json& base = GetMember(indicator, "versions").back();
    Json version;
    version["version"] = 1;
    version["valid_from"] = GetString(base, "valid_from", "2000-01-01");
    version["valid_to"] = nullptr;
    version["base"] = {{"code", indicator["code"]}, {"version", GetInt(base, "version", 1)}};
    version["decision"] = "taken_over";
    for (const char* text : {"question", "definition"}) {
      if (base.contains(text)) version[text]["en"] = {{"from", "base"}};
    }
    version["review"] = "needed";
    return {{"code", indicator["code"]}, {"versions", Json::array({version})}};
  }

  Json Mapping(const std::string& name) const {
    Json json;
    json["document"] = "mapping/1";
    json["name"] = name;
    json["version"] = 1;
    json["note"] = "An example: one row per indicator and year. Say who counted with --source.";
    json["for"] = {{"institution", nullptr},
                   {"country", country_},
                   {"headers", {"year", "indicator", "value", "note"}}};
    json["read"] = {{"plugin", "org.rapporteur.csv-import"},
                    {"options", {{"separator", ","}, {"encoding", "utf-8"}}}};
    json["rows"] = "observations";
    json["columns"] = {{"country", {{"constant", country_}}},
                       {"period", {{"from", "year"}}},
                       {"indicator", {{"from", "indicator"}}},
                       {"value", {{"from", "value"}}},
                       {"note", {{"from", "note"}}}};
    json["unpivot"] = nullptr;
    json["count"] = nullptr;
    json["ignored"] = Json::array();
    return json;
  }

  std::string Readme(const std::string& file) const {
    return "# " + name_ + "\n\n`" + file +
           "` is the draft of this country's tool, laid over " + GetString(base_, "id") + " " +
           GetString(base_, "version") +
           ". Every core indicator is taken over as the region defines it, in English; the name, "
           "the languages, the forms of numbers and dates and the currency are those of the "
           "Unicode CLDR. Nobody has reviewed anything yet.\n\n"
           "## To be filled in\n\n"
           "| member | an entry |\n| --- | --- |\n"
           "| `territories` | `{\"code\": \"" + country_ + "-01\", \"name\": {\"en\": \"…\"}, "
           "\"level\": \"county\"}` |\n"
           "| `institutions` | `{\"code\": \"" + country_ + "-MOI\", \"kind\": "
           "\"ministry_interior\", \"name\": {\"en\": \"…\"}, \"review\": \"needed\"}` |\n"
           "| `laws` | `{\"code\": \"" + country_ + "-CC\", \"act\": {\"en\": \"Criminal Code\"}, "
           "\"article\": \"…\", \"review\": \"needed\"}` |\n"
           "| `sources` | `{\"code\": \"PUBLICATION/" + country_ + "-MOI\", \"counted_by\": \"" +
           country_ + "-MOI\", \"publication\": \"PUBLICATION\", \"kind\": \"report\", "
           "\"title\": \"…\"}` |\n"
           "| `indicators` | who is asked, what is adapted or dropped and why; national ones begin "
           "with `" + country_ + ".` |\n"
           "| `mappings/`, `samples/` | how the tables of institutions are read |\n\n"
           "Take `\"review\"` away where somebody who knows has read the entry.\n\n"
           "## Sources\n\nName here where each fact comes from.\n";
  }

  const NewDraft& wanted_;
  const Json& base_;
  std::string id_, country_, name_;
  std::vector<std::string> languages_;
};

}  // namespace

Result<std::map<std::string, std::string>> FilesOf(const NewDraft& draft, const Json& base) {
  return Maker(draft, base).Run();
}

}  // namespace rapporteur
