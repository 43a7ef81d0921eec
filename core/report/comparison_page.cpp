// The page of a comparison: how to read it, profiles, a chapter per area, and the reasons.
#include "core/base/json.h"
#include "core/base/text.h"
#include "core/report/blocks.h"
#include "core/report/compared.h"
#include "core/report/sections.h"

namespace rapporteur {

using namespace report;
namespace {

Json Cover(const Compared& compared, ReportContext& page, Date today) {
  std::vector<std::string> names;
  FactList facts("cover");
  facts.Add(page.Say("As of"), Json{{"text", page.formats.Day(today)}});
  for (std::size_t i = 0; i < compared.countries().size(); ++i) {
    const Catalogue& catalogue = compared.countries()[i]->catalogue;
    names.push_back(compared.CountryName(i));
    facts.Add(names.back(), Json{{"text", catalogue.id() + " " + catalogue.version()}});
  }
  facts.Add(page.Say("Regional catalogue"),
            Json{{"text", page.catalogue.id() + " " + page.catalogue.version()}});
  facts.Add(page.Say("Program"), Json{{"text", page.data.program}});
  return {{"kind", page.Say("Regional comparison")},
          {"title", page.Say("Trafficking in human beings")},
          {"country", {{"text", page.formats.List(names)}}},
          {"period", page.PeriodText()},
          {"notice", page.Say("Working copy, not for publication")},
          {"facts", facts.Finish()["items"]}};
}

}  // namespace

Json report::ComparisonReadingSection(Compared& compared) {
  ReportContext& page = compared.page();
  Json section = Section("how-to-read", "method", {{"text", page.Say("How to read this comparison")}});
  FactList rules("reading");
  AddRule(page, rules, Translatable("No ranking"),
          page.Say("Countries stand in the order of the alphabet. The figures say what institutions "
                   "recorded, and they do not record alike: a higher number is neither worse nor "
                   "better."));
  AddRule(page, rules, Translatable("A year of its own"),
          page.Say("Each cell shows the newest value of the country within {period}, with the year "
                   "it is of.",
                   {{"period", page.PeriodText()}}));
  AddRule(page, rules, Translatable("Presumed and identified"),
          page.Say("Persons who are presumed to be victims and persons who were identified as "
                   "victims are different counts. They are never added and never drawn on one "
                   "scale."));
  AddRule(page, rules, Translatable("Grades"),
          page.Say("The letter beside a value follows from the definitions, not from anyone's "
                   "opinion: what the country's document declares to differ from the regional "
                   "definition is counted. Two countries are as comparable as the worse of both, "
                   "and fully where they differ from the region in the same way."));
  section["blocks"].push_back(rules.Finish());
  TableBlock table("letters", page.Say("Grades of comparability"));
  table.Column(page.Say("Letter"));
  table.Column(page.Say("Meaning"));
  for (const Grade grade : {Grade::kA, Grade::kB, Grade::kC, Grade::kX}) {
    table.Row("value", {TextCell(GradeName(grade)), TextCell(GradeText(page, grade))});
  }
  section["blocks"].push_back(table.Finish(page));
  return section;
}

Result<Json> BuildComparison(const ComparisonData& data, const ComparisonRequest& request,
                             Clock& clock) {
  if (!Messages::In(request.language)->translated()) {
    return Status::Refused("unknown-language", "There is no translation of the comparison into " +
                                                   Quote(request.language) + ".")
        .WithHint("English (en) is always there.");
  }
  Result<std::unique_ptr<Compared>> built = Compared::Build(data, request);
  if (!built.ok()) return built.status();
  Compared& compared = **built;
  ReportContext& page = compared.page();
  Json report = BeginReport(page, Cover(compared, page, Today(clock)), clock);
  Json& sections = report["sections"];
  sections.push_back(ComparisonReadingSection(compared));
  sections.push_back(ProfilesSection(compared));
  int chapter = 0;
  for (const Area& area : page.catalogue.areas()) {
    Json section = MatrixSection(compared, area);
    if (section.is_null()) continue;
    section["number"] = std::to_string(++chapter);
    sections.push_back(std::move(section));
  }
  char annex = 'A';
  for (Json section : {PairsSection(compared), ReasonsSection(compared)}) {
    section["number"] = std::string(1, annex++);
    sections.push_back(std::move(section));
  }
  return report;
}

}  // namespace rapporteur
