// What a reader asks for, and who asks.  Every read of values goes through these two.
#ifndef RAPPORTEUR_MODEL_SELECTION_H_
#define RAPPORTEUR_MODEL_SELECTION_H_

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/period.h"
#include "core/base/status.h"

namespace rapporteur {

// Who reads, and for which purpose.  Until releases exist every reader gets working figures, and
// everything that leaves says so.
struct Viewer {
  enum class Purpose { kWork, kReport, kExport, kPublic };
  std::string user = "local";
  Purpose purpose = Purpose::kWork;
};

struct Selection {
  std::vector<std::string> countries;   // empty = all
  std::vector<std::string> indicators;  // empty = all
  PeriodRange periods;
  // dimension (or "territory") -> wanted codes; "_T" = not broken down by it.
  std::map<std::string, std::vector<std::string>> where;
  bool totals = false;       // only cells that are not broken down at all
  bool all_sources = false;  // not only the chosen values
  bool history = false;      // every revision, withdrawn ones too (implies all sources)
};

// "sex=F,M" apart; "region" is another name of the territory.  Error wrong usage.
struct WhereOneOf {
  std::string dimension;
  std::vector<std::string> codes;
};
Result<WhereOneOf> ParseWhere(std::string_view text);

}  // namespace rapporteur

#endif  // RAPPORTEUR_MODEL_SELECTION_H_
