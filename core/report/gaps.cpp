// Honest gaps: the core indicators without a value, who is asked for them, and why there is none.
#include <map>
#include <set>

#include "core/base/json.h"
#include "core/report/blocks.h"
#include "core/report/sections.h"

namespace rapporteur::report {
namespace {

const char* ShortType(const std::string& type) {
  if (type == "structure") return Translatable("structure");
  if (type == "process") return Translatable("process");
  return Translatable("outcome");
}

// The indicators a formula takes its inputs from: two capitals, a point, digits, a country before.
std::vector<std::string> InputsOf(const Catalogue& catalogue, const std::string& formula) {
  std::vector<std::string> inputs;
  std::string word;
  for (const char c : formula + " ") {
    if ((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.') {
      word += c;
      continue;
    }
    if (catalogue.FindIndicator(word) != nullptr) inputs.push_back(word);
    word.clear();
  }
  return inputs;
}

// The statuses that bodies gave instead of a value: "asked, no answer (2021, 2022)".
std::vector<Json> StatusTexts(const ReportContext& context, const std::string& code) {
  std::map<std::string, std::set<std::string>> periods;
  for (const auto& [key, series] : context.cells.Of(code)) {
    for (const auto& [period, cell] : series) {
      if (!SaysSomething(cell.shown->value)) periods[cell.shown->value.status].insert(period);
    }
  }
  std::vector<Json> texts;
  for (const auto& [status, when] : periods) {
    std::vector<std::string> names;
    for (const std::string& period : when) names.push_back(context.formats.PeriodName(period));
    const ValueStatus* known = context.catalogue.FindStatus(status);
    Json text = known == nullptr ? context.Verbatim(status) : context.Text(known->title);
    text["text"] = context.Say("{status} ({periods})", {{"status", TextOf(text)},
                                                        {"periods", context.formats.List(names)}});
    texts.push_back(std::move(text));
  }
  return texts;
}

std::vector<Json> WhyNothing(const ReportContext& context, const ReportedIndicator& gap) {
  const IndicatorVersion& version = *gap.version;
  if (version.dropped()) {
    Json reason = context.Text(version.reason);
    reason["text"] =
        context.Say("not used in this country: {reason}", {{"reason", TextOf(reason)}});
    return {reason};
  }
  if (std::vector<Json> texts = StatusTexts(context, version.code); !texts.empty()) return texts;
  if (!version.formula.empty()) {
    std::vector<std::string> missing;
    for (const std::string& input : InputsOf(context.catalogue, version.formula)) {
      if (!context.cells.HasData(input)) missing.push_back(input);
    }
    if (!missing.empty()) {
      return {{{"text", context.Say("is computed from {formula}; without a value: {missing}",
                                    {{"formula", context.FormulaText(version.formula)},
                                     {"missing", context.formats.List(missing)}})}}};
    }
    return {
        {{"text", context.Say("is computed from {formula}; the inputs have no value in the same "
                              "period",
                              {{"formula", context.FormulaText(version.formula)}})}}};
  }
  return {{{"text", context.Say("no value has been entered")}}};
}

Json Joined(const std::vector<Json>& texts) {
  Json cell = {{"lines", texts}};
  return cell;
}

}  // namespace

Json GapTable(ReportContext& context, const ReportedArea& area) {
  TableBlock table("gaps", context.Say("{area}: indicators without a value",
                                       {{"area", TextOf(context.Text(area.area.title))}}));
  table.Column(context.Say("Code"));
  table.Column(context.Say("Question"));
  table.Column(context.Say("Kind"));
  table.Column(context.Say("Who is asked"));
  table.Column(context.Say("Why there is no value"));
  for (const ReportedIndicator& gap : area.gaps) {
    const IndicatorVersion& version = *gap.version;
    table.Row("gap", {TextCell(version.code), TextCell(context.Text(version.question)),
                      TextCell(context.Say(ShortType(version.type))),
                      Joined(context.AskedFrom(version)), Joined(WhyNothing(context, gap))});
  }
  return table.Finish(context);
}

}  // namespace rapporteur::report
