// A job runs one plugin once, in a sandboxed process of its own, and ends with it.  Whatever the
// plugin does (crash, hang, flood, lie), the job ends with a Status and the core goes on.
//
// Workers may be used from any thread.  A sink or source is called in the thread that asked for the
// job, and must not start another job itself.
//
// Example:
//   Workers workers(DefaultWorkerPath());
//   Result<JobReport> report = workers.Import(binary, input, "{}", JobLimits(), sink);
//   if (!report.ok()) return report.status();
//
// Codes of a failed job: plugin-crashed, plugin-timeout, plugin-out-of-memory, plugin-flooded,
// plugin-broke-protocol, plugin-failed, plugin-wrong-abi, plugin-too-new, plugin-not-a-plugin,
// plugin-not-loadable, plugin-changed, plugin-lacks-interface, bad-input (with its Place),
// bad-option, unsupported-input, limit-reached, plugin-io, cancelled, and worker-unavailable, where
// the sandbox cannot be had.
#ifndef RAPPORTEUR_WORKER_JOB_H_
#define RAPPORTEUR_WORKER_JOB_H_

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/fd.h"
#include "core/base/status.h"
#include "core/worker/table.h"

namespace rapporteur {

// The library of one version of one plugin.
struct PluginBinary {
  std::string id, version;
  std::string sha256;  // "sha256:...", of the bytes that were verified when it was installed
  std::string path;
};

struct JobLimits {
  std::uint64_t memory_bytes = 512u << 20;
  std::chrono::seconds cpu{300};
  std::chrono::milliseconds silence{30'000};  // no message for so long
  std::chrono::milliseconds whole_job{30 * 60'000};
  std::uint64_t output_bytes = 1u << 30;  // of an exporter; an importer writes nothing
  std::uint64_t open_files = 16;
  std::uint64_t rows = 20'000'000;
  std::size_t issues_kept = 1000;
  // Ends the plugin with signal 31 at the first system call the sandbox refuses, and names the call
  // in the log.  For the validator; otherwise such a call fails with "operation not permitted".
  bool stop_at_blocked_call = false;
};

// What a plugin said about one place of the source.
struct Issue {
  enum class Level { kInfo = 1, kWarning = 2, kError = 3 };
  Level level = Level::kInfo;
  std::uint64_t row = 0, column = 0;  // 1-based, 0 = unknown
  std::string sheet, field, text;
};

// Receives the table of an import.  A Status that is not ok ends the job, and is what Import()
// returns.
struct ImportSink {
  virtual ~ImportSink() = default;
  // Once, before the first rows.
  virtual Status Begin(const std::vector<Field>& fields) = 0;
  // Asked once, after Begin(): the positions of the columns that Rows() gets, increasing.  The others
  // are dropped inside the worker, unread; no row crosses before this is answered.
  virtual std::optional<std::vector<std::size_t>> Wanted() { return std::nullopt; }
  // The table holds persons: what the plugin says may quote them, so its texts are not repeated.
  virtual bool Persons() { return false; }
  virtual Status Rows(const Table& rows) = 0;
  // Text outside the table, to be scanned and forgotten; the kinds are those of aside.h.
  virtual Status Aside(std::string_view kind, std::string_view sheet, std::uint64_t row,
                       std::uint64_t column, std::string_view text) = 0;
  // The first JobLimits::issues_kept of them; they are in the report too.
  virtual void OnIssue(const Issue&) {}
  virtual void OnProgress(std::uint64_t /*done*/, std::uint64_t /*total*/) {}
  // Asked several times a second.
  virtual bool Cancelled() { return false; }
};

// Gives the table of an export or a check.
struct ExportSource {
  virtual ~ExportSource() = default;
  virtual const std::vector<Field>& Fields() = 0;
  // The next rows, lent until the next call; nullptr is the end.
  virtual Result<const Table*> Next() = 0;
  virtual void OnProgress(std::uint64_t /*done*/, std::uint64_t /*total*/) {}
  virtual bool Cancelled() { return false; }
};

struct JobReport {
  std::uint64_t rows = 0, batches = 0;
  std::vector<Issue> issues;      // the first JobLimits::issues_kept
  std::uint64_t issue_total = 0;  // all of them
  std::string log;                // the last 64 KiB of what the plugin logged or printed
  std::chrono::microseconds cpu{0};
  std::chrono::microseconds elapsed{0};
  std::uint64_t peak_memory_bytes = 0;
};

// What a plugin says about itself, read from its constant data.
struct Inspection {
  int abi_major = 0, abi_minor = 0, needs_minor = 0;
  std::string id, version;
  std::vector<std::string> interfaces;  // "rpt.importer/1", ...
  std::string sandbox;                  // "landlock, seccomp", what the worker could put up
};

class Workers {
 public:
  // `worker_path` is the executable rapporteur-worker.
  explicit Workers(std::string worker_path);
  ~Workers();  // REQUIRES: no job is running.
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;

  Result<Inspection> Inspect(const PluginBinary& binary);

  // How sure the plugin is that it can read the input, 0 to 100.
  Result<int> Sniff(const PluginBinary& binary, const Fd& input, const std::string& options_json);

  // `sealed_input` is read from its beginning, whatever its offset.  `partial`, where given, is
  // filled also when the job fails: its log is what an incident keeps.
  Result<JobReport> Import(const PluginBinary& binary, const Fd& sealed_input,
                           const std::string& options_json, const JobLimits& limits,
                           ImportSink& sink, JobReport* partial = nullptr);

  // `output_fd` is a regular file, empty; where the job fails its content is worthless.
  Result<JobReport> Export(const PluginBinary& binary, const std::string& options_json,
                           const JobLimits& limits, ExportSource& source, int output_fd,
                           JobReport* partial = nullptr);

  // The bytes of a country's or catalogue's document.  `document` is what the prebuilt carrier
  // hands back; null where the plugin brings its own.
  Result<std::string> Describe(const PluginBinary& binary, const Fd* document);

  // The national checks of a country, answered in the report's issues.
  Result<JobReport> Check(const PluginBinary& binary, const std::string& options_json,
                          const JobLimits& limits, ExportSource& source,
                          JobReport* partial = nullptr);

 private:
  struct Rep;
  std::unique_ptr<Rep> rep_;
};

// $RAPPORTEUR_WORKER, or rapporteur-worker beside the running program.
std::string DefaultWorkerPath();

}  // namespace rapporteur

#endif  // RAPPORTEUR_WORKER_JOB_H_
