// The sentences of the interface and of reports, in the reader's language.
//
// The sentence in the source is the key: English, with {placeholders}.  core/po/LANGUAGE.po holds
// the translations; a file more there is a language more, nothing else.  Serbian and Montenegrin
// are written in Cyrillic, their Latin is derived.  What has no translation is said in English.
//
// A Messages never changes; it may be used from any thread.
//
// Example:
//   std::shared_ptr<const Messages> say = Messages::In("sr-Latn");
//   say->Say("Working copy, not for publication");                    // "Radna kopija, nije za
//   ..." say->Count("{n} row", "{n} rows", 5, {{"n", "5"}});               // "5 redova"
//   say->SayAs("of a law", "Article {number}", {{"number", "388"}});  // where a word has two
//   senses
#ifndef RAPPORTEUR_BASE_MESSAGES_H_
#define RAPPORTEUR_BASE_MESSAGES_H_

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rapporteur {

// (name, text) pairs for the placeholders of a sentence.
using Arguments = std::vector<std::pair<std::string_view, std::string>>;

// "{found} of {expected}" with both filled in.  A placeholder without an argument stays as it is.
std::string Fill(std::string_view sentence, const Arguments& arguments);

// Marks a sentence of a table for translation; whoever reads the table calls Say on it.
constexpr const char* Translatable(const char* sentence) { return sentence; }

class Messages {
 public:
  // The catalogues beside this program (../share/rapporteur/locale), read once per language.
  // `country` picks its own variant of a language where there is one: the Serbian of Bosnia and
  // Herzegovina (sr_BA.po) is another than Serbia's.
  static std::shared_ptr<const Messages> In(const std::string& language,
                                            const std::string& country = "");
  // The catalogues in `folder` (LANGUAGE/LC_MESSAGES/rapporteur.mo).
  static std::shared_ptr<const Messages> Load(const std::string& language,
                                              const std::string& folder,
                                              const std::string& country = "");
  ~Messages();

  const std::string& language() const { return language_; }
  // True where there is a catalogue; English needs none.
  bool translated() const;

  std::string Say(std::string_view sentence, const Arguments& arguments = {}) const;
  // The same where a word has several senses; `sense` tells them apart for the translator.
  std::string SayAs(std::string_view sense, std::string_view sentence,
                    const Arguments& arguments = {}) const;
  // The form that goes with the number n.
  std::string Count(std::string_view one, std::string_view many, std::uint64_t n,
                    const Arguments& arguments = {}) const;

 private:
  struct Catalogue;
  explicit Messages(std::string language);
  std::string language_;
  std::unique_ptr<Catalogue> catalogue_;
};

}  // namespace rapporteur

#endif  // RAPPORTEUR_BASE_MESSAGES_H_
