// Numbers, dates, periods, lists and the order of words, as a reader of a language expects them.
//
// The national languages follow the formats of the country document ("1.234,5", "31.01.2026.");
// English keeps its own.  Sorting is ICU's; Montenegrin, which ICU does not know, is sorted as
// Serbian with its two letters more.
//
// A Formats never changes; it may be used from any thread.
//
// Example:
//   Formats formats("sr-Latn", {",", ".", "dd.MM.yyyy."});
//   formats.Number(19700000);        // "19.700.000"
//   formats.Day(20260131);           // "31.01.2026."
//   formats.PeriodName("2017-Q1");   // "prvo tromesečje 2017."
#ifndef RAPPORTEUR_BASE_FORMAT_H_
#define RAPPORTEUR_BASE_FORMAT_H_

#include <memory>
#include <string>
#include <vector>

#include "core/base/date.h"
#include "core/base/messages.h"

namespace rapporteur {

// What a country document says under "formats".
struct NationalFormats {
  std::string decimal = ".", group = ",";
  std::string date = "yyyy-MM-dd";  // ICU pattern
};

// The name of a country (ISO 3166-1 alpha-2) in a language, "" where ICU has none.
std::string RegionName(const std::string& alpha2, const std::string& language);

// What speakers of a language call it: "shqip", "српски", "srpski", "crnogorski", "English".
std::string LanguageName(const std::string& language);

class Formats {
 public:
  Formats(const std::string& language, const NationalFormats& national);
  ~Formats();

  const std::string& language() const { return language_; }

  // With group marks and a true minus; at most `decimals` decimals, no trailing zeros.
  std::string Number(double value, int decimals = 2) const;
  // The same with all its decimals: "0,70" beside "0,69".
  std::string FixedNumber(double value, int decimals) const;
  std::string Day(Date day) const;
  // "2017", "2013–2016", "March 2017", "first quarter of 2017", "first half of 2017"; a code that
  // is no period stays as it is.
  std::string PeriodName(const std::string& code) const;
  // "a, b and c".
  std::string List(const std::vector<std::string>& items) const;

  // Below zero where `a` comes first in the language's alphabet.
  int Compare(const std::string& a, const std::string& b) const;

 private:
  struct Order;
  std::string language_;
  NationalFormats formats_;
  std::shared_ptr<const Messages> messages_;
  std::unique_ptr<Order> order_;
};

}  // namespace rapporteur

#endif  // RAPPORTEUR_BASE_FORMAT_H_
