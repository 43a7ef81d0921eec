// The matrix of a comparison, before it is worded: which value of which definition stands in each
// cell and how far it may be compared.
//
// Refers to the data it was made from; belongs to the thread of the report.
#ifndef RAPPORTEUR_REPORT_COMPARED_H_
#define RAPPORTEUR_REPORT_COMPARED_H_

#include <memory>
#include <string>
#include <vector>

#include "core/compare/comparability.h"
#include "core/report/comparison.h"
#include "core/report/context.h"

namespace rapporteur::report {

struct ComparedCell {
  Comparability comparability;
  const IndicatorVersion* version = nullptr;  // the country's; null where none is valid
  const Cell* cell = nullptr;                 // its newest in the selection; null where none
  std::string period;                         // "" where there is none
};

struct ComparedRow {
  const IndicatorVersion* regional = nullptr;
  std::vector<ComparedCell> cells;  // one per country, in the order of the columns
};

class Compared {
 public:
  static Result<std::unique_ptr<Compared>> Build(const ComparisonData& data,
                                                 const ComparisonRequest& request);

  // Everything is worded and numbered here; its catalogue is the regional one.
  ReportContext& page() { return *page_; }
  // One per column, sorted by the countries' names.
  const std::vector<std::unique_ptr<ReportContext>>& countries() const { return countries_; }
  const std::vector<ComparedRow>& rows() const { return rows_; }
  const ComparisonRequest& request() const { return request_; }
  std::string CountryName(std::size_t column) const;

  // The country's indicator in a row of the matrix: the one of the same code, or the national one
  // that replaces it.  Null where there is neither.
  const Indicator* IndicatorOf(const ComparedRow& row, std::size_t column) const;

 private:
  Compared(const ComparisonData& data, const ComparisonRequest& request);
  ComparedCell CellOf(const IndicatorVersion& regional, const ReportContext& country) const;

  ReportData regional_;
  ComparisonRequest request_;
  std::unique_ptr<ReportContext> page_;
  std::vector<std::unique_ptr<ReportContext>> countries_;
  std::vector<ComparedRow> rows_;
};

// The cell as a reader sees it: "40", "B", its own year and the reasons.
Json ComparedCellJson(const Compared& compared, const ComparedRow& row, std::size_t column);
// Why the cell has its grade; sentences.
std::vector<Json> ReasonsOf(const Compared& compared, const ComparedRow& row, std::size_t column);
// "exactly one documented difference"
std::string GradeText(const ReportContext& page, Grade grade);

// The parts of the page.
Json ComparisonReadingSection(Compared& compared);
Json ProfilesSection(Compared& compared);
Json MatrixSection(Compared& compared, const Area& area);
Json PairsSection(Compared& compared);
Json ReasonsSection(Compared& compared);
// Small multiples of one indicator over time; countries whose persons or units are others stand in
// drawings of their own.
void AddComparedTrends(Compared& compared, const ComparedRow& row, Json& blocks);

}  // namespace rapporteur::report

#endif  // RAPPORTEUR_REPORT_COMPARED_H_
