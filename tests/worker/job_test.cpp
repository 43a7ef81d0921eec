#include "core/worker/job.h"

#include <catch2/catch.hpp>

#include "tests/worker/support.h"

namespace rapporteur {
namespace {

TEST_CASE("a good import delivers fields, rows and a report") {
  CollectingSink sink;
  const Result<JobReport> report = TestWorkers().Import(
      Example("org.example.police-report-1.0.0", "police_report.so"),
      InputOf("region;year;sex;measure;value\n"
              "North;2023;male;cases_opened;12\n"
              "North;2023;female;cases_opened;\n"),
      "{}", JobLimits(), sink);
  REQUIRE(Said(report.status()) == "");
  CHECK(report->rows == 2);
  CHECK(report->batches == 1);
  CHECK(report->issue_total == 0);
  CHECK(report->log == "");
  CHECK(report->peak_memory_bytes > 0);
  REQUIRE(sink.fields.size() == 7);
  CHECK(sink.fields[0] == Field{"row", "row", FieldType::kInt64});
  CHECK(sink.fields[5] == Field{"value", "", FieldType::kFloat64});
  CHECK(sink.rows == std::vector<std::string>{"2|North|2023|male|cases_opened|12|-",
                                              "3|North|2023|female|cases_opened|-|not reported"});
}

TEST_CASE("bad input is refused with its place") {
  CollectingSink sink;
  const Result<JobReport> report =
      TestWorkers().Import(Example("org.example.police-report-1.0.0", "police_report.so"),
                           InputOf("h\nNorth;19x4;male;cases_opened;3\n"), "{}", JobLimits(), sink);
  REQUIRE_FALSE(report.ok());
  CHECK(Said(report.status()) == "bad-input: row 2, year: cannot read '19x4'.");
  CHECK(report.status().place().row == 2);
  CHECK(report.status().place().column == "year");
}

TEST_CASE("a plugin is inspected without running a job") {
  const Result<Inspection> inspection =
      TestWorkers().Inspect(Example("org.example.police-report-1.0.0", "police_report.so"));
  REQUIRE(Said(inspection.status()) == "");
  CHECK(inspection->id == "org.example.police-report");
  CHECK(inspection->version == "1.0.0");
  CHECK(inspection->abi_major == 1);
  CHECK(inspection->abi_minor == 0);
  CHECK(inspection->needs_minor == 0);
  CHECK(inspection->interfaces == std::vector<std::string>{"rpt.importer/1"});
  CHECK(inspection->sandbox.find("seccomp") != std::string::npos);
}

}  // namespace
}  // namespace rapporteur
