// A definition as a list of named fields, for laying two versions of it side by side.  The names are
// those of the country document.
//
// A function of its argument only; may be called from any thread.
#ifndef RAPPORTEUR_MODEL_DEFINITION_FIELDS_H_
#define RAPPORTEUR_MODEL_DEFINITION_FIELDS_H_

#include <string>
#include <vector>

#include "core/model/indicator.h"

namespace rapporteur {

struct DefinitionField {
  std::string name;   // age_reference, question.sr-Cyrl, codes.sex
  std::string value;  // as one line of text; "" = not said
  // What a value that was collected under the definition says: another one here, and the value says
  // something else.  Who is asked, translations and notes are not of that kind; a formula neither,
  // for it never touches what a source reported.
  bool meaning = false;
};

// Fields without a value are left out.  Always in the same order.
std::vector<DefinitionField> FieldsOf(const IndicatorVersion& version);

struct FieldDifference {
  std::string name, before, after;
  bool meaning = false;
};

// What differs between two definitions, in the order of the fields.
std::vector<FieldDifference> Differing(const IndicatorVersion& before,
                                       const IndicatorVersion& after);

}  // namespace rapporteur

#endif  // RAPPORTEUR_MODEL_DEFINITION_FIELDS_H_
