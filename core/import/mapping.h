// A mapping document: how the columns of an institution's table become observations.  Its shape is
// in countries/schema/mapping-1.json; this is the same thing as a value.
//
// Immutable once read; may be used from any thread.
#ifndef RAPPORTEUR_IMPORT_MAPPING_H_
#define RAPPORTEUR_IMPORT_MAPPING_H_

#include <array>
#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <regex>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/json_fwd.h"
#include "core/base/number.h"
#include "core/base/status.h"
#include "core/import/count_rules.h"
#include "core/import/period_cell.h"

namespace rapporteur {

// What a cell that is no number stands for: a status (with an interval as text), a number, or nothing
// at all.  Of a mark beside a number: the flags, the status and the note that it means.
struct Symbol {
  bool refuse = false;
  std::string status, text;
  std::string flags, note;
  std::optional<double> value;
};

// What brackets around a number mean.
enum class Brackets { kRefused, kMinus, kUnreliable };

// One column of the vocabulary and where its content comes from.
struct MappedColumn {
  std::string target;                        // country, indicator, value, a dimension, "*" for pairs
  std::string from;                          // header in the file; "" for a constant
  std::vector<std::string> also;             // further headers: the cells joined by " | "
  std::optional<std::string> constant;
  std::map<std::string, std::string> codes;  // what the file writes -> our code
  std::map<std::string, Symbol> symbols;     // value only
  std::map<std::string, Symbol> marks;       // value only: "*" beside a number
  Brackets brackets = Brackets::kRefused;    // value only
  Decimal decimal = Decimal::kUnknown;       // how numbers are written in this column
  bool blank_groups = false;                 // thousands are parted by a blank or not at all
  std::string otherwise;                     // "default": used where the cell is empty
  std::set<std::string> none;                // cells that mean "not broken down"
  std::string lookup;                        // "sources.title"
  std::string unknown;                       // persons only: what a code nobody knows means

  // Pairs "dimension=code; dimension=code" in one cell (target "*").
  std::string split = ";", pair = "=";
  std::map<std::string, std::string> rename; // left side -> vocabulary column
  std::map<std::string, std::map<std::string, std::string>> pair_codes;
};

struct SkipRule {
  struct Condition {
    std::string column;
    std::optional<std::string> equals;
    std::optional<std::regex> matches;  // the whole cell
    bool Holds(std::string_view cell) const;
  };
  std::vector<Condition> conditions;  // all of them
  std::string reason;
};

// A wide table: every header that matches becomes a row of its own.
struct Unpivot {
  std::string headers;  // regular expression, whole header
  std::string to;       // the vocabulary column that takes the header
  std::map<std::string, std::string> codes;  // header -> content of `to`
};

class Mapping {
 public:
  // `what` names the document in messages.
  static Result<Mapping> Read(const Json& document, const std::string& what);
  // The mapping of a table whose headers are the vocabulary already.
  static Mapping Identity(const std::vector<std::string>& headers);

  std::string name;      // "" for the identity
  int version = 0;
  std::string institution;
  std::vector<std::string> headers;
  std::string plugin;
  std::shared_ptr<const Json> options;  // an object
  bool persons = false;                 // the rows are persons or cases, and are counted
  bool persons_only = false;            // ... persons, not cases
  std::optional<CountRules> count;      // set where persons is
  std::vector<SkipRule> skip;
  std::vector<MappedColumn> columns;
  std::optional<Unpivot> unpivot;
  PeriodCells period_cells;             // "date" and "period" of the column period, or of unpivot
  std::set<std::string> ignored;
  std::shared_ptr<const Json> document;  // as it was read; null for the identity
  bool saved = false;                    // in the store, under this name and version
  bool extended = false;                 // by --map-code; to be saved as the next version
};

// The columns that are no dimension.
inline constexpr std::array<std::string_view, 19> kVocabulary = {
    "country", "indicator", "territory", "period",     "source",     "counted_by", "value",
    "text",    "status",    "flags",     "unit",       "note",       "source_ref", "evidence",
    "law",     "counting_mode", "definition", "publication", "definition_version"};

// The position in that list; kVocabulary.size() where the column is a dimension.
constexpr std::size_t VocabularyIndex(std::string_view column) {
  std::size_t index = 0;
  while (index < kVocabulary.size() && kVocabulary[index] != column) ++index;
  return index;
}
inline bool IsVocabulary(std::string_view column) {
  return VocabularyIndex(column) < kVocabulary.size();
}

}  // namespace rapporteur

#endif  // RAPPORTEUR_IMPORT_MAPPING_H_
