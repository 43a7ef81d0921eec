// Finds personal identifiers in what people send, so that the file can be refused before anything
// of it is kept.  Says what kind and nothing else: never the content.
//
// Numbers with a check digit (JMBG and its kin, Albania's NID, IBAN) are looked for in every cell,
// and the first two also where the check digit is wrong: a typing error is still a person. Patterns
// without one (telephone, e-mail, passport, a date after "born") are looked for in texts only, for
// a budget of nine digits is no passport.  Where a quantity can look like a number of a person, the
// cell's use decides; the cases are listed at ColumnUse.
//
// A scanner keeps a scratch buffer and belongs to one thread.  An ordinary cell costs a few
// nanoseconds.
//
// Example:
//   PersonalDataScanner scanner;
//   if (auto hit = scanner.ScanCell(cell, ColumnUse::kText)) {
//     return PersonalDataRefusal(*hit, {.file = "cases.csv", .row = 17, .column = "note"});
//   }
#ifndef RAPPORTEUR_IMPORT_PERSONAL_DATA_H_
#define RAPPORTEUR_IMPORT_PERSONAL_DATA_H_

#include <optional>
#include <string>
#include <string_view>

#include "core/base/status.h"

namespace rapporteur {

enum class ColumnUse {
  // Free text, notes, names, and any column whose meaning is not known.
  kText,
  // Mapped to value, period, code or URL.  Here a JMBG that lost its leading zero needs a right
  // check
  // digit (12-digit amounts exist), amounts in groups of three, with decimals or ending in 0000 are
  // no JMBG, and one within a URL needs a right check digit (so do milliseconds since 1970).
  kValueLike
};

struct Hit {
  // "jmbg", "al-nid", "iban", "email", "phone", "passport", "birth-date", "suspicious-header"
  const char* kind;
  // The check digit is right.  (Nothing follows from a wrong one but the wording.)
  bool checked = false;
};

class PersonalDataScanner {
 public:
  std::optional<Hit> ScanCell(std::string_view utf8, ColumnUse use);

  // A header that is itself personal data, or that names a column about persons
  // ("suspicious-header", "birth-date").
  std::optional<Hit> ScanHeader(std::string_view utf8);

  // Text beside the table: comments, sheet names, properties, preamble and footer.
  std::optional<Hit> ScanFreeText(std::string_view utf8);

  // A sentence of an importer, which may quote a cell.  The number of a row or byte is no telephone.
  std::optional<Hit> ScanMessage(std::string_view utf8);

 private:
  std::optional<Hit> Scan(std::string_view utf8, ColumnUse use);

  std::string text_;
};

// "cases.xlsx, sheet 2023, row 17, column C: this looks like a personal number (JMBG); files with
// personal data are refused whole, and nothing of it was stored."  What the place does not know is
// left out.  Give the column's letter where the header itself was hit.
Status PersonalDataRefusal(const Hit& hit, const Place& place);

}  // namespace rapporteur

#endif  // RAPPORTEUR_IMPORT_PERSONAL_DATA_H_
