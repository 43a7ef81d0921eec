// Every way we know in which a plugin can misbehave: the core goes on, the job fails with a sentence
// that names the plugin and the cause, and the next job works.
#include <catch2/catch.hpp>
#include <chrono>
#include <functional>

#include "core/base/text.h"
#include "core/worker/job.h"
#include "tests/worker/support.h"

namespace rapporteur {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

Result<JobReport> Misbehave(const std::string& what, const JobLimits& limits, ImportSink& sink,
                            JobReport* partial = nullptr) {
  return TestWorkers().Import(Bad("misbehaves"), InputOf("input"), "{\"do\": \"" + what + "\"}",
                              limits, sink, partial);
}

// A job of a good plugin, as proof that nothing is broken for others.
bool OthersWork() {
  CollectingSink sink;
  return TestWorkers()
             .Import(Example("org.example.police-report-1.0.0", "police_report.so"),
                     InputOf("h\nNorth;2023;m;c;1\n"), "{}", JobLimits(), sink)
             .ok() &&
         sink.rows == std::vector<std::string>{"2|North|2023|m|c|1|-"};
}

std::string SaidByLoading(const std::string& name) {
  CollectingSink sink;
  JobLimits limits;
  limits.silence = milliseconds(500);
  return Said(TestWorkers().Import(Bad(name), InputOf(""), "{}", limits, sink).status());
}

}  // namespace

