// Resolves the codes of one country's rows: indicators, dimension codes, territories, sources.
// Remembers every answer, for a file asks the same few questions a million times.
//
// Belongs to one import, one thread.
#ifndef RAPPORTEUR_IMPORT_RESOLVER_H_
#define RAPPORTEUR_IMPORT_RESOLVER_H_

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/import/problem.h"
#include "core/model/catalogue.h"

namespace rapporteur {

// A map from text that can be asked with a view, without making a string.
struct TextHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};
template <typename T>
using TextMap = std::unordered_map<std::string, T, TextHash, std::equal_to<>>;

// An answer: a pointer that lives as long as the resolver, or what is wrong.
template <typename T>
struct Resolved {
  const T* value = nullptr;
  std::shared_ptr<const Problem> problem;
};

class Resolver {
 public:
  Resolver(std::shared_ptr<const Catalogue> catalogue, std::vector<Source> sources);

  const Catalogue& catalogue() const { return *catalogue_; }

  Resolved<Indicator> FindIndicator(std::string_view code);
  // The code of a dimension; "" (value set to an empty text) for _T, total and blank.
  Resolved<std::string> FindCode(const std::string& dimension, std::string_view code);
  Resolved<std::string> FindTerritory(std::string_view code);
  Resolved<std::string> FindInstitution(std::string_view code);
  // By source code, or an institution's code for what it answered itself (CODE/direct).
  Resolved<Source> FindSource(std::string_view code);
  // By title, and by who counted where the row says so.
  Resolved<Source> FindSourceByTitle(std::string_view title, std::string_view counted_by);

 private:
  template <typename T>
  Resolved<T> Remember(TextMap<Resolved<T>>& cache, std::string_view key, Resolved<T> answer);
  template <typename T>
  static Resolved<T> Wrong(Problem problem);

  std::shared_ptr<const Catalogue> catalogue_;
  std::vector<Source> sources_;
  TextMap<Resolved<Indicator>> indicators_;
  TextMap<TextMap<Resolved<std::string>>> codes_;
  TextMap<Resolved<std::string>> territories_, institutions_;
  TextMap<Resolved<Source>> source_codes_, source_titles_;
};

}  // namespace rapporteur

#endif  // RAPPORTEUR_IMPORT_RESOLVER_H_
