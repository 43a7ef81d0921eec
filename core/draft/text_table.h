// The texts of a country's document as a table that a spreadsheet program opens, there and back:
// one row for each text, one column for each language.
//
// UTF-8 with a mark and semicolons, because that is what spreadsheet programs of countries with a
// decimal comma open and save; commas, tabs and the encodings of the region are understood on the
// way back.  Latin that the program derives from Cyrillic has no column.
//
// Functions of their arguments only; may be called from any thread.
#ifndef RAPPORTEUR_DRAFT_TEXT_TABLE_H_
#define RAPPORTEUR_DRAFT_TEXT_TABLE_H_

#include <cstddef>
#include <string>

#include "core/base/json_fwd.h"
#include "core/base/status.h"
#include "core/draft/draft.h"

namespace rapporteur {

// Error invalid-document where the draft's shape is wrong.
Result<std::string> TextTable(const Draft& draft, const Json& base);

struct ReadTable {
  std::string text;  // of the document; the very bytes it had where no cell was changed
  std::size_t changed = 0, added = 0;
};

// Puts the texts of the cells that differ from what TextTable writes into the document, and records
// which English text each changed translation was made from.  All or nothing.  Errors name row and
// column: bad-table, unknown-row, unknown-column, emptied-cell.
Result<ReadTable> ReadTextTable(const Draft& draft, const Json& base, const std::string& table,
                                const std::string& file);

}  // namespace rapporteur

#endif  // RAPPORTEUR_DRAFT_TEXT_TABLE_H_
