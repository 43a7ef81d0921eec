#include "core/model/catalogue.h"

#include <algorithm>
#include <set>

#include "core/model/catalogue_reader.h"

namespace rapporteur {
namespace {

// The first item whose `code` is the one asked for.
template <typename T>
const T* FindByCode(const std::vector<T>& items, const std::string& code) {
  for (const T& item : items) {
    if (item.code == code) return &item;
  }
  return nullptr;
}

}  // namespace

Source DirectSource(const std::string& country, const Institution& institution) {
  // Who serves victims counts its own clients; everybody else answers from a register.
  static const std::set<std::string> kServices = {"ngo", "shelter_ngo", "hotline"};
  Source source;
  source.code = institution.code + "/direct";
  source.country = country;
  source.counted_by = institution.code;
  source.publication = "direct";
  source.kind = kServices.contains(institution.kind) ? "own_count" : "register";
  source.title = institution.name.In("en");
  return source;
}

Result<std::shared_ptr<const Catalogue>> Catalogue::Build(const Json& base, const Json* country) {
  return CatalogueReader::Read(base, country);
}

std::string Catalogue::national_name() const {
  return name_.In(languages_.empty() ? "en" : languages_.front());
}

const Indicator* Catalogue::FindIndicator(const std::string& code) const {
  auto it = indicator_index_.find(code);
  return it == indicator_index_.end() ? nullptr : &indicators_[it->second];
}

const IndicatorVersion* Catalogue::FindDefinition(const std::string& definition) const {
  const std::size_t colon = definition.find(':'), at = definition.rfind('@');
  if (colon == std::string::npos || at == std::string::npos || at < colon) return nullptr;
  if (const Indicator* indicator = FindIndicator(definition.substr(colon + 1, at - colon - 1))) {
    for (const IndicatorVersion& version : indicator->versions) {
      if (version.definition == definition) return &version;
    }
  }
  auto other = other_definitions_.find(definition);
  return other == other_definitions_.end() ? nullptr : &other->second;
}

std::shared_ptr<const Catalogue> Catalogue::WithDefinitionsOf(
    const std::vector<const Catalogue*>& others) const {
  auto copy = std::make_shared<Catalogue>(*this);
  for (const Catalogue* other : others) {
    for (const Indicator& indicator : other->indicators_) {
      for (const IndicatorVersion& version : indicator.versions) {
        if (copy->FindDefinition(version.definition) == nullptr) {
          copy->other_definitions_[version.definition] = version;
        }
      }
    }
  }
  return copy;
}

const Codelist* Catalogue::FindCodelist(const std::string& id) const {
  auto it = codelists_.find(id);
  return it == codelists_.end() ? nullptr : &it->second;
}

const Codelist* Catalogue::FindDimension(const std::string& id) const {
  const Codelist* list = FindCodelist(id);
  return list != nullptr && list->dimension() ? list : nullptr;
}

const ValueStatus* Catalogue::FindStatus(const std::string& code) const {
  return FindByCode(statuses_, code);
}

const Institution* Catalogue::FindInstitution(const std::string& code) const {
  return FindByCode(institutions_, code);
}

const InstitutionKind* Catalogue::FindInstitutionKind(const std::string& code) const {
  return FindByCode(institution_kinds_, code);
}

const Territory* Catalogue::FindTerritory(const std::string& code) const {
  return FindByCode(territories_, code);
}

const Law* Catalogue::FindLaw(const std::string& code) const { return FindByCode(laws_, code); }

std::string Catalogue::Label(const std::string& dimension, const std::string& code,
                             const std::string& language) const {
  std::string label;
  if (dimension == "territory") {
    if (const Territory* territory = FindTerritory(code)) label = territory->name.In(language);
  } else if (const Codelist* list = FindDimension(dimension)) {
    if (const Code* found = list->Find(code)) label = found->label.In(language);
  }
  return label.empty() ? code : label;
}

}  // namespace rapporteur
