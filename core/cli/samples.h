// What travels in a package besides its library: mapping documents, saved when it is installed.
#ifndef RAPPORTEUR_CLI_SAMPLES_H_
#define RAPPORTEUR_CLI_SAMPLES_H_

#include <string>

#include "core/base/status.h"

namespace rapporteur {

class Store;

// Saves every mapping document in PACKAGE/mappings; the same text again changes nothing.
Status SaveMappings(Store& store, const std::string& package_folder, const std::string& user);

// Checks a mapping document's text and saves it under its name.
Status SaveMapping(Store& store, const std::string& text, const std::string& what,
                   const std::string& user, std::string* name, int* version);

}  // namespace rapporteur

#endif  // RAPPORTEUR_CLI_SAMPLES_H_
