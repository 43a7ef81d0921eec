// The fields of the Human Trafficking Case Data Standard 2.0 (IOM, CC BY 4.0) that this importer
// knows, with their types and the values of their picklists.
//
// Immutable; may be used from any thread.
#ifndef RAPPORTEUR_PLUGINS_HTCDS_IMPORT_STANDARD_H_
#define RAPPORTEUR_PLUGINS_HTCDS_IMPORT_STANDARD_H_

#include <string>
#include <string_view>
#include <vector>

namespace htcds_import {

enum class Kind {
  kText,        // anything
  kPicklist,    // one of the values
  kMultiselect, // several of them
  kNumber,      // a whole number from 0 to 130
  kDate,
  kCheckbox,
  kCountries    // ISO 3166-1, two letters, several
};

struct StandardField {
  std::string_view name;
  Kind kind = Kind::kText;
  std::vector<std::string_view> values = {};
  bool counted = false;  // always handed over, empty where the file lacks it
};

const std::vector<StandardField>& StandardFields();

// Small letters and digits only: "vic_TypeOfExploitation" without its prefix, "Type of Exploitation"
// and "TypeOfExploitation" are the same.
std::string Squash(std::string_view text);

// The field that a column is headed with, by its name, with or without the prefix of its table, or
// by its label; null where it is none.
const StandardField* FindField(std::string_view header);

// The value of a picklist, by its name or label; an industry also by its letter.  "" where none.
std::string_view FindValue(const StandardField& field, std::string_view cell);

}  // namespace htcds_import

#endif  // RAPPORTEUR_PLUGINS_HTCDS_IMPORT_STANDARD_H_
