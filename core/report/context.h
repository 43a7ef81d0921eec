// Everything the chapters of one report share: the data by cell, what is hidden, the numbered
// sources, the reader's language, and the counters of figures and tables.
//
// Lives while one report is built; belongs to one thread.
#ifndef RAPPORTEUR_REPORT_CONTEXT_H_
#define RAPPORTEUR_REPORT_CONTEXT_H_

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/format.h"
#include "core/base/json_fwd.h"
#include "core/base/messages.h"
#include "core/report/cells.h"
#include "core/report/mask.h"
#include "core/report/model.h"

namespace rapporteur::report {

// A source as the annex lists it.
struct NumberedSource {
  int number = 0;
  Source source;
};

class ReportContext {
 public:
  ReportContext(const ReportData& data, const ReportRequest& request);

  const ReportData& data;
  const Catalogue& catalogue;
  const std::string language;
  const std::shared_ptr<const Messages> messages;
  const Formats formats;
  const Cells cells;
  const MaskedCells masked;

  // The whole years the report speaks of; equal where there is one, 0 where there are none.
  int first_year = 0, last_year = 0;
  std::string PeriodText() const;  // "2015–2023"

  std::string Say(std::string_view sentence, const Arguments& arguments = {}) const {
    return messages->Say(sentence, arguments);
  }
  std::string Count(std::string_view one, std::string_view many, std::size_t n,
                    Arguments arguments = {}) const;
  std::string Number(double value, int decimals = 2) const {
    return formats.Number(value, decimals);
  }

  // A text of a document: {"text": …} and, where it is not in the reader's language, "lang" and
  // "mark": "untranslated"; "mark": "review" where the translation is still to be checked.
  Json Text(const LocalText& text, bool review = false) const;
  // A text whose language nobody told: a note, a title of a publication.
  Json Verbatim(const std::string& text) const;

  // The definition a value is bound to, or the newest of its indicator.
  const IndicatorVersion* DefinitionOf(const Observation& observation) const;
  // The label of a code of a list that is no dimension (counting_unit, person_status, …).
  Json CodeLabel(const std::string& list, const std::string& code) const;
  Json DimensionTitle(const std::string& dimension) const;
  // "children, female": the labels of a breakdown; "total" where there is none.
  Json KeyLabel(const CellKey& key) const;
  Json InstitutionName(const std::string& code) const;
  // The bodies asked for an indicator: institutions, or all of a kind, or the kind's name.
  std::vector<Json> AskedFrom(const IndicatorVersion& version) const;
  // "100 × ID.03 / ID.09"
  std::string FormulaText(const std::string& formula) const;
  Json Unit(const IndicatorVersion& version, const Observation* observation = nullptr) const;

  const std::vector<NumberedSource>& sources() const { return sources_; }
  const NumberedSource* FindSource(const std::string& code) const;

  int NextFigure() { return ++figures_; }
  int NextTable() { return ++tables_; }
  int figures() const { return figures_; }
  int tables() const { return tables_; }
  // Counted while building, for the summary of what is marked.
  mutable int untranslated = 0;

 private:
  void NumberSources();
  void FindYears(const PeriodRange& periods);

  std::vector<NumberedSource> sources_;
  std::map<std::string, std::size_t> source_index_;
  int figures_ = 0, tables_ = 0;
};

// The plain text of what Text() gives.
std::string TextOf(const Json& text);

}  // namespace rapporteur::report

#endif  // RAPPORTEUR_REPORT_CONTEXT_H_
