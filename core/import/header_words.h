// What institutions write above their columns, in the region's languages: the words beside those of
// the catalogue, whose titles and labels are asked first.
//
// Functions of their arguments only; may be called from any thread.
#ifndef RAPPORTEUR_IMPORT_HEADER_WORDS_H_
#define RAPPORTEUR_IMPORT_HEADER_WORDS_H_

#include <span>
#include <string>
#include <string_view>

namespace rapporteur {

// Words for a column of the vocabulary, as FoldLabel writes them; none for most.
std::span<const std::string_view> WordsForColumn(std::string_view target);

// What tables call a code beside its label ("Žene" for sex F); as FoldLabel writes them.
struct CodeWord {
  std::string_view dimension, code, word;
};
std::span<const CodeWord> WordsForCodes();

// "R.br.", "Redni broj", "Nr.": the column numbers the rows.
bool IsRowNumberHeader(std::string_view header);

}  // namespace rapporteur

#endif  // RAPPORTEUR_IMPORT_HEADER_WORDS_H_