TEST_CASE("a misbehaving plugin fails with a whole sentence and harms nobody") {
  struct Case {
    const char* what;
    const char* said;
    void (*limit)(JobLimits&) = [](JobLimits&) {};
  };
  const Case cases[] = {
      {"crash",
       "plugin-crashed: The plugin org.x 1.0.0 crashed (signal 11, segmentation fault) after 4,096 "
       "rows; nothing was stored."},
      {"crash at once",
       "plugin-crashed: The plugin org.x 1.0.0 crashed (signal 11, segmentation fault) before the "
       "first row; nothing was stored."},
      {"abort",
       "plugin-crashed: The plugin org.x 1.0.0 crashed (signal 6, aborted) before the first row; "
       "nothing was stored."},
      {"overflow the stack",
       "plugin-crashed: The plugin org.x 1.0.0 crashed (signal 11, segmentation fault) before the "
       "first row; nothing was stored."},
      {"throw",
       "plugin-crashed: The plugin org.x 1.0.0 crashed (signal 6, aborted) before the first row; "
       "nothing was stored."},
      {"exit",
       "plugin-crashed: The plugin org.x 1.0.0 ended its process (exit status 3), which a plugin "
       "must not, before the first row; nothing was stored."},
      {"throw guarded",
       "plugin-failed: The plugin org.x 1.0.0 failed before the first row: vector::at; nothing was "
       "stored."},
      {"spin",
       "plugin-timeout: The plugin org.x 1.0.0 was stopped because it said nothing for 300 "
       "milliseconds after 1 row; nothing was stored.",
       [](JobLimits& l) { l.silence = milliseconds(300); }},
      {"sleep",
       "plugin-timeout: The plugin org.x 1.0.0 was stopped because it said nothing for 300 "
       "milliseconds before the first row; nothing was stored.",
       [](JobLimits& l) { l.silence = milliseconds(300); }},
      {"spin",
       "plugin-timeout: The plugin org.x 1.0.0 was stopped because it used more than 1 second of "
       "processor time after 1 row; nothing was stored.",
       [](JobLimits& l) { l.cpu = seconds(1); }},
      {"trickle",
       "plugin-timeout: The plugin org.x 1.0.0 was stopped because its job took longer than 400 "
       "milliseconds before the first row; nothing was stored.",
       [](JobLimits& l) { l.whole_job = milliseconds(400); }},
      {"hog",
       "plugin-out-of-memory: The plugin org.x 1.0.0 needed more memory than the 128 MiB its job "
       "may use before the first row; nothing was stored.",
       [](JobLimits& l) { l.memory_bytes = 128u << 20; }},
      {"hog unguarded",
       "plugin-out-of-memory: The plugin org.x 1.0.0 needed more memory than the 128 MiB its job "
       "may use before the first row; nothing was stored.",
       [](JobLimits& l) { l.memory_bytes = 128u << 20; }},
      {"bad offsets",
       "plugin-broke-protocol: The plugin org.x 1.0.0 handed over something it must not before the "
       "first row: column 2, row 2: the offsets decrease; nothing was stored."},
      {"bad offsets ignored",
       "plugin-broke-protocol: The plugin org.x 1.0.0 handed over something it must not before the "
       "first row: column 2, row 2: the offsets decrease; nothing was stored."},
      {"no columns",
       "plugin-broke-protocol: The plugin org.x 1.0.0 handed over something it must not before the "
       "first row: it ended without having said its columns; nothing was stored."},
      {"no row column",
       "plugin-broke-protocol: The plugin org.x 1.0.0 handed over something it must not before the "
       "first row: no column has the role \"row\"; nothing was stored."},
      {"rows before columns",
       "plugin-broke-protocol: The plugin org.x 1.0.0 handed over something it must not before the "
       "first row: it handed over rows before it said its columns; nothing was stored."},
      {"columns twice",
       "plugin-broke-protocol: The plugin org.x 1.0.0 handed over something it must not before the "
       "first row: it said its columns twice; nothing was stored."},
      {"type without name",
       "plugin-broke-protocol: The plugin org.x 1.0.0 handed over something it must not before the "
       "first row: column 1: there is no type 9; nothing was stored."},
      {"impossible result",
       "plugin-broke-protocol: The plugin org.x 1.0.0 handed over something it must not before the "
       "first row: it returned 99, which is no result; nothing was stored."},
      {"long text",
       "plugin-broke-protocol: The plugin org.x 1.0.0 handed over something it must not before the "
       "first row: a text beside the table has 1048577 bytes, at most 1048576 are allowed; nothing "
       "was stored."},
      {"give up",
       "plugin-failed: The plugin org.x 1.0.0 gave up although nobody had cancelled its job; "
       "nothing was stored."},
      {"nothing we know", "unsupported-input: no reason was given."},
      {"endless rows",
       "plugin-flooded: The plugin org.x 1.0.0 was stopped because it handed over more than 100,000 "
       "rows; nothing was stored.",
       [](JobLimits& l) { l.rows = 100'000; }},
      {"flood the log",
       "plugin-flooded: The plugin org.x 1.0.0 was stopped because it wrote more than 8 MiB to its "
       "log before the first row; nothing was stored."},
      {"flood stdout",
       "plugin-flooded: The plugin org.x 1.0.0 was stopped because it wrote more than 8 MiB to its "
       "log before the first row; nothing was stored."},
      {"close the socket",
       "plugin-crashed: The plugin org.x 1.0.0 closed its connection to the core before the first "
       "row; nothing was stored."},
      {"garbage",
       "plugin-broke-protocol: The plugin org.x 1.0.0 handed over something it must not before the "
       "first row: there is no message of kind 77; nothing was stored."},
      {"another hello",
       "plugin-broke-protocol: The plugin org.x 1.0.0 handed over something it must not before the "
       "first row: an unexpected message, HELLO; nothing was stored."},
      {"forged batch",
       "plugin-broke-protocol: The plugin org.x 1.0.0 handed over something it must not before the "
       "first row: column 1: the batch ends within its values; nothing was stored."},
      {"forged columns",
       "plugin-broke-protocol: The plugin org.x 1.0.0 handed over something it must not before the "
       "first row: a batch does not have the columns of its table; nothing was stored."},
      {"lost rows",
       "plugin-broke-protocol: The plugin org.x 1.0.0 handed over something it must not after 1 "
       "row: it counted 0 rows, 1 came across; nothing was stored."},
      {"half a message",
       "plugin-timeout: The plugin org.x 1.0.0 was stopped because it said nothing for 300 "
       "milliseconds after 5 rows; nothing was stored.",
       [](JobLimits& l) { l.silence = milliseconds(300); }},
  };
  const std::size_t descriptors = OpenDescriptors();
  for (const Case& c : cases) {
    INFO(c.what);
    JobLimits limits;
    c.limit(limits);
    if (kSanitized && limits.memory_bytes != JobLimits().memory_bytes) continue;
    CollectingSink sink;
    CHECK(Said(Misbehave(c.what, limits, sink).status()) == c.said);
    CHECK(OthersWork());
  }
  CHECK(OpenDescriptors() <= descriptors + 2);  // the two libraries that are kept in memory
  CHECK(ChildProcesses() == 0);
}

TEST_CASE("a plugin that cannot be loaded is refused with the reason and what to do") {
  const auto starts_with = [](const std::string& text, const std::string& start) {
    INFO(text);
    return text.rfind(start, 0) == 0;
  };
  CHECK(SaidByLoading("crashes_at_load") ==
        "plugin-crashed: The plugin org.x 1.0.0 crashed (signal 11, segmentation fault) while it "
        "was loaded.");
  CHECK(SaidByLoading("hangs_at_load") ==
        "plugin-timeout: The plugin org.x 1.0.0 was stopped because it said nothing for 500 "
        "milliseconds while it was loaded.");
  CHECK(SaidByLoading("empty_descriptor") ==
        "plugin-not-a-plugin: The plugin org.x 1.0.0 is no plugin: rpt_plugin_1 is not filled in.");
  CHECK(SaidByLoading("no_symbol") ==
        "plugin-not-a-plugin: The plugin org.x 1.0.0 is no plugin: it does not export the symbol "
        "rpt_plugin_1.");
  CHECK(SaidByLoading("wrong_major") ==
        "plugin-wrong-abi: The plugin org.x 1.0.0 was built for host interface 2, this host has "
        "1.");
  CHECK(SaidByLoading("needs_newer") ==
        "plugin-too-new: The plugin org.x 1.0.0 needs host interface 1.99, this host has 1.0.");
  CHECK(starts_with(SaidByLoading("lacks_library"),
                    "plugin-not-loadable: The plugin org.x 1.0.0 cannot be loaded: libgone.so: "
                    "cannot open shared object file"));
  CollectingSink sink;
  const Result<JobReport> text =
      TestWorkers().Import(LibraryOf("this is no library\n"), InputOf(""), "{}", JobLimits(), sink);
  CHECK(Said(text.status()) ==
        "plugin-not-a-plugin: The plugin org.x 1.0.0 is no library this computer can load: file "
        "too short.");
  const Result<JobReport> longer = TestWorkers().Import(
      LibraryOf(std::string(5000, 'x')), InputOf(""), "{}", JobLimits(), sink);
  CHECK(Said(longer.status()) ==
        "plugin-not-a-plugin: The plugin org.x 1.0.0 is no library this computer can load: invalid "
        "ELF header.");
  CHECK(OthersWork());
}

TEST_CASE("a library that changed since it was installed is not loaded") {
  PluginBinary binary = Bad("misbehaves");
  const std::string found = binary.sha256;
  binary.sha256 = "sha256:0000000000000000000000000000000000000000000000000000000000000000";
  CollectingSink sink;
  const Status status =
      TestWorkers().Import(binary, InputOf(""), "{}", JobLimits(), sink).status();
  CHECK(Said(status) ==
        "plugin-changed: The library of the plugin org.x 1.0.0 is not the one that was installed: "
        "expected sha256:0000000000000000000000000000000000000000000000000000000000000000, found " +
            found + ".");
  CHECK(status.hint() == "Install the plugin's package again.");
  binary.path = "/nowhere/x.so";
  CHECK(Said(TestWorkers().Inspect(binary).status()) ==
        "cannot-read-file: The plugin org.x 1.0.0: /nowhere/x.so: the file cannot be opened (No "
        "such file or directory).");
}

TEST_CASE("a plugin is asked only for what it offers") {
  const PluginBinary country = Example("org.example.country.xu-1.0.0", "hello_country.so");
  CollectingSink sink;
  CHECK(Said(TestWorkers().Import(country, InputOf(""), "{}", JobLimits(), sink).status()) ==
        "plugin-lacks-interface: The plugin org.example.country.xu 1.0.0 does not offer "
        "rpt.importer/1; nothing was stored.");
  CHECK(Said(TestWorkers().Describe(Bad("misbehaves"), nullptr).status()) ==
        "plugin-lacks-interface: The plugin org.x 1.0.0 does not offer rpt.country/1.");
}

TEST_CASE("what a plugin prints and logs is kept, also when it fails") {
  CollectingSink sink;
  const Result<JobReport> good = Misbehave("print", JobLimits(), sink);
  REQUIRE(Said(good.status()) == "");
  CHECK(good->log.find("this is on stdout\n") != std::string::npos);
  CHECK(good->log.find("this is on stderr\n") != std::string::npos);
  CHECK(good->log.find("this is logged\n") != std::string::npos);
  JobReport partial;
  CHECK_FALSE(Misbehave("throw", JobLimits(), sink, &partial).ok());
  CHECK(partial.log.find("not caught") != std::string::npos);
  JobReport flooded;
  CHECK_FALSE(Misbehave("flood stdout", JobLimits(), sink, &flooded).ok());
  CHECK(flooded.log.size() == 64u << 10);
}

TEST_CASE("the first thousand issues are kept and all are counted") {
  CollectingSink sink;
  const Result<JobReport> report = Misbehave("many issues", JobLimits(), sink);
  REQUIRE(Said(report.status()) == "");
  CHECK(report->issue_total == 2500);
  REQUIRE(report->issues.size() == 1000);
  CHECK(report->issues[999].row == 1000);
  CHECK(report->issues[0].level == Issue::Level::kWarning);
  CHECK(report->issues[0].sheet == "Sheet");
  CHECK(report->issues[0].field == "year");
  CHECK(report->issues[0].text == "odd ?");
}

TEST_CASE("a sink that refuses ends the job with its own words") {
  struct Full : CollectingSink {
    Status Rows(const Table&) override { return Status::Refused("disk-full", "The disk is full."); }
  } full;
  CHECK(Said(Misbehave("endless rows", JobLimits(), full).status()) ==
        "disk-full: The disk is full.");
  struct Picky : CollectingSink {
    Status Begin(const std::vector<Field>&) override {
      return Status::Refused("no-mapping", "No mapping fits these columns.");
    }
  } picky;
  CHECK(Said(Misbehave("endless rows", JobLimits(), picky).status()) ==
        "no-mapping: No mapping fits these columns.");
  CHECK(OthersWork());
  CHECK(ChildProcesses() == 0);
}

TEST_CASE("a cancelled job ends within two seconds, whether the plugin listens or not") {
  struct Impatient : CollectingSink {
    bool Cancelled() override { return !fields.empty(); }
  };
  for (const char* what : {"cancelled ignored", "cancelled unheard", "endless rows", "trickle"}) {
    INFO(what);
    Impatient sink;
    const auto begun = std::chrono::steady_clock::now();
    CHECK(Said(Misbehave(what, JobLimits(), sink).status()) ==
          "cancelled: The job of the plugin org.x 1.0.0 was cancelled; nothing was stored.");
    CHECK(std::chrono::steady_clock::now() - begun < milliseconds(3500));
  }
  CHECK(ChildProcesses() == 0);
}

TEST_CASE("a missing worker is said in a sentence") {
  Workers workers("/nowhere/rapporteur-worker");
  const Status status = workers.Inspect(Bad("misbehaves")).status();
  CHECK(Said(status) ==
        "worker-unavailable: /nowhere/rapporteur-worker: the worker cannot be started (No such "
        "file or directory).");
  CHECK(status.hint() ==
        "rapporteur-worker belongs beside rapporteur, or where $RAPPORTEUR_WORKER says.");
}

}  // namespace rapporteur
