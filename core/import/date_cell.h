// Days as institutions write them, and the period that a day counts for.
//
// Whether 03/04/2020 lies in March or in April is a habit of the writer, so the mapping says it,
// and says which period a day stands for:
//
//   "period": {"from": "Datum prijave", "date": "dd.mm.yyyy", "period": "year"}
//
// Functions of their arguments only; a DateFormat is immutable and may be used from any thread.
//
// Example:
//   Result<DateFormat> format = DateFormat::Read("dd.mm.yyyy");
//   if (std::optional<Date> day = format->DateOf("3. 4. 2020.")) PeriodOf(*day, PeriodKind::kYear);
#ifndef RAPPORTEUR_IMPORT_DATE_CELL_H_
#define RAPPORTEUR_IMPORT_DATE_CELL_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/date.h"
#include "core/base/period.h"
#include "core/base/status.h"

namespace rapporteur {

// What a cell of a column of periods stands for; kAny where nobody said it.
enum class PeriodKind { kAny, kYear, kHalf, kQuarter, kMonth, kRange };
PeriodKind ReadPeriodKind(std::string_view word);  // "year", ..., "range"; kAny for others

class DateFormat {
 public:
  // d or dd, m or mm, yyyy, and . / - or a blank between them: "dd.mm.yyyy", "mm/dd/yyyy",
  // "yyyy-mm-dd", "yyyymmdd", "mm.yyyy"; or "excel-1900", "excel-1904" for the number that a
  // spreadsheet keeps for a day.  Error "bad-date-format".
  static Result<DateFormat> Read(const std::string& format);

  // The day a cell says, 1900 to 2100.  Day and month may have one digit where marks part them,
  // blanks may stand beside the marks, a point behind the last of three points, a time of day
  // behind the date.  Nothing else: 13/04/2020 is no "mm/dd/yyyy".
  std::optional<Date> DateOf(std::string_view cell) const;

  const std::string& text() const { return text_; }

 private:
  std::optional<Date> DateOfSerial(std::string_view cell) const;

  std::string text_;
  std::vector<char> parts_;  // 'd', 'm', 'y' and the marks, in their order
  int epoch_ = 0;            // 1900, 1904, or 0: no serial number
};

// The year, half-year, quarter or month in which a day lies.
// REQUIRES: kind is one of these four
Period PeriodOf(Date day, PeriodKind kind);

// Three numbers parted by . / - as in 03/04/2020, 2020-04-03 and 3.4.20.
bool LooksLikeDate(std::string_view cell);

}  // namespace rapporteur

#endif  // RAPPORTEUR_IMPORT_DATE_CELL_H_
