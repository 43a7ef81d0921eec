#include "core/import/resolver.h"

#include "core/base/text.h"
#include "core/import/look_alike.h"

namespace rapporteur {
namespace {

const std::string kNothing;

bool MeansTotal(std::string_view code) { return code.empty() || code == "_T" || code == "total"; }

std::string CodesOf(const Codelist& list) {
  std::vector<std::string> codes;
  for (const Code& code : list.codes()) codes.push_back(code.code);
  return List(codes, 15);
}

}  // namespace

Resolver::Resolver(std::shared_ptr<const Catalogue> catalogue, std::vector<Source> sources)
    : catalogue_(std::move(catalogue)), sources_(std::move(sources)) {}

template <typename T>
Resolved<T> Resolver::Remember(TextMap<Resolved<T>>& cache, std::string_view key,
                               Resolved<T> answer) {
  cache.emplace(std::string(key), answer);
  return answer;
}

template <typename T>
Resolved<T> Resolver::Wrong(Problem problem) {
  SayLookAlike(problem.found, problem);
  return {nullptr, std::make_shared<const Problem>(std::move(problem))};
}

Resolved<Indicator> Resolver::FindIndicator(std::string_view code) {
  if (auto it = indicators_.find(code); it != indicators_.end()) return it->second;
  const Indicator* found = catalogue_->FindIndicator(std::string(code));
  if (found != nullptr) return Remember<Indicator>(indicators_, code, {found, nullptr});
  return Remember(indicators_, code,
                  Wrong<Indicator>({"unknown-indicator", std::string(code),
                                    "the code of an indicator of " + catalogue_->country() +
                                        " such as " + catalogue_->indicators().front().code,
                                    "List the codes with 'rapporteur indicator list " +
                                        catalogue_->country() + "'.",
                                    "indicator"}));
}

Resolved<std::string> Resolver::FindCode(const std::string& dimension, std::string_view code) {
  if (MeansTotal(code)) return {&kNothing, nullptr};
  TextMap<Resolved<std::string>>& cache = codes_[dimension];
  if (auto it = cache.find(code); it != cache.end()) return it->second;
  const Codelist* list = catalogue_->FindDimension(dimension);
  if (list == nullptr) {
    return Remember(cache, code,
                    Wrong<std::string>({"unknown-dimension", dimension,
                                        "a dimension of the catalogue (sex, age_group, ...)",
                                        "Name the dimension in the mapping's \"rename\"."}));
  }
  const Code* found = list->Find(std::string(code));
  if (found != nullptr) return Remember<std::string>(cache, code, {&found->code, nullptr});
  return Remember(cache, code,
                  Wrong<std::string>({"unknown-code", std::string(code),
                                      "a code of " + dimension + " (" + CodesOf(*list) + ")",
                                      "Translate what the file writes in the mapping's \"codes\".",
                                      dimension}));
}

Resolved<std::string> Resolver::FindTerritory(std::string_view code) {
  if (MeansTotal(code)) return {&catalogue_->country(), nullptr};
  if (auto it = territories_.find(code); it != territories_.end()) return it->second;
  const Territory* found = catalogue_->FindTerritory(std::string(code));
  if (found != nullptr) return Remember<std::string>(territories_, code, {&found->code, nullptr});
  return Remember(territories_, code,
                  Wrong<std::string>({"unknown-territory", std::string(code),
                                      "the code of a territorial unit of " + catalogue_->country(),
                                      "Translate what the file writes in the mapping's \"codes\".",
                                      "territory"}));
}

Resolved<std::string> Resolver::FindInstitution(std::string_view code) {
  if (auto it = institutions_.find(code); it != institutions_.end()) return it->second;
  const Institution* found = catalogue_->FindInstitution(std::string(code));
  if (found != nullptr) return Remember<std::string>(institutions_, code, {&found->code, nullptr});
  return Remember(institutions_, code,
                  Wrong<std::string>({"unknown-institution", std::string(code),
                                      "the code of an institution of " + catalogue_->country(),
                                      "Translate what the file writes in the mapping's \"codes\".",
                                      "counted_by"}));
}

Resolved<Source> Resolver::FindSource(std::string_view code) {
  if (auto it = source_codes_.find(code); it != source_codes_.end()) return it->second;
  const std::string direct = std::string(code) + "/direct";
  for (const Source& source : sources_) {
    if (source.code == code || source.code == direct) {
      return Remember<Source>(source_codes_, code, {&source, nullptr});
    }
  }
  return Remember(source_codes_, code,
                  Wrong<Source>({"unknown-source", std::string(code),
                                 "the code of a registered source or of an institution of " +
                                     catalogue_->country(),
                                 "List the sources with 'rapporteur source list', add one with "
                                 "'rapporteur source add FILE'.",
                                 "source"}));
}

Resolved<Source> Resolver::FindSourceByTitle(std::string_view title, std::string_view counted_by) {
  const std::string key = std::string(title) + "\n" + std::string(counted_by);
  if (auto it = source_titles_.find(key); it != source_titles_.end()) return it->second;
  const Source* found = nullptr;
  int candidates = 0;
  for (const Source& source : sources_) {
    if (source.title != title) continue;
    if (!counted_by.empty() && source.counted_by != counted_by) continue;
    ++candidates;
    if (found == nullptr || source.main) found = &source;
  }
  if (found != nullptr && (candidates == 1 || found->main)) {
    return Remember<Source>(source_titles_, key, {found, nullptr});
  }
  const std::string who = counted_by.empty() ? "" : ", counted by " + std::string(counted_by);
  return Remember(
      source_titles_, key,
      Wrong<Source>({"unknown-source", "",
                     candidates > 1
                         ? "a title that only one registered source of " + catalogue_->country() +
                               " has; " + std::to_string(candidates) + " have this one"
                         : "the title of a registered source of " + catalogue_->country() + who,
                     "List the sources with 'rapporteur source list', add one with 'rapporteur "
                     "source add FILE'."}));
}

}  // namespace rapporteur
