// How to read the report: what its figures mean and what its marks say.
#include <set>

#include "core/base/json.h"
#include "core/report/blocks.h"
#include "core/report/sections.h"
#include "core/report/shown.h"

namespace rapporteur::report {
namespace {

// The letters that stand beside any figure of the report.
std::set<std::string> UsedLetters(const ReportContext& context) {
  std::set<std::string> used;
  for (const Indicator& indicator : context.catalogue.indicators()) {
    for (const auto& [key, series] : context.cells.Of(indicator.code)) {
      for (const auto& [period, cell] : series) {
        for (const Badge& badge : ShowCell(context, cell).badges) used.insert(badge.letter);
        for (const Observation* observation : cell.all) {
          for (const Badge& badge : Show(context, *observation).badges) used.insert(badge.letter);
        }
      }
    }
  }
  return used;
}

Json Letters(ReportContext& context) {
  const std::set<std::string> used = UsedLetters(context);
  TableBlock table("letters", context.Say("Letters beside a figure, and in its place"));
  table.Column(context.Say("Letter"));
  table.Column(context.Say("Meaning"));
  for (const Badge& badge : AllBadges(context)) {
    if (!used.contains(badge.letter)) continue;
    table.Row("value",
              {{{"text", ""}, {"badges", {{{"letter", badge.letter}, {"text", badge.text}}}}},
               TextCell(badge.text)});
  }
  table.Row("value", {TextCell("—"), TextCell(context.Say("no value"))});
  table.Row("value", {TextCell("0"), TextCell(context.Say("a zero that the source states"))});
  if (context.masked.count() > 0) {
    table.Row("value", {TextCell("•"), TextCell(context.Say("hidden because it would give away a "
                                                            "small number"))});
  }
  return table.Finish(context);
}

}  // namespace

Json HowToReadSection(ReportContext& context) {
  Json section =
      Section("how-to-read", "method", {{"text", context.Say("How to read this report")}});
  FactList rules("reading");
  AddRule(
      context, rules, Translatable("Recorded is not real"),
      context.Say("The figures count what institutions found and recorded. A rise can mean more "
                  "trafficking or better work; a fall can mean less of either."));
  AddRule(
      context, rules, Translatable("Whose figures"),
      context.Say("Each figure belongs to the body that counted it and to the publication it was "
                  "read from; the number in square brackets leads to the list of sources. Figures "
                  "of different bodies are not added."));
  AddRule(
      context, rules, Translatable("Where sources differ"),
      context.Say("All values are kept. One is used: the sources are ranked by their kind, then "
                  "the newest publication counts, unless a person chose another with a reason. "
                  "Charts show the others as triangles, tables mark the cell with ≠."));
  AddRule(
      context, rules, Translatable("Zero and nothing"),
      context.Say("0 is a zero that a source states. Where there is no value stands a dash, and a "
                  "letter says why. No line of a chart leads over a year without a value."));
  AddRule(context, rules, Translatable("Breaks"),
          context.Say("Where a law, a body or a definition changes, the series is another one from "
                      "then on. The line is interrupted and a number explains the break; the "
                      "difference across it is not a development."));
  AddRule(
      context, rules, Translatable("Several years together"),
      context.Say("A value for several years is shown under the axis. It is not divided among the "
                  "years."));
  AddRule(context, rules, Translatable("Shares"),
          context.Say("A share of fewer than ten is not printed; the counts stand instead."));
  if (context.masked.max() >= context.masked.min()) {
    AddRule(
        context, rules, Translatable("Small numbers"),
        context.Say("Counts of persons from {from} to {to} are shown as an interval where two "
                    "breakdowns are crossed or a territory is below the country. Where such a "
                    "number could be had by subtraction in the same table, another one is hidden "
                    "with it. Full control of disclosure, over all tables, years and earlier "
                    "publications, is made when a report is released; this is a working copy.",
                    {{"from", context.Number(context.masked.min())},
                     {"to", context.Number(context.masked.max())}}));
  }
  AddRule(context, rules, Translatable("Languages"),
          context.Say("A text that is not translated yet stands in English and is marked; so is a "
                      "translation that is still to be reviewed. Titles of publications and notes "
                      "stand as they were written."));
  section["blocks"].push_back(rules.Finish());
  section["blocks"].push_back(Letters(context));
  return section;
}

}  // namespace rapporteur::report
