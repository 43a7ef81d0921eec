// Where tests find files: their own in tests/data, and the shared ones, which may be absent.
//
// Shared files lie in $RAPPORTEUR_SHARED, else in ../shared beside the source tree.  A test that
// asks for an absent one is skipped; at the end the program prints "skipped: N (shared data
// absent)". Not for use from several threads.
#ifndef RAPPORTEUR_TESTS_SUPPORT_SHARED_DATA_H_
#define RAPPORTEUR_TESTS_SUPPORT_SHARED_DATA_H_

#include <optional>
#include <string>

namespace rapporteur {

// tests/data/RELATIVE
std::string TestData(const std::string& relative);

// The path of a shared file or folder ("data/csv/csv-spectrum"); nothing where absent, and counted.
std::optional<std::string> SharedData(const std::string& relative);

}  // namespace rapporteur

#endif  // RAPPORTEUR_TESTS_SUPPORT_SHARED_DATA_H_
