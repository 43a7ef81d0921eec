// Finds the code that a word of an institution means: by the code itself or by its label in any
// language of the catalogue, whatever the script and the marks on letters.
//
// A LabelIndex is immutable once made; may be read from any thread.
//
// Example:
//   LabelIndex sexes = LabelIndex::OfTarget(*catalogue, "sex");
//   sexes.Exact("Жене");        // {"F", "женски", …} or nothing where no label or two codes have it
//   sexes.Like("Ženska lica");  // the likeliest, best first
#ifndef RAPPORTEUR_IMPORT_LABEL_MATCH_H_
#define RAPPORTEUR_IMPORT_LABEL_MATCH_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/import/resolver.h"
#include "core/model/catalogue.h"

namespace rapporteur {

// Folded for search, punctuation as blanks, blanks single: "Ženska (lica)" is "zenska lica".
std::string FoldLabel(std::string_view utf8);

// How alike two folded labels are, 0 to 1: 1 for the same, pairs of letters in common else.
double Likeness(std::string_view folded, std::string_view other);

struct LabelMatch {
  std::string code;
  std::string label;     // the one that fits, as the catalogue writes it
  double likeness = 0;   // 1 = the code or the label itself
};

class LabelIndex {
 public:
  // The codes of a dimension, or of country, territory, institution (counted_by), indicator, source
  // or status.  Empty where the target has no codes.
  static LabelIndex OfTarget(const Catalogue& catalogue, const std::string& target);

  bool empty() const { return entries_.empty(); }
  // The one code that this is or that is called so; nothing where none or several are.
  std::optional<LabelMatch> Exact(std::string_view text) const;
  // Those alike, best first; each code once.
  std::vector<LabelMatch> Like(std::string_view text, std::size_t most = 3,
                               double least = 0.5) const;

 private:
  void Add(const std::string& code, const std::string& label);
  void Add(const std::string& code, const LocalText& label, const Catalogue& catalogue);

  struct Entry {
    std::string code, label, folded;
  };
  std::vector<Entry> entries_;
  TextMap<std::vector<std::size_t>> by_label_;  // folded -> entries
  TextMap<std::string> codes_;                  // the code as it is written
};

// "Ukupno", "вкупно", "gjithsej", "total", "_T": not broken down.
bool IsTotalWord(std::string_view text);

}  // namespace rapporteur

#endif  // RAPPORTEUR_IMPORT_LABEL_MATCH_H_
