#include "core/model/catalogue_reader.h"

#include <algorithm>
#include <functional>
#include <set>

#include "core/base/json.h"
#include "core/base/text.h"

namespace rapporteur {
namespace {

Date DateMember(const Json& object, const char* key, Date otherwise) {
  const std::string text = GetString(object, key);
  const std::optional<Date> date = ParseDate(text);
  if (!date) return otherwise;
  // "valid_to": "2018" means to the end of that year.
  if (otherwise == kLastDate && text.size() == 4) return *date / 10000 * 10000 + 1231;
  return *date;
}

Bounds ReadBounds(const Json& json, Bounds bounds) {
  if (json.contains("min")) bounds.min = GetNumber(json, "min");
  if (json.contains("max")) bounds.max = GetNumber(json, "max");
  bounds.integer = GetBool(json, "integer", bounds.integer);
  bounds.text = GetBool(json, "text", bounds.text);
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
      {"dimensions", ListField(&V::dimensions)},
      {"asked_from", ListField(&V::asked_from)},
      {"laws", ListField(&V::laws)},
      {"legal_basis", ListField(&V::legal_basis)},
      {"comparable_with", ListField(&V::comparable_with)},
      {"by_territory",
       [](const Json& value, V& v) { v.by_territory = value.is_boolean() && value.get<bool>(); }},
      {"question", [](const Json& value, V& v) { v.question = LocalText::Read(value, v.question); }},
      {"definition",
       [](const Json& value, V& v) {
         v.definition_text = LocalText::Read(value, v.definition_text);
       }},
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

// A member as one line of text, for showing a deviation.
std::string Shown(const Json& value) {
  if (value.is_string()) return value.get<std::string>();
  if (value.is_array()) {
    std::vector<std::string> items;
    for (const Json& item : value) items.push_back(Shown(item));
    return Join(items, ", ");
  }
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
  reader.ReadStatuses(base);
  reader.ReadBodies(own);
  reader.ReadLists(base, own);
  reader.ReadRules(base);
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
  c.name_ = LocalText::Read(GetMember(own, "names"));
  c.languages_ = GetStrings(own, "languages");
  const Json& formats = GetMember(own, "formats");
  c.decimal_ = GetString(formats, "decimal", ".");
  c.group_ = GetString(formats, "group", ",");
  c.date_format_ = GetString(formats, "date", "yyyy-MM-dd");
  c.currency_ = GetString(own, "currency");
  c.choice_order_ = GetStrings(own, "choice_order");
  if (c.choice_order_.empty()) c.choice_order_ = GetStrings(base, "choice_order");
  const Json& base_mask = GetMember(GetMember(base, "disclosure"), "mask");
  const Json& own_mask = GetMember(GetMember(own, "disclosure"), "mask");
  const Json& mask = own_mask.is_object() ? own_mask : base_mask;
  if (mask.is_object()) {
    c.mask_.min = GetNumber(mask, "min").value_or(1);
    c.mask_.max = GetNumber(mask, "max").value_or(-1);
    c.mask_.counting_units = GetStrings(mask, "counting_units");
    c.mask_.when = GetString(mask, "when", "crossed");
  }
  for (const Json& area : GetMember(base, "areas")) {
    c.areas_.push_back({GetString(area, "code"), LocalText::Read(GetMember(area, "title"))});
  }
  for (const Json& item : GetMember(own, "breaks")) {
    c.breaks_.push_back({GetString(item, "indicator"), GetString(item, "from"),
                         LocalText::Read(GetMember(item, "text"))});
  }
  for (const auto& [kind, body] : GetMember(base, "value_kinds").items()) {
    kinds_[kind] = ReadBounds(body, {});
    kind_units_[kind] = GetString(body, "unit");
  }
  return {};
}

void CatalogueReader::ReadStatuses(const Json& base) {
  auto read = [](const Json& list, std::vector<ValueStatus>& into) {
    for (const Json& item : list) {
      into.push_back({GetString(item, "code"), GetBool(item, "has_value"),
                      LocalText::Read(GetMember(item, "title")), GetStrings(item, "symbols")});
    }
  };
  read(GetMember(base, "value_statuses"), out_->statuses_);
  read(GetMember(base, "flags"), out_->flags_);
}

void CatalogueReader::ReadBodies(const Json& own) {
  Catalogue& c = *out_;
  for (const Json& item : GetMember(own, "institutions")) {
    c.institutions_.push_back({GetString(item, "code"), GetString(item, "kind"),
                               LocalText::Read(GetMember(item, "name")),
                               GetString(item, "valid_from"), GetString(item, "valid_to")});
  }
  c.territories_.push_back({c.country_, "country", "", c.name_});
  for (const Json& item : GetMember(own, "territories")) {
    c.territories_.push_back({GetString(item, "code"), GetString(item, "level"),
                              GetString(item, "parent"),
                              LocalText::Read(GetMember(item, "name"))});
  }
  for (const Json& item : GetMember(own, "laws")) {
    c.laws_.push_back({GetString(item, "code"), GetString(item, "article"),
                       LocalText::Read(GetMember(item, "act")),
                       LocalText::Read(GetMember(item, "subject")), item.contains("review")});
  }
  for (const Json& item : GetMember(own, "sources")) {
    c.sources_.push_back({GetString(item, "code"), c.country_, GetString(item, "counted_by"),
                          GetString(item, "publication"), GetString(item, "kind"),
                          GetString(item, "published_on"), GetString(item, "url"),
                          GetString(item, "title"), GetBool(item, "main")});
  }
}

void CatalogueReader::ReadLists(const Json& base, const Json& own) {
  Catalogue& c = *out_;
  std::vector<Code> institutions;
  for (const Institution& institution : c.institutions_) {
    institutions.push_back({institution.code, institution.name, ""});
  }
  c.codelists_["institutions"] = Codelist("institutions", false, {}, "", std::move(institutions));
  auto read = [&](const Json& lists) {
    for (const Json& list : lists) {
      const std::string id = GetString(list, "id");
      std::vector<Code> codes;
      for (const Json& code : GetMember(list, "codes")) {
        codes.push_back({GetString(code, "code"), LocalText::Read(GetMember(code, "label")),
                         GetString(code, "parent")});
      }
      const bool dimension = GetBool(list, "dimension");
      const std::string from = GetString(list, "codes_from");
      if (from.empty()) {
        c.codelists_[id] = Codelist(id, dimension, LocalText::Read(GetMember(list, "title")),
                                    GetString(list, "unknown"), std::move(codes));
      }
      if (dimension) c.dimension_lists_[id] = from.empty() ? id : from;
    }
  };
  read(GetMember(base, "codelists"));
  if (&own != &base) read(GetMember(own, "codelists"));
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
      v.value_kind = GetString(item, "value_kind");
      v.bounds = kinds_[v.value_kind];
      v.unit = kind_units_[v.value_kind];
      ApplyFields(item, v);
      v.definition = DefinitionName(c.country_, v.code, v.version);
      if (country != nullptr) {
        v.base_code = v.code;
        v.base_version = v.version;
      }
      indicator.versions.push_back(std::move(v));
    }
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

Result<Indicator> CatalogueReader::ReadOwn(const Json& entry,
                                           const std::map<std::string, Indicator>& bases) {
  Catalogue& c = *out_;
  Indicator indicator{GetString(entry, "code"), {}};
  for (const Json& item : GetMember(entry, "versions")) {
    const int number = static_cast<int>(GetInt(item, "version", 1));
    const Json& based = GetMember(item, "base");
    IndicatorVersion v;
    if (based.is_object()) {
      const std::string base_code = GetString(based, "code");
      const int base_version = static_cast<int>(GetInt(based, "version", 1));
      auto it = bases.find(base_code);
      const IndicatorVersion* base = it == bases.end() ? nullptr : it->second.Find(base_version);
      if (base == nullptr) {
        return Status::Refused("unknown-base", c.id_ + " " + c.version_ + ", indicator " +
                                                   indicator.code + ": the base " + base_code +
                                                   " version " + std::to_string(base_version) +
                                                   " does not exist in the regional catalogue.");
      }
      v = *base;
      v.base_code = base_code;
      v.base_version = base_version;
    } else {
      v.area = GetString(entry, "area");
      if (v.area.empty()) v.area = indicator.code.substr(3, 2);  // RS.IP.01 belongs to IP
      v.subarea = GetString(entry, "subarea");
      v.value_kind = GetString(item, "value_kind");
      v.bounds = kinds_[v.value_kind];
      v.unit = kind_units_[v.value_kind];
      v.decision = "national";
    }
    v.code = indicator.code;
    v.version = number;
    v.definition = DefinitionName(c.country_, v.code, number);
    v.valid_from = DateMember(item, "valid_from", kFirstDate);
    v.valid_to = DateMember(item, "valid_to", kLastDate);
    v.decision = GetString(item, "decision", v.decision);
    v.reason = LocalText::Read(GetMember(item, "reason"));
    v.review = GetStrings(item, "review");
    if (GetMember(item, "review").is_string()) v.review = {GetString(item, "review")};
    for (const auto& [field, change] : GetMember(item, "changes").items()) {
      const Json& to = GetMember(change, "to");
      v.changes.push_back({field, Shown(to), LocalText::Read(GetMember(change, "reason"))});
      auto reader = FieldReaders().find(field);
      if (reader != FieldReaders().end()) reader->second(to, v);
    }
    ApplyFields(item, v);
    indicator.versions.push_back(std::move(v));
  }
  std::sort(indicator.versions.begin(), indicator.versions.end(),
            [](const auto& a, const auto& b) { return a.valid_from < b.valid_from; });
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
  for (const IndicatorVersion& version : indicator.versions) {
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
