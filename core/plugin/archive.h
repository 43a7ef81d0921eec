// A package as one file: ID-VERSION.tar with the folder ID-VERSION in it (libarchive).
//
// Free functions; may be used from any thread.
#ifndef RAPPORTEUR_PLUGIN_ARCHIVE_H_
#define RAPPORTEUR_PLUGIN_ARCHIVE_H_

#include <string>

#include "core/base/status.h"

namespace rapporteur {

// Unpacks into `target`, which must not exist, and gives the package's folder in it.  Plain files and
// folders only; names stay inside; at most 10,000 files and 512 MiB.  Nothing is left where it fails.
// Errors: bad-archive, package-link, archive-too-large, disk-full.
Result<std::string> UnpackArchive(const std::string& path, const std::string& target);

// Writes the files of `folder` as `path`, below one folder `root`.  The same files give the same bytes.
Status WriteArchive(const std::string& folder, const std::string& root, const std::string& path);

}  // namespace rapporteur

#endif  // RAPPORTEUR_PLUGIN_ARCHIVE_H_
