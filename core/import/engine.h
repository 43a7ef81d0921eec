// Imports one file: read (by content) → parse (in a worker) → scan → map → check → difference →
// store.  A dry run is the same code without the last step, and a person may stop at each of the
// others to look (Look).  All or nothing, unless the caller
// accepts the good rows; a file with personal data is refused whole in every case.
//
// An Engine belongs to the thread of its Store; one import at a time.
#ifndef RAPPORTEUR_IMPORT_ENGINE_H_
#define RAPPORTEUR_IMPORT_ENGINE_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/json_fwd.h"
#include "core/base/status.h"
#include "core/import/mapping.h"
#include "core/import/preview.h"
#include "core/import/session.h"
#include "core/plugin/registry.h"
#include "core/store/batch_record.h"

namespace rapporteur {

struct ImportRequest {
  std::string path;
  std::string plugin;     // id or its last part; "" = by the mapping, else by content
  std::string country;    // for rows that don't say it
  std::string source;     // for rows that don't say it
  std::string mapping;    // a saved name, or the path of a mapping document; "" = found by headers
  int mapping_version = 0;  // of a saved name; 0 = the newest
  std::shared_ptr<const Json> mapping_document;  // stands above `mapping`; may be null
  std::shared_ptr<const Json> options;  // --option, an object; may be null
  // More translations for the mapping, COLUMN:FROM=TO.  Where the import succeeds the mapping with
  // them is saved as its next version.
  std::vector<std::string> map_codes;
  bool dry_run = false;
  bool accept_good_rows = false;
  std::string refused_path;  // where the refused rows go, with an error column; "" = nowhere
  std::string user = "local";
};

// What an import came to.  `status` is ok where everything was stored (or would be, or was there
// already); otherwise it says why not, and the record holds the findings.
struct ImportOutcome {
  BatchRecord record;
  Status status;
};

// What an import of another file in the way of this batch asks for: the same plugin, mapping,
// options, country and source.  Error request-not-kept, for a batch from before that was kept, and
// not-a-file for a value entered by hand.
Result<ImportRequest> RepeatOf(const BatchRecord& batch);

struct ImportProgress {
  std::uint64_t rows = 0;
  std::string phase;  // reading, comparing, storing
};

class Engine {
 public:
  Engine(Store& store, Registry& registry, Workers& workers)
      : store_(store), registry_(registry), workers_(workers) {}

  // A Status where the import could not begin (no such file, plugin, mapping) or something of ours
  // broke; an outcome otherwise.
  Result<ImportOutcome> Run(const ImportRequest& request,
                            const std::function<void(const ImportProgress&)>& progress = {});
  // The same of a file that somebody has looked at; `request.path` is not read.
  Result<ImportOutcome> Run(ImportSession& session, const ImportRequest& request,
                            const std::function<void(const ImportProgress&)>& progress = {});

  // What the file is and what an import of it would do, as far as the stage, by the code of an
  // import; nothing is stored.  Why it would be refused is in the preview; a Status where it could
  // not begin.  May be called again with other options: the session remembers what stays the same.
  Result<Preview> Look(ImportSession& session, const ImportRequest& request, ImportStage until,
                       const std::function<void(const ImportProgress&)>& progress = {});

 private:
  Result<std::optional<Mapping>> FindMapping(const ImportRequest& request);
  // The mapping with the request's translations.
  Result<Mapping> Extended(const Mapping& mapping, const ImportRequest& request);
  Status SaveExtended(const Mapping& mapping, const ImportRequest& request, BatchRecord& record);
  Result<BatchRecord::Known> FindKnown(const std::string& sha256);
  // An importer and what it says of a file.
  struct Answer {
    InstalledPlugin importer;
    Result<int> score;
    std::optional<FoundEncoding> encoding;
  };
  Result<std::vector<Answer>> AskImporters(ImportSession& session, const ImportRequest& request,
                                           const Mapping* mapping);
  Result<InstalledPlugin> ChoosePlugin(ImportSession& session, const ImportRequest& request,
                                       const Mapping* mapping);
  Status FillRead(ImportSession& session, const ImportRequest& request, const Mapping* mapping,
                  ReadPart& part);
  Status CheckRequest(const ImportRequest& request);
  // `looking`, where given, is filled as far as the stage.
  struct Looking {
    ImportStage until;
    Preview preview;
    RowPreview rows;
    UnknownCodes unknown;
  };
  Result<ImportOutcome> RunOnce(ImportSession& session, const ImportRequest& request,
                                std::optional<Mapping> mapping, Looking* looking,
                                const std::function<void(const ImportProgress&)>& progress);

  Store& store_;
  Registry& registry_;
  Workers& workers_;
};

}  // namespace rapporteur

#endif  // RAPPORTEUR_IMPORT_ENGINE_H_
