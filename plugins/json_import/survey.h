// The first reading: which names there are, where the records may be, how each column writes its
// numbers, and whether the file is JSON at all, to its end.
#ifndef RAPPORTEUR_PLUGINS_JSON_IMPORT_SURVEY_H_
#define RAPPORTEUR_PLUGINS_JSON_IMPORT_SURVEY_H_

#include <map>
#include <string>

#include "plugins/json_import/shape.h"

namespace json_import {

// What the first reading found beside the names.
struct Findings {
  enum class Format { kRecords, kDataset, kCollection };
  Format format = Format::kRecords;  // the others: JSON-stat
  bool root_is_array = false;
  // What stands outside of every array: the cover of the records.
  struct Cover {
    Kind kind;
    std::string text;
  };
  std::map<MemberId, Cover> cover;
};

// Reads to the end, or to where the file says that it is JSON-stat, unless `only_records`.
Findings Survey(Reader& reader, Shape& shape, bool only_records);

}  // namespace json_import

#endif  // RAPPORTEUR_PLUGINS_JSON_IMPORT_SURVEY_H_
