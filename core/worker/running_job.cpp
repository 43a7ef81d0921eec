#include "core/worker/running_job.h"

#include <fcntl.h>
#include <rapporteur/plugin.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "core/base/text.h"

namespace rapporteur {
namespace {

// A worker that has closed its socket, or said DONE, is about to end.
constexpr std::chrono::milliseconds kLastBreath{2000};

Status NoPipes() {
  return Status::Refused("worker-unavailable",
                         std::string("No worker can be started: no socket can be made (") +
                             std::strerror(errno) + ").")
      .WithHint("The program may have too many files open; see \"ulimit -n\".");
}

std::string Argument(const char* name, std::uint64_t value) {
  return std::string("--") + name + "=" + std::to_string(value);
}

}  // namespace

RunningJob::RunningJob(const PluginBinary& binary, const JobLimits& limits, Hooks hooks)
    : limits_(limits), hooks_(std::move(hooks)) {
  known_.binary = &binary;
  known_.limits = &limits_;
}

Status RunningJob::Start(Spawner& spawner, const std::string& worker_path, int library, int file,
                         bool writes) {
  int sockets[2], pipes[2];
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, sockets) != 0) return NoPipes();
  Fd ours(sockets[0]), theirs(sockets[1]);
  if (::pipe2(pipes, O_CLOEXEC) != 0) return NoPipes();
  Fd log(pipes[0]), log_end(pipes[1]);

  Spawner::Request request;
  request.path = worker_path;
  request.socket = theirs.get();
  request.log = log_end.get();
  request.file = file;
  request.library = library;
  request.arguments = {Argument("parent", static_cast<std::uint64_t>(::getpid())),
                       Argument("memory", limits_.memory_bytes),
                       Argument("cpu", static_cast<std::uint64_t>(limits_.cpu.count())),
                       Argument("output", writes ? limits_.output_bytes : 0),
                       Argument("files", limits_.open_files)};
  if (limits_.stop_at_blocked_call) request.arguments.push_back("--stop-at-blocked-call");
  talk_ = std::make_unique<Conversation>(std::move(ours), std::move(log), limits_,
                                         hooks_.cancelled);
  Result<Child> child = spawner.Spawn(request);
  if (!child.ok()) return child.status();
  child_ = *std::move(child);
  // Only the worker holds these now, so that their end is its end.
  theirs.Close();
  log_end.Close();

  if (Status s = Receive(); !s.ok()) return s;
  if (talk_->header().kind == wire::Kind::kRefused) {
    Result<wire::Refused> refused = wire::DecodeRefused(talk_->payload());
    if (!refused.ok()) return BrokeProtocol(known_, refused.status().message());
    return NotLoaded(known_, *refused);
  }
  if (talk_->header().kind != wire::Kind::kHello) {
    return BrokeProtocol(known_, std::string(wire::NameOf(talk_->header().kind)) + " before HELLO");
  }
  Result<wire::Hello> hello = wire::DecodeHello(talk_->payload());
  if (!hello.ok()) return BrokeProtocol(known_, hello.status().message());
  hello_ = *std::move(hello);
  known_.loaded = true;
  return {};
}

Result<wire::Done> RunningJob::Run(const wire::Job& job, const std::vector<Field>* fields) {
  known_.kind = job.kind;
  Event sent = talk_->Send(wire::Kind::kJob, Encode(job));
  if (fields != nullptr) fields_ = *fields;
  if (sent == Event::kMessage && fields != nullptr) {
    sent = talk_->Send(wire::Kind::kFields, wire::Encode(fields_));
  }
  // A worker that is gone may have said why before.
  if (sent != Event::kMessage && sent != Event::kClosed) return Broken(sent);
  std::optional<wire::Done> done;
  while (!done) {
    if (Status s = Receive(); !s.ok()) return s;
    if (Status s = Handle(done); !s.ok()) return s;
  }
  if (talk_->cancelling()) return CancelledJob(known_);
  if (done->code != RPT_OK) {
    return hooks_.persons && hooks_.persons() ? PluginSaidOfPersons(known_, *done)
                                              : PluginSaid(known_, *done);
  }
  if (done->rows != report_.rows || done->batches != report_.batches) {
    return BrokeProtocol(known_, "it counted " + Grouped(done->rows) + " rows, " +
                                     Grouped(report_.rows) + " came across");
  }
  return *std::move(done);
}

Status RunningJob::Receive() {
  const Event event = talk_->Receive();
  return event == Event::kMessage ? Status() : Broken(event);
}

Status RunningJob::Broken(Event event) {
  switch (event) {
    case Event::kClosed: {
      const ProcessEnd end = Reap(kLastBreath);
      talk_->DrainLog();
      return talk_->cancelling() ? CancelledJob(known_) : EndedEarly(known_, end, talk_->Log());
    }
    case Event::kBroken:
      return BrokeProtocol(known_, talk_->reason());
    case Event::kCancelled:
      return CancelledJob(known_);
    default:
      return Stopped(known_, event);
  }
}

