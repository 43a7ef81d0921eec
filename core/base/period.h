// A reference period: a year (2017), half-year (2017-S1), quarter (2017-Q1), month (2017-03) or a
// range of years that is one value for the whole range (2013/2016; "2013-2016" is read as that).
//
// A range never answers for a single year: selections ask for the periods that lie within.
#ifndef RAPPORTEUR_BASE_PERIOD_H_
#define RAPPORTEUR_BASE_PERIOD_H_

#include <string>
#include <string_view>

#include "core/base/date.h"
#include "core/base/status.h"

namespace rapporteur {

struct Period {
  std::string code;  // canonical
  Date first_day = 0;
  Date last_day = 0;

  bool operator==(const Period& other) const { return code == other.code; }
};

// Error "bad-period": "found '20177', expected a year between 1900 and 2100, ...".
Result<Period> ParsePeriod(std::string_view text);

// The period of the same length `steps` away: 2017 and -1 give 2016, 2017-Q1 and -1 give 2016-Q4.
// A range moves by its own length.
Period Shift(const Period& period, int steps);

// A selection "A" or "A:B": every period that lies within, from A's first day to B's last.
struct PeriodRange {
  Date first_day = kFirstDate;
  Date last_day = kLastDate;
  bool Contains(const Period& period) const {
    return period.first_day >= first_day && period.last_day <= last_day;
  }
};
Result<PeriodRange> ParsePeriodRange(std::string_view text);

}  // namespace rapporteur

#endif  // RAPPORTEUR_BASE_PERIOD_H_
