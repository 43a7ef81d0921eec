#include "core/base/format.h"

#include <unicode/coll.h>
#include <unicode/smpdtfmt.h>
#include <unicode/tblcoll.h>
#include <unicode/unistr.h>

#include <charconv>
#include <cmath>

#include "core/base/period.h"

namespace rapporteur {
namespace {

constexpr const char* kMonths[] = {
    Translatable("January {year}"),   Translatable("February {year}"),
    Translatable("March {year}"),     Translatable("April {year}"),
    Translatable("May {year}"),       Translatable("June {year}"),
    Translatable("July {year}"),      Translatable("August {year}"),
    Translatable("September {year}"), Translatable("October {year}"),
    Translatable("November {year}"),  Translatable("December {year}")};
constexpr const char* kQuarters[] = {
    Translatable("first quarter of {year}"), Translatable("second quarter of {year}"),
    Translatable("third quarter of {year}"), Translatable("fourth quarter of {year}")};
constexpr const char* kHalves[] = {Translatable("first half of {year}"),
                                   Translatable("second half of {year}")};

// ICU 72 has no data for Montenegrin: "cnr" would be sorted and dated as English.
icu::Locale IcuLocale(const std::string& language) {
  if (language.starts_with("cnr")) {
    return icu::Locale(language.ends_with("Cyrl") ? "sr_Cyrl_ME" : "sr_Latn_ME");
  }
  std::string name = language;
  for (char& c : name) c = c == '-' ? '_' : c;
  return icu::Locale(name.c_str());
}

icu::UnicodeString Utf16(const std::string& text) { return icu::UnicodeString::fromUTF8(text); }

// The collator of a language; Montenegrin puts ś after š and ź after ž.
std::unique_ptr<icu::Collator> MakeCollator(const std::string& language) {
  UErrorCode error = U_ZERO_ERROR;
  std::unique_ptr<icu::Collator> collator(
      icu::Collator::createInstance(IcuLocale(language), error));
  if (U_FAILURE(error)) return nullptr;
  const auto* rules = dynamic_cast<const icu::RuleBasedCollator*>(collator.get());
  if (!language.starts_with("cnr") || rules == nullptr) return collator;
  const icu::UnicodeString more = Utf16(
      language.ends_with("Cyrl") ? "&ш<с\u0301<<<С\u0301&ж<з\u0301<<<З\u0301" : "&š<ś<<<Ś&ž<ź<<<Ź");
  auto tailored = std::make_unique<icu::RuleBasedCollator>(rules->getRules() + more, error);
  return U_FAILURE(error) ? std::move(collator) : std::move(tailored);
}

}  // namespace

std::string RegionName(const std::string& alpha2, const std::string& language) {
  const icu::Locale locale = IcuLocale(language);
  UErrorCode error = U_ZERO_ERROR;
  UChar name[128];
  const int32_t length = uloc_getDisplayCountry(("und_" + alpha2).c_str(), locale.getName(), name,
                                                128, &error);
  // A warning says that the name is of another language or the code itself.
  if (U_FAILURE(error) || error == U_USING_DEFAULT_WARNING || length >= 128) return "";
  std::string utf8;
  icu::UnicodeString(name, length).toUTF8String(utf8);
  return utf8 == alpha2 ? "" : utf8;
}

std::string LanguageName(const std::string& language) {
  if (language == "cnr-Cyrl") return "црногорски";
  if (language.starts_with("cnr")) return "crnogorski";
  const icu::Locale locale = IcuLocale(language);
  icu::UnicodeString name;
  locale.getDisplayLanguage(locale, name);
  std::string utf8;
  name.toUTF8String(utf8);
  return utf8.empty() ? language : utf8;
}

struct Formats::Order {
  std::unique_ptr<icu::Collator> collator;
};

Formats::Formats(const std::string& language, const NationalFormats& national)
    : language_(language),
      formats_(language.starts_with("en") ? NationalFormats{".", ",", "d MMMM yyyy"} : national),
      messages_(Messages::In(language)),
      order_(std::make_unique<Order>()) {
  order_->collator = MakeCollator(language);
}

Formats::~Formats() = default;

std::string Formats::Number(double value, int decimals) const {
  std::string text = FixedNumber(value, decimals);
  if (decimals <= 0 || text.empty()) return text;
  while (text.back() == '0') text.pop_back();
  if (text.ends_with(formats_.decimal)) text.resize(text.size() - formats_.decimal.size());
  return text;
}

std::string Formats::FixedNumber(double value, int decimals) const {
  if (!std::isfinite(value)) return "";
  const double scale = std::pow(10.0, decimals);
  // Half up as people round: 2.345 is stored a little below itself, hence the nudge.
  const double rounded = std::floor(std::fabs(value) * scale + 0.5 + 1e-9) / scale;
  char digits[400];
  const auto end =
      std::to_chars(digits, digits + sizeof digits, rounded, std::chars_format::fixed, decimals);
  std::string whole(digits, end.ptr), part;
  if (const std::size_t point = whole.find('.'); point != std::string::npos) {
    part = whole.substr(point + 1);
    whole.resize(point);
  }
  std::string text = std::signbit(value) && rounded != 0 ? "\u2212" : "";
  for (std::size_t i = 0; i < whole.size(); ++i) {
    if (i > 0 && (whole.size() - i) % 3 == 0) text += formats_.group;
    text += whole[i];
  }
  return part.empty() ? text : text + formats_.decimal + part;
}

std::string Formats::Day(Date day) const {
  UErrorCode error = U_ZERO_ERROR;
  icu::SimpleDateFormat format(Utf16(formats_.date), IcuLocale(language_), error);
  if (U_FAILURE(error)) return FormatDate(day);
  format.setTimeZone(*icu::TimeZone::getGMT());
  std::unique_ptr<icu::Calendar> calendar(
      icu::Calendar::createInstance(*icu::TimeZone::getGMT(), IcuLocale(language_), error));
  if (U_FAILURE(error)) return FormatDate(day);
  calendar->clear();
  calendar->set(day / 10000, day / 100 % 100 - 1, day % 100, 12, 0, 0);
  icu::UnicodeString text;
  format.format(calendar->getTime(error), text);
  std::string utf8;
  return U_FAILURE(error) ? FormatDate(day) : text.toUTF8String(utf8);
}

std::string Formats::PeriodName(const std::string& code) const {
  const Result<Period> period = ParsePeriod(code);
  if (!period.ok()) return code;
  const int first_year = period->first_day / 10000, last_year = period->last_day / 10000;
  const int first_month = period->first_day / 100 % 100, last_month = period->last_day / 100 % 100;
  if (first_year != last_year) {
    return std::to_string(first_year) + "–" + std::to_string(last_year);
  }
  const Arguments year = {{"year", std::to_string(first_year)}};
  const auto index = static_cast<std::size_t>(first_month - 1);
  switch (last_month - first_month + 1) {
    case 1:
      return messages_->Say(kMonths[index], year);
    case 3:
      return messages_->Say(kQuarters[index / 3], year);
    case 6:
      return messages_->Say(kHalves[index / 6], year);
    default:
      return std::to_string(first_year);
  }
}

std::string Formats::List(const std::vector<std::string>& items) const {
  std::string list;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i == 0) {
      list = items[i];
    } else if (i + 1 == items.size()) {
      list = messages_->Say("{list} and {last}", {{"list", list}, {"last", items[i]}});
    } else {
      list += ", " + items[i];
    }
  }
  return list;
}

int Formats::Compare(const std::string& a, const std::string& b) const {
  if (order_->collator == nullptr) return a.compare(b);
  UErrorCode error = U_ZERO_ERROR;
  const int order = order_->collator->compareUTF8(a, b, error);
  return U_FAILURE(error) ? a.compare(b) : order;
}

}  // namespace rapporteur
