// What keeps the formulas and checks of a catalogue from being used, before any value is there: for
// whoever builds, installs or writes a document.
//
// A function of its argument only; may be called from any thread.
#ifndef RAPPORTEUR_CHECK_DOCUMENT_PROBLEMS_H_
#define RAPPORTEUR_CHECK_DOCUMENT_PROBLEMS_H_

#include <memory>
#include <string>
#include <vector>

#include "core/model/catalogue.h"

namespace rapporteur {

// Whole sentences with the document, its version and the indicator or rule; formulas first.
std::vector<std::string> DocumentProblems(const std::shared_ptr<const Catalogue>& catalogue);

}  // namespace rapporteur

#endif  // RAPPORTEUR_CHECK_DOCUMENT_PROBLEMS_H_
