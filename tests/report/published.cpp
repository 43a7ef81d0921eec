#include "tests/report/published.h"

#include <algorithm>
#include <stdexcept>

#include "core/base/fd.h"
#include "core/base/json.h"
#include "core/base/number.h"
#include "core/base/text.h"
#include "core/compute/compute.h"
#include "core/report/from_store.h"
#include "core/store/documents.h"
#include "core/store/stage.h"
#include "core/store/store.h"
#include "tests/support/fake_clock.h"
#include "tests/support/temp_dir.h"

namespace rapporteur {
namespace {

void Require(const Status& status) {
  if (!status.ok()) throw std::runtime_error(status.message());
}

std::string ReadText(const std::string& path) {
  Result<std::string> text = ReadFile(std::string(RAPPORTEUR_COUNTRIES) + "/" + path);
  Require(text.status());
  return *std::move(text);
}

// The fields of a line of the samples: quotes around a field that holds a comma.
std::vector<std::string> Fields(std::string_view line) {
  std::vector<std::string> fields(1);
  bool quoted = false;
  for (const char c : line) {
    if (c == '"') {
      quoted = !quoted;
    } else if (c == ',' && !quoted) {
      fields.emplace_back();
    } else if (c != '\r') {
      fields.back() += c;
    }
  }
  return fields;
}

// "age_group=CHD;sex=F" where every pair is a dimension and a code of the catalogue.
bool ReadBreakdown(const Catalogue& catalogue, const std::string& text, std::string& dimensions,
                   std::string& counted_by) {
  if (text == "total") return true;
  Dimensions pairs;
  for (std::string_view pair : Split(text, ';')) {
    const std::size_t equals = pair.find('=');
    if (equals == pair.npos) return false;
    const std::string dimension(pair.substr(0, equals));
    std::string code(pair.substr(equals + 1));
    if (dimension == "source" && code == "police") {
      counted_by = "RS-MUP";
      continue;
    }
    if (code == "foreign") code = "FOR";
    if (code == "other government") code = "GOV.OTH";
    if (code == "government") code = "GOV";
    if (code == "BEG (of LAB)") code = "LAB.BEG";
    const Codelist* list = catalogue.FindDimension(dimension);
    if (list == nullptr || list->Find(code) == nullptr) return false;
    pairs.emplace_back(dimension, code);
  }
  std::sort(pairs.begin(), pairs.end());
  dimensions = DimensionsText(pairs);
  return true;
}

const Source* FindByTitle(const Catalogue& catalogue, const std::string& title,
                          const std::string& counted_by) {
  const Source* found = nullptr;
  for (const Source& source : catalogue.sources()) {
    if (source.title != title) continue;
    if (!counted_by.empty() && source.counted_by != counted_by) continue;
    if (found == nullptr || source.main) found = &source;
  }
  return found;
}

class PublishedStore {
 public:
  PublishedStore() {
    const std::string data = folder_ / "data";
    Require(Store::Create(data));
    Result<std::unique_ptr<Store>> opened = Store::Open(data, Store::Mode::kWrite, clock_);
    Require(opened.status());
    store_ = *std::move(opened);
    for (const char* path : {"regional/regional.json", "serbia/serbia.json"}) {
      Result<DocumentName> put = store_->documents().Put(ReadText(path), "local");
      Require(put.status());
      Require(store_->documents().Activate(put->id, put->version, "local"));
    }
    Import();
    Require(Compute(*store_, "RS", "local").status());
  }

  Store& store() { return *store_; }

 private:
  void Import() {
    const auto catalogue = *store_->documents().CatalogueOf("RS");
    Result<std::unique_ptr<Stage>> stage = Stage::Begin(*store_);
    Require(stage.status());
    BatchRecord record;
    record.file.name = "published_figures.csv";
    record.file.sha256 = "sha256:0000";
    record.plugin = {"org.rapporteur.csv-import", "1.0.0", ""};
    std::uint64_t row = 0;
    const std::string text = ReadText("regional/samples/published_figures.csv");
    for (std::string_view line : Split(text, '\n')) {
      if (++row > 1) Add(*catalogue, Fields(line), row, **stage);
    }
    record.rows.read = record.rows.mapped = (*stage)->size();
    Require((*stage)->Compare().status());
    Require((*stage)->Commit(record));
  }

  static void Add(const Catalogue& catalogue, const std::vector<std::string>& fields,
                  std::uint64_t row, Stage& stage) {
    if (fields.size() != 9 || fields[0] != "RS") return;
    std::string dimensions, counted_by;
    const Result<Period> period = ParsePeriod(fields[1]);
    const Indicator* indicator = catalogue.FindIndicator(fields[2]);
    const ParsedNumber number = ParseNumber(fields[4], Decimal::kPoint);
    if (!period.ok() || indicator == nullptr || number.kind != NumberKind::kNumber) return;
    if (!ReadBreakdown(catalogue, fields[3], dimensions, counted_by)) return;
    const Source* source = FindByTitle(catalogue, fields[5], counted_by);
    const IndicatorVersion* version = indicator->On(period->last_day);
    if (source == nullptr || version == nullptr) return;
    Remarks remarks;
    remarks.note = fields[8];
    remarks.source_ref = fields[7];
    StagedRow staged;
    staged.series = stage.Series({"RS", indicator->code, "RS", dimensions});
    staged.period = stage.PeriodOf(*period);
    staged.source = stage.Source(source->country, source->code);
    staged.definition = stage.Definition(version->definition);
    staged.remark = remarks.empty() ? 0 : stage.Remark(remarks);
    staged.number = number.value;
    staged.row = row;
    Require(stage.Add(staged));
  }

  TempDir folder_;
  FakeClock clock_;
  std::unique_ptr<Store> store_;
};

}  // namespace

Json PublishedReport(const std::string& language, const std::string& periods) {
  static PublishedStore published;
  Result<Json> report =
      ReportFromStore(published.store(), {}, "RS", *ParsePeriodRange(periods), language);
  Require(report.status());
  return *std::move(report);
}

}  // namespace rapporteur
