// The host as a plugin sees it: fills in the structs of the boundary, checks everything the plugin
// hands over, and passes it on.
//
// The first failed call is remembered: a plugin that goes on and returns success has failed all the
// same, as its data would be incomplete.
//
// A Runtime belongs to the job's thread.
#ifndef RAPPORTEUR_WORKER_RUNTIME_H_
#define RAPPORTEUR_WORKER_RUNTIME_H_

#include <rapporteur/aside.h>
#include <rapporteur/country.h>
#include <rapporteur/export.h>
#include <rapporteur/import.h>
#include <rapporteur/plugin.h>

#include <cstdint>
#include <string>
#include <vector>

#include "core/worker/channel.h"
#include "core/worker/table.h"
#include "core/worker/wire.h"

namespace rapporteur {

class Runtime {
 public:
  // `file` is the input, the output or the document, -1 where there is none.
  Runtime(const rpt_plugin& plugin, Channel& channel, int file);
  Runtime(const Runtime&) = delete;
  Runtime& operator=(const Runtime&) = delete;

  // Runs the job and says how it ended.
  wire::Done Run(const wire::Job& job);

 private:
  std::int32_t Sniff(const wire::Job& job, wire::Done& done);
  std::int32_t Import(const wire::Job& job);
  std::int32_t Export(const wire::Job& job);
  std::int32_t Check(const wire::Job& job);
  std::int32_t Describe();
  // The columns that the core sends after the job.
  bool ReceiveFields();

  rpt_import_job ImportJob(const wire::Job& job);
  rpt_export_job ExportJob(const wire::Job& job);

  // The functions behind the structs; `error` is the plugin's.
  std::int32_t Begin(const rpt_field* fields, std::uint32_t count, rpt_error* error);
  std::int32_t ReceiveWanted(rpt_error* error);
  std::int32_t Emit(const rpt_batch* batch, rpt_error* error);
  std::int32_t Write(rpt_str part, rpt_error* error);
  std::int32_t Fields(const rpt_field** fields, std::uint32_t* count, rpt_error* error);
  std::int32_t Next(const rpt_batch** batch, rpt_error* error);
  std::int32_t Aside(const wire::Aside& aside, std::uint64_t size);
  void Issue(const rpt_issue& issue);
  bool Cancelled();

  // Remembers the first failure, fills *error, and returns the code.
  std::int32_t Fail(std::int32_t code, wire::Cause cause, const std::string& message,
                    rpt_error* error);

  const rpt_plugin& plugin_;
  Channel& channel_;
  const int file_;
  rpt_host host_{};
  rpt_aside aside_{};
  rpt_error error_{};  // what the plugin fills

  bool cancelled_ = false;
  bool ended_ = false;  // the table that the plugin pulls
  std::int32_t sticky_code_ = RPT_OK;
  wire::Cause sticky_cause_ = wire::Cause::kPlugin;
  std::string sticky_message_;

  std::vector<Field> fields_;
  std::vector<std::size_t> wanted_;  // positions in fields_ of what crosses
  std::vector<rpt_field> lent_fields_;
  Table table_;
  std::vector<rpt_column> lent_columns_;
  rpt_batch lent_batch_{};
  std::uint64_t rows_ = 0, batches_ = 0;
};

}  // namespace rapporteur

#endif  // RAPPORTEUR_WORKER_RUNTIME_H_
