// The manifest of a package: what a plugin says about itself before any of its code runs.
#ifndef RAPPORTEUR_PLUGIN_MANIFEST_H_
#define RAPPORTEUR_PLUGIN_MANIFEST_H_

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/base/json_fwd.h"
#include "core/base/status.h"
#include "core/model/local_text.h"

namespace rapporteur {

struct Manifest {
  // `what` names the file in messages.
  static Result<Manifest> Read(const Json& json, const std::string& what);

  std::string id, version, kind;  // kind: importer, exporter, country, catalogue
  LocalText title;
  std::string publisher, licence;
  int abi_major = 1, needs_minor = 0;
  std::string input;               // importer: "text" = receives UTF-8, "" = bytes as they are
  std::string takes;               // exporter: "report/1"; "" = the table of a query
  std::string format;              // exporter: html, csv, ...
  std::vector<std::string> extensions;         // files an importer reads
  std::shared_ptr<const Json> options;         // name -> {type, enum, default, title}
  std::shared_ptr<const Json> limits;
  std::vector<std::string> needs;              // shared libraries beyond libc
  std::string library;                         // file name of the shared object
  std::string document;                        // country, catalogue: file name of the document
  std::map<std::string, std::string> files;    // path in the package -> sha256:…
  std::shared_ptr<const Json> json;            // the whole document
};

// Options given by a person or a mapping, checked against the manifest and completed with its
// defaults.  Later layers stand above earlier ones.  Error "bad-option" names the option, what was
// found and what is allowed.
Result<Json> ResolveOptions(const Manifest& manifest, const std::vector<Json>& layers);

}  // namespace rapporteur

#endif  // RAPPORTEUR_PLUGIN_MANIFEST_H_
