// The folder in which a partner keeps a country, before it is a package: one document, mappings,
// samples, a README and a CHANGELOG.  core/doc/drafts.md says what can be done with it.
//
// A Draft never changes; it may be read from any thread.
//
// Example:
//   Result<Draft> draft = Draft::Open("croatia");
//   draft->file;      // croatia/croatia.json
//   draft->mappings;  // croatia/mappings/example.json
#ifndef RAPPORTEUR_DRAFT_DRAFT_H_
#define RAPPORTEUR_DRAFT_DRAFT_H_

#include <memory>
#include <string>
#include <vector>

#include "core/base/json_fwd.h"
#include "core/base/status.h"

namespace rapporteur {

struct Draft {
  // Errors: no-draft (no folder, no document in it, several), cannot-read-file, invalid-json with
  // the line.  Whether the document is right is for check_draft.h to say.
  static Result<Draft> Open(const std::string& folder);

  std::string folder;                    // as it was given, without a slash at its end
  std::string file, text;                // the document's path and bytes
  std::shared_ptr<const Json> document;
  std::vector<std::string> mappings;     // paths, sorted
  bool packed = false;                   // there is a manifest: the folder is a package

  std::string id() const;
  std::string version() const;
  std::string country() const;
};

}  // namespace rapporteur

#endif  // RAPPORTEUR_DRAFT_DRAFT_H_
