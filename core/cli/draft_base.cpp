#include "core/cli/draft_base.h"

#include <filesystem>
#include <optional>

#include "core/base/fd.h"
#include "core/base/json.h"
#include "core/plugin/version.h"
#include "core/store/documents.h"

namespace rapporteur {
namespace {

namespace fs = std::filesystem;

constexpr const char* kCatalogue = "org.rapporteur.regional";

Result<Json> ReadJson(const std::string& path) {
  Result<std::string> text = ReadFile(path, std::uint64_t{64} << 20);
  return text.ok() ? ParseJson(*text, path) : Result<Json>(text.status());
}

// The document in the delivered package ID-VERSION; version "" = the newest there is.
Result<std::optional<Json>> Delivered(const std::string& id, const std::string& version) {
  std::string best_version, best_file;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(Console::DeliveredPlugins(), error)) {
    if (!entry.path().filename().string().starts_with(id + "-")) continue;
    Result<Json> manifest = ReadJson(entry.path().string() + "/manifest.json");
    if (!manifest.ok() || GetString(*manifest, "id") != id) continue;
    const std::string found = GetString(*manifest, "version");
    if (version.empty() ? CompareVersions(found, best_version) <= 0 : found != version) continue;
    best_version = found;
    best_file = entry.path().string() + "/" + GetString(*manifest, "document");
  }
  if (best_file.empty()) return std::optional<Json>();
  Result<Json> document = ReadJson(best_file);
  if (!document.ok()) return document.status();
  return std::optional<Json>(*std::move(document));
}

bool HasStore(const Console& console) {
  std::error_code error;
  return fs::exists(console.data() + "/rapporteur.sqlite", error);
}

}  // namespace

Result<Json> BaseOf(Console& console, const Draft& draft) {
  if (draft.country() == "REG") return *draft.document;
  const Json& based_on = GetMember(*draft.document, "based_on");
  const std::string id = GetString(based_on, "id"), version = GetString(based_on, "version");
  Result<std::optional<Json>> delivered = Delivered(id, version);
  if (!delivered.ok()) return delivered.status();
  if (*delivered) return **std::move(delivered);
  if (HasStore(console)) {
    Result<Store*> store = console.store(Store::Mode::kRead);
    if (!store.ok()) return store.status();
    Result<std::string> text = (*store)->documents().Get(id, version);
    if (text.ok()) return ParseJson(*text, id + " " + version);
    if (text.status().code() != "unknown-document") return text.status();
  }
  return Status::Refused("base-missing", draft.file + ", based_on: " + id + " " + version +
                                             " is neither delivered with the program nor "
                                             "installed in " + console.data() + ".")
      .WithHint("Install that catalogue, or name the version you have in \"based_on\".");
}

Result<Json> BaseForNew(Console& console) {
  if (HasStore(console)) {
    Result<Store*> store = console.store(Store::Mode::kRead);
    if (!store.ok()) return store.status();
    Result<std::optional<DocumentName>> active = (*store)->documents().Active("REG");
    if (!active.ok()) return active.status();
    if (*active) {
      Result<std::string> text = (*store)->documents().Get((*active)->id, (*active)->version);
      return text.ok() ? ParseJson(*text, (*active)->id) : Result<Json>(text.status());
    }
  }
  Result<std::optional<Json>> delivered = Delivered(kCatalogue, "");
  if (!delivered.ok()) return delivered.status();
  if (*delivered) return **std::move(delivered);
  return Status::Refused("base-missing", "There is no regional catalogue to begin a country from.")
      .WithHint("Install and enable org.rapporteur.regional.");
}

std::string DeliveredCarrier() {
  // build/plugins and build/carrier; lib/rapporteur/plugins and lib/rapporteur/carrier.
  return (fs::path(Console::DeliveredPlugins()).parent_path() / "carrier" / "carrier.so").string();
}

}  // namespace rapporteur
