#include "tests/report/small_country.h"

#include <stdexcept>

#include "core/base/json.h"

namespace rapporteur {
namespace {

constexpr char kRegion[] = R"json({
 "document": "country/1", "id": "org.rapporteur.regional", "version": "1.0.0", "country": "REG",
 "names": {"en": "Region"}, "languages": ["en"],
 "disclosure": {"threshold": 5, "mask": {"min": 1, "max": 4, "counting_units": ["person"], "when": "crossed"}},
 "choice_order": ["register", "report", "court", "survey", "media"],
 "areas": [{"code": "ID", "title": {"en": "Identification", "sr-Cyrl": "Идентификација"}},
           {"code": "CM", "title": {"en": "Compensation", "sr-Cyrl": "Накнада штете"}},
           {"code": "CX", "title": {"en": "Context", "sr-Cyrl": "Контекст"}}],
 "value_kinds": {"count": {"min": 0, "integer": true}, "percent": {"min": 0, "max": 100, "unit": "%"},
                 "yesno": {"values": [0, 1], "unit": "yes/no"}},
 "value_statuses": [
  {"code": "A", "has_value": true, "title": {"en": "reported", "sr-Cyrl": "пријављено"}},
  {"code": "P", "has_value": true, "title": {"en": "provisional", "sr-Cyrl": "привремено"}},
  {"code": "Q", "has_value": false, "title": {"en": "suppressed", "sr-Cyrl": "прикривено"}},
  {"code": "_N", "has_value": false, "title": {"en": "asked, no answer", "sr-Cyrl": "тражено, без одговора"}}],
 "flags": [{"code": "B", "title": {"en": "break in series", "sr-Cyrl": "прекид серије"}}],
 "institution_kinds": [{"code": "court", "title": {"en": "Courts", "sr-Cyrl": "Судови"}}],
 "codelists": [
  {"id": "sex", "dimension": true, "title": {"en": "Sex (registered)", "sr-Cyrl": "Пол (евидентирани)"}, "unknown": "U",
   "codes": [{"code": "F", "label": {"en": "female", "sr-Cyrl": "женски"}}, {"code": "M", "label": {"en": "male", "sr-Cyrl": "мушки"}},
             {"code": "U", "label": {"en": "unknown", "sr-Cyrl": "непознато"}}]},
  {"id": "age_group", "dimension": true, "title": {"en": "Age", "sr-Cyrl": "Узраст"},
   "codes": [{"code": "CHD", "label": {"en": "children", "sr-Cyrl": "деца"}}, {"code": "ADT", "label": {"en": "adults", "sr-Cyrl": "одрасли"}}]},
  {"id": "form", "dimension": true, "title": {"en": "Form", "sr-Cyrl": "Облик"},
   "codes": [{"code": "LAB", "label": {"en": "labour", "sr-Cyrl": "рад"}},
             {"code": "LAB.BEG", "label": {"en": "begging", "sr-Cyrl": "просјачење"}, "parent": "LAB"},
             {"code": "SEX", "label": {"en": "sexual", "sr-Cyrl": "сексуална"}}]},
  {"id": "counting_unit", "codes": [{"code": "person", "label": {"en": "person", "sr-Cyrl": "лице"}}]},
  {"id": "age_reference", "codes": [{"code": "exploitation", "label": {"en": "at exploitation", "sr-Cyrl": "у време експлоатације"}},
                                    {"code": "identification", "label": {"en": "at identification", "sr-Cyrl": "у време идентификације"}}]},
  {"id": "person_status", "codes": [{"code": "identified", "label": {"en": "identified", "sr-Cyrl": "идентификована"}}]},
  {"id": "counting_mode", "codes": [{"code": "main", "label": {"en": "once", "sr-Cyrl": "једном"}}]},
  {"id": "reference", "codes": [{"code": "year", "label": {"en": "events of the year", "sr-Cyrl": "догађаји у години"}}]}],
 "indicators": [
  {"code": "ID.02", "area": "ID", "core": true, "versions": [{"version": 1, "valid_from": "2000-01-01", "type": "outcome",
    "value_kind": "count", "unit": "persons", "person_status": "identified", "counting_unit": "person", "counting_mode": "main",
    "age_reference": "exploitation", "reference": "year", "dimensions": ["sex", "age_group", "form"], "by_territory": true,
    "question": {"en": "How many were identified?"}, "definition": {"en": "Persons with a positive decision."}, "asked_from": ["court"]}]},
  {"code": "ID.03", "area": "ID", "core": false, "versions": [{"version": 1, "valid_from": "2000-01-01", "type": "outcome",
    "value_kind": "count", "unit": "persons", "counting_unit": "person", "dimensions": ["sex", "age_group"], "question": {"en": "How many of the year?"}}]},
  {"code": "ID.08", "area": "ID", "core": false, "versions": [{"version": 1, "valid_from": "2000-01-01", "type": "outcome",
    "value_kind": "count", "unit": "persons", "counting_unit": "person", "question": {"en": "How many of earlier years?"}}]},
  {"code": "ID.32", "area": "ID", "core": false, "versions": [{"version": 1, "valid_from": "2000-01-01", "type": "outcome",
    "value_kind": "percent", "unit": "%", "numerator": "ID.03", "denominator": "ID.02", "dimensions": ["sex", "age_group"],
    "formula": "100 * ID.03 / ID.02", "question": {"en": "What share?"}}]},
  {"code": "CH.01", "area": "ID", "core": false, "versions": [{"version": 1, "valid_from": "2000-01-01", "type": "outcome",
    "value_kind": "count", "unit": "persons", "counting_unit": "person", "dimensions": ["sex"], "same_as": "ID.02{age_group=CHD}",
    "question": {"en": "How many children?"}}]},
  {"code": "CM.02", "area": "CM", "core": true, "versions": [{"version": 1, "valid_from": "2000-01-01", "type": "structure",
    "value_kind": "yesno", "unit": "yes/no", "question": {"en": "Is there a fund?"}, "asked_from": ["court"]}]},
  {"code": "CM.05", "area": "CM", "core": true, "versions": [{"version": 1, "valid_from": "2000-01-01", "type": "outcome",
    "value_kind": "percent", "unit": "%", "formula": "100 * CM.04 / CM.03", "question": {"en": "What share is paid?"}, "asked_from": ["court"]}]},
  {"code": "CM.03", "area": "CM", "core": false, "versions": [{"version": 1, "valid_from": "2000-01-01", "type": "outcome",
    "value_kind": "count", "unit": "persons", "counting_unit": "person", "question": {"en": "How many claims?"}}]},
  {"code": "CM.04", "area": "CM", "core": true, "versions": [{"version": 1, "valid_from": "2000-01-01", "type": "outcome",
    "value_kind": "count", "unit": "persons", "counting_unit": "person", "question": {"en": "How many are paid?"}, "asked_from": ["court"]}]}],
 "checks": [{"rule": "sum", "level": "error", "equal": ["ID.02", "ID.03 + ID.08"],
   "message": {"en": "{period}: {found} is not {expected}.", "sr-Cyrl": "{period}: {found} није {expected}."},
   "hint": {"en": "Look at the parts.", "sr-Cyrl": "Погледајте делове."}}]
})json";

