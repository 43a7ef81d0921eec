// Texts folded for searching, so that people find a word however they type it: zrtva, Žrtva and
// жртва are the same, and so are Đurđa, Djurdja and Durda.
//
// Script goes first (Serbian, Montenegrin and Macedonian Cyrillic become Latin), then marks on
// letters, then case; dj and đ are both written d, because people without the letter type either.
// What is folded is for comparing only, never for showing.
//
// May be called from any thread.
#ifndef RAPPORTEUR_BASE_FOLD_H_
#define RAPPORTEUR_BASE_FOLD_H_

#include <string>
#include <string_view>
#include <vector>

namespace rapporteur {

std::string FoldForSearch(std::string_view utf8);

// The folded words of what somebody typed; none where it is blank.
std::vector<std::string> SearchWords(std::string_view utf8);

}  // namespace rapporteur

#endif  // RAPPORTEUR_BASE_FOLD_H_
