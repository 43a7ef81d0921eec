#include "core/base/fold.h"

#include <unicode/normalizer2.h>
#include <unicode/translit.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <memory>
#include <mutex>

namespace rapporteur {
namespace {

// Serbian first, so that its letters are written as Serbian Latin writes them; then those that only
// Macedonian has.
constexpr const char* kScripts[] = {"Serbian-Latin/BGN", "Macedonian-Latin/BGN"};

bool HasCyrillic(const icu::UnicodeString& text) {
  for (int32_t i = 0; i < text.length(); ++i) {
    if (text[i] >= 0x0400 && text[i] <= 0x04FF) return true;
  }
  return false;
}

void WriteInLatin(icu::UnicodeString& text) {
  static std::mutex mutex;
  static const std::vector<std::unique_ptr<icu::Transliterator>> converters = [] {
    std::vector<std::unique_ptr<icu::Transliterator>> made;
    for (const char* script : kScripts) {
      UErrorCode error = U_ZERO_ERROR;
      made.emplace_back(icu::Transliterator::createInstance(script, UTRANS_FORWARD, error));
    }
    return made;
  }();
  const std::lock_guard<std::mutex> lock(mutex);
  for (const auto& converter : converters) {
    if (converter != nullptr) converter->transliterate(text);
  }
}

icu::UnicodeString Decomposed(const icu::UnicodeString& text) {
  UErrorCode error = U_ZERO_ERROR;
  const icu::Normalizer2* nfd = icu::Normalizer2::getNFDInstance(error);
  if (U_FAILURE(error)) return text;
  icu::UnicodeString apart = nfd->normalize(text, error);
  return U_FAILURE(error) ? text : apart;
}

icu::UnicodeString WithoutMarks(const icu::UnicodeString& text) {
  icu::UnicodeString bare;
  for (int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1)) {
    const UChar32 c = text.char32At(i);
    if (u_charType(c) != U_NON_SPACING_MARK) bare.append(c);
  }
  return bare;
}

}  // namespace

std::string FoldForSearch(std::string_view utf8) {
  icu::UnicodeString text =
      icu::UnicodeString::fromUTF8(icu::StringPiece(utf8.data(), static_cast<int>(utf8.size())));
  text.foldCase();
  if (HasCyrillic(text)) WriteInLatin(text);
  text = WithoutMarks(Decomposed(text));
  text.findAndReplace(u"đ", u"d");
  text.findAndReplace(u"dj", u"d");
  std::string folded;
  text.toUTF8String(folded);
  return folded;
}

std::vector<std::string> SearchWords(std::string_view utf8) {
  const std::string folded = FoldForSearch(utf8);
  std::vector<std::string> words;
  std::string word;
  for (const char c : folded + " ") {
    const bool space = c == ' ' || c == '\t' || c == '\n' || c == '\r';
    if (!space) word += c;
    if (space && !word.empty()) words.push_back(std::move(word));
    if (space) word.clear();
  }
  return words;
}

}  // namespace rapporteur
