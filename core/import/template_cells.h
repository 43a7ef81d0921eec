// The cells that an institution is asked for: what a template has a row for, and what a filled
// template may answer.  Follows from the country's document alone, so that the one who reads a
// template back knows what the one who wrote it has written.
//
// Functions of their arguments only; may be called from any thread.
#ifndef RAPPORTEUR_IMPORT_TEMPLATE_CELLS_H_
#define RAPPORTEUR_IMPORT_TEMPLATE_CELLS_H_

#include <string>
#include <vector>

#include "core/base/period.h"
#include "core/model/catalogue.h"
#include "core/model/observation.h"

namespace rapporteur {

struct AskedCell {
  enum class Kind { kTotal, kPart, kCrossing, kOpen, kTerritory };
  Kind kind = Kind::kTotal;
  const IndicatorVersion* version = nullptr;
  std::string period;
  std::string territory;   // the country's code where not broken down
  Dimensions dimensions;   // the country's whole value: empty
  std::string open;        // the dimension whose code whoever answers chooses, kOpen only
  int depth = 0;           // 1 for a code that is part of another one, and so on
};

// "_T", "sex=F", "age_group=CHD; sex=F"; "citizenship=?" of an open one.
std::string BreakdownText(const AskedCell& cell);

// A dimension with more codes than this has a few rows in which the code is chosen: nobody fills in
// two hundred countries.
inline constexpr std::size_t kLongestCodelist = 40;
inline constexpr int kOpenRows = 10;

// The codes of a dimension that a definition uses: all of the list, or those it names.
std::vector<const Code*> CodesUsed(const Catalogue& catalogue, const IndicatorVersion& version,
                                   const std::string& dimension);
bool IsOpenDimension(const Catalogue& catalogue, const IndicatorVersion& version,
                     const std::string& dimension);

// Asked of the institution: its owner or among those it is asked from, and not one that is computed
// or not used in the country.
bool IsAskedOf(const IndicatorVersion& version, const std::string& institution);

// In the order of the catalogue: of each indicator and period the total, the codes of each
// dimension, the crossings that a formula or check of the country reads, the territories.
std::vector<AskedCell> CellsAskedOf(const Catalogue& catalogue, const std::string& institution,
                                    const PeriodRange& periods);

}  // namespace rapporteur

#endif  // RAPPORTEUR_IMPORT_TEMPLATE_CELLS_H_
