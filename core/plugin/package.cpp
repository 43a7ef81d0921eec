#include "core/plugin/package.h"

#include <filesystem>

#include "core/base/fd.h"
#include "core/base/hash.h"
#include "core/base/json.h"
#include "core/base/text.h"
#include "core/plugin/archive.h"

namespace rapporteur {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kLargestFile = 256u << 20;
constexpr const char* kManifest = "manifest.json";
constexpr const char* kSignature = "manifest.json.minisig";

bool MayBeUnlisted(const std::string& file) { return file == kManifest || file == kSignature; }

Status CheckNothingElse(const std::string& folder, const Manifest& manifest) {
  std::error_code error;
  for (auto it = fs::recursive_directory_iterator(folder, error);
       !error && it != fs::recursive_directory_iterator(); it.increment(error)) {
    const std::string file = it->path().lexically_relative(folder).string();
    if (it->is_symlink()) {
      return Status::Refused("package-link", folder + ", " + file +
                                                 ": this is a link; a package holds plain files only.");
    }
    if (it->is_directory()) continue;
    if (!it->is_regular_file()) {
      return Status::Refused("package-link", folder + ", " + file + ": this is not a plain file.");
    }
    if (!manifest.files.contains(file) && !MayBeUnlisted(file)) {
      return Status::Refused("package-extra-file",
                             folder + ", " + file + ": the manifest does not list this file.")
          .WithHint("Remove the file, or build the package again.");
    }
  }
  if (error) {
    return Status::Refused("cannot-read-file",
                           folder + ": the folder cannot be read (" + error.message() + ").");
  }
  return {};
}

Result<std::string> ReadListed(const Package& package, const std::string& file,
                               const std::string& hash) {
  Result<std::string> bytes = ReadFile(package.Path(file), kLargestFile);
  if (!bytes.ok()) return bytes.status();
  if (Sha256(*bytes) != hash) {
    return Status::Refused("package-hash", package.folder + ", " + file +
                                               ": the file differs from what the manifest says; it "
                                               "was changed after the package was made.")
        .WithHint("Take the package anew from its publisher.");
  }
  return bytes;
}

}  // namespace

Result<Package> Package::Open(const std::string& folder) {
  const std::string name = folder + "/manifest.json";
  std::error_code error;
  if (!fs::is_directory(folder, error)) {
    return Status::Refused("not-a-package", folder + ": this is not a folder, a package was expected "
                                                     "(a folder with manifest.json in it).");
  }
  if (!fs::exists(name, error)) {
    return Status::Refused("not-a-package", folder + ": there is no manifest.json in this folder.");
  }
  Result<std::string> text = ReadFile(name, 4u << 20);
  if (!text.ok()) return text.status();
  Result<Json> json = ParseJson(*text, name);
  if (!json.ok()) return json.status();
  Result<Manifest> manifest = Manifest::Read(*json, name);
  if (!manifest.ok()) return manifest.status();
  Package package{folder, *std::move(manifest), Sha256(*text), *text, "", nullptr};
  if (const std::string signature = folder + "/" + kSignature; fs::exists(signature, error)) {
    Result<std::string> signed_text = ReadFile(signature, 4096);
    if (!signed_text.ok()) return signed_text.status();
    package.signature = *std::move(signed_text);
  }
  if (Status s = CheckNothingElse(folder, package.manifest); !s.ok()) return s;
  for (const auto& [file, hash] : package.manifest.files) {
    if (Result<std::string> bytes = ReadListed(package, file, hash); !bytes.ok()) {
      return bytes.status();
    }
  }
  return package;
}

Result<Package> Package::OpenAny(const std::string& path, const std::string& scratch) {
  std::error_code error;
  if (!fs::is_regular_file(path, error)) return Open(path);
  const std::string target = scratch + "/package-" + RandomHex(8);
  Result<std::string> folder = UnpackArchive(path, target);
  if (!folder.ok()) return folder.status();
  std::shared_ptr<const void> remover(new std::string(target), [](const std::string* made) {
    std::error_code ignored;
    fs::remove_all(*made, ignored);
    delete made;
  });
  Result<Package> package = Open(*folder);
  if (package.ok()) package->unpacked = std::move(remover);
  return package;
}

Status CopyPackage(const Package& package, const std::string& target) {
  std::error_code error;
  fs::create_directories(target, error);
  if (error) {
    return Status::Refused("cannot-write-file",
                           target + ": the folder cannot be made (" + error.message() + ").");
  }
  for (const auto& [file, hash] : package.manifest.files) {
    Result<std::string> bytes = ReadListed(package, file, hash);
    if (!bytes.ok()) return bytes.status();
    fs::create_directories(fs::path(target + "/" + file).parent_path(), error);
    if (Status s = WriteFileAtomically(target + "/" + file, *bytes); !s.ok()) return s;
  }
  if (!package.signature.empty()) {
    Status s = WriteFileAtomically(target + "/" + kSignature, package.signature);
    if (!s.ok()) return s;
  }
  return WriteFileAtomically(target + "/" + kManifest, package.manifest_text);
}

}  // namespace rapporteur
