#include "core/import/quasi_identifiers.h"

#include <catch2/catch.hpp>

namespace rapporteur {
namespace {

TEST_CASE("numbers of court cases are seen in both scripts and the ways they are written") {
  for (const char* text : {"K 12/2020", "K-Po1 5/19", "K.br. 12/2020", "K. br. 12/20",
                           "presuda K 12/2020", "(Kž 145/2019)", "Кж. бр. 12/20", "К-По1 5/19",
                           "КОК 3/18", "Kt. 7/2021", "K broj 12/2020"}) {
    INFO(text);
    CHECK(FindQuasiIdentifier(text) == QuasiIdentifier::kCourtCase);
  }
}

TEST_CASE("initials with a year are seen in both scripts") {
  for (const char* text :
       {"A.B. (1998)", "M. J., rođena 2003.", "žrtva Č. Š. iz 2001", "Б.Ц. рођ. 1999"}) {
    INFO(text);
    CHECK(FindQuasiIdentifier(text) == QuasiIdentifier::kInitials);
  }
}

TEST_CASE("what reports hold is not taken for a quasi-identifier") {
  for (const char* text : {"", "40", "Sl. glasnik RS 121/2012", "Official Gazette 85/2005",
                           "kol. 12/2020", "knjiga 3/2019", "2013/2016", "U.S. 2018 report",
                           "U.S. Department of State, TIP Report 2018", "article 388",
                           "S.O.P. of 2019", "Balkans ACT Now! 2020", "tok 12/2020", "1234567",
                           "k 12", "K/2020", "Table 4.1. A. Victims", "01/02/2020"}) {
    INFO(text);
    CHECK(FindQuasiIdentifier(text) == QuasiIdentifier::kNone);
  }
}

TEST_CASE("thirteen digits in a row are pointed at, more or fewer are not") {
  CHECK(FindQuasiIdentifier("see 9999999999999") == QuasiIdentifier::kLongNumber);
  CHECK(FindQuasiIdentifier("see 99999999999999") == QuasiIdentifier::kNone);
  CHECK(FindQuasiIdentifier("see 999999999999") == QuasiIdentifier::kNone);
}

TEST_CASE("the warning names the place and the kind, never the content") {
  const Finding finding =
      QuasiIdentifierFinding(QuasiIdentifier::kCourtCase, {"f.csv", "", 5, "note"});
  CHECK(finding.level == Level::kWarning);
  CHECK(finding.code == "quasi-identifier");
  CHECK(finding.found.empty());
  CHECK(finding.message ==
        "f.csv, row 5, column note: this looks like the number of a court case, which together "
        "with other "
        "facts may name a person.");
}

}  // namespace
}  // namespace rapporteur
