// What a running plugin may ask of its host: options, progress, cancellation, issues, the log, and
// text beside the table that has to be scanned.
//
// A Job lives as long as the call of run() and belongs to its thread.
#ifndef RAPPORTEUR_JOB_HPP_
#define RAPPORTEUR_JOB_HPP_

#include <rapporteur/aside.h>
#include <rapporteur/guard.hpp>
#include <rapporteur/options.hpp>

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace rpt {

enum class Level : std::int32_t {
  debug = RPT_DEBUG,
  info = RPT_INFO,
  warning = RPT_WARNING,
  error = RPT_ERROR
};

// Where something stands in the source; zero and empty mean unknown.
struct Place {
  std::uint64_t row = 0;     // 1-based
  std::uint64_t column = 0;  // 1-based
  std::string_view sheet = {};
  std::string_view field = {};
};

class Job {
 public:
  Job(const rpt_host* host, rpt_str options) : host_(host), json_(view(options)), options_(json_) {}

  // The options, and the same as the JSON text they came as.
  const Options& options() const { return options_; }
  std::string_view options_json() const { return json_; }

  // A line for the job's log.  Never a cell's text.
  void log(Level level, std::string_view text) const {
    host_->log(host_->ctx, static_cast<std::int32_t>(level), str(text));
  }
  void progress(std::uint64_t done, std::uint64_t total = 0) const {
    host_->progress(host_->ctx, done, total);
  }
  bool cancelled() const { return host_->cancelled(host_->ctx) != 0; }
  void throw_if_cancelled() const {
    if (cancelled()) throw Cancelled();
  }

  // Something is wrong at `place` and the job goes on.
  void issue(Level level, const Place& place, std::string_view text) const {
    rpt_issue issue;
    std::memset(&issue, 0, sizeof issue);
    issue.struct_size = sizeof issue;
    issue.level = static_cast<std::int32_t>(level);
    issue.row = place.row;
    issue.column = place.column;
    issue.sheet = str(place.sheet);
    issue.field = str(place.field);
    issue.text = str(text);
    host_->issue(host_->ctx, &issue);
  }

  // Hands over text that stands outside the table, to be scanned for personal data and forgotten.
  // `kind` is "comment", "sheet-name", "property", "hidden", "preamble" or "footer".
  void aside(std::string_view kind, const Place& place, std::string_view text) const {
    const auto* service = static_cast<const rpt_aside*>(host_->service(host_->ctx, RPT_ASIDE_ID));
    if (service == nullptr) return;
    const std::int32_t code = service->text(service->ctx, str(kind), str(place.sheet), place.row,
                                            place.column, str(text));
    if (code == RPT_CANCELLED) throw Cancelled();
    if (code != RPT_OK) throw Error(code, 0, {}, "the host took no more text");
  }

  const rpt_host* host() const { return host_; }

 private:
  const rpt_host* host_;
  std::string_view json_;
  Options options_;
};

}  // namespace rpt

#endif  // RAPPORTEUR_JOB_HPP_