constexpr char kCountry[] = R"json({
 "document": "country/1", "id": "org.rapporteur.country.rs", "version": "1.2.0", "country": "RS",
 "based_on": {"id": "org.rapporteur.regional", "version": "1.0.0"},
 "names": {"en": "Serbia", "sr-Cyrl": "Србија"}, "languages": ["sr-Cyrl", "sr-Latn", "en"],
 "formats": {"decimal": ",", "group": ".", "date": "dd.MM.yyyy."}, "currency": "RSD",
 "territories": [{"code": "RS-VO", "name": {"en": "Vojvodina", "sr-Cyrl": "Војводина"}, "level": "region", "parent": "RS"},
                 {"code": "RS-CE", "name": {"en": "Centre", "sr-Cyrl": "Централна Србија"}, "level": "region", "parent": "RS"}],
 "institutions": [{"code": "RS-CZ", "kind": "identification_body", "name": {"en": "The Centre", "sr-Cyrl": "Центар"}},
                  {"code": "RS-VIS", "kind": "court", "name": {"en": "Higher courts", "sr-Cyrl": "Виши судови"}}],
 "sources": [
  {"code": "REG-2023/RS-CZ", "counted_by": "RS-CZ", "publication": "REG-2023", "kind": "register", "published_on": "2024-03-01",
   "title": "Register 2023", "url": "https://example.org/register"},
  {"code": "NEWS-2023/RS-CZ", "counted_by": "RS-CZ", "publication": "NEWS-2023", "kind": "media", "published_on": "2024-05", "title": "A newspaper"},
  {"code": "OLD-2016/RS-CZ", "counted_by": "RS-CZ", "publication": "OLD-2016", "kind": "register", "published_on": "2016", "title": "Register 2016"}],
 "indicators": [
  {"code": "ID.02", "versions": [
   {"version": 1, "valid_from": "2000-01-01", "valid_to": "2018-12-31", "base": {"code": "ID.02", "version": 1}, "decision": "taken_over",
    "question": {"sr-Cyrl": "Колико је идентификовано?", "en": {"from": "base"}}},
   {"version": 2, "valid_from": "2019-01-01", "base": {"code": "ID.02", "version": 1}, "decision": "adapted",
    "changes": {"age_reference": {"to": "identification", "reason": {"en": "The register knows no other age.", "sr-Cyrl": "Регистар не зна други узраст."}},
                "definition": {"to": "as of 31 December", "reason": {"en": "Cases are carried on."}}},
    "definition": {"sr-Cyrl": "Лица са позитивном одлуком.", "en": {"from": "base"}},
    "question": {"sr-Cyrl": "Колико је идентификовано?", "en": {"from": "base"}}, "review": ["question"]}]},
  {"code": "CM.04", "versions": [{"version": 1, "valid_from": "2000-01-01", "base": {"code": "CM.04", "version": 1}, "decision": "dropped",
    "reason": {"en": "Nobody pays.", "sr-Cyrl": "Нико не плаћа."}}]},
  {"code": "RS.ID.01", "area": "ID", "versions": [{"version": 1, "valid_from": "2000-01-01", "decision": "national", "type": "process",
    "value_kind": "count", "unit": "meetings", "question": {"en": "How many meetings?", "sr-Cyrl": "Колико састанака?"}}]}],
 "notes": [{"indicator": "ID.02", "period": "2020", "text": {"en": "The Centre prints 48 and 49.", "sr-Cyrl": "Центар објављује 48 и 49."}},
           {"indicator": "ID.02", "period": "2031", "text": {"en": "Too late.", "sr-Cyrl": "Касно."}},
           {"indicator": "ID.02", "text": {"en": "Read with care.", "sr-Cyrl": "Читати пажљиво."}}],
 "breaks": [{"indicator": "ID.02", "from": "2017", "text": {"en": "The Centre takes over.", "sr-Cyrl": "Центар преузима."}}]
})json";

