// Messages that are made to be too much, through the real worker within the limits of the package.
#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <functional>
#include <string>

#include "core/base/fd.h"
#include "core/base/hash.h"
#include "core/base/json.h"
#include "core/plugin/manifest.h"
#include "core/plugin/registry.h"
#include "core/worker/job.h"
#include "tests/support/csv_answers.h"
#include "tests/support/program.h"

namespace rapporteur {
namespace {

struct CountingSink : ImportSink {
  Status Begin(const std::vector<Field>&) override { return {}; }
  Status Rows(const Table& table) override {
    rows += table.row_count();
    return {};
  }
  Status Aside(std::string_view, std::string_view, std::uint64_t, std::uint64_t,
               std::string_view) override {
    asides++;
    return {};
  }
  std::uint64_t rows = 0, asides = 0;
};

// "10 rows", or the code and message of the failure.
std::string Through(const std::string& head, int times,
                    const std::function<std::string(int)>& piece, const std::string& tail) {
  const std::string folder = std::string(RAPPORTEUR_PACKAGES) + "/org.rapporteur.sdmx-import-1.0.0";
  const Manifest manifest =
      *Manifest::Read(*ParseJson(ReadTestFile(folder + "/manifest.json"), "manifest"), "manifest");
  PluginBinary binary{manifest.id, manifest.version, "", folder + "/" + manifest.library};
  binary.sha256 = *Sha256OfFile(binary.path);
  Result<Fd> input = MemoryFile("input", "");
  REQUIRE(input.ok());
  std::string buffer = head;
  const auto flush = [&] {
    REQUIRE(WriteAll(input->get(), buffer, "input").ok());
    buffer.clear();
  };
  for (int i = 0; i < times; i++) {
    buffer += piece(i);
    if (buffer.size() > (1u << 20)) flush();
  }
  buffer += tail;
  flush();
  REQUIRE(Seal(*input).ok());
  static Workers workers(DefaultWorkerPath());
  CountingSink sink;
  Result<JobReport> report = workers.Import(binary, *input, "{}", LimitsOf(manifest), sink);
  if (!report.ok()) return report.status().code() + ": " + report.status().message();
  return std::to_string(sink.rows) + " rows";
}

const std::string kSpaces = "http://www.sdmx.org/resources/sdmxml/schemas/v2_1/";
const std::string kMlHead =
    "<m:StructureSpecificData xmlns:m='" + kSpaces + "message' xmlns:ss='" + kSpaces +
    "data/structurespecific'><m:Header><m:Structure structureID='S' "
    "dimensionAtObservation='TIME_PERIOD'/></m:Header><m:DataSet ss:structureRef='S'>";
const std::string kMlTail = "</m:DataSet></m:StructureSpecificData>";
const std::string kJsonHead =
    R"({"structure":{"dimensions":{"series":[{"id":"GEO","values":[{"id":"RS"}]}],)"
    R"("observation":[{"id":"TIME_PERIOD","values":[{"id":"2017"}]}]}},"dataSets":[{"series":{)";

TEST_CASE("ten million series without an observation take no memory and end with a sentence") {
  const std::string nothing = "bad-input: the message holds no observation that is read.";
  CHECK(Through(
            kJsonHead, 10'000'000, [](int i) { return i == 0 ? "\"0\":{}" : ",\"0\":{}"; },
            "}}]}") == nothing);
  CHECK(Through(
            kMlHead, 10'000'000, [](int) { return "<Series/>"; }, kMlTail) == nothing);
}

TEST_CASE("ten million empty data sets, values and groups reach a limit that says which") {
  CHECK(Through(R"({"dataSets":[{})", 10'000'000, [](int) { return ",{}"; }, "]}") ==
        "limit-reached: the message has more than 10,000 data sets.");
  CHECK(Through(R"({"structure":{"dimensions":{"series":[{"id":"GEO","values":[{})", 10'000'000,
                [](int i) { return ",{\"id\":\"" + std::to_string(i) + "\"}"; }, "]}]}}}") ==
        "limit-reached: the structures and attributes of the message take more than 64 MiB.");
  CHECK(Through(
            kMlHead, 10'000'000,
            [](int i) { return "<Group GEO='" + std::to_string(i) + "' T='x'/>"; }, kMlTail) ==
        "limit-reached: the attributes of groups and data sets take more than 48 MiB.");
  CHECK(Through(
            kJsonHead + "\"0\":{\"observations\":{\"0\":[1]", 3'000'000,
            [](int) { return ",\"0\":[1]"; }, "},\"attributes\":[]}}}]}") ==
        "limit-reached: a series has more than 32 MiB of observations before its attributes.");
  CHECK(Through(
            "STRUCTURE,STRUCTURE_ID,GEO: Area\n", 1'000'000,
            [](int i) {
              const std::string number = std::to_string(i);
              return "dataflow,A:B(1),A" + number + ": Name of " + number + "\n";
            },
            "") == "limit-reached: the codes of a column have more than 16 MiB of names.");
}

TEST_CASE("what is large and whole is read within the limits") {
  CHECK(Through(
            kMlHead, 200'000,
            [](int i) {
              return "<Series GEO='" + std::to_string(i) +
                     "'><Obs TIME_PERIOD='2017' OBS_VALUE='1'/></Series>";
            },
            kMlTail) == "200000 rows");
  CHECK(Through(
            kJsonHead + "\"0\":{\"observations\":{\"0\":[1]", 199'999,
            [](int) { return ",\"0\":[1]"; }, "}}}}]}") == "200000 rows");
}

// Every importer that is delivered is asked, as the engine does where nobody names one.
TEST_CASE("of all importers the one of SDMX is the surest of each sample") {
  const std::string samples = SourceFolder() + "/plugins/sdmx_import/samples/";
  Workers workers(DefaultWorkerPath());
  int asked = 0;
  for (const auto& sample : std::filesystem::directory_iterator(samples)) {
    const std::string name = sample.path().filename();
    if (name.find("expected") != name.npos) continue;
    INFO(name);
    Result<Fd> input = MemoryFile("input", ReadTestFile(sample.path()));
    REQUIRE((input.ok() && Seal(*input).ok()));
    int own = 0, others = 0;
    for (const auto& folder : std::filesystem::directory_iterator(RAPPORTEUR_PACKAGES)) {
      const std::string path = folder.path();
      if (!std::filesystem::exists(path + "/manifest.json")) continue;
      const Manifest manifest = *Manifest::Read(
          *ParseJson(ReadTestFile(path + "/manifest.json"), "manifest"), "manifest");
      if (manifest.kind != "importer") continue;
      PluginBinary binary{manifest.id, manifest.version, "", path + "/" + manifest.library};
      binary.sha256 = *Sha256OfFile(binary.path);
      Result<int> score = workers.Sniff(binary, *input, "{}");
      if (!score.ok()) continue;
      asked++;
      int& best = manifest.id == "org.rapporteur.sdmx-import" ? own : others;
      best = std::max(best, *score);
    }
    CHECK(own > others);
  }
  CHECK(asked > 28);
}

}  // namespace
}  // namespace rapporteur
