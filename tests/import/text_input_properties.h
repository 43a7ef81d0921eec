// What holds for the readers of foreign text whatever bytes they are given: numbers, encodings, the
// scanner for personal data.  For the fuzzer and for its samples.
#ifndef RAPPORTEUR_TESTS_IMPORT_TEXT_INPUT_PROPERTIES_H_
#define RAPPORTEUR_TESTS_IMPORT_TEXT_INPUT_PROPERTIES_H_

#include <string>
#include <string_view>

namespace rapporteur {

// The first byte of `input` chooses what is told about the encoding, the rest is the text.  ""
// where all holds, else what does not.
std::string BrokenTextProperty(std::string_view input);

}  // namespace rapporteur

#endif  // RAPPORTEUR_TESTS_IMPORT_TEXT_INPUT_PROPERTIES_H_
