#include "core/report/mask.h"

#include <catch2/catch.hpp>

#include "tests/report/small_country.h"

namespace rapporteur {
namespace {

using namespace report;

using Rows = std::vector<Observation>;

Hiding HidingOf(const Rows& rows, std::size_t index) {
  return MaskedCells(*SmallCountry(), rows).Of(rows[index]);
}

TEST_CASE("a small count is hidden only where dimensions are crossed or below the country") {
  struct Case {
    const char *indicator, *territory, *dimensions;
    double number;
    Hiding hiding;
  };
  const Case cases[] = {
      {"ID.02", "RS", "", 3, Hiding::kNone},
      {"ID.02", "RS", "sex=M", 3, Hiding::kNone},
      {"ID.02", "RS", "age_group=CHD;sex=M", 3, Hiding::kSmall},
      {"ID.02", "RS", "age_group=CHD;sex=M", 1, Hiding::kSmall},
      {"ID.02", "RS", "age_group=CHD;sex=M", 4, Hiding::kSmall},
      {"ID.02", "RS", "age_group=CHD;sex=M", 5, Hiding::kNone},
      {"ID.02", "RS", "age_group=CHD;sex=M", 0, Hiding::kNone},
      {"ID.02", "RS-VO", "", 3, Hiding::kSmall},
      {"ID.02", "RS-VO", "", 30, Hiding::kNone},
      {"RS.ID.01", "RS-VO", "", 3, Hiding::kNone},  // meetings are no persons
      {"CH.01", "RS", "sex=M", 3, Hiding::kSmall},  // the same as ID.02{age_group=CHD;sex=M}
      {"CH.01", "RS", "", 3, Hiding::kNone},
  };
  for (const Case& c : cases) {
    INFO(c.indicator << " " << c.territory << " " << c.dimensions << " " << c.number);
    Rows rows = {Counted(c.indicator, "2021", c.dimensions, c.number)};
    rows[0].key.territory = c.territory;
    CHECK(HidingOf(rows, 0) == c.hiding);
  }
}

TEST_CASE("where the total gives a small number away, the smallest other is hidden too") {
  const Rows rows = {Counted("ID.02", "2021", "age_group=CHD", 14),
                     Counted("ID.02", "2021", "age_group=CHD;sex=F", 13),
                     Counted("ID.02", "2021", "age_group=CHD;sex=M", 1)};
  CHECK(HidingOf(rows, 0) == Hiding::kNone);
  CHECK(HidingOf(rows, 1) == Hiding::kProtecting);
  CHECK(HidingOf(rows, 2) == Hiding::kSmall);
}

TEST_CASE("a whole crossing and its total give a small number away without the totals between") {
  // Serbia 2021 as published: 43 - 21 - 8 - 13 = 1.
  const Rows rows = {Counted("ID.02", "2021", "", 43),
                     Counted("ID.02", "2021", "age_group=ADT;sex=F", 21),
                     Counted("ID.02", "2021", "age_group=ADT;sex=M", 8),
                     Counted("ID.02", "2021", "age_group=CHD;sex=F", 13),
                     Counted("ID.02", "2021", "age_group=CHD;sex=M", 1)};
  CHECK(HidingOf(rows, 4) == Hiding::kSmall);
  CHECK(HidingOf(rows, 2) == Hiding::kProtecting);
  CHECK(HidingOf(rows, 1) == Hiding::kNone);
}

TEST_CASE("without the total nothing more is hidden") {
  const Rows rows = {Counted("ID.02", "2021", "age_group=CHD;sex=F", 13),
                     Counted("ID.02", "2021", "age_group=CHD;sex=M", 1)};
  CHECK(HidingOf(rows, 0) == Hiding::kNone);
}

TEST_CASE("protection spreads to the other direction of the table") {
  // Hiding CHD/F leaves F = 34 - ADT/F to be subtracted, so ADT/F or ADT/M goes as well.
  const Rows rows = {Counted("ID.02", "2021", "age_group=CHD", 14),
                     Counted("ID.02", "2021", "age_group=ADT", 29),
                     Counted("ID.02", "2021", "sex=F", 34),
                     Counted("ID.02", "2021", "sex=M", 9),
                     Counted("ID.02", "2021", "age_group=CHD;sex=F", 13),
                     Counted("ID.02", "2021", "age_group=CHD;sex=M", 1),
                     Counted("ID.02", "2021", "age_group=ADT;sex=F", 21),
                     Counted("ID.02", "2021", "age_group=ADT;sex=M", 8)};
  const MaskedCells masked(*SmallCountry(), rows);
  CHECK(masked.count() == 4);
  for (std::size_t i = 0; i < 4; ++i) CHECK(masked.Of(rows[i]) == Hiding::kNone);
  for (std::size_t i = 4; i < 8; ++i) CHECK(masked.Of(rows[i]) != Hiding::kNone);
}

TEST_CASE("two small ones that their sum gives away need a third") {
  // 2 = 1 + 1 leaves no doubt, 5 = 2 + 3 does.
  Rows rows = {Counted("ID.02", "2021", "age_group=CHD", 22),
               Counted("ID.02", "2021", "age_group=CHD;sex=F", 20),
               Counted("ID.02", "2021", "age_group=CHD;sex=M", 1),
               Counted("ID.02", "2021", "age_group=CHD;sex=U", 1)};
  CHECK(HidingOf(rows, 1) == Hiding::kProtecting);
  rows[0].value.number = 25;
  rows[2].value.number = 2;
  rows[3].value.number = 3;
  CHECK(HidingOf(rows, 1) == Hiding::kNone);
}

TEST_CASE("a value of another source for a hidden cell is hidden with it") {
  Rows rows = {Counted("ID.02", "2021", "age_group=CHD;sex=M", 1),
               Counted("ID.02", "2021", "age_group=CHD;sex=M", 8)};
  rows[1].source = "NEWS-2023/RS-CZ";
  rows[1].chosen = false;
  CHECK(HidingOf(rows, 1) == Hiding::kSmall);
}

TEST_CASE("a share with a hidden numerator is hidden") {
  const Rows rows = {Counted("ID.03", "2021", "age_group=CHD;sex=M", 2),
                     Counted("ID.02", "2021", "age_group=CHD;sex=M", 20),
                     Counted("ID.32", "2021", "age_group=CHD;sex=M", 10),
                     Counted("ID.32", "2021", "age_group=CHD;sex=F", 10)};
  CHECK(HidingOf(rows, 2) == Hiding::kProtecting);
  CHECK(HidingOf(rows, 3) == Hiding::kNone);
}

TEST_CASE("districts of a region protect each other") {
  Rows rows = {Counted("ID.02", "2021", "", 20), Counted("ID.02", "2021", "", 3),
               Counted("ID.02", "2021", "", 17)};
  rows[1].key.territory = "RS-VO";
  rows[2].key.territory = "RS-CE";
  CHECK(HidingOf(rows, 0) == Hiding::kNone);
  CHECK(HidingOf(rows, 1) == Hiding::kSmall);
  CHECK(HidingOf(rows, 2) == Hiding::kProtecting);
}

TEST_CASE("the name of a cell is read") {
  CHECK(ParseCellName("ID.02").dimensions.empty());
  const CellName name = ParseCellName("ID.02{sex=M,age_group=CHD}");
  CHECK(name.indicator == "ID.02");
  CHECK(DimensionsText(name.dimensions) == "age_group=CHD;sex=M");
}

}  // namespace
}  // namespace rapporteur
