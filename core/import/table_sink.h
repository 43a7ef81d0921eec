// Takes the importer's table while it streams in: scans every cell for personal data, maps the rows,
// and stages what came of them.  Of a table of persons it asks for the mapped columns only, counts
// the rows, and stages the counts.
//
// Belongs to one import, one thread.
#ifndef RAPPORTEUR_IMPORT_TABLE_SINK_H_
#define RAPPORTEUR_IMPORT_TABLE_SINK_H_

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/import/counter.h"
#include "core/import/mapping.h"
#include "core/import/personal_data.h"
#include "core/import/refused_rows.h"
#include "core/import/row_mapper.h"
#include "core/import/row_preview.h"
#include "core/import/unknown_codes.h"
#include "core/import/template_return.h"
#include "core/model/finding.h"
#include "core/store/batch_record.h"
#include "core/store/stage.h"
#include "core/worker/job.h"

namespace rapporteur {

class ImportCheck;
class Store;

struct TableSinkOptions {
  std::string file;
  std::string country, source;
  Decimal decimal = Decimal::kUnknown;
  bool keep_refused = false;
  // For a person who looks: what the rows hold, and the codes nobody knows.  Where `rows` is set and
  // no mapping fits, the file is read all the same and map_failure() says why it can't be mapped.
  RowPreview* rows = nullptr;
  UnknownCodes* unknown = nullptr;
  ImportCheck* check = nullptr;  // takes what is staged
  bool map = true;  // false: the rows are read and scanned only
  bool refused_copy = false;   // the file is a corrected copy of refused rows, with an error column
  char copy_separator = ',';   // of the copy that is written
};

class TableSink final : public ImportSink {
 public:
  // `mapping` may be absent: then one is found by the headers, or the headers are the vocabulary.
  TableSink(Store& store, Stage& stage, std::optional<Mapping> mapping, TableSinkOptions options);

  Status Begin(const std::vector<Field>& fields) override;
  std::optional<std::vector<std::size_t>> Wanted() override;
  bool Persons() override { return mapping_ && mapping_->persons; }
  Status Rows(const Table& table) override;
  Status Aside(std::string_view kind, std::string_view sheet, std::uint64_t row,
               std::uint64_t column, std::string_view text) override;
  void OnIssue(const Issue& issue) override;
  void OnProgress(std::uint64_t done, std::uint64_t total) override;
  // When the job is over.  It kept the first thousand of its issues only; each of the others stands
  // for a refused row.
  void Finish(std::uint64_t issue_total);

  // After the last row: stages what was counted.  Does nothing where the rows are observations.
  Status Finish();
  // What was counted; null where the rows are observations.
  const Counter* counter() const { return counter_.get(); }

  // Where something that looks like a person was found: the sentences, the first twenty.
  const std::vector<Finding>& personal() const { return personal_; }
  std::uint64_t personal_total() const { return personal_total_; }

  const BatchRecord::Rows& rows() const { return rows_; }
  const std::map<std::string, std::uint64_t>& skipped_by_reason() const { return skipped_; }
  const Findings& findings() const { return findings_; }
  Findings& findings() { return findings_; }
  const Mapping* mapping() const { return mapping_ ? &*mapping_ : nullptr; }
  // Set where Begin found a saved mapping whose reading options differ from those in use: the file is
  // to be read again with it.
  const std::optional<Mapping>& better_mapping() const { return better_; }
  const Status& map_failure() const { return map_failure_; }
  // How the mapping was found: told, headers, vocabulary; "" where there is none.
  const std::string& mapping_found_by() const { return mapping_found_by_; }
  const RefusedRows& refused_rows() const { return refused_rows_; }

  std::function<void(std::uint64_t rows)> on_rows;

 private:
  Status BeginPersons(const std::vector<Field>& all);
  Result<std::vector<Mapping>> FittingMappings() const;
  MapperContext Context();
  Status ChooseMapping();
  Status BindMapping();
  Status ReadAsTemplate(const std::vector<std::string>& headers);
  Status MapRow(const Table& table, std::size_t row, const Place& place);
  CountryAnswer ResolverOf(const std::string& country);
  void EnterSheet(std::string_view name);
  std::string SheetPlace(std::string_view name);
  bool IsData(std::size_t field) const;
  std::string NumberOf(std::size_t field) const;
  std::string ColumnOf(std::size_t field) const;
  void ScanRow(const Table& table, std::size_t row, const Place& place);
  void WarnOfQuasiIdentifier(std::string_view text, std::size_t field, const Place& place);
  void FoundPersonal(const Hit& hit, const Place& place);
  Status StageRow(const RowResult& result, const Place& place);
  void GiveToCheck(const MappedObservation& observation, const Place& place);

  struct Country {
    std::unique_ptr<Resolver> resolver;
    std::shared_ptr<const Problem> problem;
  };

  Store& store_;
  Stage& stage_;
  std::optional<Mapping> mapping_, better_;
  TableSinkOptions options_;
  std::unique_ptr<RowMapper> mapper_;
  std::unique_ptr<TemplateReturn> template_;  // where the headers are those of a template
  std::string mark_;                          // of a template, where a property holds one
  std::unique_ptr<Counter> counter_;
  PersonalDataScanner scanner_;
  std::vector<Field> fields_;
  std::vector<ColumnUse> uses_;
  int row_column_ = -1, sheet_column_ = -1;
  std::string sheet_, sheet_place_;  // as the file calls it, and as messages may
  std::uint64_t sheets_ = 0;

  std::vector<Finding> personal_;
  std::uint64_t personal_total_ = 0;
  std::uint64_t issues_seen_ = 0;
  std::size_t checked_ = 0;
  BatchRecord::Rows rows_;
  std::map<std::string, std::uint64_t> skipped_;
  Findings findings_;
  RefusedRows refused_rows_;
  RowResult result_;
  Status map_failure_;
  std::string mapping_found_by_;

  TextMap<Country> countries_;
  TextMap<SeriesRef> series_;
  std::map<const Period*, PeriodRef> periods_;
  std::map<const Source*, SourceRef> sources_;
  std::map<const IndicatorVersion*, DefinitionRef> definitions_;
  Remarks last_remarks_;
  RemarkRef last_remark_ = 0;
  std::string key_;
};

}  // namespace rapporteur

#endif  // RAPPORTEUR_IMPORT_TABLE_SINK_H_
