// The answers that lie beside collections of CSV files as JSON: a list of lists, or a list of
// objects whose keys are the header.
#ifndef RAPPORTEUR_TESTS_SUPPORT_CSV_ANSWERS_H_
#define RAPPORTEUR_TESTS_SUPPORT_CSV_ANSWERS_H_

#include <string>
#include <vector>

namespace rapporteur {

using CsvRows = std::vector<std::vector<std::string>>;

// Header row first where the answer has objects.  An answer without rows is {}.
CsvRows ReadCsvAnswer(const std::string& path);

std::string ReadTestFile(const std::string& path);

}  // namespace rapporteur

#endif  // RAPPORTEUR_TESTS_SUPPORT_CSV_ANSWERS_H_
