// Serbian and Montenegrin Cyrillic to Latin (ICU "Serbian-Latin/BGN").  Cyrillic is the master text;
// the other direction is not one-to-one (nj, lj, dž) and is never done by a machine.
//
// May be called from any thread.
#ifndef RAPPORTEUR_BASE_TRANSLITERATE_H_
#define RAPPORTEUR_BASE_TRANSLITERATE_H_

#include <string>
#include <string_view>

namespace rapporteur {

std::string CyrillicToLatin(std::string_view utf8);

}  // namespace rapporteur

#endif  // RAPPORTEUR_BASE_TRANSLITERATE_H_