Json Parse(const char* text, const char* name) {
  Result<Json> json = ParseJson(text, name);
  if (!json.ok()) throw std::runtime_error(json.status().message());
  return *std::move(json);
}

std::shared_ptr<const Catalogue> Build(const Json* country) {
  auto catalogue = Catalogue::Build(Parse(kRegion, "the small region"), country);
  if (!catalogue.ok()) throw std::runtime_error(catalogue.status().message());
  return *catalogue;
}

void Collect(const Json& section, const std::string& role, std::vector<Json>& pieces) {
  for (const Json& block : section.at("blocks")) {
    if (GetString(block, "role") == role) pieces.push_back(block);
  }
  for (const Json& part : section.at("sections")) Collect(part, role, pieces);
}

Json Find(const Json& sections, const std::string& id) {
  for (const Json& section : sections) {
    if (section.at("id") == id) return section;
    if (Json found = Find(section.at("sections"), id); !found.is_null()) return found;
  }
  return {};
}

}  // namespace

std::shared_ptr<const Catalogue> SmallRegion() {
  static const auto region = Build(nullptr);
  return region;
}

std::shared_ptr<const Catalogue> SmallCountry() {
  static const auto country = [] {
    const Json document = Parse(kCountry, "the small country");
    return Build(&document);
  }();
  return country;
}

std::shared_ptr<const Catalogue> SmallNeighbour(const char* document) {
  const Json parsed = Parse(document, "the small neighbour");
  return Build(&parsed);
}

Observation Counted(const std::string& indicator, const std::string& period,
                    const std::string& dimensions, double number) {
  Observation o;
  o.key = {"RS", indicator, "RS", dimensions};
  o.period = period;
  o.value.number = number;
  o.origin = "imported";
  o.source = "REG-2023/RS-CZ";
  o.counted_by = "RS-CZ";
  o.publication = "REG-2023";
  o.chosen = true;
  o.choice_by = "rule";
  const Indicator* found = SmallCountry()->FindIndicator(indicator);
  const Result<Period> parsed = ParsePeriod(period);
  if (found != nullptr && parsed.ok()) {
    const IndicatorVersion* version = found->On(parsed->last_day);
    o.definition = (version == nullptr ? found->newest() : *version).definition;
  }
  o.file = "register.csv";
  o.row = 7;
  o.batch = 1;
  return o;
}

ReportData SmallData(std::vector<Observation> observations) {
  ReportData data;
  data.catalogue = SmallCountry();
  data.regional = SmallRegion();
  data.observations = std::move(observations);
  data.program = "Rapporteur 1.0.0";
  return data;
}

Json Report(const ReportData& data, const std::string& language, const std::string& periods) {
  FixedClock clock;
  Result<Json> report = BuildReport(data, {language, *ParsePeriodRange(periods)}, clock);
  if (!report.ok()) throw std::runtime_error(report.status().message());
  return *std::move(report);
}

std::vector<Json> PiecesOf(const Json& report, const std::string& role) {
  std::vector<Json> pieces;
  for (const Json& section : report.at("sections")) Collect(section, role, pieces);
  return pieces;
}

Json SectionOf(const Json& report, const std::string& id) {
  return Find(report.at("sections"), id);
}

std::string RowText(const Json& row) {
  std::string text;
  for (const Json& cell : row.at("cells")) {
    if (&cell != &row.at("cells")[0]) text += " | ";
    text += GetString(cell, "text");
    for (const Json& line : GetMember(cell, "lines")) text += GetString(line, "text") + "; ";
    for (const Json& badge : GetMember(cell, "badges")) text += " " + GetString(badge, "letter");
  }
  return text;
}

std::vector<std::string> RowTexts(const Json& table) {
  std::vector<std::string> rows;
  for (const Json& row : table.at("rows")) rows.push_back(RowText(row));
  return rows;
}

}  // namespace rapporteur
