// How fast observations of SDMX come out of a worker, in each format, beside the floor: the bare
// reader that the importer stands on, once over the same bytes.
//
//   sdmx_bench PACKAGES [OBSERVATIONS]
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <rapporteur/csv.hpp>
#include <string>

#include "core/base/fd.h"
#include "core/base/hash.h"
#include "core/base/json.h"
#include "core/plugin/manifest.h"
#include "core/plugin/registry.h"
#include "core/worker/job.h"
#include "plugins/common/xml/xml_reader.h"
#include "plugins/sdmx_import/json/stream.h"

namespace rapporteur {
namespace {

constexpr int kPeriods = 10;  // of a series

struct SumSink : ImportSink {
  Status Begin(const std::vector<Field>&) override { return {}; }
  Status Rows(const Table& table) override {
    rows += table.row_count();
    return {};
  }
  Status Aside(std::string_view, std::string_view, std::uint64_t, std::uint64_t,
               std::string_view) override {
    return {};
  }
  std::uint64_t rows = 0;
};

void Fail(const Status& status) {
  std::fprintf(stderr, "sdmx_bench: %s\n", status.message().c_str());
  std::exit(1);
}

std::string Area(int series) { return "A" + std::to_string(series % 1000); }
std::string Kind(int series) { return "K" + std::to_string(series / 1000); }
std::string Value(int series, int period) {
  return std::to_string((series * 7 + period) % 997) + ".5";
}

// Dimensions FREQ, REF_AREA, KIND, SEX, TIME_PERIOD; attributes OBS_STATUS, DECIMALS, UNIT_MEASURE.
std::string Csv(int count) {
  std::string text =
      "STRUCTURE,STRUCTURE_ID,ACTION,FREQ,REF_AREA,KIND,SEX,TIME_PERIOD,OBS_VALUE,"
      "OBS_STATUS,DECIMALS,UNIT_MEASURE\n";
  for (int i = 0; i < count; i++) {
    const int series = i / kPeriods, period = i % kPeriods;
    text += "dataflow,RPT:BENCH(1.0.0),M,A," + Area(series) + "," + Kind(series) + ",F," +
            std::to_string(2010 + period) + "," + Value(series, period) + ",A,1,PERS\n";
  }
  return text;
}

std::string Values(const char* id, const char* letter, int count, int from) {
  std::string text = std::string("{\"id\":\"") + id + "\",\"values\":[";
  for (int i = 0; i < count; i++) {
    text += (i > 0 ? "," : "") + ("{\"id\":\"" + std::string(letter) + std::to_string(from + i)) +
            "\"}";
  }
  return text + "]}";
}

std::string Json20(int count, bool flat) {
  const int kinds = count / kPeriods / 1000 + 1;
  const std::string series_dimensions =
      Values("FREQ", "A", 1, 0) + "," + Values("REF_AREA", "A", 1000, 0) + "," +
      Values("KIND", "K", kinds, 0) + "," + Values("SEX", "F", 1, 0);
  const std::string time = Values("TIME_PERIOD", "", kPeriods, 2010);
  std::string text = "{\"data\":{\"structures\":[{\"dimensions\":{";
  text += flat ? "\"observation\":[" + series_dimensions + "," + time + "]"
               : "\"series\":[" + series_dimensions + "],\"observation\":[" + time + "]";
  text += "},\"attributes\":{\"series\":[" + Values("DECIMALS", "", 1, 1) + "," +
          Values("UNIT_MEASURE", "P", 1, 0) + "],\"observation\":[" +
          Values("OBS_STATUS", "A", 1, 0) + "]}}],\"dataSets\":[{";
  text += flat ? "\"observations\":{" : "\"series\":{";
  for (int i = 0; i < count; i++) {
    const int series = i / kPeriods, period = i % kPeriods;
    const std::string key =
        "0:" + std::to_string(series % 1000) + ":" + std::to_string(series / 1000) + ":0";
    if (flat) {
      text += (i > 0 ? ",\"" : "\"") + key + ":" + std::to_string(period) + "\":[" +
              Value(series, period) + ",0]";
      continue;
    }
    if (period == 0) {
      text += (i > 0 ? "}},\"" : "\"") + key + "\":{\"attributes\":[0,0],\"observations\":{";
    }
    text += (period > 0 ? ",\"" : "\"") + std::to_string(period) + "\":[" + Value(series, period) +
            ",0]";
  }
  return text + (flat ? "}}]}}" : "}}}}]}}");
}

std::string Ml(int count, bool generic) {
  const std::string at = "http://www.sdmx.org/resources/sdmxml/schemas/v2_1/";
  std::string text = std::string("<m:") + (generic ? "GenericData" : "StructureSpecificData") +
                     " xmlns:m='" + at + "message' xmlns:g='" + at + "data/generic' xmlns:ss='" +
                     at +
                     "data/structurespecific'><m:Header><m:Structure structureID='S' "
                     "dimensionAtObservation='TIME_PERIOD'/></m:Header><m:DataSet " +
                     (generic ? "" : "ss:") + "structureRef='S'>\n";
  const auto value = [](const char* id, const std::string& is) {
    return "<g:Value id='" + std::string(id) + "' value='" + is + "'/>";
  };
  for (int i = 0; i < count; i++) {
    const int series = i / kPeriods, period = i % kPeriods;
    if (period == 0 && generic) {
      text += "<g:Series><g:SeriesKey>" + value("FREQ", "A") + value("REF_AREA", Area(series)) +
              value("KIND", Kind(series)) + value("SEX", "F") + "</g:SeriesKey><g:Attributes>" +
              value("DECIMALS", "1") + value("UNIT_MEASURE", "PERS") + "</g:Attributes>\n";
    } else if (period == 0) {
      text += "<Series FREQ='A' REF_AREA='" + Area(series) + "' KIND='" + Kind(series) +
              "' SEX='F' DECIMALS='1' UNIT_MEASURE='PERS'>\n";
    }
    const std::string year = std::to_string(2010 + period);
    text += generic ? "<g:Obs><g:ObsDimension value='" + year + "'/><g:ObsValue value='" +
                          Value(series, period) + "'/><g:Attributes>" + value("OBS_STATUS", "A") +
                          "</g:Attributes></g:Obs>\n"
                    : "<Obs TIME_PERIOD='" + year + "' OBS_VALUE='" + Value(series, period) +
                          "' OBS_STATUS='A'/>\n";
    if (period == kPeriods - 1 || i + 1 == count) text += generic ? "</g:Series>\n" : "</Series>\n";
  }
  return text + "</m:DataSet></m:" + (generic ? "GenericData" : "StructureSpecificData") + ">";
}

double Seconds(const std::function<void()>& body) {
  const auto begun = std::chrono::steady_clock::now();
  body();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
}

void BareCsv(const rpt::InputFile& in) {
  rpt::CsvReader csv(in.fd());
  while (csv.next()) {
  }
}

struct NoEvents : sdmx_import::JsonEvents {
  void Value(const sdmx_import::JsonValue&) override {}
  void Key(std::string_view) override {}
  void Begin(bool) override {}
  void End() override {}
};

void BareJson(const rpt::InputFile& in) {
  NoEvents events;
  sdmx_import::ReadJson(in, events, [](std::uint64_t) {});
}

void BareXml(const rpt::InputFile& in) {
  common::XmlReader xml(common::FileSource(in), "the message");
  while (xml.Next()) {
  }
}

int Main(const std::string& packages, int count) {
  const std::string folder = packages + "/org.rapporteur.sdmx-import-1.0.0";
  Result<std::string> text = ReadFile(folder + "/manifest.json");
  if (!text.ok()) Fail(text.status());
  Result<Json> json = ParseJson(*text, "manifest.json");
  if (!json.ok()) Fail(json.status());
  Result<Manifest> manifest = Manifest::Read(*json, "manifest.json");
  if (!manifest.ok()) Fail(manifest.status());
  PluginBinary binary{manifest->id, manifest->version, "", folder + "/" + manifest->library};
  binary.sha256 = *Sha256OfFile(binary.path);
  Workers workers(DefaultWorkerPath());
  struct Case {
    const char* name;
    std::function<std::string()> make;
    void (*bare)(const rpt::InputFile&);
  };
  const Case cases[] = {
      {"SDMX-CSV 2.0", [&] { return Csv(count); }, BareCsv},
      {"SDMX-JSON 2.0, series", [&] { return Json20(count, false); }, BareJson},
      {"SDMX-JSON 2.0, flat", [&] { return Json20(count, true); }, BareJson},
      {"SDMX-ML 2.1, structure-specific", [&] { return Ml(count, false); }, BareXml},
      {"SDMX-ML 2.1, generic", [&] { return Ml(count, true); }, BareXml},
  };
  for (const Case& c : cases) {
    Result<Fd> input = MemoryFile("input", "");
    // A worker is born with the highest memory of this program, so another one makes the message.
    if (const pid_t child = ::fork(); child == 0) {
      const std::string bytes = c.make();
      _exit(input.ok() && WriteAll(input->get(), bytes, "the message").ok() ? 0 : 1);
    } else {
      int status = 1;
      ::waitpid(child, &status, 0);
      if (status != 0) Fail(Status::Broken("bench", "The message could not be made."));
    }
    if (!input.ok() || !Seal(*input).ok()) Fail(input.status());
    SumSink sink;
    JobReport report;
    const double seconds = Seconds([&] {
      Result<JobReport> done = workers.Import(binary, *input, "{}", LimitsOf(*manifest), sink);
      if (!done.ok()) Fail(done.status());
      report = *done;
    });
    if (sink.rows != static_cast<std::uint64_t>(count))
      Fail(Status::Broken("rows", "Rows are missing."));
    const rpt::InputFile in(input->get());
    const double floor = Seconds([&] { c.bare(in); });
    std::printf(
        "%-34s %7.0f rows/s (%5.2f s, %4zu MiB read), %3llu MiB of memory; bare reader, once: "
        "%8.0f rows/s (%.2f of it)\n",
        c.name, count / seconds, seconds, static_cast<std::size_t>(in.size()) >> 20,
        static_cast<unsigned long long>(report.peak_memory_bytes >> 20), count / floor,
        floor / seconds);
  }
  return 0;
}

}  // namespace
}  // namespace rapporteur

int main(int argc, char** argv) {
  if (argc < 2) return 2;
  return rapporteur::Main(argv[1], argc > 2 ? std::atoi(argv[2]) : 1'000'000);
}
