#include "core/draft/pack_draft.h"

#include <algorithm>
#include <filesystem>
#include <map>

#include "core/base/fd.h"
#include "core/base/hash.h"
#include "core/base/json.h"
#include "core/base/json_layout.h"
#include "core/plugin/package.h"

namespace rapporteur {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kLargestFile = 256u << 20;
constexpr const char* kLibrary = "carrier.so";

// Path in the package -> path of the file.
std::map<std::string, std::string> FilesOf(const Draft& draft) {
  std::map<std::string, std::string> files;
  std::error_code error;
  const auto add = [&](const fs::path& path, const std::string& inside) {
    if (fs::is_regular_file(fs::symlink_status(path, error))) files[inside] = path.string();
  };
  add(draft.file, fs::path(draft.file).filename().string());
  for (const char* name : {"README.md", "CHANGELOG.md", "LICENSE"}) {
    add(draft.folder + "/" + name, name);
  }
  for (const char* folder : {"mappings", "samples"}) {
    for (const auto& entry : fs::directory_iterator(draft.folder + "/" + folder, error)) {
      const std::string name = entry.path().filename().string();
      // Spreadsheet programs leave lock files and backups beside what is open in them.
      const bool left_over = name.front() == '.' || name.front() == '~' || name.ends_with("~");
      if (!left_over) add(entry.path(), std::string(folder) + "/" + name);
    }
  }
  return files;
}

Json ManifestOf(const Draft& draft, const std::map<std::string, std::string>& hashes) {
  Json manifest;
  manifest["manifest"] = 1;
  manifest["id"] = draft.id();
  manifest["version"] = draft.version();
  manifest["kind"] = draft.document->contains("based_on") ? "country" : "catalogue";
  manifest["country"] = draft.country();
  manifest["title"] = GetMember(*draft.document, "names");
  manifest["publisher"] = GetString(*draft.document, "x_publisher", "unknown");
  manifest["licence"] = GetString(*draft.document, "x_licence", "unknown");
  manifest["abi"] = {{"major", 1}, {"needs_minor", 0}};
  manifest["document"] = fs::path(draft.file).filename().string();
  for (const auto& [file, hash] : hashes) manifest["files"][file] = hash;
  return manifest;
}

// An earlier package of this id and version, or nothing.
Status MakeRoom(const std::string& package) {
  std::error_code error;
  if (!fs::exists(package, error)) return {};
  if (!fs::exists(package + "/manifest.json", error)) {
    return Status::Refused("cannot-write-file",
                           package + ": this is there already and is no package.")
        .WithHint("Name another folder with -o.");
  }
  fs::remove_all(package, error);
  if (!error) return {};
  return Status::Refused("cannot-write-file",
                         package + ": the package that is there cannot be replaced (" +
                             error.message() + ").");
}

Status Write(const std::string& path, const std::string& bytes) {
  std::error_code error;
  fs::create_directories(fs::path(path).parent_path(), error);
  if (error) {
    return Status::Refused("cannot-write-file",
                           path + ": the folder cannot be made (" + error.message() + ").");
  }
  return WriteFileAtomically(path, bytes);
}

}  // namespace

Result<std::string> PackDraft(const Draft& draft, const std::string& carrier,
                              const std::string& target) {
  if (draft.packed) {
    return Status::Refused("already-packed", draft.folder + ": this is a package already.")
        .WithHint("Install it with 'rapporteur plugin install " + draft.folder + "'.");
  }
  Result<std::string> library = ReadFile(carrier, kLargestFile);
  if (!library.ok()) {
    return Status::Refused("no-carrier", "The carrier of the installation is missing: " +
                                             library.status().message())
        .WithHint("Build or install the program again.");
  }
  // The bytes that were checked, even if somebody saves the document meanwhile.
  std::map<std::string, std::string> bytes = {{kLibrary, *std::move(library)}};
  for (const auto& [inside, path] : FilesOf(draft)) {
    Result<std::string> file = path == draft.file ? draft.text : ReadFile(path, kLargestFile);
    if (!file.ok()) return file.status();
    bytes[inside] = *std::move(file);
  }
  const std::string package = target + "/" + draft.id() + "-" + draft.version();
  if (Status s = MakeRoom(package); !s.ok()) return s;
  std::map<std::string, std::string> hashes;
  for (const auto& [inside, content] : bytes) {
    if (Status s = Write(package + "/" + inside, content); !s.ok()) return s;
    hashes[inside] = Sha256(content);
  }
  Status s = Write(package + "/manifest.json", LaidOut(ManifestOf(draft, hashes)));
  if (!s.ok()) return s;
  if (Result<Package> proved = Package::Open(package); !proved.ok()) return proved.status();
  return package;
}

}  // namespace rapporteur
