#include "plugins/htcds_import/htcds_import.h"

#include <catch2/catch.hpp>
#include <rapporteur/testing.hpp>

#include "plugins/htcds_import/standard.h"

namespace {

const std::string kHeader =
    "Gender,TraffickingStatus,AgeWhenTrafficked,TypeOfExploitation,Citizenship,IncomingReferralDate\n";

rpt::testing::Run Read(const std::string& text, const std::string& options = "{}") {
  return rpt::testing::run(HtcdsImport(), text, options);
}

// The cells of a row by the names of their columns, "-" where missing.
std::string Cell(const rpt::testing::Run& run, std::size_t row, const std::string& name) {
  for (std::size_t i = 0; i < run.fields.size(); ++i) {
    if (run.fields[i].name == name) return run.rows.at(row)[i].value_or("-");
  }
  return "no column";
}

TEST_CASE("values are read by name and by label and handed out by name") {
  const auto run = Read(kHeader +
                        "Feminine,Actual victim of trafficking,16,Sexual exploitation;ForcedBegging,RS;BA,"
                        "2021-05-16\n");
  REQUIRE(run.ok());
  CHECK(Cell(run, 0, "Gender") == "Feminine");
  CHECK(Cell(run, 0, "TraffickingStatus") == "ActualVictimOfTrafficking");
  CHECK(Cell(run, 0, "AgeWhenTrafficked") == "16");
  CHECK(Cell(run, 0, "TypeOfExploitation") == "SexualExploitation;ForcedBegging");
  CHECK(Cell(run, 0, "Citizenship") == "RS;BA");
  CHECK(Cell(run, 0, "ForcedLabourIndustry") == "-");  // the file has no such column
  CHECK(Cell(run, 0, "AgeAtReferral") == "-");
}

TEST_CASE("fields are known with the prefix of their table, with blanks and by their label") {
  for (const char* header : {"vic_TypeOfExploitation", "TypeOfExploitation", "Type of Exploitation",
                             "vic_Type_Of_Exploitation"}) {
    REQUIRE(htcds_import::FindField(header) != nullptr);
    CHECK(htcds_import::FindField(header)->name == "TypeOfExploitation");
  }
  CHECK(htcds_import::FindField("MethodsOfControlDebtBondage") != nullptr);
  CHECK(htcds_import::FindField("case_number") == nullptr);
  CHECK(htcds_import::FindField("") == nullptr);
}

TEST_CASE("what is not of the standard refuses the row, and the cell is not repeated") {
  struct Case {
    const char* row;
    const char* field;
    const char* said;
  };
  const Case cases[] = {
      {"Petra,,,,,", "Gender",
       "expected a value of the standard (Feminine, Masculine, TransgenderFeminine, "
       "TransgenderMasculine, NonConforming, NonSpecifiedUnknown)"},
      {",Petra,,,,", "TraffickingStatus",
       "expected a value of the standard (PossibleVictimOfTrafficking, ActualVictimOfTrafficking, "
       "NotAVictimOfTrafficking)"},
      {",,Petra,,,", "AgeWhenTrafficked", "expected a whole number from 0 to 130"},
      {",,131,,,", "AgeWhenTrafficked", "expected a whole number from 0 to 130"},
      {",,,Other;Petra,,", "TypeOfExploitation",
       "expected values of the standard (ForcedLabour, SexualExploitation, ChildLabour, "
       "ForcedMarriage, Servitude, ForcedMilitaryByNonStateActors, OrganRemoval, ForcedBegging, "
       "ForcedAdoption, Surrogacy, Other)"},
      {",,,,Petra,", "Citizenship", "expected country codes of two capital letters (ISO 3166-1)"},
      {",,,,,16.05.2021", "IncomingReferralDate",
       "expected a date written as yyyy-mm-dd (the option \"dates\")"},
      {",,,,,2021-02-29", "IncomingReferralDate",
       "expected a date written as yyyy-mm-dd (the option \"dates\")"},
  };
  for (const Case& one : cases) {
    const auto run = Read(kHeader + "Feminine,,,,,\n" + one.row + "\n");
    INFO(one.row);
    REQUIRE(run.ok());
    CHECK(run.rows.size() == 1);
    REQUIRE(run.issues.size() == 1);
    CHECK(run.issues[0].level == rpt::Level::error);
    CHECK(run.issues[0].row == 3);
    CHECK(run.issues[0].field == one.field);
    CHECK(run.issues[0].text == one.said);
  }
}

TEST_CASE("dates and several values are written as the options say") {
  const auto run = Read(kHeader + "Masculine,,,ForcedLabour Other,,3.12.2021.\n",
                        R"({"dates": "dd.mm.yyyy", "multiselect": " "})");
  REQUIRE(run.ok());
  CHECK(Cell(run, 0, "IncomingReferralDate") == "2021-12-03");
  CHECK(Cell(run, 0, "TypeOfExploitation") == "ForcedLabour;Other");
  const auto other = Read(kHeader + "Masculine,,,,,3/12/2021\n", R"({"dates": "mm/dd/yyyy"})");
  CHECK(Cell(other, 0, "IncomingReferralDate") == "2021-03-12");
}

TEST_CASE("an age at the referral is counted in full years") {
  const std::string header =
      "Gender,TypeOfExploitation,TraffickingStatus,Birthdate,IncomingReferralDate\n";
  const auto run = Read(header + ",,,2003-03-02,2021-03-01\n,,,2003-03-01,2021-03-01\n,,,,2021-03-01\n"
                                 ",,,2022-01-01,2021-03-01\n");
  REQUIRE(run.ok());
  REQUIRE(run.rows.size() == 3);
  CHECK(Cell(run, 0, "AgeAtReferral") == "17");
  CHECK(Cell(run, 1, "AgeAtReferral") == "18");
  CHECK(Cell(run, 2, "AgeAtReferral") == "-");
  REQUIRE(run.issues.size() == 1);
  CHECK(run.issues[0].text == "expected a day of birth before the day of the referral");
}

TEST_CASE("the row of labels of the standard's spreadsheet is passed over") {
  const auto run = Read(kHeader +
                        "Gender,Trafficking Status,Age When Trafficked,Type of Exploitation,Citizenship,"
                        "Incoming Referral Date\nFeminine,,,,,2021-01-01\n");
  REQUIRE(run.ok());
  CHECK(run.issues.empty());
  REQUIRE(run.rows.size() == 1);
  CHECK(run.rows[0][0] == "3");
}

TEST_CASE("tables that are not of the standard are left to others") {
  CHECK(rpt::testing::run(HtcdsImport(), "year,sex,value\n2021,F,3\n").error.message ==
        std::string("the columns are not those of the Human Trafficking Case Data Standard, expected "
                    "TypeOfExploitation or TraffickingStatus and three more of its fields in the first "
                    "row"));
  CHECK_FALSE(Read("").ok());
  CHECK_FALSE(Read(kHeader).ok());
  CHECK_FALSE(Read(kHeader + "a,b\n").ok());
}

}  // namespace
