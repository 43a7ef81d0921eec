#include "core/base/locale_facts.h"

#include <unicode/dcfmtsym.h>
#include <unicode/dtptngen.h>
#include <unicode/locid.h>
#include <unicode/ucurr.h>
#include <unicode/uloc.h>
#include <unicode/unistr.h>

#include <memory>

namespace rapporteur {
namespace {

std::string ToUtf8(const icu::UnicodeString& text) {
  std::string utf8;
  text.toUTF8String(utf8);
  return utf8;
}

// "sr_RS" of "sr-Cyrl" and "RS".
icu::Locale LocaleOf(const std::string& alpha2, const std::string& language) {
  return icu::Locale(language.substr(0, language.find('-')).c_str(), alpha2.c_str());
}

}  // namespace

std::vector<std::string> LanguagesSpokenIn(const std::string& alpha2) {
  UErrorCode error = U_ZERO_ERROR;
  icu::Locale likely("und", alpha2.c_str());
  likely.addLikelySubtags(error);
  const std::string language = likely.getLanguage();
  if (U_FAILURE(error) || language.empty() || language == "und" || RegionName(alpha2, "en").empty()) {
    return {};
  }
  // Montenegrin is Serbian to the CLDR, and the two are the languages whose Latin is derived.
  const std::string name = alpha2 == "ME" ? "cnr" : language;
  if (name == "sr" || name == "cnr") return {name + "-Cyrl", name + "-Latn"};
  return {name};
}

NationalFormats FormatsUsedIn(const std::string& alpha2, const std::string& language) {
  const icu::Locale locale = LocaleOf(alpha2, language);
  NationalFormats formats;
  UErrorCode error = U_ZERO_ERROR;
  const icu::DecimalFormatSymbols symbols(locale, error);
  if (U_SUCCESS(error)) {
    formats.decimal = ToUtf8(symbols.getSymbol(icu::DecimalFormatSymbols::kDecimalSeparatorSymbol));
    formats.group = ToUtf8(symbols.getSymbol(icu::DecimalFormatSymbols::kGroupingSeparatorSymbol));
  }
  error = U_ZERO_ERROR;
  const std::unique_ptr<icu::DateTimePatternGenerator> patterns(
      icu::DateTimePatternGenerator::createInstance(locale, error));
  if (U_SUCCESS(error)) {
    const icu::UnicodeString pattern = patterns->getBestPattern(u"yyyyMMdd", error);
    if (U_SUCCESS(error)) formats.date = ToUtf8(pattern);
  }
  return formats;
}

std::string CurrencyOf(const std::string& alpha2) {
  UErrorCode error = U_ZERO_ERROR;
  UChar code[8];
  const int32_t length = ucurr_forLocale(("und_" + alpha2).c_str(), code, 8, &error);
  return U_FAILURE(error) || length != 3 ? "" : ToUtf8(icu::UnicodeString(code, length));
}

}  // namespace rapporteur
