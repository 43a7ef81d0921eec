// The plugins of a data folder: installing packages, enabling and disabling them, and finding the one
// that a job needs.  The store keeps the rows, this class knows what they mean.
//
// Belongs to the thread of its Store.
#ifndef RAPPORTEUR_PLUGIN_REGISTRY_H_
#define RAPPORTEUR_PLUGIN_REGISTRY_H_

#include <string>
#include <vector>

#include "core/base/json_fwd.h"
#include "core/base/status.h"
#include "core/plugin/manifest.h"
#include "core/plugin/package.h"
#include "core/store/plugins.h"
#include "core/worker/job.h"

namespace rapporteur {

class Store;

// An installed plugin, ready for a job.
struct InstalledPlugin {
  PluginRow row;
  Manifest manifest;
  PluginBinary binary;
};

// A package that has been proved and asked what it is; nothing of it is stored yet.
struct ProvedPackage {
  Package package;
  PluginRow row;
  std::string document;  // of a country or catalogue
};

class Registry {
 public:
  Registry(Store& store, Workers& workers) : store_(store), workers_(workers) {}

  // What Install does before it stores anything; the errors are the same.
  Result<ProvedPackage> Prove(const std::string& path);
  Result<ProvedPackage> Prove(Package package);
  // Copies a proved package into the data folder and keeps its document.
  Result<PluginRow> Keep(const ProvedPackage& proved, const std::string& user);

  // Proves the package (a folder or a .tar) and its signature, asks a worker what the plugin says
  // about itself, copies it into the data folder and keeps its document where it has one.  The same
  // version with the same files again changes nothing.  Not enabled yet.
  Result<PluginRow> Install(const std::string& path, const std::string& user);
  Result<PluginRow> Install(Package package, const std::string& user);

  // From the next job on.  A country can't be enabled while its base version is missing.
  Status Enable(const std::string& id, const std::string& user);
  Status Disable(const std::string& id, const std::string& user);
  // From the next job on another installed version of an enabled plugin.  The version before stays
  // installed.
  Status Switch(const std::string& id, const std::string& version, const std::string& user);

  // Back to the newest older version that is installed and may still be enabled; the version left
  // stays installed.  Gives the versions left and taken.  Errors: unknown-plugin, plugin-not-enabled,
  // no-older-version.
  struct Versions {
    std::string from, to;
  };
  Result<Versions> Rollback(const std::string& id, const std::string& user);
  // Removes every version's files.  What it brought in, its document and its history stay.  Errors:
  // unknown-plugin, plugin-enabled.
  Status Remove(const std::string& id, const std::string& user);

  // The whole id, or its last part ("csv-import", "rs") where only one plugin has it.
  Result<std::string> FullId(const std::string& name);
  // The active version of an enabled plugin.  Errors: unknown-plugin, plugin-not-enabled.
  Result<InstalledPlugin> Enabled(const std::string& name);
  Result<std::vector<InstalledPlugin>> EnabledOfKind(const std::string& kind);
  // The enabled exporter that takes `takes` and writes `format`.
  Result<InstalledPlugin> ExporterFor(const std::string& takes, const std::string& format);

  // plugins/1 and one plugin of it with more.
  Result<Json> List();
  Result<Json> Show(const std::string& name);

 private:
  Result<InstalledPlugin> Load(const PluginRow& row);
  Result<std::string> ReadDocument(const Package& package, const PluginBinary& binary,
                                   PluginRow& row);
  Result<PluginRow> Row(const std::string& id);

  Store& store_;
  Workers& workers_;
};

// The job limits of the manifest, never above the defaults.
JobLimits LimitsOf(const Manifest& manifest);

// One row as plugins/1 shows it.
Json ToJson(const PluginRow& row, const std::vector<std::string>& versions);

}  // namespace rapporteur

#endif  // RAPPORTEUR_PLUGIN_REGISTRY_H_
