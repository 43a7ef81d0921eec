#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <deque>
#include <filesystem>
#include <thread>

#include "core/base/hash.h"
#include "core/worker/job.h"
#include "core/worker/running_job.h"

namespace rapporteur {
namespace {

constexpr std::uint64_t kMostLibrary = 256u << 20;
constexpr std::uint64_t kMostDocument = 64u << 20;
constexpr std::size_t kLibrariesKept = 16;

// A descriptor of the same file, read-only and with an offset of its own, so that jobs on one input
// do not disturb each other.
Fd ReadOnly(const Fd& file) {
  const std::string path = "/proc/self/fd/" + std::to_string(file.get());
  return Fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
}

JobLimits QuickLimits() {
  JobLimits limits;
  limits.cpu = std::chrono::seconds(30);
  limits.whole_job = std::chrono::seconds(60);
  return limits;
}

}  // namespace

struct Workers::Rep {
  explicit Rep(std::string path) : worker_path(std::move(path)) {}

  // The plugin's library as a sealed file in memory: what was verified is what is loaded, whatever
  // happens to the file on the disk in between.
  Result<std::shared_ptr<const Fd>> Library(const PluginBinary& binary);

  // Runs a whole job.  Without `job` the worker only says HELLO.
  Result<wire::Done> RunJob(const PluginBinary& binary, const wire::Job* job, const Fd* file,
                            int output, const std::vector<Field>* fields, const JobLimits& limits,
                            RunningJob::Hooks hooks, JobReport* report,
                            wire::Hello* hello = nullptr);

  const std::string worker_path;
  Spawner spawner;

