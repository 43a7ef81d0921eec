#include "core/worker/failure.h"

#include <rapporteur/plugin.h>
#include <signal.h>

#include "core/base/text.h"

namespace rapporteur {
namespace {

constexpr const char* kAskMaker =
    "Ask the plugin's maker for a package built with the plugin SDK.";

std::string Plugin(const FailedJob& job) {
  return "The plugin " + job.binary->id + " " + job.binary->version;
}

// " after 4,096 rows", " before the first row", " while it was loaded".
std::string HowFar(const FailedJob& job) {
  if (!job.loaded) return " while it was loaded";
  if (job.kind != wire::JobKind::kImport && job.kind != wire::JobKind::kExport &&
      job.kind != wire::JobKind::kCheck) {
    return "";
  }
  if (job.rows == 0) return " before the first row";
  return " after " + Counted(job.rows, "row", "rows");
}

// What it means for the data.
std::string Outcome(const FailedJob& job) {
  if (job.loaded && job.kind == wire::JobKind::kImport) return "; nothing was stored.";
  if (job.loaded && job.kind == wire::JobKind::kExport) return "; the file is not complete.";
  return ".";
}

Status Refuse(const FailedJob& job, const char* code, const std::string& what) {
  return Status::Refused(code, Plugin(job) + " " + what + Outcome(job));
}

std::string SignalName(int signal) {
  switch (signal) {
    case SIGSEGV: return "segmentation fault";
    case SIGABRT: return "aborted";
    case SIGBUS: return "bus error";
    case SIGFPE: return "arithmetic error";
    case SIGILL: return "illegal instruction";
    case SIGSYS: return "forbidden system call";
    case SIGKILL: return "killed";
    case SIGTERM: return "terminated";
    case SIGTRAP: return "trap";
    default: return "signal";
  }
}

std::string Span(std::chrono::milliseconds time) {
  const auto milliseconds = time.count();
  if (milliseconds % 60'000 == 0 && milliseconds > 60'000) {
    return std::to_string(milliseconds / 60'000) + " minutes";
  }
  if (milliseconds == 1000) return "1 second";
  if (milliseconds % 1000 == 0) return std::to_string(milliseconds / 1000) + " seconds";
  return std::to_string(milliseconds) + " milliseconds";
}

std::string MemoryLimit(const FailedJob& job) {
  return "needed more memory than the " + std::to_string(job.limits->memory_bytes >> 20) +
         " MiB its job may use";
}

// "sheet Cases, row 17, year: ".
std::string PlaceOf(const wire::Done& done) {
  std::string place;
  const auto add = [&](const std::string& part) { place += (place.empty() ? "" : ", ") + part; };
  if (!done.sheet.empty()) add("sheet " + done.sheet);
  if (done.row > 0) add("row " + std::to_string(done.row));
  if (!done.field.empty()) {
    add(done.field);
  } else if (done.column > 0) {
    add("column " + std::to_string(done.column));
  }
  return place.empty() ? place : place + ": ";
}

// As a sentence: a full stop at its end.
std::string Ended(std::string message) {
  if (message.empty()) message = "no reason was given";
  if (message.back() != '.' && message.back() != '?' && message.back() != '!') message += '.';
  return message;
}

std::string WithoutStop(std::string message) {
  if (message.empty()) message = "no reason was given";
  while (!message.empty() && message.back() == '.') message.pop_back();
  return message;
}

}  // namespace

Status EndedEarly(const FailedJob& job, const ProcessEnd& end, const std::string& log) {
  if (!end.by_itself) {
    return Refuse(job, "plugin-crashed", "closed its connection to the core" + HowFar(job));
  }
  if (end.signal == SIGXCPU || (end.signal == SIGKILL && end.cpu >= job.limits->cpu)) {
    return Refuse(job, "plugin-timeout",
                  "was stopped because it used more than " + Span(job.limits->cpu) +
                      " of processor time" + HowFar(job));
  }
  if (end.signal == SIGABRT && log.find("std::bad_alloc") != log.npos) {
    return Refuse(job, "plugin-out-of-memory", MemoryLimit(job) + HowFar(job));
  }
  if (end.signal != 0) {
    return Refuse(job, "plugin-crashed",
                  "crashed (signal " + std::to_string(end.signal) + ", " + SignalName(end.signal) +
                      ")" + HowFar(job));
  }
  return Refuse(job, "plugin-crashed",
                "ended its process (exit status " + std::to_string(end.exit_status) +
                    "), which a plugin must not" + (HowFar(job).empty() ? "" : "," + HowFar(job)));
}

Status Stopped(const FailedJob& job, Event event) {
  if (event == Event::kLoud) {
    return Refuse(job, "plugin-flooded",
                  "was stopped because it wrote more than 8 MiB to its log" + HowFar(job));
  }
  const std::string why = event == Event::kOverdue
                              ? "its job took longer than " + Span(job.limits->whole_job)
                              : "it said nothing for " + Span(job.limits->silence);
  return Refuse(job, "plugin-timeout", "was stopped because " + why + HowFar(job));
}

Status BrokeProtocol(const FailedJob& job, const std::string& reason) {
  return Refuse(job, "plugin-broke-protocol",
                "handed over something it must not" + HowFar(job) + ": " + WithoutStop(reason));
}

Status TooManyRows(const FailedJob& job) {
  return Refuse(job, "plugin-flooded",
                "was stopped because it handed over more than " + Grouped(job.limits->rows) +
                    " rows");
}

Status NotLoaded(const FailedJob& job, const wire::Refused& refused) {
  const std::string ours = std::to_string(RPT_ABI_MAJOR);
  switch (refused.why) {
    case wire::RefusedWhy::kSandbox:
      return Status::Refused("worker-unavailable",
                             "No plugin can run here: the sandbox is not complete: " +
                                 Ended(refused.text))
          .WithHint(
              "Plugins run only inside a sandbox of resource limits and seccomp; a container must "
              "not forbid them.");
    case wire::RefusedWhy::kNotAnElf:
      return Refuse(job, "plugin-not-a-plugin",
                    "is no library this computer can load: " + WithoutStop(refused.text))
          .WithHint("Ask the plugin's maker for the package for 64-bit Debian 12 (x86-64).");
    case wire::RefusedWhy::kLoad: {
      const Status status = Refuse(job, "plugin-not-loadable",
                                   "cannot be loaded: " + WithoutStop(refused.text));
      if (refused.text.find("GLIBC") != std::string::npos) {
        return status.WithHint(
            "It was built on a newer system than this one; ask its maker for one built on Debian "
            "12.");
      }
      if (refused.text.find("cannot open shared object") != std::string::npos) {
        return status.WithHint("Install the Debian package that holds the library.");
      }
      return status;
    }
    case wire::RefusedWhy::kNoSymbol:
      return Refuse(job, "plugin-not-a-plugin",
                    "is no plugin: it does not export the symbol " + refused.text)
          .WithHint(kAskMaker);
    case wire::RefusedWhy::kWrongAbi:
      return Refuse(job, "plugin-wrong-abi",
                    "was built for host interface " + refused.text + ", this host has " + ours)
          .WithHint("Install a version of the plugin that was built for host interface " + ours +
                    ".");
    case wire::RefusedWhy::kTooNew:
      return Refuse(job, "plugin-too-new",
                    "needs host interface " + ours + "." + refused.text + ", this host has " +
                        ours + "." + std::to_string(RPT_ABI_MINOR))
          .WithHint("Install a newer Rapporteur or an older version of the plugin.");
    case wire::RefusedWhy::kDescriptor:
      break;
  }
  return Refuse(job, "plugin-not-a-plugin", "is no plugin: " + WithoutStop(refused.text))
      .WithHint(kAskMaker);
}

Status PluginSaid(const FailedJob& job, const wire::Done& done) {
  if (done.cause == wire::Cause::kContract) return BrokeProtocol(job, done.message);
  if (done.cause == wire::Cause::kIgnored) {
    return Refuse(job, "plugin-broke-protocol",
                  "reported success although a call had failed (" + WithoutStop(done.message) +
                      ")");
  }
  if (done.cause == wire::Cause::kNoInterface) {
    return Refuse(job, "plugin-lacks-interface", "does not offer " + done.message);
  }
  const std::string column =
      !done.field.empty() ? done.field : done.column > 0 ? std::to_string(done.column) : "";
  const Place place{"", done.sheet, done.row, column};
  switch (done.code) {
    case RPT_BAD_INPUT:
      return Status::Refused("bad-input", PlaceOf(done) + Ended(done.message)).At(place);
    case RPT_UNSUPPORTED:
      return Status::Refused("unsupported-input", PlaceOf(done) + Ended(done.message)).At(place);
    case RPT_LIMIT:
      return Status::Refused("limit-reached", PlaceOf(done) + Ended(done.message)).At(place);
    case RPT_BAD_OPTION:
      return Status::Refused("bad-option", (done.field.empty() ? "" : "option " + done.field + ": ") +
                                               Ended(done.message));
    case RPT_IO:
      return Refuse(job, "plugin-io", "could not read or write its file: " +
                                          WithoutStop(done.message));
    case RPT_MEMORY:
      return Refuse(job, "plugin-out-of-memory", MemoryLimit(job) + HowFar(job));
    case RPT_CANCELLED:
      return Refuse(job, "plugin-failed", "gave up although nobody had cancelled its job");
    default:
      return Refuse(job, "plugin-failed", "failed" + HowFar(job) + ": " +
                                              PlaceOf(done) + WithoutStop(done.message));
  }
}

Status PluginSaidOfPersons(const FailedJob& job, const wire::Done& done) {
  if (done.cause != wire::Cause::kPlugin || done.code == RPT_MEMORY || done.code == RPT_CANCELLED) {
    return PluginSaid(job, done);  // our own words
  }
  wire::Done said = done;
  said.sheet.clear();
  said.field.clear();
  said.message = "the importer gave up here; what it says is not repeated, because the table holds "
                 "persons";
  const Status status = PluginSaid(job, said);
  return status.hint().empty()
             ? status.WithHint("Look at this place of the file, and at what the importer reads and "
                               "which options it has.")
             : status;
}

Status CancelledJob(const FailedJob& job) {
  return Status::Refused("cancelled", "The job of the plugin " + job.binary->id + " " +
                                          job.binary->version + " was cancelled" + Outcome(job));
}

}  // namespace rapporteur
