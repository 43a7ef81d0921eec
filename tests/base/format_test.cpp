#include "core/base/format.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <limits>

namespace rapporteur {
namespace {

const NationalFormats kSerbian = {",", ".", "dd.MM.yyyy."};

TEST_CASE("numbers carry the marks of the country in its languages and English ones in English") {
  const Formats sr("sr-Latn", kSerbian), en("en", kSerbian);
  struct Case {
    double value;
    int decimals;
    const char *serbian, *english;
  };
  const Case cases[] = {
      {0, 2, "0", "0"},
      {-0.0, 2, "0", "0"},
      {40, 2, "40", "40"},
      {1234, 2, "1.234", "1,234"},
      {19700000, 0, "19.700.000", "19,700,000"},
      {78.26, 1, "78,3", "78.3"},
      {2.345, 2, "2,35", "2.35"},
      {0.0009, 2, "0", "0"},
      {-1234.5, 2, "−1.234,5", "−1,234.5"},
      {-0.001, 2, "0", "0"},
      {99.999, 2, "100", "100"},
  };
  for (const Case& c : cases) {
    CHECK(sr.Number(c.value, c.decimals) == c.serbian);
    CHECK(en.Number(c.value, c.decimals) == c.english);
  }
  CHECK(en.Number(std::numeric_limits<double>::infinity()) == "");
}

TEST_CASE("a number beside others keeps its decimals") {
  const Formats sr("sr-Latn", kSerbian);
  CHECK(sr.FixedNumber(0.7, 2) == "0,70");
  CHECK(sr.FixedNumber(1, 2) == "1,00");
  CHECK(sr.FixedNumber(1200, 0) == "1.200");
  CHECK(sr.FixedNumber(-0.001, 1) == "0,0");
}

TEST_CASE("dates follow the country document, English spells the month") {
  CHECK(Formats("sr-Cyrl", kSerbian).Day(20260131) == "31.01.2026.");
  CHECK(Formats("en", kSerbian).Day(20260131) == "31 January 2026");
  CHECK(Formats("cnr-Latn", {",", ".", "d. MMMM yyyy."}).Day(20260501) == "1. maj 2026.");
}

TEST_CASE("periods have names") {
  const Formats en("en", kSerbian), cyrillic("sr-Cyrl", kSerbian), latin("sr-Latn", kSerbian);
  struct Case {
    const char *code, *english, *serbian, *latin;
  };
  const Case cases[] = {
      {"2017", "2017", "2017", "2017"},
      {"2013/2016", "2013–2016", "2013–2016", "2013–2016"},
      {"2017-03", "March 2017", "март 2017.", "mart 2017."},
      {"2017-Q1", "first quarter of 2017", "прво тромесечје 2017.", "prvo tromesečje 2017."},
      {"2017-S2", "second half of 2017", "друго полугодиште 2017.", "drugo polugodište 2017."},
      {"whenever", "whenever", "whenever", "whenever"},
  };
  for (const Case& c : cases) {
    CHECK(en.PeriodName(c.code) == c.english);
    CHECK(cyrillic.PeriodName(c.code) == c.serbian);
    CHECK(latin.PeriodName(c.code) == c.latin);
  }
}

TEST_CASE("a list ends with the language's word for and") {
  CHECK(Formats("en", {}).List({}) == "");
  CHECK(Formats("en", {}).List({"a"}) == "a");
  CHECK(Formats("en", {}).List({"a", "b", "c"}) == "a, b and c");
  CHECK(Formats("sr-Cyrl", kSerbian).List({"а", "б"}) == "а и б");
}

TEST_CASE("words stand in the order of the language's alphabet") {
  auto sorted = [](const char* language, std::vector<std::string> words) {
    const Formats formats(language, kSerbian);
    std::sort(words.begin(), words.end(), [&](const std::string& a, const std::string& b) {
      return formats.Compare(a, b) < 0;
    });
    return words;
  };
  using Words = std::vector<std::string>;
  CHECK(sorted("sr-Latn", {"Zaječar", "Čačak", "Cetinje", "Ćuprija", "Ljig", "Lučani"}) ==
        Words{"Cetinje", "Čačak", "Ćuprija", "Lučani", "Ljig", "Zaječar"});
  CHECK(sorted("sr-Cyrl", {"Чачак", "Ваљево", "Шид", "Ђаково", "Деспотовац"}) ==
        Words{"Ваљево", "Деспотовац", "Ђаково", "Чачак", "Шид"});
  CHECK(sorted("cnr-Latn", {"Žabljak", "Tivat", "Śever", "Šavnik", "Źenica", "Zeta"}) ==
        Words{"Šavnik", "Śever", "Tivat", "Zeta", "Žabljak", "Źenica"});
  CHECK(sorted("sq", {"Zagreb", "Xhaja", "Dhërmi", "Durrës"}) ==
        Words{"Durrës", "Dhërmi", "Xhaja", "Zagreb"});
}

}  // namespace
}  // namespace rapporteur
