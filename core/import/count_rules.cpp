#include "core/import/count_rules.h"

#include "core/base/json.h"
#include "core/base/text.h"

namespace rapporteur {
namespace {

std::set<std::string> TextSet(const Json& json, const char* name, std::set<std::string> otherwise) {
  if (!json.contains(name)) return otherwise;
  const std::vector<std::string> texts = GetStrings(json, name);
  return {texts.begin(), texts.end()};
}

CountSeveral ReadSeveral(const std::string& word) {
  if (word == "each") return {CountSeveral::Kind::kEach, ""};
  if (word == "refuse") return {CountSeveral::Kind::kRefuse, ""};
  return {CountSeveral::Kind::kCode, word};
}

CountMissing ReadMissing(const std::string& word) {
  if (word == "leave-out") return {CountMissing::Kind::kLeaveOut};
  return {word == "refuse" ? CountMissing::Kind::kRefuse : CountMissing::Kind::kUnknown};
}

CountMulti ReadMulti(const Json& json) {
  CountMulti multi;
  if (json.is_string()) {
    multi.separator = json.get<std::string>();
    return multi;
  }
  multi.separator = GetString(json, "separator");
  for (const auto& [header, code] : GetMember(json, "columns").items()) {
    multi.columns[header] = code.get<std::string>();
  }
  multi.yes = TextSet(json, "yes", {"1"});
  multi.no = TextSet(json, "no", {"0"});
  multi.none = GetString(json, "none");
  multi.several = ReadSeveral(GetString(json, "several", "each"));
  return multi;
}

std::optional<double> NumberOrOpen(const Json& json) {
  return json.is_number() ? std::optional<double>(json.get<double>()) : std::nullopt;
}

Result<std::optional<DateFormat>> ReadPattern(const Json& json, const std::string& where) {
  const std::string text = GetString(json, "date");
  if (text.empty()) return std::optional<DateFormat>();
  Result<DateFormat> pattern = DateFormat::Read(text);
  if (!pattern.ok()) {
    return Status::Refused("bad-mapping", where + ".date: " + pattern.status().message() + ".");
  }
  return std::optional<DateFormat>(*std::move(pattern));
}

Result<CountBands> ReadBands(const Json& json, const std::string& where) {
  CountBands bands;
  if (json.is_string()) {
    bands.to = json.get<std::string>();
    return bands;
  }
  bands.to = GetString(json, "to");
  for (const auto& [code, range] : GetMember(json, "bands").items()) {
    bands.bands.push_back({code, NumberOrOpen(range[0]), NumberOrOpen(range[1])});
  }
  Result<std::optional<DateFormat>> date = ReadPattern(json, where);
  if (!date.ok()) return date.status();
  bands.date = *date;
  if (!bands.date) return bands;
  const Json& at = GetMember(json, "at");
  bands.at = GetString(at, "from");
  Result<std::optional<DateFormat>> at_date = ReadPattern(at, where + ".at");
  if (!at_date.ok()) return at_date.status();
  bands.at_date = *at_date;
  if (bands.at.empty() || !bands.at_date) {
    return Status::Refused("bad-mapping",
                           where + ": a date becomes an age on a day; \"at\" says in which column "
                                   "that day stands, and how it is written.");
  }
  return bands;
}

}  // namespace

Result<CountRules> CountRules::Read(const Json& json, const std::string& where) {
  CountRules rules;
  rules.unit = GetString(json, "unit");
  if (json.contains("by")) {
    rules.by.emplace();
    for (const Json& list : GetMember(json, "by")) {
      rules.by->push_back(list.get<std::vector<std::string>>());
    }
  }
  for (const auto& [dimension, multi] : GetMember(json, "multi").items()) {
    rules.multi[dimension] = ReadMulti(multi);
  }
  for (const auto& [header, body] : GetMember(json, "bands").items()) {
    Result<CountBands> bands = ReadBands(body, where + ".bands." + header);
    if (!bands.ok()) return bands.status();
    rules.bands[header] = *std::move(bands);
  }
  const Json& missing = GetMember(json, "missing");
  rules.missing = TextSet(missing, "values", {});
  rules.missing_as = ReadMissing(GetString(missing, "as", "unknown"));
  for (const auto& [dimension, as] : GetMember(missing, "of").items()) {
    rules.missing_of[dimension] = ReadMissing(as.get<std::string>());
  }
  const Json& person = GetMember(json, "person");
  rules.person = GetString(person, "from");
  rules.together = GetBool(person, "together");
  return rules;
}

CountMissing CountRules::MissingOf(const std::string& dimension) const {
  auto it = missing_of.find(dimension);
  return it == missing_of.end() ? missing_as : it->second;
}

CountSeveral CountRules::SeveralOf(const std::string& dimension) const {
  auto it = multi.find(dimension);
  return it == multi.end() ? CountSeveral() : it->second.several;
}

}  // namespace rapporteur
