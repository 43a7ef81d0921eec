// What became of the persons an indicator counts: the chart of a rule that says "this equals the
// sum of those" (referrals and their outcomes), for the newest period in which all of them are
// known.
#include <algorithm>

#include "core/base/json.h"
#include "core/base/text.h"
#include "core/report/blocks.h"
#include "core/report/sections.h"
#include "core/report/shown.h"

namespace rapporteur::report {
namespace {

// "ID.03 + ID.04" as codes; nothing where it is more than a sum of indicators.
std::vector<std::string> PlainSum(const ReportContext& context, const std::string& formula) {
  std::vector<std::string> codes;
  for (std::string_view piece : Split(formula, '+')) {
    codes.emplace_back(Trim(piece));
    if (context.catalogue.FindIndicator(codes.back()) == nullptr) return {};
  }
  return codes;
}

const Cell* KnownTotal(const ReportContext& context, const std::string& code,
                       const std::string& period) {
  const Cell* cell = context.cells.Find(code, {context.catalogue.country(), ""}, period);
  if (cell == nullptr || !cell->shown->value.number) return nullptr;
  return context.masked.Of(*cell->shown) == Hiding::kNone ? cell : nullptr;
}

}  // namespace

void AddComposition(ReportContext& context, const ReportedIndicator& indicator, Json& blocks) {
  const std::string& whole = indicator.indicator->code;
  for (const Rule& rule : context.catalogue.rules()) {
    const std::vector<std::string> sides = GetStrings(*rule.body, "equal");
    if (sides.size() != 2 || sides[0] != whole) continue;
    const std::vector<std::string> parts = PlainSum(context, sides[1]);
    if (parts.size() < 2) continue;
    const Series& series = context.cells.TotalsOf(whole);
    for (auto it = series.rbegin(); it != series.rend(); ++it) {
      const std::string& period = it->first;
      const bool all_known = std::all_of(parts.begin(), parts.end(), [&](const std::string& part) {
        return KnownTotal(context, part, period) != nullptr;
      });
      if (!all_known || KnownTotal(context, whole, period) == nullptr) continue;
      BarChart chart;
      std::vector<std::string> all = {whole};
      all.insert(all.end(), parts.begin(), parts.end());
      for (const std::string& code : all) {
        const ChartPoint point = PointOf(context, "", KnownTotal(context, code, period));
        const LocalText& question = context.catalogue.FindIndicator(code)->newest().question;
        ChartBar bar{code + "  " + TextOf(context.Text(question)), point.value, point.text,
                     point.mark};
        bar.part = code != whole;
        chart.bars.push_back(std::move(bar));
      }
      const std::string caption = context.Say("{code}, {period}: the whole and its parts",
                                              {{"code", CodeAndUnit(context, *indicator.version)},
                                               {"period", context.formats.PeriodName(period)}});
      chart.id = NextFigureId(context);
      chart.title = caption;
      chart.unit =
          TextOf(context.Unit(*indicator.version)) + ", " + context.formats.PeriodName(period);
      blocks.push_back(
          Figure(context, "composition", caption, RenderBars(chart, *context.messages), {}));
      return;
    }
  }
}

}  // namespace rapporteur::report
