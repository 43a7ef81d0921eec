// Reads a cell that says a period: the notations of base/period.h, those that other programs write
// for the same thing (2020Q1, 2020M03), and what a mapping's column declares: "period": "quarter"
// reads II/2020 and 2/2020, "range" reads 2017/18, "date" and "period" a day.  A cell that could be
// two periods, or a day whose period nobody said, is refused and says which setting decides.
//
// Functions of their arguments only.
//
// Example:
//   Period period;
//   if (std::optional<Problem> problem = ReadPeriodCell(cell, mapping.period_cells, period)) ...
//   // A table of persons is never quoted: clear problem->found.
#ifndef RAPPORTEUR_IMPORT_PERIOD_CELL_H_
#define RAPPORTEUR_IMPORT_PERIOD_CELL_H_

#include <optional>
#include <string_view>

#include "core/base/period.h"
#include "core/import/date_cell.h"
#include "core/import/problem.h"

namespace rapporteur {

// How the periods of a table are written.
struct PeriodCells {
  std::optional<DateFormat> date;      // the cells are days
  PeriodKind kind = PeriodKind::kAny;  // set where date is
  // The table is in our own vocabulary, where 2010-12 is a month and nothing else.
  bool vocabulary = false;
};

// Fills `out` or says what is wrong: bad-period, ambiguous-period, not-a-date.
std::optional<Problem> ReadPeriodCell(std::string_view cell, const PeriodCells& cells, Period& out);

}  // namespace rapporteur

#endif  // RAPPORTEUR_IMPORT_PERIOD_CELL_H_
