// The encodings of one byte per character that our region's software writes and expat doesn't know.
#ifndef RAPPORTEUR_PLUGINS_COMMON_XML_ENCODINGS_H_
#define RAPPORTEUR_PLUGINS_COMMON_XML_ENCODINGS_H_

#include <cstdint>
#include <string_view>

namespace common {

// The characters of the bytes 0x80 to 0xFF, 0 where the byte is none; nullptr where the encoding
// is not known.  The name is compared without regard to case.
const std::uint16_t* UpperHalf(std::string_view encoding);

}  // namespace common

#endif  // RAPPORTEUR_PLUGINS_COMMON_XML_ENCODINGS_H_
