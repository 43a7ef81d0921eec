// The packages of our plugins do in the real worker what their samples say.
#include <catch2/catch.hpp>
#include <filesystem>
#include <string>
#include <vector>

#include "core/base/fd.h"
#include "core/base/hash.h"
#include "core/base/json.h"
#include "core/plugin/manifest.h"
#include "core/worker/job.h"
#include "tests/support/csv_answers.h"
#include "tests/support/workbook_file.h"

namespace rapporteur {
namespace {

struct Package {
  Manifest manifest;
  PluginBinary binary;
  std::string folder;
};

Package Open(const std::string& name) {
  Package package;
  package.folder = std::string(RAPPORTEUR_PACKAGES) + "/" + name;
  Result<Json> json = ParseJson(ReadTestFile(package.folder + "/manifest.json"), "manifest.json");
  REQUIRE(json.ok());
  Result<Manifest> manifest = Manifest::Read(*json, "manifest.json");
  REQUIRE(manifest.ok());
  package.manifest = *manifest;
  package.binary = {manifest->id, manifest->version, "", package.folder + "/" + manifest->library};
  Result<std::string> hash = Sha256OfFile(package.binary.path);
  REQUIRE(hash.ok());
  package.binary.sha256 = *hash;
  return package;
}

std::string Options(const Package& package, const Json& told) {
  Result<Json> options = ResolveOptions(package.manifest, {told});
  REQUIRE(options.ok());
  return options->dump();
}

Json ReadJson(const std::string& path) {
  Result<Json> json = ParseJson(ReadTestFile(path), path);
  REQUIRE(json.ok());
  return *json;
}

const char* TypeName(FieldType type) {
  return type == FieldType::kText ? "text" : type == FieldType::kInt64 ? "int64" : "float64";
}

Json CellOf(const Table& table, std::size_t column, std::size_t row) {
  if (table.IsMissing(column, row)) return nullptr;
  if (table.type(column) == FieldType::kText) return std::string(table.Text(column, row));
  if (table.type(column) == FieldType::kInt64) return table.Int64(column, row);
  return table.Float64(column, row);
}

struct JsonSink : ImportSink {
  Status Begin(const std::vector<Field>& fields) override {
    for (const Field& field : fields) {
      answer["fields"].push_back(
          {{"name", field.name}, {"type", TypeName(field.type)}, {"role", field.role}});
    }
    answer["rows"] = Json::array();
    return {};
  }
  Status Rows(const Table& table) override {
    for (std::size_t r = 0; r < table.row_count(); r++) {
      Json row = Json::array();
      for (std::size_t c = 0; c < table.column_count(); c++) row.push_back(CellOf(table, c, r));
      answer["rows"].push_back(row);
    }
    return {};
  }
  Status Aside(std::string_view, std::string_view, std::uint64_t, std::uint64_t,
               std::string_view) override {
    return {};
  }
  Json answer;
};

Json ErrorOf(const Status& status) {
  return {{"error",
           {{"code", status.code()}, {"row", status.place().row}, {"message", status.message()}}}};
}

Workers& TheWorkers() {
  static Workers workers(DefaultWorkerPath());
  return workers;
}

TEST_CASE("the importers' samples come out of the worker as expected") {
  struct Case {
    const char *package, *extension;
    int score;
    std::vector<const char*> samples = {"ok", "bad"};
  };
  const Case cases[] = {
      {"org.rapporteur.csv-import-1.0.0", ".csv", 50},
      {"org.rapporteur.eurostat-import-1.0.0", ".tsv", 95},
      {"org.rapporteur.htcds-import-1.0.0", ".csv", 90},
      {"org.rapporteur.json-import-1.0.0", ".json", 60},
      {"org.rapporteur.json-import-1.0.0", ".json", 95, {"dataset"}},
      {"org.rapporteur.kobo-import-1.0.0", ".csv", 95},
      {"org.rapporteur.sdmx-import-1.0.0", ".csv", 95},
      {"org.rapporteur.spreadsheet-import-1.0.0", ".xlsx", 80},
  };
  for (const Case& c : cases) {
    const Package package = Open(c.package);
    for (const char* sample : c.samples) {
      INFO(c.package << " " << sample);
      const std::string path = package.folder + "/samples/" + sample;
      Result<Fd> input = MemoryFile("input", ReadTestFile(path + c.extension));
      REQUIRE(input.ok());
      REQUIRE(Seal(*input).ok());
      JsonSink sink;
      const std::string options = Options(package, Json::object());
      Result<JobReport> report =
          TheWorkers().Import(package.binary, *input, options, JobLimits(), sink);
      CHECK((report.ok() ? sink.answer : ErrorOf(report.status())).dump(1) ==
            ReadJson(path + ".expected.json").dump(1));
      Result<int> score = TheWorkers().Sniff(package.binary, *input, options);
      REQUIRE(score.ok());
      CHECK(*score == c.score);
    }
  }
}

class JsonSource final : public ExportSource {
 public:
  explicit JsonSource(const Json& json) {
    for (const Json& field : json["fields"]) {
      const std::string type = GetString(field, "type");
      fields_.push_back({GetString(field, "name"), "",
                         type == "text"    ? FieldType::kText
                         : type == "int64" ? FieldType::kInt64
                                           : FieldType::kFloat64});
    }
    TableBuilder builder(fields_);
    for (const Json& row : json["rows"]) {
      for (std::size_t c = 0; c < fields_.size(); c++) {
        if (row[c].is_null()) {
          builder.AddMissing();
        } else if (fields_[c].type == FieldType::kText) {
          builder.AddText(row[c].get<std::string>());
        } else if (fields_[c].type == FieldType::kInt64) {
          builder.AddInt64(row[c].get<std::int64_t>());
        } else {
          builder.AddFloat64(row[c].get<double>());
        }
      }
      builder.EndRow();
    }
    table_ = builder.Take();
  }
  const std::vector<Field>& Fields() override { return fields_; }
  Result<const Table*> Next() override {
    const Table* next = given_ ? nullptr : &table_;
    given_ = true;
    return next;
  }

