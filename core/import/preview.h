// What an import shows of a file at the stage where a person stops: read → parse → map → check →
// difference.  Each stage adds its part; the last is what a dry run comes to.  It is filled by the
// import itself (Engine::Look), so that a preview and an import can't differ, and it holds a bounded
// number of rows however large the file is.
//
// Nothing of a table of persons is shown but its columns and counts, and nothing at all of a file in
// which something looks like personal data.
//
// Values; may be used from any thread.
#ifndef RAPPORTEUR_IMPORT_PREVIEW_H_
#define RAPPORTEUR_IMPORT_PREVIEW_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/base/encoding.h"
#include "core/base/json_fwd.h"
#include "core/base/status.h"
#include "core/import/row_preview.h"
#include "core/import/unknown_codes.h"
#include "core/model/finding.h"
#include "core/model/observation.h"
#include "core/store/batch_record.h"
#include "core/store/stage.h"

namespace rapporteur {

enum class ImportStage { kRead, kParse, kMap, kCheck, kDifference };
const char* ImportStageName(ImportStage stage);  // "read", ...
std::optional<ImportStage> ParseImportStage(std::string_view name);

// read: the bytes, before anything of them is understood.
struct ReadPart {
  std::string name, sha256;
  std::uint64_t size = 0;
  std::optional<FoundEncoding> encoding;  // where a text importer could read it
  struct Importer {
    std::string id;
    int score = 0;
    std::string problem;  // why it could not be asked, "" = it answered
  };
  std::vector<Importer> importers;  // the surest first
  std::string chosen;               // "" = none could be
  std::string chosen_by;            // told, mapping, content
  BatchRecord::Known known;
};

// map: where each column of the file goes, and what the rows become.
struct MapPart {
  std::string name;      // of the mapping, "" = the columns are the vocabulary already
  int version = 0;
  std::string found_by;  // told, headers, vocabulary
  struct Column {
    std::string from;                    // header in the file; "" where nothing of the file is used
    std::string target;                  // column of the vocabulary, dimension or *; "" = ignored
    std::optional<std::string> constant;
    std::size_t codes = 0, symbols = 0;  // how many translations the mapping has
    std::string note;                    // "one row for each of these columns", ...
  };
  std::vector<Column> columns;
  BatchRecord::Rows rows;
  std::map<std::string, std::uint64_t> skipped;  // by reason
  std::vector<UnknownCode> unknown;              // by column and what was found
  std::uint64_t unknown_more = 0;                // kinds beyond those listed
};

// check: what is wrong or doubtful, grouped by code.
struct CheckPart {
  struct Group {
    std::string code;
    Level level = Level::kInfo;  // the gravest
    std::uint64_t count = 0;
    std::vector<Finding> first;
  };
  std::vector<Group> groups;  // errors first, then by count
  std::uint64_t errors = 0, total = 0;
};

// difference: each cell against what the store says.
struct DifferencePart {
  struct Cell {
    CellChange change;
    std::optional<double> percent;  // of a changed number
    std::string suspicion;          // why somebody should look at it; "" = nothing
  };
  std::vector<Cell> added, changed, unchanged;  // the first of each, in the order of the store
  std::vector<Cell> suspicious;                 // the largest changes
  std::uint64_t suspicious_total = 0;
  std::vector<Finding> refused;                 // rows and values, the first
  Difference counts;
};

struct Preview {
  ImportStage stage = ImportStage::kRead;  // the last one that was reached
  ReadPart read;
  std::optional<RowPreview> parse;
  std::optional<MapPart> map;
  std::optional<CheckPart> check;
  std::optional<DifferencePart> difference;
  BatchRecord record;  // as a dry run of as much
  Status status;       // why the import would be refused, as far as it was looked at
};

// preview/1
Json ToJson(const Preview& preview);

}  // namespace rapporteur

#endif  // RAPPORTEUR_IMPORT_PREVIEW_H_
