// The sentences that say how a job failed: which plugin, what happened, how far it had come, and what
// that means for the data.
//
// Functions without state; any thread.
#ifndef RAPPORTEUR_WORKER_FAILURE_H_
#define RAPPORTEUR_WORKER_FAILURE_H_

#include <cstdint>
#include <optional>
#include <string>

#include "core/base/status.h"
#include "core/worker/conversation.h"
#include "core/worker/job.h"
#include "core/worker/process.h"
#include "core/worker/wire.h"

namespace rapporteur {

// What is known of a job when it fails.
struct FailedJob {
  const PluginBinary* binary = nullptr;
  std::optional<wire::JobKind> kind;  // none: the plugin was only inspected
  const JobLimits* limits = nullptr;
  bool loaded = false;      // the worker had said HELLO
  std::uint64_t rows = 0;   // that had come across
};

// The worker's process ended, or closed its socket, without a DONE.
Status EndedEarly(const FailedJob& job, const ProcessEnd& end, const std::string& log);

// The worker was stopped because of `event`: kSilent, kOverdue or kLoud.
Status Stopped(const FailedJob& job, Event event);

// It sent what it must not.
Status BrokeProtocol(const FailedJob& job, const std::string& reason);
Status TooManyRows(const FailedJob& job);

// The plugin could not be loaded.
Status NotLoaded(const FailedJob& job, const wire::Refused& refused);

// The plugin returned an error.
Status PluginSaid(const FailedJob& job, const wire::Done& done);

// The same where the table holds persons: of what the plugin said only kind and place are kept.
Status PluginSaidOfPersons(const FailedJob& job, const wire::Done& done);

Status CancelledJob(const FailedJob& job);

}  // namespace rapporteur

#endif  // RAPPORTEUR_WORKER_FAILURE_H_
