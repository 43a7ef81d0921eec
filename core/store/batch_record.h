// A batch: what one import (or one entered value) brought, from which file, by which plugin, with
// which result.  The fields are those of batch/1.
#ifndef RAPPORTEUR_STORE_BATCH_RECORD_H_
#define RAPPORTEUR_STORE_BATCH_RECORD_H_

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/base/json_fwd.h"
#include "core/model/finding.h"

namespace rapporteur {

struct BatchRecord {
  std::int64_t number = 0;          // 0 = not stored
  bool dry_run = false;
  std::string state = "stored";     // stored, nothing_new, refused, undone
  std::string origin = "imported";  // imported, entered

  struct File {
    std::string name, sha256, encoding;
    std::uint64_t size = 0;
    bool kept = false;
  } file;
  struct Plugin {
    std::string id, version, sha256;
  } plugin;
  std::string options = "{}";       // the resolved object, as JSON
  struct Mapping {
    std::string name;               // "" = none
    int version = 0;
  } mapping;
  // What the person asked for, as JSON: country, source, plugin, options, mapping.  "{}" where that
  // was not kept.
  std::string request = "{}";
  std::string user = "local", started, finished;

  struct Rows {
    std::uint64_t read = 0, mapped = 0, skipped = 0, refused = 0;
  } rows;
  struct Counts {
    std::uint64_t added = 0, changed = 0, unchanged = 0, refused = 0;
    std::uint64_t total() const { return added + changed + unchanged + refused; }
  } observations;

  // Of a file whose rows are persons or cases, which is never kept: what was counted.
  struct Counted {
    std::string unit;               // person, case, ...; "" = the rows were observations
    std::uint64_t groups = 0;       // the values it came to
    struct Total {
      std::string country, indicator;
      std::uint64_t count = 0;
    };
    std::vector<Total> totals;      // each unit once, whatever the breakdowns
    std::map<std::string, std::uint64_t> skipped;  // rows by reason; a reason says nothing of a row
  } counted;

  std::vector<Finding> findings;    // the first thousand
  std::uint64_t findings_total = 0;
  std::map<std::string, std::uint64_t> findings_by_code;
  bool accepted_good_rows = false;
  std::string reason;               // of an entered value
  std::string undone_at, undone_by, undone_reason;

  // The batch that brought this very file before (not kept: a fact about the moment of the import).
  struct Known {
    std::int64_t number = 0;        // 0 = none did
    std::string finished, user;
  } known;

  void SetFindings(const Findings& collected);
};

Json ToJson(const BatchRecord::Counted& counted);  // null where nothing was counted
BatchRecord::Counted ReadCounted(const Json& json);

// batch/1; without findings and options where `brief`, as in batches/1.
Json ToJson(const BatchRecord& record, bool brief = false);
// batches/1
Json ToJson(const std::vector<BatchRecord>& batches);

}  // namespace rapporteur

#endif  // RAPPORTEUR_STORE_BATCH_RECORD_H_
