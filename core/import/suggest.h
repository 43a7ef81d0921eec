// Suggests a mapping for a table that nobody has mapped yet: from the headers (words of the vocabulary
// and titles of the catalogue in every language, both scripts), from what stands in the columns (codes
// and labels), and from earlier mappings with the same headers.  What is uncertain stays open and is
// said: a wrong mapping is worse than an unfinished one.
//
// A function of its arguments only; may be called from any thread.
//
// Example:
//   Result<Preview> preview = engine.Look(**session, request, ImportStage::kParse);
//   Suggestion suggestion = SuggestMapping(*preview->parse, *catalogue, earlier, options);
//   if (suggestion.open.empty()) ...   // the document is ready to import with
#ifndef RAPPORTEUR_IMPORT_SUGGEST_H_
#define RAPPORTEUR_IMPORT_SUGGEST_H_

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/base/json_fwd.h"
#include "core/base/status.h"
#include "core/import/label_match.h"
#include "core/import/row_preview.h"
#include "core/model/catalogue.h"

namespace rapporteur {

class Store;

// A mapping that was used or saved before.
struct EarlierMapping {
  std::string name;
  int version = 0;
  std::int64_t batch = 0;  // the newest that it read, 0 = none
  std::string institution;
  std::shared_ptr<const Json> document;
};
Result<std::vector<EarlierMapping>> EarlierMappings(Store& store);

struct SuggestOptions {
  std::string name;         // of the mapping
  std::string institution;  // "" = not told
  std::string plugin;       // that reads the file
  std::shared_ptr<const Json> read_options;        // told by the person; may be null
  std::map<std::string, std::string> constants;    // told by the person: column -> content
};

// What is suggested for a column of the file.
struct SuggestedColumn {
  std::string from, target;  // target "" where it stays open, "-" where it is ignored
  double confidence = 0;     // 0 to 1
  std::string reason;        // "same header as batch 38", "all 12 values are labels of sex"
  std::vector<std::string> others;  // targets that came near
};

// What a person has to say before the mapping can be used.
struct OpenPoint {
  std::string where;  // a column of the file, or of the vocabulary where the file does not say it
  std::string found;  // a cell's content nobody knows, "" = it is about the whole column
  std::uint64_t count = 0;
  std::string reason;
  std::vector<LabelMatch> suggestions;
};

struct Suggestion {
  std::shared_ptr<const Json> document;  // passes the schema
  std::vector<SuggestedColumn> columns;  // in the order of the file
  std::vector<OpenPoint> open;
};

Suggestion SuggestMapping(const RowPreview& table, const Catalogue& catalogue,
                          const std::vector<EarlierMapping>& earlier, const SuggestOptions& options);

// suggestion/1
Json ToJson(const Suggestion& suggestion);

}  // namespace rapporteur

#endif  // RAPPORTEUR_IMPORT_SUGGEST_H_
