// The rows of installed plugins: versions, which of them is active, state, signature, incidents.
// What a state means and who may change it is core/plugin's business.
//
// Belongs to the thread of its Store.
#ifndef RAPPORTEUR_STORE_PLUGINS_H_
#define RAPPORTEUR_STORE_PLUGINS_H_

#include <optional>
#include <string>
#include <vector>

#include "core/base/status.h"

namespace rapporteur {

class Store;

struct PluginRow {
  std::string id, version;
  std::string kind;               // importer, exporter, country, catalogue
  std::string state = "installed";  // installed, enabled, disabled, quarantined, removed
  std::string reason;             // why it is in that state, "" where nothing is to be said
  bool active = false;            // the version that runs; at most one per id
  std::string title = "{}";       // JSON object of languages
  std::string publisher;
  std::string signature = "unsigned";
  std::string sha256;             // of the package
  std::string folder;             // relative to the data folder
  std::string country;            // "" where the plugin belongs to none
  std::string manifest = "{}", inspection = "{}";  // JSON
  std::string installed_at;
};

struct PluginIncident {
  std::string id, version, at;
  std::string what;          // crash, watchdog, memory, ...
  std::string input_sha256;  // "" where there was no input
  std::string message;
};

class Plugins {
 public:
  explicit Plugins(Store& store) : store_(store) {}

  // Every version that is not removed, by id, the newest installed first; with `removed` those too.
  Result<std::vector<PluginRow>> List(bool removed = false);
  Result<std::optional<PluginRow>> Find(const std::string& id, const std::string& version);
  Result<std::optional<PluginRow>> FindActive(const std::string& id);

  // Adds or replaces the row of (id, version); `active` and installed_at are the store's.
  Status Put(const PluginRow& row, const std::string& user);
  // Sets the state of one version.  Error unknown-plugin.
  Status SetState(const std::string& id, const std::string& version, const std::string& state,
                  const std::string& reason, const std::string& user);
  // Makes one version the active one (version "": none).  Error unknown-plugin.
  Status SetActive(const std::string& id, const std::string& version, const std::string& user);

  Status AddIncident(const PluginIncident& incident);  // `at` is the store's
  Result<std::vector<PluginIncident>> Incidents(const std::string& id);  // newest first

 private:
  Store& store_;
};

}  // namespace rapporteur

#endif  // RAPPORTEUR_STORE_PLUGINS_H_
