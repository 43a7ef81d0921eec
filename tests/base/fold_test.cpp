#include "core/base/fold.h"

#include <catch2/catch.hpp>

namespace rapporteur {
namespace {

TEST_CASE("a word is the same whatever its case, marks and script") {
  struct Case {
    const char* folded;
    std::vector<const char*> spellings;
  };
  const Case cases[] = {
      {"zrtva", {"zrtva", "žrtva", "жртва", "ŽRTVA", "Жртва", "z\xCC\x8Crtva"}},
      {"durdevac", {"Đurđevac", "Djurdjevac", "Durdevac", "Ђурђевац", "ĐURĐEVAC", "DJURDJEVAC"}},
      {"coskici", {"ćoškići", "ћошкићи", "coskici", "ČOŠKIČI"}},
      {"njegos i ljubav dzep", {"Његош и љубав џеп", "Njegoš i ljubav džep"}},
      {"sutra", {"śutra", "с\xCC\x81утра"}},
      {"zrtvi na trgovija so luge", {"жртви на трговија со луѓе", "žrtvi na trgovija so luǵe"}},
      {"qeshtje per femije", {"qështje për fëmijë", "QËSHTJE PËR FËMIJË"}},
      {"id.02, 5 % (greta)", {"ID.02, 5 % (GRETA)"}},
      {"strasse", {"Straße"}},
      {"", {""}},
  };
  for (const Case& one : cases) {
    for (const char* spelling : one.spellings) {
      INFO(spelling);
      CHECK(FoldForSearch(spelling) == one.folded);
    }
  }
}

TEST_CASE("words of another letter stay other words") {
  CHECK(FoldForSearch("žrtva") != FoldForSearch("žrtvi"));
  CHECK(FoldForSearch("lud") != FoldForSearch("ljud"));
  CHECK(FoldForSearch("nega") != FoldForSearch("njega"));
}

TEST_CASE("what is typed is split into words at blanks of any number") {
  CHECK(SearchWords("  Žrtve \t трговине ") == std::vector<std::string>{"zrtve", "trgovine"});
  CHECK(SearchWords(" \t").empty());
}

}  // namespace
}  // namespace rapporteur
