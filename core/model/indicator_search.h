// Finds indicators by words, whatever the script, the marks and the language they are typed in.
//
// Belongs to one thread.
//
// Example:
//   IndicatorSearch search(*catalogue, "zrtva");
//   if (search.Finds(indicator.newest())) ...
#ifndef RAPPORTEUR_MODEL_INDICATOR_SEARCH_H_
#define RAPPORTEUR_MODEL_INDICATOR_SEARCH_H_

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/catalogue.h"

namespace rapporteur {

class IndicatorSearch {
 public:
  // `catalogue` outlives this.
  IndicatorSearch(const Catalogue& catalogue, std::string_view words);

  // Every word stands in its code, title, question, definition or note, in what its area and its
  // breakdowns are called, or in the labels of their codes, in any of the languages; a word may
  // begin and end inside another.  Without words everything is found; the whole code of an
  // indicator finds that one alone, not those that mention it.
  bool Finds(const IndicatorVersion& version);

 private:
  const std::string& LabelsOf(const std::string& dimension);

  const Catalogue& catalogue_;
  const std::vector<std::string> words_;
  std::string only_;  // the code that was typed, "" where none
  std::map<std::string, std::string> labels_;  // folded, by dimension
};

}  // namespace rapporteur

#endif  // RAPPORTEUR_MODEL_INDICATOR_SEARCH_H_
