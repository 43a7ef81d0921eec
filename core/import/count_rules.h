// The "count" of a mapping: how rows that are persons (or cases) become counts.  core/doc/counting.md
// explains it; the shape is in countries/schema/mapping-1.json.
//
// Immutable once read; may be used from any thread.
#ifndef RAPPORTEUR_IMPORT_COUNT_RULES_H_
#define RAPPORTEUR_IMPORT_COUNT_RULES_H_

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/base/json_fwd.h"
#include "core/base/status.h"
#include "core/import/date_cell.h"

namespace rapporteur {

// What is done where one person stands under several codes of a dimension.
struct CountSeveral {
  enum class Kind { kEach, kRefuse, kCode };
  Kind kind = Kind::kRefuse;
  std::string code;  // of kCode: MIX
};

// A dimension that takes several codes: from one cell with a separator, or from several columns that
// say yes or no.
struct CountMulti {
  std::string separator;                     // "" where it is columns
  std::map<std::string, std::string> columns;  // header -> code
  std::set<std::string> yes, no;             // what the columns' cells say, beside missing
  std::string none;                          // the code where every column says no; "" = missing
  CountSeveral several{CountSeveral::Kind::kEach, ""};
};

struct CountBand {
  std::string code;
  std::optional<double> from, to;  // both within; absent = open
};

// A column of numbers, ages or dates that becomes a code.
struct CountBands {
  std::string to;                     // the dimension
  std::vector<CountBand> bands;       // empty: the codes of the dimension say their bands
  std::optional<DateFormat> date;    // the column is a date, the band is of the age
  std::string at;                     // ... on the day in this column
  std::optional<DateFormat> at_date;
};

// What a missing cell of a dimension stands for.
struct CountMissing {
  enum class Kind { kUnknown, kLeaveOut, kRefuse };
  Kind kind = Kind::kUnknown;
};

struct CountRules {
  // `json` is the object; `where` names it in messages.
  static Result<CountRules> Read(const Json& json, const std::string& where);

  CountMissing MissingOf(const std::string& dimension) const;
  CountSeveral SeveralOf(const std::string& dimension) const;

  std::string unit;
  std::optional<std::vector<std::vector<std::string>>> by;  // absent: the total, and each alone
  std::map<std::string, CountMulti> multi;                  // by dimension
  std::map<std::string, CountBands> bands;                  // by header
  std::set<std::string> missing;                            // cells beside the empty one
  CountMissing missing_as;
  std::map<std::string, CountMissing> missing_of;           // by dimension
  std::string person;                                       // header of the id; "" = a row is a person
  bool together = false;                                    // the rows of a person follow each other
};

}  // namespace rapporteur

#endif  // RAPPORTEUR_IMPORT_COUNT_RULES_H_
