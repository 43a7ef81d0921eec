#include "core/model/catalogue_reader.h"

#include <algorithm>
#include <functional>
#include <set>

#include "core/base/json.h"
#include "core/base/text.h"
#include "core/model/labels.h"

namespace rapporteur {
namespace {

Date DateMember(const Json& object, const char* key, Date otherwise) {
  const std::string text = GetString(object, key);
  const std::optional<Date> date = ParseDate(text);
  if (!date) return otherwise;
  if (otherwise != kLastDate) return *date;
  // "valid_to": "2018" means to the end of that year, "2018-06" to the end of that month.
  const int year = *date / 10000, month = *date / 100 % 100;
  if (text.size() == 4) return year * 10000 + 1231;
  if (text.size() == 7) return *date / 100 * 100 + DaysInMonth(year, month);
  return *date;
}

Bounds ReadBounds(const Json& json, Bounds bounds) {
  if (json.contains("min")) bounds.min = GetNumber(json, "min");
  if (json.contains("max")) bounds.max = GetNumber(json, "max");
  bounds.integer = GetBool(json, "integer", bounds.integer);
  bounds.text = GetBool(json, "text", bounds.text);
  if (json.contains("values")) bounds.allowed.clear();
  for (const Json& value : GetMember(json, "values")) {
    if (value.is_number()) bounds.allowed.push_back(value.get<double>());
  }
  return bounds;
}

// How one field of a definition is read from a document, by the name the documents use.
using FieldReader = std::function<void(const Json&, IndicatorVersion&)>;

template <typename Member>
FieldReader TextField(Member member) {
  return [member](const Json& value, IndicatorVersion& v) {
    if (value.is_string()) v.*member = value.get<std::string>();
    if (value.is_null()) v.*member = std::string();
  };
}

template <typename Member>
FieldReader ListField(Member member) {
  return [member](const Json& value, IndicatorVersion& v) {
    (v.*member).clear();
    for (const Json& item : value) {
      if (item.is_string()) (v.*member).push_back(item.get<std::string>());
    }
  };
}

const std::map<std::string, FieldReader>& FieldReaders() {
  using V = IndicatorVersion;
  static const std::map<std::string, FieldReader> readers = {
      {"type", TextField(&V::type)},
      {"value_kind", TextField(&V::value_kind)},
      {"unit", TextField(&V::unit)},
      {"direction", TextField(&V::direction)},
      {"frequency", TextField(&V::frequency)},
      {"person_status", TextField(&V::person_status)},
      {"counting_unit", TextField(&V::counting_unit)},
      {"counting_mode", TextField(&V::counting_mode)},
      {"age_reference", TextField(&V::age_reference)},
      {"reference", TextField(&V::reference)},
      {"formula", TextField(&V::formula)},
      {"missing", TextField(&V::missing)},
      {"numerator", TextField(&V::numerator)},
      {"denominator", TextField(&V::denominator)},
      {"subset_of", TextField(&V::subset_of)},
      {"same_as", TextField(&V::same_as)},
      {"owner", TextField(&V::owner)},
      {"source_kind", TextField(&V::source_kind)},
      {"dimensions", ListField(&V::dimensions)},
      {"multi_dimensions", ListField(&V::multi_dimensions)},
      {"coverage", ListField(&V::coverage)},
      {"asked_from", ListField(&V::asked_from)},
      {"channels", ListField(&V::channels)},
      {"laws", ListField(&V::laws)},
      {"legal_basis", ListField(&V::legal_basis)},
      {"comparable_with", ListField(&V::comparable_with)},
      {"by_territory",
       [](const Json& value, V& v) { v.by_territory = value.is_boolean() && value.get<bool>(); }},
      {"ask", [](const Json& value, V& v) { v.ask = !value.is_boolean() || value.get<bool>(); }},
      {"multiplier",
       [](const Json& value, V& v) {
         v.multiplier.reset();
         if (value.is_number()) v.multiplier = value.get<double>();
       }},
      {"codes",
       [](const Json& value, V& v) {
         v.codes.clear();
         for (const auto& [dimension, codes] : value.items()) {
           v.codes[dimension] = GetStrings(value, dimension.c_str());
         }
       }},
      {"question",
       [](const Json& value, V& v) { v.question = LocalText::Read(value, v.question); }},
      {"definition", [](const Json& value,
                        V& v) { v.definition_text = LocalText::Read(value, v.definition_text); }},
      {"note", [](const Json& value, V& v) { v.note = LocalText::Read(value, v.note); }},
      {"anchors",
       [](const Json& value, V& v) {
         for (const auto& [score, text] : value.items()) {
           v.anchors[score] = LocalText::Read(text, v.anchors[score]);
         }
       }},
      {"bounds", [](const Json& value, V& v) { v.bounds = ReadBounds(value, v.bounds); }},
  };
  return readers;
}

void ApplyFields(const Json& source, IndicatorVersion& version) {
  for (const auto& [name, reader] : FieldReaders()) {
    auto it = source.find(name);
    if (it != source.end()) reader(*it, version);
  }
}

void SortByDate(Indicator& indicator) {
  std::sort(indicator.versions.begin(), indicator.versions.end(),
            [](const auto& a, const auto& b) { return a.valid_from < b.valid_from; });
}

std::map<std::string, std::string> ReadPairs(const Json& object) {
  std::map<std::string, std::string> pairs;
  for (const auto& [name, value] : object.items()) {
    if (value.is_string()) pairs[name] = value.get<std::string>();
  }
  return pairs;
}

// A member as one line of text, for showing a deviation.
std::string Shown(const Json& value) {
  if (value.is_string()) return value.get<std::string>();
  if (value.is_array()) {
    std::vector<std::string> items;
    for (const Json& item : value) items.push_back(Shown(item));
    return Join(items, ", ");
  }
  if (value.is_object() && value.contains("en")) return GetString(value, "en");
  return value.is_null() ? "" : value.dump();
}

std::string DefinitionName(const std::string& country, const std::string& code, int version) {
  return country + ":" + code + "@" + std::to_string(version);
}

}  // namespace

Result<std::shared_ptr<const Catalogue>> CatalogueReader::Read(const Json& base,
                                                               const Json* country) {
  CatalogueReader reader;
  const Json& own = country == nullptr ? base : *country;
  if (Status s = reader.ReadHead(base, own); !s.ok()) return s;
  const Json lists = WithLabels(base, own);
  reader.ReadAreas(lists);
  reader.ReadStatuses(lists, base);
  reader.ReadBodies(own);
  reader.ReadLists(lists, own, country != nullptr);
  reader.ReadRules(lists);
  if (country != nullptr) reader.ReadRules(*country);
  if (Status s = reader.ReadIndicators(base, country); !s.ok()) return s;
  return std::shared_ptr<const Catalogue>(reader.out_);
}

Status CatalogueReader::ReadHead(const Json& base, const Json& own) {
  Catalogue& c = *out_;
  c.id_ = GetString(own, "id");
  c.version_ = GetString(own, "version");
  c.country_ = GetString(own, "country");
  if (c.id_.empty() || c.version_.empty() || c.country_.empty()) {
    return Status::Refused("bad-document", "The country document " + Quote(c.id_) +
                                               " lacks its id, version or country.");
  }
  const Json& based_on = GetMember(own, "based_on");
  if (&own != &base && based_on.is_object() &&
      (GetString(based_on, "id") != GetString(base, "id") ||
       GetString(based_on, "version") != GetString(base, "version"))) {
    return Status::Refused(
        "wrong-base", c.id_ + " " + c.version_ + " is based on " + GetString(based_on, "id") + " " +
                          GetString(based_on, "version") + ", but was laid over " +
                          GetString(base, "id") + " " + GetString(base, "version") + ".");
  }
  c.name_ = LocalText::Read(GetMember(own, "names"));
  c.languages_ = GetStrings(own, "languages");
  const Json& formats = GetMember(own, "formats");
  c.decimal_ = GetString(formats, "decimal", ".");
  c.group_ = GetString(formats, "group", ",");
  c.date_format_ = GetString(formats, "date", "yyyy-MM-dd");
  c.currency_ = GetString(own, "currency");
  c.choice_order_ = GetStrings(own, "choice_order");
  if (c.choice_order_.empty()) c.choice_order_ = GetStrings(base, "choice_order");
  ReadDisclosure(base, own);
  for (const Json& item : GetMember(own, "breaks")) {
    std::vector<std::string> indicators = GetStrings(item, "indicators");
    if (item.contains("indicator")) indicators.push_back(GetString(item, "indicator"));
    for (const std::string& indicator : indicators) {
      c.breaks_.push_back({indicator, GetString(item, "from"),
                           LocalText::Read(GetMember(item, "text")), GetString(item, "territory"),
                           GetString(item, "law"), item.contains("review")});
    }
  }
  for (const Json& item : GetMember(own, "notes")) {
    c.notes_.push_back({GetString(item, "indicator"), GetString(item, "period"),
                        LocalText::Read(GetMember(item, "text")), item.contains("review")});
  }
  for (const auto& [kind, body] : GetMember(base, "value_kinds").items()) {
    kinds_[kind] = ReadBounds(body, {});
    kind_units_[kind] = GetString(body, "unit");
  }
  return {};
}

void CatalogueReader::ReadDisclosure(const Json& base, const Json& own) {
  Catalogue& c = *out_;
  const Json& base_rule = GetMember(base, "disclosure");
  const Json& own_rule = GetMember(own, "disclosure");
  c.disclosure_threshold_ =
      static_cast<int>(GetInt(own_rule, "threshold", GetInt(base_rule, "threshold")));
  const Json& own_mask = GetMember(own_rule, "mask");
  const Json& mask = own_mask.is_object() ? own_mask : GetMember(base_rule, "mask");
  if (!mask.is_object()) return;
  c.mask_.min = GetNumber(mask, "min").value_or(1);
  c.mask_.max = GetNumber(mask, "max").value_or(-1);
  c.mask_.counting_units = GetStrings(mask, "counting_units");
  c.mask_.when = GetString(mask, "when", "crossed");
}

void CatalogueReader::ReadAreas(const Json& lists) {
  for (const Json& area : GetMember(lists, "areas")) {
    out_->areas_.push_back({GetString(area, "code"), LocalText::Read(GetMember(area, "title"))});
  }
}

void CatalogueReader::ReadStatuses(const Json& lists, const Json& base) {
  auto read = [](const Json& list, std::vector<ValueStatus>& into) {
    for (const Json& item : list) {
      into.push_back({GetString(item, "code"), GetBool(item, "has_value"),
                      LocalText::Read(GetMember(item, "title")), GetStrings(item, "symbols"),
                      GetString(item, "sdmx"), GetStrings(item, "domain")});
    }
  };
  read(GetMember(lists, "value_statuses"), out_->statuses_);
  read(GetMember(lists, "flags"), out_->flags_);
  out_->sdmx_order_ = GetStrings(base, "sdmx_order");
  for (const Json& item : GetMember(lists, "institution_kinds")) {
    out_->institution_kinds_.push_back(
        {GetString(item, "code"), LocalText::Read(GetMember(item, "title"))});
  }
}

void CatalogueReader::ReadBodies(const Json& own) {
  Catalogue& c = *out_;
  for (const Json& item : GetMember(own, "institutions")) {
    c.institutions_.push_back(
        {GetString(item, "code"), GetString(item, "kind"), LocalText::Read(GetMember(item, "name")),
         GetString(item, "valid_from"), GetString(item, "valid_to"),
         LocalText::Read(GetMember(item, "short")), GetString(item, "part_of"),
         GetString(item, "url"), GetStrings(item, "replaces"), item.contains("review")});
  }
  c.territories_.push_back({c.country_, "country", "", c.name_});
  for (const Json& item : GetMember(own, "territories")) {
    c.territories_.push_back({GetString(item, "code"), GetString(item, "level"),
                              GetString(item, "parent"), LocalText::Read(GetMember(item, "name")),
                              ReadPairs(GetMember(item, "maps_to")),
                              GetBool(item, "in_national_statistics", true)});
  }
  for (const Json& item : GetMember(own, "laws")) {
    c.laws_.push_back({GetString(item, "code"), GetString(item, "article"),
                       LocalText::Read(GetMember(item, "act")),
                       LocalText::Read(GetMember(item, "subject")), item.contains("review"),
                       LocalText::Read(GetMember(item, "title")), GetString(item, "gazette"),
                       GetString(item, "url"), GetString(item, "jurisdiction"),
                       GetString(item, "valid_from"), GetString(item, "valid_to")});
  }
  const Json& access = GetMember(own, "access_to_information");
  c.access_ = {GetString(access, "law"), static_cast<int>(GetInt(access, "days")),
               GetString(access, "kind") == "working", access.contains("review")};
  for (const Json& item : GetMember(own, "sources")) {
    c.sources_.push_back({GetString(item, "code"), c.country_, GetString(item, "counted_by"),
                          GetString(item, "publication"), GetString(item, "kind"),
                          GetString(item, "published_on"), GetString(item, "url"),
                          LocalText::Read(GetMember(item, "title")).In("en"),
                          GetBool(item, "main")});
  }
  // What an institution answers itself is a source too.
  for (const Institution& body : c.institutions_) c.sources_.push_back(DirectSource(c.country_, body));
}

void CatalogueReader::ReadLists(const Json& lists, const Json& own, bool over_base) {
  Catalogue& c = *out_;
  std::vector<Code> institutions, kinds;
  for (const Institution& institution : c.institutions_) {
    institutions.push_back({institution.code, institution.name, ""});
  }
  c.codelists_["institutions"] = Codelist("institutions", false, {}, "", std::move(institutions));
  for (const InstitutionKind& kind : c.institution_kinds_) {
    kinds.push_back({kind.code, kind.title, ""});
  }
  c.codelists_["institution_kinds"] =
      Codelist("institution_kinds", false, {}, "", std::move(kinds));
  ReadCodelists(GetMember(lists, "codelists"));
  if (over_base) ReadCodelists(GetMember(own, "codelists"));
}

// A list that says nothing about something keeps what an earlier list of the same id says.
void CatalogueReader::ReadCodelists(const Json& lists) {
  std::map<std::string, Codelist>& all = out_->codelists_;
  for (const Json& list : lists) {
    const std::string id = GetString(list, "id");
    if (GetString(list, "decision") == "dropped") {
      all.erase(id);
      continue;
    }
    const Codelist& earlier = all[id];
    std::vector<Code> codes;
    for (const Json& code : GetMember(list, "codes")) {
      codes.push_back({GetString(code, "code"), LocalText::Read(GetMember(code, "label")),
                       GetString(code, "parent"), LocalText::Read(GetMember(code, "note")),
                       ReadPairs(GetMember(code, "maps_to")), code.contains("review")});
    }
    const LocalText title = LocalText::Read(GetMember(list, "title"));
    const LocalText note = LocalText::Read(GetMember(list, "note"));
    all[id] = Codelist(
        id, GetBool(list, "dimension", earlier.dimension()),
        title.empty() ? earlier.title() : title, GetString(list, "unknown", earlier.unknown()),
        codes.empty() ? earlier.codes() : std::move(codes), note.empty() ? earlier.note() : note);
  }
  // Only now, for a list may stand before the one whose codes it takes.
  for (const Json& list : lists) {
    const std::string from = GetString(list, "codes_from");
    auto source = all.find(from);
    auto target = all.find(GetString(list, "id"));
    if (from.empty() || source == all.end() || target == all.end()) continue;
    const Codelist& own = target->second;
    target->second = Codelist(own.id(), own.dimension(), own.title(), own.unknown(),
                              source->second.codes(), own.note());
  }
}

void CatalogueReader::ReadRules(const Json& document) {
  // A country's rules take the place of the base's rules of the same name.
  std::set<std::string> names;
  for (const Json& item : GetMember(document, "checks")) names.insert(GetString(item, "rule"));
  std::erase_if(out_->rules_, [&](const Rule& rule) { return names.contains(rule.name); });
  for (const Json& item : GetMember(document, "checks")) {
    out_->rules_.push_back({GetString(item, "rule"), GetString(item, "level", "error"),
                            LocalText::Read(GetMember(item, "message")),
                            LocalText::Read(GetMember(item, "hint")),
                            std::make_shared<const Json>(item)});
  }
}

Status CatalogueReader::ReadIndicators(const Json& base, const Json* country) {
  Catalogue& c = *out_;
  std::map<std::string, Indicator> bases;
  std::vector<std::string> order;
  for (const Json& entry : GetMember(base, "indicators")) {
    Indicator indicator{GetString(entry, "code"), {}};
    for (const Json& item : GetMember(entry, "versions")) {
      IndicatorVersion v;
      v.code = indicator.code;
      v.version = static_cast<int>(GetInt(item, "version", 1));
      v.valid_from = DateMember(item, "valid_from", kFirstDate);
      v.valid_to = DateMember(item, "valid_to", kLastDate);
      v.area = GetString(entry, "area", indicator.code.substr(0, 2));
      v.subarea = GetString(entry, "subarea");
      v.core = GetBool(entry, "core");
      v.title = LocalText::Read(GetMember(entry, "title"));
      v.review = GetStrings(item, "review");
      TakeKind(GetString(item, "value_kind"), v);
      ApplyFields(item, v);
      v.definition = DefinitionName(c.country_, v.code, v.version);
      if (country != nullptr) {
        v.base_code = v.code;
        v.base_version = v.version;
      }
      indicator.versions.push_back(std::move(v));
    }
    SortByDate(indicator);
    order.push_back(indicator.code);
    bases.emplace(indicator.code, std::move(indicator));
  }
  std::map<std::string, Indicator> all = bases;
  if (country != nullptr) {
    for (const Json& entry : GetMember(*country, "indicators")) {
      Result<Indicator> own = ReadOwn(entry, bases);
      if (!own.ok()) return own.status();
      if (!all.contains(own->code)) order.push_back(own->code);
      all[own->code] = *std::move(own);
    }
  }
  for (const std::string& code : order) {
    if (Status s = CheckIndicator(all[code]); !s.ok()) return s;
    c.indicator_index_[code] = c.indicators_.size();
    c.indicators_.push_back(std::move(all[code]));
  }
  return {};
}

void CatalogueReader::TakeKind(const std::string& value_kind, IndicatorVersion& version) {
  version.value_kind = value_kind;
  version.bounds = kinds_[value_kind];
  version.unit = kind_units_[value_kind];
}

Result<IndicatorVersion> CatalogueReader::Beginning(const Json& entry, const Json& item,
                                                    const std::map<std::string, Indicator>& bases) {
  const std::string code = GetString(entry, "code");
  const Json& based = GetMember(item, "base");
  IndicatorVersion v;
  if (!based.is_object()) {
    v.area = GetString(entry, "area");
    if (v.area.empty() && code.size() > 5) v.area = code.substr(3, 2);  // RS.IP.01 belongs to IP
    v.subarea = GetString(entry, "subarea");
    TakeKind(GetString(item, "value_kind"), v);
    v.decision = "national";
    return v;
  }
  const std::string base_code = GetString(based, "code");
  const int base_version = static_cast<int>(GetInt(based, "version", 1));
  auto it = bases.find(base_code);
  const IndicatorVersion* base = it == bases.end() ? nullptr : it->second.Find(base_version);
  if (base == nullptr) {
    return Status::Refused("unknown-base", out_->id_ + " " + out_->version_ + ", indicator " +
                                               code + ": the base " + base_code + " version " +
                                               std::to_string(base_version) +
                                               " does not exist in the regional catalogue.");
  }
  v = *base;
  v.base_code = base_code;
  v.base_version = base_version;
  return v;
}

Result<Indicator> CatalogueReader::ReadOwn(const Json& entry,
                                           const std::map<std::string, Indicator>& bases) {
  Indicator indicator{GetString(entry, "code"), {}};
  for (const Json& item : GetMember(entry, "versions")) {
    Result<IndicatorVersion> beginning = Beginning(entry, item, bases);
    if (!beginning.ok()) return beginning.status();
    IndicatorVersion& v = *beginning;
    v.code = indicator.code;
    v.version = static_cast<int>(GetInt(item, "version", 1));
    v.definition = DefinitionName(out_->country_, v.code, v.version);
    v.valid_from = DateMember(item, "valid_from", kFirstDate);
    v.valid_to = DateMember(item, "valid_to", kLastDate);
    v.decision = GetString(item, "decision", v.decision);
    v.reason = LocalText::Read(GetMember(item, "reason"));
    v.replaced_by = GetString(item, "replaced_by");
    if (entry.contains("title")) v.title = LocalText::Read(entry["title"], v.title);
    v.review = GetStrings(item, "review");
    if (GetMember(item, "review").is_string()) v.review = {GetString(item, "review")};
    const Json& changes = GetMember(item, "changes");
    // First of all, for the kind brings bounds and a unit that other changes may narrow.
    if (const Json& kind = GetMember(GetMember(changes, "value_kind"), "to"); kind.is_string()) {
      TakeKind(kind.get<std::string>(), v);
    }
    for (const auto& [field, change] : changes.items()) {
      const Json& to = GetMember(change, "to");
      v.changes.push_back({field, Shown(to), LocalText::Read(GetMember(change, "reason")),
                           GetBool(change, "same_meaning")});
      // Where the version gives the text itself, "to" only says in short what differs; taken for
      // the text, it would stand wherever the version says {"from": "base"}.
      const bool in_short = to.is_string() && GetMember(item, field.c_str()).is_object();
      auto reader = FieldReaders().find(field);
      if (reader != FieldReaders().end() && !in_short) reader->second(to, v);
    }
    ApplyFields(item, v);
    indicator.versions.push_back(*std::move(beginning));
  }
  SortByDate(indicator);
  return indicator;
}

Status CatalogueReader::CheckIndicator(const Indicator& indicator) {
  const std::string where = out_->id_ + " " + out_->version_ + ", indicator " + indicator.code;
  if (indicator.versions.empty()) {
    return Status::Refused("bad-document", where + ": there is no version of it.");
  }
  for (std::size_t i = 1; i < indicator.versions.size(); ++i) {
    if (indicator.versions[i].valid_from <= indicator.versions[i - 1].valid_to) {
      return Status::Refused(
          "bad-document",
          where + ": version " + std::to_string(indicator.versions[i].version) + " begins on " +
              FormatDate(indicator.versions[i].valid_from) + ", but version " +
              std::to_string(indicator.versions[i - 1].version) + " is valid until " +
              FormatDate(indicator.versions[i - 1].valid_to) + "; versions must not overlap.");
    }
  }
  std::set<int> numbers;
  for (const IndicatorVersion& version : indicator.versions) {
    const std::string number = std::to_string(version.version);
    if (!numbers.insert(version.version).second) {
      return Status::Refused("bad-document", where + ": there are two versions " + number + ".");
    }
    if (version.valid_to < version.valid_from) {
      return Status::Refused("bad-document", where + ": version " + number + " begins on " +
                                                 FormatDate(version.valid_from) +
                                                 ", after its end on " +
                                                 FormatDate(version.valid_to) + ".");
    }
    for (const std::string& dimension : version.dimensions) {
      if (out_->FindDimension(dimension) == nullptr) {
        return Status::Refused("bad-document", where + ": the dimension " + Quote(dimension) +
                                                   " is not a dimension list of the catalogue.");
      }
    }
  }
  return {};
}

}  // namespace rapporteur
