// The examples of the SDK, each through the real worker.
#include <catch2/catch.hpp>

#include "core/worker/job.h"
#include "tests/worker/support.h"

namespace rapporteur {
namespace {

std::string FileOf(const std::string& package, const std::string& file) {
  return *ReadFile(std::string(kExamples) + "/" + package + "/" + file);
}

}  // namespace

TEST_CASE("hello_importer reads its samples") {
  const std::string package = "org.example.police-report-1.0.0";
  CollectingSink sink;
  const Result<JobReport> good =
      TestWorkers().Import(Example(package, "police_report.so"),
                           InputOf(FileOf(package, "samples/ok.csv")), "{}", JobLimits(), sink);
  REQUIRE(Said(good.status()) == "");
  CHECK(sink.rows == std::vector<std::string>{"2|North|2023|male|cases_opened|12|-",
                                              "3|North|2023|female|cases_opened|-|not reported",
                                              "4|South|2024|male|cases_opened|0|-"});
  const Result<JobReport> bad =
      TestWorkers().Import(Example(package, "police_report.so"),
                           InputOf(FileOf(package, "samples/bad.csv")), "{}", JobLimits(), sink);
  CHECK(Said(bad.status()) == "bad-input: row 4, year: cannot read '19x4'.");
}

TEST_CASE("importer_in_c reads its samples") {
  const std::string package = "org.example.key-values-1.0.0";
  CollectingSink sink;
  const Result<JobReport> good =
      TestWorkers().Import(Example(package, "key_values.so"),
                           InputOf(FileOf(package, "samples/ok.txt")), "{}", JobLimits(), sink);
  REQUIRE(Said(good.status()) == "");
  CHECK(sink.rows ==
        std::vector<std::string>{"2|North|12", "3|South|-", "4|East|-3.5", "6|Запад|0"});
  const Result<JobReport> bad =
      TestWorkers().Import(Example(package, "key_values.so"),
                           InputOf(FileOf(package, "samples/bad.txt")), "{}", JobLimits(), sink);
  CHECK(Said(bad.status()) == "bad-input: row 2, value: expected a number after \"=\".");
  std::string many;
  for (int i = 0; i < 1000; ++i) many += "n" + std::to_string(i) + " = " + std::to_string(i) + "\n";
  sink.rows.clear();
  const Result<JobReport> report = TestWorkers().Import(
      Example(package, "key_values.so"), InputOf(many), "{}", JobLimits(), sink);
  REQUIRE(Said(report.status()) == "");
  CHECK(report->batches == 4);
  REQUIRE(sink.rows.size() == 1000);
  CHECK(sink.rows[999] == "1000|n999|999");
}

TEST_CASE("hello_exporter writes a table, missing cells and all") {
  const PluginBinary binary = Example("org.example.markdown-table-1.0.0", "markdown_table.so");
  ListSource source({{"region|name", "", FieldType::kText},
                     {"year", "", FieldType::kInt64},
                     {"value", "", FieldType::kFloat64}});
  for (int batch = 0; batch < 2; ++batch) {
    TableBuilder builder(source.Fields());
    builder.AddText(batch == 0 ? "Ниш" : "a|b");
    builder.AddInt64(2023 + batch);
    if (batch == 0) {
      builder.AddFloat64(0.5);
    } else {
      builder.AddMissing();
    }
    builder.EndRow();
    source.Add(builder.Take());
  }
  Result<Fd> output = MemoryFile("output", "");
  REQUIRE(output.ok());
  const Result<JobReport> report =
      TestWorkers().Export(binary, "{}", JobLimits(), source, output->get());
  REQUIRE(Said(report.status()) == "");
  CHECK(report->rows == 2);
  CHECK(report->batches == 2);
  CHECK(ContentOf(*output) ==
        "| region\\|name | year | value |\n"
        "|---|--:|--:|\n"
        "| Ниш | 2023 | 0.5 |\n"
        "| a\\|b | 2024 |  |\n");
}

TEST_CASE("an exporter writes an empty table, and fails in a sentence where its file is full") {
  const PluginBinary binary = Example("org.example.markdown-table-1.0.0", "markdown_table.so");
  ListSource empty({{"a", "", FieldType::kText}});
  Result<Fd> output = MemoryFile("output", "");
  REQUIRE(output.ok());
  REQUIRE(Said(TestWorkers().Export(binary, "{}", JobLimits(), empty, output->get()).status()) ==
          "");
  CHECK(ContentOf(*output) == "| a |\n|---|\n");

  ListSource large({{"a", "", FieldType::kText}});
  TableBuilder builder(large.Fields());
  for (int i = 0; i < 2000; ++i) {
    builder.AddText(std::string(100, 'x'));
    builder.EndRow();
  }
  large.Add(builder.Take());
  JobLimits limits;
  limits.output_bytes = 64 << 10;
  Result<Fd> full = MemoryFile("output", "");
  REQUIRE(full.ok());
  CHECK(Said(TestWorkers().Export(binary, "{}", limits, large, full->get()).status()) ==
        "plugin-io: The plugin org.example.markdown-table 1.0.0 could not read or write its file: "
        "the output cannot be written: the disk is full or the size limit is reached; the file is "
        "not complete.");
}

TEST_CASE("what a source may not send is said before it is sent") {
  const PluginBinary binary = Example("org.example.markdown-table-1.0.0", "markdown_table.so");
  Result<Fd> output = MemoryFile("output", "");
  REQUIRE(output.ok());
  const auto said = [&](ListSource& source) {
    return Said(TestWorkers().Export(binary, "{}", JobLimits(), source, output->get()).status());
  };
  ListSource bad_text({{"a", "", FieldType::kText}});
  TableBuilder builder(bad_text.Fields());
  builder.AddText("\xFF");
  builder.EndRow();
  bad_text.Add(builder.Take());
  CHECK(said(bad_text) ==
        "bad-table: A table for the plugin org.example.markdown-table cannot be sent: column 1, "
        "row 1: the text is not UTF-8.");
  ListSource other({{"a", "", FieldType::kInt64}});
  builder.AddText("x");
  builder.EndRow();
  other.Add(builder.Take());
  CHECK(said(other) ==
        "bad-table: A table for the plugin org.example.markdown-table cannot be sent: its columns "
        "are not those that were said.");
  struct Failing : ListSource {
    using ListSource::ListSource;
    Result<const Table*> Next() override { return Status::Broken("store", "The store is closed."); }
  } failing({{"a", "", FieldType::kText}});
  CHECK(said(failing) == "store: The store is closed.");
}

TEST_CASE("a country describes itself") {
  const std::string package = "org.example.country.xu-1.0.0";
  const Result<std::string> document =
      TestWorkers().Describe(Example(package, "hello_country.so"), nullptr);
  REQUIRE(Said(document.status()) == "");
  CHECK(*document == FileOf(package, "utopia.json"));
}

TEST_CASE("a country with code describes itself and answers in issues") {
  const std::string package = "org.example.country.xv-1.0.0";
  const PluginBinary binary = Example(package, "country_with_check.so");
  const Result<std::string> document = TestWorkers().Describe(binary, nullptr);
  REQUIRE(Said(document.status()) == "");
  CHECK(*document == FileOf(package, "utopia.json"));

  ListSource source({{"indicator", "", FieldType::kText},
                     {"period", "", FieldType::kText},
                     {"value", "", FieldType::kFloat64}});
  TableBuilder builder(source.Fields());
  const auto add = [&](const char* indicator, const char* period, double value) {
    builder.AddText(indicator);
    builder.AddText(period);
    builder.AddFloat64(value);
    builder.EndRow();
  };
  add("ID.01", "2023", 40);
  add("ID.02", "2023", 48);
  add("ID.01", "2024", 50);
  add("ID.02", "2024", 48);
  builder.AddText("ID.02");
  builder.AddText("2025");
  builder.AddMissing();
  builder.EndRow();
  source.Add(builder.Take());
  const Result<JobReport> report = TestWorkers().Check(binary, "{}", JobLimits(), source);
  REQUIRE(Said(report.status()) == "");
  REQUIRE(report->issues.size() == 1);
  CHECK(report->issues[0].level == Issue::Level::kError);
  CHECK(report->issues[0].field == "ID.01");
  CHECK(report->issues[0].text == "2023: fewer persons were presumed than identified.");
}

TEST_CASE("a country without code has nothing to check") {
  ListSource source({{"indicator", "", FieldType::kText}});
  const Result<JobReport> report = TestWorkers().Check(
      Example("org.example.country.xu-1.0.0", "hello_country.so"), "{}", JobLimits(), source);
  REQUIRE(Said(report.status()) == "");
  CHECK(report->issue_total == 0);
}

TEST_CASE("the prebuilt carrier hands back the document it is given") {
  PluginBinary carrier = Library("org.rapporteur.carrier", RAPPORTEUR_CARRIER);
  const std::string text = "{\"document\": \"country/1\", \"x\": \"" + std::string(200'000, 'x') + "\"}";
  const Fd document = InputOf(text);
  const Result<std::string> described = TestWorkers().Describe(carrier, &document);
  REQUIRE(Said(described.status()) == "");
  CHECK(*described == text);
  CHECK(Said(TestWorkers().Describe(carrier, nullptr).status()) ==
        "bad-input: the package has no document.");
}

}  // namespace rapporteur
