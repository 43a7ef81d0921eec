#include "core/plugin/registry.h"

#include <algorithm>
#include <filesystem>
#include <map>

#include "core/base/fd.h"
#include "core/base/hash.h"
#include "core/base/json.h"
#include "core/base/schema.h"
#include "core/base/text.h"
#include "core/plugin/trust.h"
#include "core/plugin/version.h"
#include "core/store/documents.h"
#include "core/store/publisher_keys.h"
#include "core/store/store.h"

namespace rapporteur {
namespace {

// The interface a plugin of a kind must offer.
std::string InterfaceOf(const std::string& kind) {
  if (kind == "importer") return "rpt.importer/1";
  return kind == "exporter" ? "rpt.exporter/1" : "rpt.country/1";
}

std::string LastPart(const std::string& id) { return id.substr(id.rfind('.') + 1); }

bool HasDocument(const std::string& kind) { return kind == "country" || kind == "catalogue"; }

// The carrier of the installation hands back the document it is given; who it is says the manifest.
constexpr const char* kCarrier = "org.rapporteur.carrier";

Status CheckInspection(const Manifest& manifest, const Inspection& inspection) {
  const std::string where = manifest.id + " " + manifest.version;
  const bool carrier =
      inspection.id == kCarrier && HasDocument(manifest.kind) && !manifest.document.empty();
  if (!carrier && (inspection.id != manifest.id || inspection.version != manifest.version)) {
    return Status::Refused("plugin-differs", where + ": the library says it is " + inspection.id + " " +
                                                 inspection.version +
                                                 "; manifest and library must agree.");
  }
  const std::string wanted = InterfaceOf(manifest.kind);
  if (std::find(inspection.interfaces.begin(), inspection.interfaces.end(), wanted) ==
      inspection.interfaces.end()) {
    return Status::Refused("plugin-differs", where + ": the manifest says " + manifest.kind +
                                                 ", but the library does not offer the interface " +
                                                 wanted + ".");
  }
  return {};
}

}  // namespace

JobLimits LimitsOf(const Manifest& manifest) {
  JobLimits limits;
  const std::int64_t memory = GetInt(*manifest.limits, "memory_mib");
  const auto wanted = static_cast<std::uint64_t>(memory) << 20;
  if (memory > 0) limits.memory_bytes = std::min(limits.memory_bytes, wanted);
  return limits;
}

Result<ProvedPackage> Registry::Prove(const std::string& path) {
  Result<Package> package = Package::OpenAny(path, store_.TemporaryFolder());
  return package.ok() ? Prove(*std::move(package)) : package.status();
}

Result<ProvedPackage> Registry::Prove(Package package) {
  const Manifest& manifest = package.manifest;
  Result<std::string> signer = CheckSignature(store_, package);
  if (!signer.ok()) return signer.status();
  Result<std::optional<PluginRow>> known = store_.plugins().Find(manifest.id, manifest.version);
  if (!known.ok()) return known.status();
  if (known->has_value() && (*known)->state != "removed") {
    if ((*known)->sha256 == package.manifest_sha256) {
      ProvedPackage proved{std::move(package), **std::move(known), ""};
      if (!HasDocument(proved.row.kind)) return proved;
      Result<std::string> text = store_.documents().Get(proved.row.id, proved.row.version);
      if (!text.ok()) return text.status();
      proved.document = *std::move(text);
      return proved;
    }
    return Status::Refused("version-exists",
                           manifest.id + " " + manifest.version +
                               " is installed already, with other files; a changed package needs a "
                               "new version number.");
  }
  PluginBinary binary{manifest.id, manifest.version, manifest.files.at(manifest.library),
                      package.Path(manifest.library)};
  Result<Inspection> inspection = workers_.Inspect(binary);
  if (!inspection.ok()) return inspection.status();
  if (Status s = CheckInspection(manifest, *inspection); !s.ok()) return s;

  PluginRow row;
  row.id = manifest.id;
  row.version = manifest.version;
  row.kind = manifest.kind;
  row.publisher = manifest.publisher;
  row.title = GetMember(*manifest.json, "title").dump();
  row.sha256 = package.manifest_sha256;
  row.signature = *signer;
  row.manifest = manifest.json->dump();
  Json seen;
  seen["abi_major"] = inspection->abi_major;
  seen["abi_minor"] = inspection->abi_minor;
  seen["needs_minor"] = inspection->needs_minor;
  seen["interfaces"] = inspection->interfaces;
  row.inspection = seen.dump();
  const std::string target = store_.PluginFolder(manifest.id, manifest.version);
  row.folder = std::filesystem::relative(target, store_.folder()).string();
  std::string document;
  if (HasDocument(manifest.kind)) {
    Result<std::string> text = ReadDocument(package, binary, row);
    if (!text.ok()) return text.status();
    document = *std::move(text);
  }
  return ProvedPackage{std::move(package), std::move(row), std::move(document)};
}

Result<PluginRow> Registry::Keep(const ProvedPackage& proved, const std::string& user) {
  const PluginRow& row = proved.row;
  if (!row.installed_at.empty()) return row;  // it was there already
  const Status copied = CopyPackage(proved.package, store_.PluginFolder(row.id, row.version));
  if (!copied.ok()) return copied;
  Result<Transaction> transaction = store_.Begin();
  if (!transaction.ok()) return transaction.status();
  if (!proved.document.empty()) {
    Result<DocumentName> kept = store_.documents().Put(proved.document, user);
    if (!kept.ok()) return kept.status();
  }
  if (Status s = store_.plugins().Put(row, user); !s.ok()) return s;
  if (Status s = transaction->Commit(); !s.ok()) return s;
  return row;
}

Result<PluginRow> Registry::Install(const std::string& path, const std::string& user) {
  Result<ProvedPackage> proved = Prove(path);
  return proved.ok() ? Keep(*proved, user) : proved.status();
}

Result<PluginRow> Registry::Install(Package package, const std::string& user) {
  Result<ProvedPackage> proved = Prove(std::move(package));
  return proved.ok() ? Keep(*proved, user) : proved.status();
}

Result<std::string> Registry::ReadDocument(const Package& package, const PluginBinary& binary,
                                           PluginRow& row) {
  std::optional<Fd> document;
  if (!package.manifest.document.empty()) {
    Result<Fd> opened = OpenForReading(package.Path(package.manifest.document));
    if (!opened.ok()) return opened.status();
    document = *std::move(opened);
  }
  Result<std::string> text = workers_.Describe(binary, document ? &*document : nullptr);
  if (!text.ok()) return text.status();
  const std::string what = row.id + " " + row.version + ", country document";
  Result<Json> json = ParseJson(*text, what);
  if (!json.ok()) return json.status();
  if (Status s = AsStatus(CheckDocument(*json, what)); !s.ok()) return s;
  if (GetString(*json, "id") != row.id || GetString(*json, "version") != row.version) {
    return Status::Refused("plugin-differs", row.id + " " + row.version +
                                                 ": its document says it is " + GetString(*json, "id") +
                                                 " " + GetString(*json, "version") + ".");
  }
  row.country = GetString(*json, "country");
  return text;
}

Result<PluginRow> Registry::Row(const std::string& id) {
  Result<std::optional<PluginRow>> active = store_.plugins().FindActive(id);
  if (!active.ok()) return active.status();
  if (active->has_value()) return **active;
  Result<std::vector<PluginRow>> rows = store_.plugins().List();
  if (!rows.ok()) return rows.status();
  const PluginRow* newest = nullptr;
  for (const PluginRow& row : *rows) {
    if (row.id == id && (newest == nullptr || CompareVersions(row.version, newest->version) > 0)) {
      newest = &row;
    }
  }
  if (newest != nullptr) return *newest;
  return Status::Refused("unknown-plugin", "No plugin " + Quote(id) + " is installed.")
      .WithHint("List the installed ones with 'rapporteur plugin list'.");
}

Status Registry::Enable(const std::string& id, const std::string& user) {
  Result<PluginRow> row = Row(id);
  if (!row.ok()) return row.status();
  if (Status s = CheckStillTrusted(store_, *row); !s.ok()) return s;
  Result<Transaction> transaction = store_.Begin();
  if (!transaction.ok()) return transaction.status();
  if (HasDocument(row->kind)) {
    Status s = store_.documents().Activate(row->id, row->version, user);
    if (!s.ok()) return s;
  }
  if (Status s = store_.plugins().SetActive(row->id, row->version, user); !s.ok()) return s;
  Status s = store_.plugins().SetState(row->id, row->version, "enabled", "", user);
  if (!s.ok()) return s;
  return transaction->Commit();
}

Status Registry::Switch(const std::string& id, const std::string& version,
                        const std::string& user) {
  Result<std::optional<PluginRow>> before = store_.plugins().FindActive(id);
  if (!before.ok()) return before.status();
  Result<Transaction> transaction = store_.Begin();
  if (!transaction.ok()) return transaction.status();
  if (*before && HasDocument((*before)->kind)) {
    if (Status s = store_.documents().Activate(id, version, user); !s.ok()) return s;
  }
  if (*before) {
    Status s = store_.plugins().SetState(id, (*before)->version, "installed", "", user);
    if (!s.ok()) return s;
  }
  if (Status s = store_.plugins().SetActive(id, version, user); !s.ok()) return s;
  if (Status s = store_.plugins().SetState(id, version, "enabled", "", user); !s.ok()) return s;
  return transaction->Commit();
}

Status Registry::Disable(const std::string& id, const std::string& user) {
  Result<PluginRow> row = Row(id);
  if (!row.ok()) return row.status();
  if (row->kind == "catalogue") {
    Result<std::vector<std::string>> countries = store_.documents().ActiveCountries();
    if (!countries.ok()) return countries.status();
    if (!countries->empty()) {
      return Status::Refused("still-needed", "The catalogue " + row->id +
                                                 " can't be disabled while the country plugins of " +
  rapporteur::List(*countries) + " are enabled.")
          .WithHint("Disable the country plugins first.");
    }
  }
  Result<Transaction> transaction = store_.Begin();
  if (!transaction.ok()) return transaction.status();
  if (HasDocument(row->kind)) {
    if (Status s = store_.documents().Deactivate(row->country, user); !s.ok()) return s;
  }
  Status s = store_.plugins().SetState(row->id, row->version, "disabled", "", user);
  if (!s.ok()) return s;
  return transaction->Commit();
}

Result<Registry::Versions> Registry::Rollback(const std::string& id, const std::string& user) {
  Result<std::optional<PluginRow>> active = store_.plugins().FindActive(id);
  if (!active.ok()) return active.status();
  if (!*active) {
    return Status::Refused("plugin-not-enabled", "No version of " + id + " is in use.")
        .WithHint("Enable it with 'rapporteur plugin enable " + id + "'.");
  }
  Result<std::vector<PluginRow>> rows = store_.plugins().List();
  if (!rows.ok()) return rows.status();
  const PluginRow* best = nullptr;
  for (const PluginRow& row : *rows) {
    const bool older = row.id == id && CompareVersions(row.version, (*active)->version) < 0;
    if (!older || row.state == "quarantined" || !CheckStillTrusted(store_, row).ok()) continue;
    if (best == nullptr || CompareVersions(row.version, best->version) > 0) best = &row;
  }
  if (best == nullptr) {
    return Status::Refused("no-older-version", "No older version of " + id + " than " +
                                                   (*active)->version +
                                                   " is installed that may be used.")
        .WithHint("Install the older package with 'rapporteur plugin install PATH', then roll back.");
  }
  if (Status s = Switch(id, best->version, user); !s.ok()) return s;
  return Versions{(*active)->version, best->version};
}

Status Registry::Remove(const std::string& id, const std::string& user) {
  Result<std::vector<PluginRow>> rows = store_.plugins().List();
  if (!rows.ok()) return rows.status();
  std::vector<const PluginRow*> versions;
  for (const PluginRow& row : *rows) {
    if (row.id != id) continue;
    if (row.state == "enabled") {
      return Status::Refused("plugin-enabled", id + " " + row.version + " is enabled.")
          .WithHint("Disable it first with 'rapporteur plugin disable " + id + "'.");
    }
    versions.push_back(&row);
  }
  if (versions.empty()) return Row(id).status();
  Result<Transaction> transaction = store_.Begin();
  if (!transaction.ok()) return transaction.status();
  for (const PluginRow* row : versions) {
    Status s = store_.plugins().SetState(id, row->version, "removed", "", user);
    if (!s.ok()) return s;
  }
  if (Status s = transaction->Commit(); !s.ok()) return s;
  // A job that still runs has its own copy.  What can't be deleted is not in use all the same.
  for (const PluginRow* row : versions) {
    std::error_code ignored;
    std::filesystem::remove_all(store_.PluginFolder(id, row->version), ignored);
  }
  return {};
}

Result<std::string> Registry::FullId(const std::string& name) {
  Result<std::vector<PluginRow>> rows = store_.plugins().List();
  if (!rows.ok()) return rows.status();
  std::vector<std::string> ids;
  for (const PluginRow& row : *rows) {
    if (row.id == name) return name;
    const bool matches = LastPart(row.id) == name || row.id.ends_with("." + name);
    if (matches && std::find(ids.begin(), ids.end(), row.id) == ids.end()) ids.push_back(row.id);
  }
  if (ids.size() == 1) return ids.front();
  if (ids.empty()) {
    return Status::Refused("unknown-plugin", "No plugin " + Quote(name) + " is installed.")
        .WithHint("List the installed ones with 'rapporteur plugin list'.");
  }
  return Status::Usage("ambiguous-plugin", "The name " + Quote(name) + " fits several plugins: " +
                                               rapporteur::List(ids) + "; give the whole id.");
}

Result<InstalledPlugin> Registry::Load(const PluginRow& row) {
  Result<Json> json = ParseJson(row.manifest, row.id + ", manifest");
  if (!json.ok()) return json.status();
  Result<Manifest> manifest = Manifest::Read(*json, row.id + ", manifest");
  if (!manifest.ok()) return manifest.status();
  PluginBinary binary{row.id, row.version, manifest->files.at(manifest->library),
                      store_.folder() + "/" + row.folder + "/" + manifest->library};
  return InstalledPlugin{row, *std::move(manifest), std::move(binary)};
}

Result<InstalledPlugin> Registry::Enabled(const std::string& name) {
  Result<std::string> id = FullId(name);
  if (!id.ok()) return id.status();
  Result<PluginRow> row = Row(*id);
  if (!row.ok()) return row.status();
  if (row->state != "enabled") {
    return Status::Refused("plugin-not-enabled",
                           "The plugin " + *id + " " + row->version + " is " + row->state + ".")
        .WithHint("Enable it with 'rapporteur plugin enable " + *id + "'.");
  }
  return Load(*row);
}

Result<std::vector<InstalledPlugin>> Registry::EnabledOfKind(const std::string& kind) {
  Result<std::vector<PluginRow>> rows = store_.plugins().List();
  if (!rows.ok()) return rows.status();
  std::vector<InstalledPlugin> plugins;
  for (const PluginRow& row : *rows) {
    if (row.kind != kind || row.state != "enabled" || !row.active) continue;
    Result<InstalledPlugin> plugin = Load(row);
    if (!plugin.ok()) return plugin.status();
    plugins.push_back(*std::move(plugin));
  }
  return plugins;
}

Result<InstalledPlugin> Registry::ExporterFor(const std::string& takes, const std::string& format) {
  Result<std::vector<InstalledPlugin>> plugins = EnabledOfKind("exporter");
  if (!plugins.ok()) return plugins.status();
  std::vector<std::string> formats;
  for (InstalledPlugin& plugin : *plugins) {
    if (plugin.manifest.takes != takes) continue;
    if (plugin.manifest.format == format) return std::move(plugin);
    formats.push_back(plugin.manifest.format);
  }
  const std::string known = formats.empty() ? "none is enabled" : "enabled are " + rapporteur::List(formats);
  return Status::Refused("no-exporter", "No enabled exporter writes reports as " + Quote(format) +
                                            "; " + known + ".")
      .WithHint("List the plugins with 'rapporteur plugin list'.");
}

Json ToJson(const PluginRow& row, const std::vector<std::string>& versions) {
  Json json;
  json["id"] = row.id;
  json["kind"] = row.kind;
  json["version"] = row.version;
  json["versions"] = versions;
  json["state"] = row.state;
  json["publisher"] = NullIfEmpty(row.publisher);
  json["signature"] = row.signature;
  json["title"] = Json::parse(row.title, nullptr, false);
  json["sha256"] = row.sha256;
  json["country"] = NullIfEmpty(row.country);
  json["reason"] = NullIfEmpty(row.reason);
  return json;
}

Result<Json> Registry::List() {
  Result<std::vector<PluginRow>> rows = store_.plugins().List();
  if (!rows.ok()) return rows.status();
  std::map<std::string, std::vector<std::string>> versions;
  std::vector<const PluginRow*> shown;
  for (const PluginRow& row : *rows) versions[row.id].push_back(row.version);
  for (const auto& [id, list] : versions) {
    const PluginRow* best = nullptr;
    for (const PluginRow& row : *rows) {
      if (row.id == id && (best == nullptr || row.active)) best = &row;
    }
    shown.push_back(best);
  }
  Json document;
  document["format"] = "plugins/1";
  Result<bool> development = store_.publisher_keys().Development();
  if (!development.ok()) return development.status();
  document["development"] = *development;
  document["plugins"] = Json::array();
  for (const PluginRow* row : shown) document["plugins"].push_back(ToJson(*row, versions[row->id]));
  return document;
}

Result<Json> Registry::Show(const std::string& name) {
  Result<std::string> id = FullId(name);
  if (!id.ok()) return id.status();
  Result<PluginRow> row = Row(*id);
  if (!row.ok()) return row.status();
  Result<std::vector<PluginRow>> rows = store_.plugins().List();
  if (!rows.ok()) return rows.status();
  std::vector<std::string> versions;
  for (const PluginRow& other : *rows) {
    if (other.id == *id) versions.push_back(other.version);
  }
  Json json = ToJson(*row, versions);
  json["manifest"] = Json::parse(row->manifest, nullptr, false);
  const Json inspection = Json::parse(row->inspection, nullptr, false);
  json["interfaces"] = GetMember(inspection, "interfaces");
  json["permissions"] = Json::array({"reads the bytes of the job it is given",
                                     "no files, no network, no other processes"});
  Result<std::vector<PluginIncident>> incidents = store_.plugins().Incidents(*id);
  if (!incidents.ok()) return incidents.status();
  json["incidents"] = Json::array();
  for (const PluginIncident& incident : *incidents) {
    Json entry;
    entry["version"] = incident.version;
    entry["at"] = incident.at;
    entry["what"] = incident.what;
    entry["input_sha256"] = NullIfEmpty(incident.input_sha256);
    entry["message"] = incident.message;
    json["incidents"].push_back(std::move(entry));
  }
  return json;
}

}  // namespace rapporteur
