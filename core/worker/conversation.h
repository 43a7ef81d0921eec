// The core's end of the socket, and the watch over who is at the other: receives whole messages,
// drains the worker's standard output, and says when the worker is silent, too long, too loud, or
// breaks the rules.
//
// A Conversation belongs to the thread of its job.
#ifndef RAPPORTEUR_WORKER_CONVERSATION_H_
#define RAPPORTEUR_WORKER_CONVERSATION_H_

#include <chrono>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/fd.h"
#include "core/worker/job.h"
#include "core/worker/wire.h"

namespace rapporteur {

enum class Event {
  kMessage,    // one has come, or has been sent
  kClosed,     // the worker is gone, or has closed its end
  kSilent,     // nothing for JobLimits::silence
  kOverdue,    // JobLimits::whole_job is over
  kLoud,       // more output on the log than anybody reads
  kBroken,     // not a message; reason() says why
  kCancelled   // the worker has not stopped within two seconds of being asked
};

class Conversation {
 public:
  using Clock = std::chrono::steady_clock;

  // `cancelled` is asked some times a second.
  Conversation(Fd socket, Fd log, const JobLimits& limits, std::function<bool()> cancelled);

  // Waits for the next message.  header() and payload() are those of the last one.
  Event Receive();
  Event Send(wire::Kind kind, std::string_view payload);
  Event SendBatch(const Table& table);

  const wire::Header& header() const { return header_; }
  std::vector<char>& payload() { return payload_; }
  const std::string& reason() const { return reason_; }

  // The caller wants the job to end: the worker has been told.
  bool cancelling() const { return cancelling_; }

  // A line of the plugin's own, into the same log.
  void AddToLog(std::string_view text);
  // What is left in the pipe, after the worker has ended.
  void DrainLog();
  // The last 64 KiB, valid UTF-8.
  std::string Log() const;
  Clock::duration elapsed() const { return Clock::now() - begun_; }

 private:
  // Reads or sends `size` bytes.
  Event Move(char* bytes, std::size_t size, bool sending);
  // Looks after everything but the socket; kMessage if all is well.
  Event LookAround(Clock::time_point now);

  Fd socket_, log_;
  const JobLimits limits_;
  const std::function<bool()> cancelled_;
  const Clock::time_point begun_ = Clock::now();
  Clock::time_point heard_ = begun_;
  Clock::time_point looked_ = begun_;
  Clock::time_point asked_to_stop_;
  bool cancelling_ = false;
  wire::Header header_;
  std::vector<char> payload_;
  std::string reason_;
  std::string log_text_;
  std::uint64_t log_total_ = 0;
};

}  // namespace rapporteur

#endif  // RAPPORTEUR_WORKER_CONVERSATION_H_
