// What happens when a new version of a plugin is taken, known before it is: which indicators change,
// which stored values no longer fit, which figures move.  It is tried out on a copy of the store in
// memory; the store itself is only read.
//
// Belongs to the thread of the Store.
#ifndef RAPPORTEUR_UPGRADE_UPGRADE_H_
#define RAPPORTEUR_UPGRADE_UPGRADE_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/model/observation.h"
#include "core/plugin/registry.h"
#include "core/upgrade/document_changes.h"
#include "core/upgrade/misfit.h"

namespace rapporteur {

struct MisfittingValue {
  Misfit misfit;
  Observation value;
};

// A figure as a reader finds it: the chosen value of a cell, or the computed one where no source
// gives any.
struct MovedFigure {
  std::string reason;  // computed (a formula gives something else), chosen (another source is)
  std::optional<Observation> before, after;
};

// An upgraded regional catalogue is what countries are compared by from then on.
struct GradeChange {
  std::string country, indicator, definition, before, after;
};

struct UpgradeReport {
  // Of each list the first ones are kept; the numbers count all.
  static constexpr std::size_t kKept = 1000;

  std::string id, kind, country, from, to;
  std::string state;               // of the store it was made from; every change moves it
  std::string base_from, base_to;  // the versions of the regional catalogue, of a country
  bool has_document = false;
  DocumentChanges changes;
  std::map<std::string, std::uint64_t> misfit_counts;  // by kind
  std::vector<MisfittingValue> misfits;
  std::uint64_t moved_count = 0;
  std::vector<MovedFigure> moved;
  std::vector<GradeChange> grades;              // of a catalogue: by country
  std::vector<std::string> based_on_old;        // of a catalogue: "RS 1.0.0"

  std::uint64_t misfit_total() const;
  // The definitions under which values stand that would say something else.
  std::vector<const DefinitionChange*> redefined() const;
};

// Errors: unknown-plugin, plugin-not-enabled, version-not-newer, base-missing, bad-document.
Result<UpgradeReport> TryUpgrade(Store& store, const ProvedPackage& proved,
                                 const std::string& user);

// Takes the version: keeps the package, switches and writes the audit entry, all in one change.
// A definition under which values stand is only changed where `correction` says why; the values
// would otherwise say something else than when they were given.  Errors: definition-in-use, and
// store-moved where the store has changed since `report` was made.
Status TakeUpgrade(Store& store, Registry& registry, const ProvedPackage& proved,
                   const UpgradeReport& report, const std::string& correction,
                   const std::string& user);

// upgrade/1, and the same in sentences.
Json ToJson(const UpgradeReport& report, bool dry_run);
std::string ToText(const UpgradeReport& report, bool dry_run);

}  // namespace rapporteur

#endif  // RAPPORTEUR_UPGRADE_UPGRADE_H_
