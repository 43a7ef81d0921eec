#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>

#include <set>

#include "core/base/json.h"
#include "core/base/text.h"
#include "core/base/transliterate.h"
#include "core/model/text_check.h"

namespace rapporteur {
namespace {

bool IsScript(UChar32 c, UScriptCode script) {
  UErrorCode error = U_ZERO_ERROR;
  return u_isalpha(c) && uscript_getScript(c, &error) == script && U_SUCCESS(error);
}

bool IsLanguageTag(const std::string& name) {
  if (name.size() < 2 || name.size() > 11) return false;
  for (std::size_t i = 0; i < name.size(); ++i) {
    const bool start = i < 2;
    const char c = name[i];
    if (start ? !(c >= 'a' && c <= 'z')
              : !(c == '-' || std::isalpha(static_cast<unsigned char>(c)))) {
      return false;
    }
  }
  return name.size() == 2 || name.size() == 3 || name.find('-') != std::string::npos;
}

// mk, bg, ru and sr-Cyrl are written in Cyrillic.
bool IsCyrillic(const std::string& language) {
  return language.ends_with("-Cyrl") || language == "mk" || language == "bg" || language == "ru";
}

std::string Utf8(const icu::UnicodeString& text) {
  std::string utf8;
  text.toUTF8String(utf8);
  return utf8;
}

// A word of a text, with what it is made of.
struct Word {
  std::string text;
  bool latin = false, cyrillic = false;
  std::string strangers;  // the Latin letters of it
};

bool JoinsCode(UChar32 c) { return c == '.' || c == '-' || c == '_' || c == '/' || c == '+'; }

// Words as people see them; the characters that codes are made of keep a code together.
std::vector<Word> Words(const std::string& text) {
  const icu::UnicodeString letters = icu::UnicodeString::fromUTF8(text);
  std::vector<Word> words;
  icu::UnicodeString current;
  bool placeholder = false;
  auto close = [&] {
    while (!current.isEmpty() && JoinsCode(current.char32At(current.length() - 1))) {
      current.truncate(current.length() - 1);
    }
    if (!current.isEmpty()) {
      Word word;
      word.text = Utf8(current);
      for (int32_t i = 0; i < current.length(); i = current.moveIndex32(i, 1)) {
        const UChar32 c = current.char32At(i);
        word.cyrillic |= IsScript(c, USCRIPT_CYRILLIC);
        if (!IsScript(c, USCRIPT_LATIN)) continue;
        word.latin = true;
        word.strangers += Utf8(icu::UnicodeString(c));
      }
      words.push_back(std::move(word));
    }
    current.remove();
  };
  for (int32_t i = 0; i < letters.length(); i = letters.moveIndex32(i, 1)) {
    const UChar32 c = letters.char32At(i);
    if (c == '{') placeholder = true;
    if (!placeholder && (u_isalnum(c) || (JoinsCode(c) && !current.isEmpty()))) {
      current.append(c);
    } else {
      close();
    }
    if (c == '}') placeholder = false;
  }
  close();
  return words;
}

class LettersCheck {
 public:
  LettersCheck(const Json& document, const Catalogue& catalogue, const std::string& file)
      : c_(catalogue), file_(file) {
    for (const std::string& word : GetStrings(document, "latin_words")) allowed_.insert(word);
  }

  std::vector<DocumentFault> Run(const Json& document) {
    Walk(document, "");
    return std::move(faults_);
  }

 private:
  void Walk(const Json& value, const std::string& path) {
    if (value.is_array()) {
      for (std::size_t i = 0; i < value.size(); ++i) {
        Walk(value[i], path + "[" + std::to_string(i) + "]");
      }
    }
    if (!value.is_object()) return;
    for (const auto& [name, member] : value.items()) {
      if (name == "maps_to" || name == "translated") continue;  // other systems' words, hashes
      const std::string here = path.empty() ? name : path + "." + name;
      if (member.is_string() && IsLanguageTag(name)) {
        Look(member.get<std::string>(), name, here);
      } else {
        Walk(member, here);
      }
    }
  }

  void Look(const std::string& text, const std::string& language, const std::string& path) {
    const bool cyrillic = IsCyrillic(language);
    for (const Word& word : Words(text)) {
      if (!cyrillic && word.cyrillic) {
        Add(path,
            "the word " + Quote(word.text) + " has Cyrillic letters in a text in " + language + ".",
            "");
      } else if (cyrillic && word.latin && word.cyrillic && !IsAllowed(word.text)) {
        Add(path,
            "the word " + Quote(word.text) + " mixes Cyrillic with the Latin " +
                Quote(word.strangers) + ".",
            "Letters that look alike sort and are found as others; write the word anew.");
      } else if (cyrillic && word.latin && !IsAllowed(word.text)) {
        Add(path, "the Latin word " + Quote(word.text) + " stands in a Cyrillic text.",
            "Write it in Cyrillic, or name it in \"latin_words\" where it is meant.");
      }
    }
    if (!language.ends_with("-Cyrl")) return;
    const std::string latin = CyrillicToLatin(text);
    for (const Word& word : Words(latin)) {
      if (!word.cyrillic) continue;
      Add(path, "the word " + Quote(word.text) + " keeps Cyrillic letters when written in Latin.",
          "A letter of it is none of the language's alphabet.");
    }
  }

  bool IsAllowed(const std::string& word) const {
    if (allowed_.contains(word)) return true;
    // "GRETA-ина": an allowed word with an ending.
    if (const std::size_t hyphen = word.rfind('-');
        hyphen != std::string::npos && allowed_.contains(word.substr(0, hyphen))) {
      return true;
    }
    // Short codes are spared: an "A" is rather a letter that looks like another.
    if (word.size() < 3) return false;
    if (c_.FindIndicator(word) != nullptr || c_.FindInstitution(word) != nullptr) return true;
    for (const auto& [id, list] : c_.codelists()) {
      if (list.Find(word) != nullptr) return true;
    }
    return false;
  }

  void Add(const std::string& path, const std::string& said, std::string hint) {
    faults_.push_back({path, "", "", file_ + ", " + path + ": " + said, std::move(hint)});
  }

  const Catalogue& c_;
  const std::string& file_;
  std::set<std::string> allowed_;
  std::vector<DocumentFault> faults_;
};

}  // namespace

std::vector<DocumentFault> CheckLetters(const Json& document, const Catalogue& catalogue,
                                        const std::string& file) {
  return LettersCheck(document, catalogue, file).Run(document);
}

}  // namespace rapporteur
