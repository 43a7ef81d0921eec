#include "core/base/transliterate.h"

#include <unicode/normalizer2.h>
#include <unicode/translit.h>
#include <unicode/unistr.h>

#include <memory>
#include <mutex>

namespace rapporteur {

std::string CyrillicToLatin(std::string_view utf8) {
  static std::mutex mutex;
  static UErrorCode error = U_ZERO_ERROR;
  static const std::unique_ptr<icu::Transliterator> converter(
      icu::Transliterator::createInstance("Serbian-Latin/BGN", UTRANS_FORWARD, error));
  if (converter == nullptr) return std::string(utf8);
  icu::UnicodeString text =
      icu::UnicodeString::fromUTF8(icu::StringPiece(utf8.data(), static_cast<int>(utf8.size())));
  {
    const std::lock_guard<std::mutex> lock(mutex);
    converter->transliterate(text);
  }
  // The rules write ć as c with an accent after it, which compares and sorts as another text.
  UErrorCode composed = U_ZERO_ERROR;
  if (const icu::Normalizer2* nfc = icu::Normalizer2::getNFCInstance(composed); nfc != nullptr) {
    text = nfc->normalize(text, composed);
  }
  std::string latin;
  text.toUTF8String(latin);
  return latin;
}

}  // namespace rapporteur
