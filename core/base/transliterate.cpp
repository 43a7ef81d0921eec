#include "core/base/transliterate.h"

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
  std::string latin;
  text.toUTF8String(latin);
  return latin;
}

}  // namespace rapporteur
