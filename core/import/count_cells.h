// Reads what one row says of one dimension: a code, several codes in one cell, several columns that
// say yes or no, a number or a date that falls into a band.
//
// A CountColumn is immutable once bound; a CountCells belongs to one import and one country.
#ifndef RAPPORTEUR_IMPORT_COUNT_CELLS_H_
#define RAPPORTEUR_IMPORT_COUNT_CELLS_H_

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/import/count_groups.h"
#include "core/import/count_rules.h"
#include "core/import/mapping.h"
#include "core/import/problem.h"
#include "core/import/resolver.h"

namespace rapporteur {

// Where a dimension comes from.  Indices are those of the columns that are handed over.
struct CountColumn {
  std::string dimension;
  std::string header;                   // for messages
  const MappedColumn* column = nullptr;  // of "columns"; null for bands and for columns of yes and no
  const CountMulti* multi = nullptr;
  const CountBands* bands = nullptr;
  int index = -1, at_index = -1;
  std::vector<std::pair<int, std::string>> yes_no;  // column -> code
  CountMissing missing;
  CountSeveral several;
};

// The bands that the codes of a list say by themselves: "9-13", "48+", and CHD and ADT of an age
// group.  Empty where some code says none, or where they overlap.  No age is above 130.
std::vector<CountBand> OwnBands(const Codelist& list);

class CountCells {
 public:
  CountCells(const CountRules& rules, const CountColumn& column, const Catalogue& catalogue,
             CountGroups& groups);

  // What is wrong with the mapping for this country: a code or a band that it lacks.
  const std::optional<Problem>& problem() const { return problem_; }

  struct Answer {
    enum class Kind { kCodes, kRefused, kSkipped };
    Kind kind = Kind::kCodes;
    CodeRefs codes;                           // empty: missing
    const Problem* problem = nullptr;         // lives as long as the CountCells
  };
  // `text` is trimmed.  Of a date, `at` is the cell of the day at which the age is taken.
  Answer Read(std::string_view text, std::string_view at);
  // One of the columns of yes and no; `codes` takes the code of a yes.  Says whether it was a no.
  Answer ReadYesNo(std::string_view text, std::size_t column, bool& no);
  // The code of a person of whom every column says no.
  CodeRefs none() const { return none_; }

  bool IsMissing(std::string_view text) const;

 private:
  Answer ReadCode(std::string_view text);
  Answer ReadBand(std::string_view text, std::string_view at);
  Answer Unknown();
  std::optional<std::uint32_t> Find(std::string_view code);
  const CountBand* BandOf(double number) const;

  const CountRules& rules_;
  const CountColumn& column_;
  const Catalogue& catalogue_;
  CountGroups& groups_;
  const Codelist* list_ = nullptr;  // null for territories
  std::vector<CountBand> bands_;
  CodeRefs none_, yes_codes_;
  std::optional<Problem> problem_;
  Problem unknown_code_, bad_cell_;
  TextMap<Answer> cache_;
};

}  // namespace rapporteur

#endif  // RAPPORTEUR_IMPORT_COUNT_CELLS_H_