Status RunningJob::Handle(std::optional<wire::Done>& done) {
  const auto refuse = [&](const Status& why) { return BrokeProtocol(known_, why.message()); };
  const auto& payload = talk_->payload();
  const wire::Kind kind = talk_->header().kind;
  const bool ignoring = talk_->cancelling();
  switch (kind) {
    case wire::Kind::kDone: {
      Result<wire::Done> decoded = wire::DecodeDone(payload);
      if (!decoded.ok()) return refuse(decoded.status());
      done = *std::move(decoded);
      done_ = true;
      return {};
    }
    case wire::Kind::kLog: {
      Result<wire::LogLine> line = wire::DecodeLog(payload);
      if (!line.ok()) return refuse(line.status());
      talk_->AddToLog(line->text);
      return {};
    }
    case wire::Kind::kProgress: {
      Result<wire::Progress> progress = wire::DecodeProgress(payload);
      if (!progress.ok()) return refuse(progress.status());
      if (hooks_.progress && !ignoring) hooks_.progress(progress->done, progress->total);
      return {};
    }
    case wire::Kind::kIssue: {
      Result<wire::IssueMessage> said = wire::DecodeIssue(payload);
      if (!said.ok()) return refuse(said.status());
      if (report_.issue_total++ < limits_.issues_kept && !ignoring) {
        report_.issues.push_back({static_cast<Issue::Level>(said->level), said->row, said->column,
                                  said->sheet, said->field, said->text});
        if (hooks_.issue) hooks_.issue(report_.issues.back());
      }
      return {};
    }
    case wire::Kind::kFields:
      if (hooks_.fields && fields_.empty()) return HandleFields();
      break;
    case wire::Kind::kBatch:
      if (hooks_.rows && !fields_.empty()) return HandleRows();
      break;
    case wire::Kind::kAside:
      if (hooks_.aside) {
        Result<wire::Aside> aside = wire::DecodeAside(payload);
        if (!aside.ok()) return refuse(aside.status());
        return ignoring ? Status() : hooks_.aside(*aside);
      }
      break;
    case wire::Kind::kDocument:
      if (hooks_.document) return hooks_.document({payload.data(), payload.size()});
      break;
    case wire::Kind::kNext:
      if (hooks_.next) return HandleNext();
      break;
    default:
      break;
  }
  return BrokeProtocol(known_, std::string("an unexpected message, ") + wire::NameOf(kind));
}

// The worker waits for the answer: before it no row crosses.
Status RunningJob::HandleFields() {
  Result<std::vector<Field>> fields = wire::DecodeFields(talk_->payload());
  if (!fields.ok()) return BrokeProtocol(known_, fields.status().message());
  fields_ = *fields;
  if (talk_->cancelling()) return {};
  if (Status s = hooks_.fields(*std::move(fields)); !s.ok()) return s;
  wire::Wanted wanted;
  if (const auto columns = hooks_.wanted ? hooks_.wanted() : std::nullopt) {
    wanted.all = false;
    std::vector<Field> kept;
    for (const std::size_t column : *columns) {
      wanted.columns.push_back(column);
      kept.push_back(fields_.at(column));
    }
    fields_ = std::move(kept);
  }
  const Event sent = talk_->Send(wire::Kind::kWanted, Encode(wanted));
  return sent == Event::kMessage || sent == Event::kClosed ? Status() : Broken(sent);
}

Status RunningJob::HandleRows() {
  const wire::Header& header = talk_->header();
  if (report_.rows + header.rows > limits_.rows) return TooManyRows(known_);
  Result<Table> table =
      Table::FromPayload(std::move(talk_->payload()), header.columns, header.rows);
  if (!table.ok()) return BrokeProtocol(known_, table.status().message());
  bool fits = table->column_count() == fields_.size();
  for (std::size_t c = 0; fits && c < fields_.size(); ++c) fits = table->type(c) == fields_[c].type;
  if (!fits) return BrokeProtocol(known_, "a batch does not have the columns of its table");
  report_.rows += header.rows;
  known_.rows = report_.rows;
  ++report_.batches;
  const Status taken = talk_->cancelling() ? Status() : hooks_.rows(*table);
  talk_->payload() = table->TakePayload();  // the next batch fills the same memory
  return taken;
}

Status RunningJob::HandleNext() {
  if (talk_->cancelling()) return {};  // it finds the CANCEL
  const Table* table = nullptr;
  do {
    Result<const Table*> next = hooks_.next();
    if (!next.ok()) return next.status();
    table = *next;
  } while (table != nullptr && table->row_count() == 0);
  Event sent = Event::kMessage;
  if (table == nullptr) {
    sent = talk_->Send(wire::Kind::kEnd, {});
  } else {
    bool fits = table->column_count() == fields_.size();
    for (std::size_t c = 0; fits && c < fields_.size(); ++c) {
      fits = table->type(c) == fields_[c].type;
    }
    Status good = fits ? wire::CheckColumns(table->columns(), table->row_count())
                       : Status::Broken("bad-table", "its columns are not those that were said");
    if (!good.ok()) {
      return Status::Broken("bad-table", "A table for the plugin " + known_.binary->id +
                                             " cannot be sent: " + good.message() + ".");
    }
    sent = talk_->SendBatch(*table);
    report_.rows += table->row_count();
    known_.rows = report_.rows;
    ++report_.batches;
  }
  return sent == Event::kMessage || sent == Event::kClosed ? Status() : Broken(sent);
}

void RunningJob::Finish(JobReport* report) {
  if (talk_ == nullptr) return;
  Reap(done_ ? kLastBreath : std::chrono::milliseconds(0));
  if (report == nullptr) return;
  talk_->DrainLog();
  report_.log = talk_->Log();
  report_.elapsed = std::chrono::duration_cast<std::chrono::microseconds>(talk_->elapsed());
  *report = std::move(report_);
}

ProcessEnd RunningJob::Reap(std::chrono::milliseconds patience) {
  if (!child_.running()) return {};
  const ProcessEnd end = child_.Wait(patience);
  report_.cpu = end.cpu;
  report_.peak_memory_bytes = end.peak_memory_bytes;
  return end;
}

}  // namespace rapporteur
