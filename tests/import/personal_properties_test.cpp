// Random persons are found in every disguise, and random money is not taken for persons.
#include <catch2/catch.hpp>
#include <random>

#include "core/import/identifiers.h"
#include "core/import/personal_data.h"

namespace rapporteur {
namespace {

std::string Padded(int number, int width) {
  std::string digits = std::to_string(number);
  return std::string(static_cast<std::size_t>(width) - digits.size(), '0') + digits;
}

class Random {
 public:
  int Below(int end) { return std::uniform_int_distribution<int>(0, end - 1)(engine_); }
  std::int64_t Money(std::int64_t end) {
    return std::uniform_int_distribution<std::int64_t>(0, end - 1)(engine_);
  }
  // A number of nobody: region codes 60 to 69 are not in use.
  std::string Jmbg() {
    for (;;) {
      const int year = 1920 + Below(100);
      std::string digits = Padded(1 + Below(28), 2) + Padded(1 + Below(12), 2) +
                           Padded(year % 1000, 3) + Padded(60 + Below(10), 2) +
                           Padded(Below(1000), 3);
      for (char check = '0'; check <= '9'; ++check) {
        if (HasJmbgCheckDigit(digits + check)) return digits + check;
      }
    }
  }
  std::string Nid() {
    static constexpr int kMonths[] = {0, 30, 50, 80};
    std::string text = std::string(1, static_cast<char>('A' + Below(13))) + Padded(Below(10), 1) +
                       Padded(kMonths[Below(4)] + 1 + Below(12), 2) + Padded(1 + Below(28), 2) +
                       Padded(Below(1000), 3);
    for (char check = 'A'; check <= 'W'; ++check) {
      if (HasNidCheckLetter(text + check)) return text + check;
    }
    return "";
  }

 private:
  std::mt19937 engine_{20260131};
};

TEST_CASE("any JMBG is found in texts and in value columns, in every disguise") {
  Random random;
  PersonalDataScanner scanner;
  int missed_in_text = 0, missed_in_value = 0;
  for (int n = 0; n < 20000; ++n) {
    const std::string d = random.Jmbg();
    const std::string day = d.substr(0, 7), region = d.substr(7, 2), rest = d.substr(9);
    std::string disguises[] = {d,
                               "JMBG:" + d,
                               "'" + d,
                               day + "-" + region + "-" + rest,
                               day + " " + region + " " + rest,
                               day + "." + region + "." + rest,
                               day + "\xC2\xA0" + region + "\xC2\xA0" + rest,
                               d.substr(0, 2) + "." + d.substr(2, 2) + "." + d.substr(4, 3) + "." +
                                   region + "." + d.substr(9, 3) + "." + d[12],
                               d + ".0",
                               d[0] == '0' ? d.substr(1) : d,  // the zero of the day is lost
                               d[0] == '0' ? d.substr(1) + ".0" : d};
    for (std::size_t i = 0; i < std::size(disguises); ++i) {
      const std::string& cell = disguises[i];
      // A whole number that ends in 0000 is money in a value column.
      const bool money = d.ends_with("0000") && i > 8;
      missed_in_text += !scanner.ScanCell(cell, ColumnUse::kText);
      missed_in_value += !money && !scanner.ScanCell(cell, ColumnUse::kValueLike);
    }
    // Full-width digits, which only a text may hold.
    std::string wide;
    for (char c : d) wide += std::string("\xEF\xBC") + static_cast<char>(0x90 + (c - '0'));
    missed_in_text += !scanner.ScanCell(wide, ColumnUse::kText);
  }
  CHECK(missed_in_text == 0);
  CHECK(missed_in_value == 0);
}

TEST_CASE("any NID is found in texts and in value columns, in every disguise") {
  Random random;
  PersonalDataScanner scanner;
  int missed = 0;
  for (int n = 0; n < 20000; ++n) {
    const std::string id = random.Nid();
    REQUIRE(id.size() == 10);
    std::string small = id;
    for (char& c : small) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    for (const std::string& cell : {id, small, "NID " + id, id.substr(0, 1) + " " + id.substr(1),
                                    id.substr(0, 9) + "-" + id.substr(9), "(" + id + ")"}) {
      for (ColumnUse use : {ColumnUse::kText, ColumnUse::kValueLike}) {
        missed += !scanner.ScanCell(cell, use);
      }
    }
  }
  CHECK(missed == 0);
}

TEST_CASE("a million random budgets are no persons; of larger sums few are") {
  Random random;
  PersonalDataScanner scanner;
  const auto refused = [&](std::int64_t end, int count) {
    int hits = 0;
    for (int n = 0; n < count; ++n) {
      hits +=
          scanner.ScanCell(std::to_string(random.Money(end)), ColumnUse::kValueLike).has_value();
    }
    return hits;
  };
  CHECK(refused(100'000'000'000, 1'000'000) == 0);  // up to eleven digits
  // Twelve digits need the right check digit: at most two in a thousand.
  const int twelve = refused(1'000'000'000'000, 1'000'000);
  INFO(twelve << " of a million sums of up to 12 digits");
  CHECK(twelve < 2000);
  const int thirteen = refused(10'000'000'000'000, 1'000'000);
  INFO(thirteen << " of a million sums of up to 13 digits");
  CHECK(thirteen < 6000);
  WARN(twelve << " of a million random sums of up to 12 digits, " << thirteen << " of up to 13");
}

}  // namespace
}  // namespace rapporteur
