// The code that a word of an institution means.
#include "core/import/label_match.h"

#include <catch2/catch.hpp>

#include "core/base/json.h"
#include "tests/support/program.h"

namespace rapporteur {
namespace {

std::shared_ptr<const Catalogue> CatalogueOf(const std::string& country) {
  const auto read = [](const std::string& name) {
    return *ParseJson(ReadWholeFile(SourceFolder() + "/countries/" + name), name);
  };
  static const Json regional = read("regional/regional.json");
  const Json document = read(country + "/" + country + ".json");
  return *Catalogue::Build(regional, &document);
}

std::string Exact(const LabelIndex& index, const std::string& text) {
  const std::optional<LabelMatch> match = index.Exact(text);
  return match ? match->code : "";
}

TEST_CASE("a label is found in every script and language of the country, with and without marks") {
  const auto serbia = CatalogueOf("serbia");
  const LabelIndex sex = LabelIndex::OfTarget(*serbia, "sex");
  for (const char* word : {"F", "женски", "Ženski", "zenski", "Female", " ŽENSKI "}) {
    INFO(word);
    CHECK(Exact(sex, word) == "F");
  }
  CHECK(Exact(sex, "f") == "");  // codes are what they are
  CHECK(Exact(sex, "žensko dete") == "");
  CHECK(Exact(sex, "Жене") == "F");  // what tables say beside the label
  CHECK(Exact(sex, "Meshkuj") == "M");
  const LabelIndex territory = LabelIndex::OfTarget(*serbia, "territory");
  CHECK(Exact(territory, "Војводина") == Exact(territory, "vojvodina"));
  const LabelIndex age = LabelIndex::OfTarget(*CatalogueOf("albania"), "age_group");
  CHECK(Exact(age, "I rritur") == Exact(age, "i rritur"));
}

TEST_CASE("what two codes are called is no code") {
  const auto serbia = CatalogueOf("serbia");
  const LabelIndex forms = LabelIndex::OfTarget(*serbia, "form_of_exploitation");
  for (const LabelMatch& match : forms.Like("seksualna eksploatacija")) {
    CHECK(match.likeness <= 1);
    CHECK_FALSE(match.code.empty());
  }
  CHECK(Exact(forms, "") == "");
}

TEST_CASE("a word that is nearly a label suggests its code") {
  const auto serbia = CatalogueOf("serbia");
  const LabelIndex sex = LabelIndex::OfTarget(*serbia, "sex");
  REQUIRE_FALSE(sex.Like("Ženski pol").empty());
  CHECK(sex.Like("Ženski pol").front().code == "F");
  CHECK(sex.Like("muskii").front().code == "M");
  CHECK(sex.Like("xyz").empty());
}

TEST_CASE("words for all of it, in the region's languages") {
  for (const char* word : {"Ukupno", "Укупно", "Вкупно", "Gjithsej", "TOTAL", "_T", "Свега"}) {
    INFO(word);
    CHECK(IsTotalWord(word));
  }
  for (const char* word : {"T", "t", "Totalno", "", "ukupno žena"}) {
    INFO(word);
    CHECK_FALSE(IsTotalWord(word));
  }
}

TEST_CASE("likeness is one for the same and falls with what differs") {
  CHECK(Likeness("zenski", "zenski") == 1);
  CHECK(Likeness("zenski", "zenski pol") >= 0.8);
  CHECK(Likeness("zenski", "zenska") > Likeness("zenski", "muska"));
  CHECK(Likeness("", "x") == 0);
  CHECK(FoldLabel("  Ženska (lica), 0-17 ") == "zenska lica 0 17");
}

}  // namespace
}  // namespace rapporteur
