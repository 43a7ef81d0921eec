// A package on disk: a folder with manifest.json and exactly the files the manifest lists.
#ifndef RAPPORTEUR_PLUGIN_PACKAGE_H_
#define RAPPORTEUR_PLUGIN_PACKAGE_H_

#include <string>

#include "core/base/status.h"
#include "core/plugin/manifest.h"

namespace rapporteur {

struct Package {
  std::string folder;
  Manifest manifest;
  std::string manifest_sha256;

  // Reads the manifest and proves that every listed file is there with its hash, and that nothing
  // else is.  Links are refused.  Every error names the file.
  static Result<Package> Open(const std::string& folder);

  std::string Path(const std::string& file) const { return folder + "/" + file; }
};

// Copies the package's files to `target`, each checked against its hash on the way.
Status CopyPackage(const Package& package, const std::string& target);

}  // namespace rapporteur

#endif  // RAPPORTEUR_PLUGIN_PACKAGE_H_
