#include "core/base/json.h"
#include "core/base/text.h"
#include "core/report/blocks.h"
#include "core/report/model.h"
#include "core/report/sections.h"

namespace rapporteur {

using namespace report;
namespace {

Status Check(const ReportData& data, const ReportRequest& request) {
  if (!Messages::In(request.language)->translated()) {
    return Status::Refused("unknown-language", "There is no translation of the report into " +
                                                   Quote(request.language) + ".")
        .WithHint("English (en) is always there; " + data.catalogue->id() + " names " +
                  List(data.catalogue->languages()) + ".");
  }
  for (const Observation& observation : data.observations) {
    if (observation.key.country != data.catalogue->country()) {
      return Status::Broken("bad-request", "A report on " + data.catalogue->country() +
                                               " was given a value of " + observation.key.country +
                                               ".");
    }
  }
  return {};
}

// What an exporter has to say itself.
Json WordsOf(const ReportContext& context) {
  return {{"contents", context.Say("Contents")},
          {"source", context.Say("Source")},
          {"untranslated", context.Say("not translated yet")},
          {"review", context.Say("translation under review")},
          {"skip", context.Say("To the text")},
          {"back", context.Say("To the contents")}};
}

}  // namespace

Date report::Today(Clock& clock) {
  return ParseDate(FormatUtc(clock.Now()).substr(0, 10)).value_or(kFirstDate);
}

Json report::BeginReport(const ReportContext& context, Json cover, Clock& clock) {
  return {{"format", "report/1"},
          {"language", context.language},
          {"country", context.catalogue.country()},
          {"date", FormatUtc(clock.Now())},
          {"words", WordsOf(context)},
          {"cover", std::move(cover)},
          {"sections", Json::array()}};
}

Json report::CoverOf(const ReportContext& context, Date today) {
  FactList facts("cover");
  facts.Add(context.Say("As of"), Json{{"text", context.formats.Day(today)}});
  const std::string draft =
      context.data.draft ? ", " + context.Say("a draft that is not installed") : "";
  facts.Add(context.Say("Country document"),
            Json{{"text", context.catalogue.id() + " " + context.catalogue.version() + draft}});
  if (context.data.regional != nullptr) {
    facts.Add(context.Say("Regional catalogue"),
              Json{{"text", context.data.regional->id() + " " + context.data.regional->version()}});
  }
  facts.Add(context.Say("Program"), Json{{"text", context.data.program}});
  return {{"kind", context.Say("National monitoring report")},
          {"title", context.Say("Trafficking in human beings")},
          {"country", context.Text(context.catalogue.name())},
          {"period", context.PeriodText()},
          {"notice", context.Say("Working copy, not for publication")},
          {"facts", facts.Finish()["items"]}};
}

Result<Json> BuildReport(const ReportData& data, const ReportRequest& request, Clock& clock) {
  if (Status checked = Check(data, request); !checked.ok()) return checked;
  ReportContext context(data, request);
  const std::vector<ReportedArea> areas = FindAreas(context);
  Json report = BeginReport(context, CoverOf(context, Today(clock)), clock);
  Json& sections = report["sections"];
  sections.push_back(SummarySection(context, areas));
  sections.push_back(HowToReadSection(context));
  int chapter = 0;
  for (const ReportedArea& area : areas) {
    sections.push_back(AreaSection(context, area));
    sections.back()["number"] = std::to_string(++chapter);
  }
  char annex = 'A';
  for (Json section :
       {SourcesSection(context), IndexSection(context, areas), MakingSection(context)}) {
    section["number"] = std::string(1, annex++);
    sections.push_back(std::move(section));
  }
  return report;
}

}  // namespace rapporteur
