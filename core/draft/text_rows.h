// The texts of a document, each with its place, for text_table.h.
#ifndef RAPPORTEUR_DRAFT_TEXT_ROWS_H_
#define RAPPORTEUR_DRAFT_TEXT_ROWS_H_

#include <string>
#include <vector>

#include "core/base/json_edit.h"
#include "core/base/json_fwd.h"
#include "core/model/catalogue.h"

namespace rapporteur {

struct TextRow {
  std::string part, code, version, field;  // indicators, ID.02, 1, question: together a text's name
  JsonPath path;                           // of the text in the document, there or not
  LocalText text;                          // what {"from": "base"} stands for included
  std::string record;                      // its name in "translated" without the language; "" = none
};

// Texts of the document's indicators, what it may call the things of the catalogue, and every other
// text that it holds, in this order.
std::vector<TextRow> TextRowsOf(const Json& document, const Catalogue& catalogue);

}  // namespace rapporteur

#endif  // RAPPORTEUR_DRAFT_TEXT_ROWS_H_