  std::mutex mutex;
  std::condition_variable free;
  // As many at once as there are processors; four at least, as most of a job's time is the core's.
  unsigned slots = std::max(4u, std::thread::hardware_concurrency());
  struct Kept {
    std::string sha256;
    std::shared_ptr<const Fd> library;
  };
  std::deque<Kept> kept;  // newest first
};

Result<std::shared_ptr<const Fd>> Workers::Rep::Library(const PluginBinary& binary) {
  {
    const std::lock_guard<std::mutex> lock(mutex);
    for (const Kept& k : kept) {
      if (k.sha256 == binary.sha256) return k.library;
    }
  }
  Result<std::string> bytes = ReadFile(binary.path, kMostLibrary);
  if (!bytes.ok()) {
    return bytes.status().Within("The plugin " + binary.id + " " + binary.version);
  }
  if (const std::string found = Sha256(*bytes); found != binary.sha256) {
    return Status::Refused("plugin-changed",
                           "The library of the plugin " + binary.id + " " + binary.version +
                               " is not the one that was installed: expected " + binary.sha256 +
                               ", found " + found + ".")
        .WithHint("Install the plugin's package again.");
  }
  Result<Fd> memory = MemoryFile("its library", *bytes);
  if (!memory.ok()) {
    return memory.status().Within("The plugin " + binary.id + " " + binary.version);
  }
  if (Status s = Seal(*memory); !s.ok()) return s;
  auto library = std::make_shared<const Fd>(*std::move(memory));
  const std::lock_guard<std::mutex> lock(mutex);
  kept.push_front({binary.sha256, library});
  if (kept.size() > kLibrariesKept) kept.pop_back();
  return library;
}

Result<wire::Done> Workers::Rep::RunJob(const PluginBinary& binary, const wire::Job* job,
                                        const Fd* file, int output,
                                        const std::vector<Field>* fields, const JobLimits& limits,
                                        RunningJob::Hooks hooks, JobReport* report,
                                        wire::Hello* hello) {
  Result<std::shared_ptr<const Fd>> library = Library(binary);
  if (!library.ok()) return library.status();
  Fd input;
  if (file != nullptr) {
    input = ReadOnly(*file);
    if (!input.valid()) {
      return Status::Broken("no-input", "The input of the plugin " + binary.id +
                                            " cannot be opened again.");
    }
  }
  {
    std::unique_lock<std::mutex> lock(mutex);
    free.wait(lock, [this] { return slots > 0; });
    --slots;
  }
  Result<wire::Done> done = wire::Done();
  {
    RunningJob running(binary, limits, std::move(hooks));
    const Status started = running.Start(spawner, worker_path, (*library)->get(),
                                         output >= 0 ? output : input.get(), output >= 0);
    if (!started.ok()) {
      done = started;
    } else {
      if (hello != nullptr) *hello = running.hello();
      if (job != nullptr) done = running.Run(*job, fields);
    }
    running.Finish(report);
  }
  {
    const std::lock_guard<std::mutex> lock(mutex);
    ++slots;
  }
  free.notify_one();
  return done;
}

Workers::Workers(std::string worker_path) : rep_(std::make_unique<Rep>(std::move(worker_path))) {}
Workers::~Workers() = default;

Result<Inspection> Workers::Inspect(const PluginBinary& binary) {
  wire::Hello hello;
  Result<wire::Done> done =
      rep_->RunJob(binary, nullptr, nullptr, -1, nullptr, QuickLimits(), {}, nullptr, &hello);
  if (!done.ok()) return done.status();
  Inspection inspection;
  inspection.abi_major = static_cast<int>(hello.abi_major);
  inspection.abi_minor = static_cast<int>(hello.abi_minor);
  inspection.needs_minor = static_cast<int>(hello.needs_minor);
  inspection.id = hello.id;
  inspection.version = hello.version;
  inspection.interfaces = hello.interfaces;
  inspection.sandbox = hello.sandbox;
  return inspection;
}

Result<int> Workers::Sniff(const PluginBinary& binary, const Fd& input,
                           const std::string& options_json) {
  const wire::Job job{wire::JobKind::kSniff, options_json};
  Result<wire::Done> done =
      rep_->RunJob(binary, &job, &input, -1, nullptr, QuickLimits(), {}, nullptr);
  if (!done.ok()) return done.status();
  return static_cast<int>(done->score);
}

Result<JobReport> Workers::Import(const PluginBinary& binary, const Fd& sealed_input,
                                  const std::string& options_json, const JobLimits& limits,
                                  ImportSink& sink, JobReport* partial) {
  RunningJob::Hooks hooks;
  hooks.fields = [&](const std::vector<Field>& fields) { return sink.Begin(fields); };
  hooks.wanted = [&] { return sink.Wanted(); };
  hooks.persons = [&] { return sink.Persons(); };
  hooks.rows = [&](const Table& rows) { return sink.Rows(rows); };
  hooks.aside = [&](const wire::Aside& a) {
    return sink.Aside(a.kind, a.sheet, a.row, a.column, a.text);
  };
  hooks.issue = [&](const Issue& issue) { sink.OnIssue(issue); };
  hooks.progress = [&](std::uint64_t at, std::uint64_t total) { sink.OnProgress(at, total); };
  hooks.cancelled = [&] { return sink.Cancelled(); };
  const wire::Job job{wire::JobKind::kImport, options_json};
  JobReport report;
  Result<wire::Done> done = rep_->RunJob(binary, &job, &sealed_input, -1, nullptr, limits,
                                         std::move(hooks), &report);
  if (partial != nullptr) *partial = report;
  if (!done.ok()) return done.status();
  return report;
}

namespace {

RunningJob::Hooks HooksOf(ExportSource& source) {
  RunningJob::Hooks hooks;
  hooks.next = [&] { return source.Next(); };
  hooks.progress = [&](std::uint64_t at, std::uint64_t total) { source.OnProgress(at, total); };
  hooks.cancelled = [&] { return source.Cancelled(); };
  return hooks;
}

}  // namespace

Result<JobReport> Workers::Export(const PluginBinary& binary, const std::string& options_json,
                                  const JobLimits& limits, ExportSource& source, int output_fd,
                                  JobReport* partial) {
  const wire::Job job{wire::JobKind::kExport, options_json};
  JobReport report;
  Result<wire::Done> done = rep_->RunJob(binary, &job, nullptr, output_fd, &source.Fields(),
                                         limits, HooksOf(source), &report);
  if (partial != nullptr) *partial = report;
  if (!done.ok()) return done.status();
  return report;
}

Result<JobReport> Workers::Check(const PluginBinary& binary, const std::string& options_json,
                                 const JobLimits& limits, ExportSource& source,
                                 JobReport* partial) {
  const wire::Job job{wire::JobKind::kCheck, options_json};
  JobReport report;
  Result<wire::Done> done = rep_->RunJob(binary, &job, nullptr, -1, &source.Fields(), limits,
                                         HooksOf(source), &report);
  if (partial != nullptr) *partial = report;
  if (!done.ok()) return done.status();
  return report;
}

Result<std::string> Workers::Describe(const PluginBinary& binary, const Fd* document) {
  std::string bytes;
  RunningJob::Hooks hooks;
  hooks.document = [&](std::string_view part) -> Status {
    if (bytes.size() + part.size() > kMostDocument) {
      return Status::Refused("plugin-flooded", "The plugin " + binary.id + " " + binary.version +
                                                   " describes itself with more than 64 MiB.");
    }
    bytes += part;
    return {};
  };
  const wire::Job job{wire::JobKind::kDescribe, "{}"};
  Result<wire::Done> done = rep_->RunJob(binary, &job, document, -1, nullptr, QuickLimits(),
                                         std::move(hooks), nullptr);
  if (!done.ok()) return done.status();
  return bytes;
}

std::string DefaultWorkerPath() {
  if (const char* path = std::getenv("RAPPORTEUR_WORKER"); path != nullptr && *path != '\0') {
    return path;
  }
  std::error_code error;
  const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", error);
  return (program.parent_path() / "rapporteur-worker").string();
}

}  // namespace rapporteur
