#include "core/base/messages.h"

#include <catch2/catch.hpp>

namespace rapporteur {
namespace {

TEST_CASE("placeholders are filled by name, and one without an argument stays") {
  CHECK(Fill("{found} of {expected}", {{"found", "3"}, {"expected", "5"}}) == "3 of 5");
  CHECK(Fill("{a}{a}", {{"a", "x"}}) == "xx");
  CHECK(Fill("{nobody} and {", {{"a", "x"}}) == "{nobody} and {");
  CHECK(Fill("{a}", {{"a", "{b}"}, {"b", "not filled again"}}) == "{b}");
}

TEST_CASE("English needs no catalogue") {
  const auto say = Messages::In("en");
  CHECK(say->translated());
  CHECK(say->Say("March {year}", {{"year", "2017"}}) == "March 2017");
  CHECK(say->Count("{n} row", "{n} rows", 1, {{"n", "1"}}) == "1 row");
  CHECK(say->Count("{n} row", "{n} rows", 0, {{"n", "0"}}) == "0 rows");
}

TEST_CASE("Serbian is read in Cyrillic and its Latin is derived") {
  CHECK(Messages::In("sr-Cyrl")->Say("March {year}", {{"year", "2017"}}) == "март 2017.");
  CHECK(Messages::In("sr-Latn")->Say("March {year}", {{"year", "2017"}}) == "mart 2017.");
  CHECK(Messages::In("sr-Latn")->Say("{list} and {last}", {{"list", "а"}, {"last", "б"}}) ==
        "а i б");
}

TEST_CASE("a country may have its own variant of a language") {
  const auto value = [](const char* language, const char* country) {
    return Messages::In(language, country)->Count("{n} value", "{n} values", 1, {{"n", "1"}});
  };
  CHECK(value("sr-Cyrl", "RS") == "1 вредност");
  CHECK(value("sr-Cyrl", "BA") == "1 вриједност");
  CHECK(value("sr-Latn", "BA") == "1 vrijednost");
  CHECK(value("hr", "BA") == "1 vrijednost");
}

TEST_CASE("Serbian has a form for one, a few and many") {
  const auto say = Messages::In("sr-Cyrl");
  auto values = [&](std::uint64_t n) {
    return say->Count("{n} value", "{n} values", n, {{"n", std::to_string(n)}});
  };
  CHECK(values(1) == "1 вредност");
  CHECK(values(3) == "3 вредности");
  CHECK(values(11) == "11 вредности");
  CHECK(values(21) == "21 вредност");
  CHECK(values(4000000021) == "4000000021 вредност");
}

TEST_CASE("a language without a catalogue, and a sentence without a translation, are English") {
  CHECK_FALSE(Messages::In("xx")->translated());
  CHECK(Messages::In("xx")->Say("March {year}", {{"year", "2017"}}) == "March 2017");
  CHECK(Messages::In("xx-Latn")->Count("{n} row", "{n} rows", 2, {{"n", "2"}}) == "2 rows");
  CHECK(Messages::In("sr-Cyrl")->Say("Nobody says this.") == "Nobody says this.");
  CHECK(Messages::In("sr-Cyrl")->Say("") == "");
  CHECK(Messages::In("sr-Cyrl")->translated());
}

}  // namespace
}  // namespace rapporteur
