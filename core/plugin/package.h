// A package on disk: a folder with manifest.json and exactly the files the manifest lists, or a .tar of
// that folder.
#ifndef RAPPORTEUR_PLUGIN_PACKAGE_H_
#define RAPPORTEUR_PLUGIN_PACKAGE_H_

#include <memory>
#include <string>

#include "core/base/status.h"
#include "core/plugin/manifest.h"

namespace rapporteur {

struct Package {
  std::string folder;
  Manifest manifest;
  std::string manifest_sha256;
  std::string manifest_text;           // as it was read: what the signature is of
  std::string signature;               // manifest.json.minisig; "" = unsigned
  std::shared_ptr<const void> unpacked;  // of an archive: removes `folder` when the last copy goes

  // Reads the manifest and proves that every listed file is there with its hash, and that nothing
  // else is.  Links are refused.  Every error names the file.  Who signed it is trust.h's business.
  static Result<Package> Open(const std::string& folder);
  // The same of a folder or an archive, which is unpacked below `scratch`.
  static Result<Package> OpenAny(const std::string& path, const std::string& scratch);

  std::string Path(const std::string& file) const { return folder + "/" + file; }
};

// Copies the package's files to `target`, each checked against its hash on the way; manifest and
// signature as they were read.
Status CopyPackage(const Package& package, const std::string& target);

}  // namespace rapporteur

#endif  // RAPPORTEUR_PLUGIN_PACKAGE_H_
