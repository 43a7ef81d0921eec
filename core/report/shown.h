// How a value stands in a report: its text in the reader's language, the letters that qualify it,
// and what a chart may draw of it.
//
// Functions of their arguments; belong to the thread of the report.
#ifndef RAPPORTEUR_REPORT_SHOWN_H_
#define RAPPORTEUR_REPORT_SHOWN_H_

#include <optional>
#include <string>
#include <vector>

#include "core/base/json_fwd.h"
#include "core/report/chart.h"
#include "core/report/context.h"

namespace rapporteur::report {

// A letter beside a value.  The letters are those of the statistical standard, the same in every
// language; the legend of the report explains the ones it uses.
struct Badge {
  std::string letter, text;
};

struct Shown {
  std::string text;              // "40", "1–4", "•", "—", "yes"
  std::string language;          // "und" for a text of the source, else ""
  std::optional<double> number;  // only what may be known
  std::optional<ChartInterval> hidden;
  std::vector<Badge> badges;
  PointMark mark = PointMark::kReported;
  Hiding hiding = Hiding::kNone;
  bool counts_only = false;  // a share of fewer than ten
};

Shown Show(const ReportContext& context, const Observation& observation);
// With the letter of a conflict, and the other sources' values beside it.
Shown ShowCell(const ReportContext& context, const Cell& cell);

// A cell of a table: {"text", "number", "badges", …}.
Json CellJson(const Shown& shown);
// For the axis of a chart.
ChartPoint PointOf(const ReportContext& context, const std::string& period, const Cell* cell);

// All letters with their meaning, in the order of the legend.
std::vector<Badge> AllBadges(const ReportContext& context);

constexpr char kDisputedLetter[] = "≠";
constexpr char kHiddenLetter[] = "Q";
constexpr char kCountsOnlyLetter[] = "#";

}  // namespace rapporteur::report

#endif  // RAPPORTEUR_REPORT_SHOWN_H_
