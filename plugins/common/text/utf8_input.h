// Is a file of text what it should be before its first row is read?
//
// A function of its argument only.
#ifndef RAPPORTEUR_PLUGINS_COMMON_TEXT_UTF8_INPUT_H_
#define RAPPORTEUR_PLUGINS_COMMON_TEXT_UTF8_INPUT_H_

#include <rapporteur/files.hpp>

namespace common {

// Throws BadInput with the number of the byte where the file is not valid UTF-8.
void CheckUtf8(const rpt::InputFile& in);

}  // namespace common

#endif  // RAPPORTEUR_PLUGINS_COMMON_TEXT_UTF8_INPUT_H_
