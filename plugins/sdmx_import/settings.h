// What the job's options say, and how the actions of a message are met.
//
// An ActionGate belongs to the job's thread.
#ifndef RAPPORTEUR_PLUGINS_SDMX_IMPORT_SETTINGS_H_
#define RAPPORTEUR_PLUGINS_SDMX_IMPORT_SETTINGS_H_

#include <cstdint>
#include <rapporteur/job.hpp>
#include <string>
#include <string_view>

namespace sdmx_import {

struct Settings {
  enum class UnitMult { kRefuse, kApply, kColumn };
  UnitMult unit_mult = UnitMult::kRefuse;
  bool skip_deletions = false;
  bool skip_partial_rows = false;
  char separator = '\0';  // '\0': the one behind the first word of the header
  char decimal = '\0';    // '\0': what the column shows

  static Settings Read(const rpt::Options& options);
};

enum class Action { kRead, kReplace, kDelete };

// "M", "Merge" and their kin.  Throws BadInput for a word that is no action of SDMX.
Action ReadAction(std::string_view word, std::uint64_t row, const std::string& where = {});

// Decides for each observation, or each data set, whether it is read.
class ActionGate {
 public:
  ActionGate(const Settings& settings, const rpt::Job& job) : settings_(settings), job_(job) {}

  // Is what stands at `row` read?  `where` ("data set 2: ") begins the messages where there is no
  // row. Throws BadInput for a deletion unless deletions are skipped.  Says once that replacements
  // are read as values.
  bool Reads(Action action, std::uint64_t row, const std::string& where = {});
  // Says how much was left out.
  void Finish() const;

 private:
  const Settings& settings_;
  const rpt::Job& job_;
  bool said_replace_ = false;
  std::uint64_t first_deleted_ = 0, deleted_ = 0;
};

}  // namespace sdmx_import

#endif  // RAPPORTEUR_PLUGINS_SDMX_IMPORT_SETTINGS_H_
