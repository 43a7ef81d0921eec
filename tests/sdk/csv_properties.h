// What holds for rpt::CsvReader whatever bytes it is given; for the fuzzer and for random tests.
#ifndef RAPPORTEUR_TESTS_SDK_CSV_PROPERTIES_H_
#define RAPPORTEUR_TESTS_SDK_CSV_PROPERTIES_H_

#include <string>
#include <string_view>

namespace rapporteur {

// The first byte of `input` chooses the format and how much is read at a time, the rest is the
// text. It must be read, or refused at the same place, as the plain reader does (csv_reference.h),
// and a second reading from any record on must give the same.  "" where all holds, else what does
// not.
std::string BrokenCsvProperty(std::string_view input);

}  // namespace rapporteur

#endif  // RAPPORTEUR_TESTS_SDK_CSV_PROPERTIES_H_
