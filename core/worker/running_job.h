// One job from the core's side: starts the worker, waits for its HELLO, gives it the job, hears it
// out, and makes sure it has ended.
//
// A RunningJob belongs to one thread.
#ifndef RAPPORTEUR_WORKER_RUNNING_JOB_H_
#define RAPPORTEUR_WORKER_RUNNING_JOB_H_

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "core/worker/conversation.h"
#include "core/worker/failure.h"
#include "core/worker/job.h"
#include "core/worker/process.h"

namespace rapporteur {

class RunningJob {
 public:
  // Hooks of the kind of job; those that are empty refuse what they would receive.
  struct Hooks {
    std::function<Status(std::vector<Field>)> fields;
    std::function<std::optional<std::vector<std::size_t>>()> wanted;  // of an imported table
    std::function<bool()> persons;
    std::function<Status(const Table&)> rows;
    std::function<Status(const wire::Aside&)> aside;
    std::function<Status(std::string_view)> document;
    std::function<Result<const Table*>()> next;
    std::function<void(const Issue&)> issue;
    std::function<void(std::uint64_t, std::uint64_t)> progress;
    std::function<bool()> cancelled;
  };

  RunningJob(const PluginBinary& binary, const JobLimits& limits, Hooks hooks);

  // Starts the worker on the sealed `library` and waits for its HELLO.  `file` may be -1.
  Status Start(Spawner& spawner, const std::string& worker_path, int library, int file,
               bool writes);
  const wire::Hello& hello() const { return hello_; }

  // Gives the job and serves it until it is done.  `fields` are those of a table that is pulled.
  // REQUIRES: Start() was ok.
  Result<wire::Done> Run(const wire::Job& job, const std::vector<Field>* fields);

  // Ends the worker if it has not, and fills the report.
  void Finish(JobReport* report);

 private:
  // Handles what was received.  `done` is filled by the last message.
  Status Handle(std::optional<wire::Done>& done);
  Status HandleFields();
  Status HandleRows();
  Status HandleNext();
  // The Status of a conversation that broke off.
  Status Broken(Event event);
  Status Receive();
  ProcessEnd Reap(std::chrono::milliseconds patience);

  FailedJob known_;
  const JobLimits limits_;
  const Hooks hooks_;
  Child child_;
  bool done_ = false;
  std::unique_ptr<Conversation> talk_;
  wire::Hello hello_;
  std::vector<Field> fields_;
  JobReport report_;
};

}  // namespace rapporteur

#endif  // RAPPORTEUR_WORKER_RUNNING_JOB_H_
