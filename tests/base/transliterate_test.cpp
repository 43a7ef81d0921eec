#include "core/base/transliterate.h"

#include <catch2/catch.hpp>

namespace rapporteur {
namespace {

TEST_CASE("every letter of Serbian Cyrillic becomes the Latin letters of its own, composed") {
  CHECK(CyrillicToLatin("абвгдђежзијклљмнњопрстћуфхцчџш") == "abvgdđežzijklljmnnjoprstćufhcčdžš");
  CHECK(CyrillicToLatin("Ђорђе, Његош, Љубав, Џеп, Ћуприја") ==
        "Đorđe, Njegoš, Ljubav, Džep, Ćuprija");
  CHECK(CyrillicToLatin("ЊЕГОШ") == "NJEGOŠ");
}

TEST_CASE("what is not Cyrillic stays as it is") {
  CHECK(CyrillicToLatin("ID.02, 5 % (GRETA) – „više“") == "ID.02, 5 % (GRETA) – „više“");
  CHECK(CyrillicToLatin("") == "");
}

}  // namespace
}  // namespace rapporteur
