// A package made of a document that a test has changed: the carrier of the installation, and the
// document it hands back.
#ifndef RAPPORTEUR_TESTS_END_TO_END_MADE_PACKAGE_H_
#define RAPPORTEUR_TESTS_END_TO_END_MADE_PACKAGE_H_

#include <string>

#include "core/base/json_fwd.h"
#include "tests/support/temp_dir.h"

namespace rapporteur {

// The document of the tree: "serbia/serbia.json".
Json ReadDocument(const std::string& path);

// The package's folder, named after the kind (country, catalogue); signed with the key of TEMP/data
// where it has one and the id is one of ours.
std::string MakePackage(const TempDir& temp, const Json& document, const std::string& kind);

}  // namespace rapporteur

#endif  // RAPPORTEUR_TESTS_END_TO_END_MADE_PACKAGE_H_