 private:
  std::vector<Field> fields_;
  Table table_;
  bool given_ = false;
};

TEST_CASE("the CSV exporter's samples come out of the worker as expected") {
  const Package package = Open("org.rapporteur.csv-export-1.0.0");
  for (const char* sample : {"ok", "bad"}) {
    INFO(sample);
    const std::string path = package.folder + "/samples/" + sample;
    const Json json = ReadJson(path + ".json");
    JsonSource source(json);
    Result<Fd> out = MemoryFile("output", "");
    REQUIRE(out.ok());
    Result<JobReport> report = TheWorkers().Export(package.binary, json["options"].dump(),
                                                   JobLimits(), source, out->get());
    if (!report.ok()) {
      CHECK(ErrorOf(report.status()).dump(1) == ReadJson(path + ".expected.json").dump(1));
      continue;
    }
    Result<std::string> written = ReadFile("/proc/self/fd/" + std::to_string(out->get()), 1u << 20);
    REQUIRE(written.ok());
    CHECK(*written == ReadTestFile(path + ".expected.csv"));
  }
}

TEST_CASE("the spreadsheet exporter's samples come out of the worker as expected") {
  const Package package = Open("org.rapporteur.xlsx-export-1.0.0");
  for (const char* sample : {"ok", "bad"}) {
    INFO(sample);
    const std::string path = package.folder + "/samples/" + sample;
    const Json json = ReadJson(path + ".json");
    JsonSource source(json);
    Result<Fd> out = MemoryFile("output", "");
    REQUIRE(out.ok());
    Result<JobReport> report =
        TheWorkers().Export(package.binary, Options(package, json["options"]), JobLimits(), source,
                            out->get());
    const Json expected = ReadJson(path + ".expected.json");
    if (!report.ok()) {
      CHECK(ErrorOf(report.status()).dump(1) == expected.dump(1));
      continue;
    }
    Result<std::string> written = ReadFile("/proc/self/fd/" + std::to_string(out->get()), 1u << 20);
    REQUIRE(written.ok());
    CHECK(Json(WorkbookFile::Read(*written).Cells(1)).dump(1) == expected.dump(1));
  }
}

TEST_CASE("every option of our plugins has a default that its own rules allow") {
  for (const char* name : {"org.rapporteur.csv-import-1.0.0", "org.rapporteur.csv-export-1.0.0",
                           "org.rapporteur.xlsx-export-1.0.0",
                           "org.rapporteur.eurostat-import-1.0.0",
                           "org.rapporteur.json-import-1.0.0",
                           "org.rapporteur.kobo-import-1.0.0",
                           "org.rapporteur.spreadsheet-import-1.0.0"}) {
    const Package package = Open(name);
    Result<Json> defaults = ResolveOptions(package.manifest, {});
    REQUIRE(defaults.ok());
    CHECK(defaults->size() == package.manifest.options->size());
    CHECK(ResolveOptions(package.manifest, {*defaults}).ok());
  }
}

}  // namespace
}  // namespace rapporteur
