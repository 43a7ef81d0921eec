// The tables of a comparison: values by area, grades between any two countries, and the reasons.
#include "core/base/json.h"
#include "core/report/blocks.h"
#include "core/report/compared.h"
#include "core/report/sections.h"

namespace rapporteur::report {
namespace {

// "ID.02 How many …? (persons)"
Json RowTitle(const ReportContext& page, const ComparedRow& row) {
  Json title = page.Text(row.regional->question);
  title["text"] = row.regional->code + " " + TextOf(title) + " (" +
                  TextOf(page.Unit(*row.regional)) + ")";
  return title;
}

bool HasAny(const ComparedRow& row) {
  for (const ComparedCell& cell : row.cells) {
    if (cell.comparability.grade != Grade::kX) return true;
  }
  return false;
}

// The indicators nobody has a value for, in one sentence; a row of dashes each says no more.
Json WithoutValues(ReportContext& page, const std::vector<const ComparedRow*>& rows) {
  std::vector<std::string> codes;
  for (const ComparedRow* row : rows) codes.push_back(row->regional->code);
  return Paragraph("gaps", {{"text", page.Say("No country has a value in {period} for: {codes}.",
                                              {{"period", page.PeriodText()},
                                               {"codes", page.formats.List(codes)}})}});
}

// The table, or a sentence in its place where it has no rows.
Json TableOr(ReportContext& page, TableBlock& table, const std::string& nothing) {
  return table.rows() > 0 ? table.Finish(page) : Paragraph("gaps", {{"text", nothing}});
}

}  // namespace

Json MatrixSection(Compared& compared, const Area& area) {
  ReportContext& page = compared.page();
  std::vector<const ComparedRow*> with, without;
  for (const ComparedRow& row : compared.rows()) {
    if (row.regional->area == area.code) (HasAny(row) ? with : without).push_back(&row);
  }
  if (with.empty() && without.empty()) return {};
  Json section = Section("area-" + area.code, with.empty() ? "area-gaps" : "area",
                         page.Text(area.title));
  section["code"] = area.code;
  if (!with.empty()) {
    TableBlock table("matrix", page.Text(area.title));
    table.Column(page.Say("Indicator"));
    for (std::size_t i = 0; i < compared.countries().size(); ++i) {
      table.Column(compared.CountryName(i));
    }
    for (const ComparedRow* row : with) {
      std::vector<Json> cells = {TextCell(RowTitle(page, *row))};
      for (std::size_t i = 0; i < row->cells.size(); ++i) {
        cells.push_back(ComparedCellJson(compared, *row, i));
      }
      table.Row("value", std::move(cells));
    }
    section["blocks"].push_back(table.Finish(page));
  }
  if (!without.empty()) section["blocks"].push_back(WithoutValues(page, without));
  for (const ComparedRow* row : with) {
    Json part = Section(SectionId(row->regional->code), "indicator",
                        page.Text(row->regional->question));
    part["code"] = row->regional->code;
    AddComparedTrends(compared, *row, part["blocks"]);
    if (!part["blocks"].empty()) section["sections"].push_back(std::move(part));
  }
  return section;
}

Json PairsSection(Compared& compared) {
  ReportContext& page = compared.page();
  Json section = Section("pairs", "annex", {{"text", page.Say("Which two countries compare")}});
  TableBlock table("pairs", page.Say("Grade of every pair of countries with a value"));
  table.Column(page.Say("Indicator"));
  const std::size_t n = compared.countries().size();
  for (std::size_t a = 0; a < n; ++a) {
    for (std::size_t b = a + 1; b < n; ++b) {
      table.Column(compared.countries()[a]->catalogue.country() + "–" +
                   compared.countries()[b]->catalogue.country());
    }
  }
  for (const ComparedRow& row : compared.rows()) {
    std::vector<Json> cells = {TextCell(row.regional->code)};
    bool any = false;
    for (std::size_t a = 0; a < n; ++a) {
      for (std::size_t b = a + 1; b < n; ++b) {
        const Grade grade = PairGrade(row.cells[a].comparability, row.cells[b].comparability);
        any |= grade != Grade::kX;
        cells.push_back(grade == Grade::kX
                            ? TextCell("–")
                            : Json{{"text", ""},
                                   {"grade", {{"letter", GradeName(grade)},
                                              {"text", GradeText(page, grade)}}}});
      }
    }
    if (any) table.Row("value", std::move(cells));
  }
  section["blocks"].push_back(TableOr(page, table, page.Say("No indicator has a value in two countries.")));
  return section;
}

Json ReasonsSection(Compared& compared) {
  ReportContext& page = compared.page();
  Json section = Section("reasons", "annex", {{"text", page.Say("Why a grade is not A")}});
  TableBlock table("reasons", page.Say("What each country declares to be different"));
  table.Column(page.Say("Indicator"));
  table.Column(page.Say("Country"));
  table.Column(page.Say("Grade"));
  table.Column(page.Say("Difference and reason"));
  for (const ComparedRow& row : compared.rows()) {
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
      const Comparability& found = row.cells[i].comparability;
      if (found.differences.empty()) continue;
      table.Row("value", {TextCell(row.regional->code), TextCell(compared.CountryName(i)),
                          TextCell(GradeName(found.grade)),
                          Json{{"text", ""}, {"lines", ReasonsOf(compared, row, i)}}});
    }
  }
  section["blocks"].push_back(TableOr(page, table, page.Say("No definition with a value deviates.")));
  return section;
}

}  // namespace rapporteur::report
