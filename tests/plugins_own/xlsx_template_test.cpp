#include "plugins/xlsx_template/xlsx_template.h"

#include <catch2/catch.hpp>
#include <rapporteur/testing.hpp>
#include <string>

#include "tests/support/csv_answers.h"
#include "tests/support/workbook_file.h"

namespace {

using rapporteur::WorkbookFile;
using rpt::testing::Run;

std::string Sample() {
  return rapporteur::ReadTestFile(std::string(RAPPORTEUR_PACKAGES) +
                                  "/org.rapporteur.xlsx-template-1.0.0/samples/ok.json");
}

Run Write(const std::string& document) {
  return rpt::testing::run_exporter(xlsx_template::XlsxTemplate(), {{"json"}},
                                    {{document.substr(0, 100)}, {document.substr(100)}});
}

bool Contains(const std::string& text, const std::string& piece) {
  return text.find(piece) != std::string::npos;
}

TEST_CASE("a template becomes a workbook of data, instructions and codes") {
  const Run run = Write(Sample());
  INFO(run.error.message);
  REQUIRE(run.ok());
  const WorkbookFile file = WorkbookFile::Read(run.output);
  const std::string& book = file.Part("xl/workbook.xml");
  CHECK(Contains(book, "<workbookView activeTab=\"1\"/>"));  // on the instructions
  CHECK(Contains(book,
                 "<sheet name=\"Podaci\" sheetId=\"1\" r:id=\"rId1\"/><sheet name=\"Uputstvo\" "
                 "sheetId=\"2\" r:id=\"rId2\"/><sheet name=\"Šifre\" sheetId=\"3\" r:id=\"rId3\"/>"));
  CHECK(Contains(book, "'Podaci'!$A:$H</definedName>"));     // the codes are not printed
  CHECK(Contains(book, "'Podaci'!$1:$1</definedName>"));
  const auto cells = file.Cells(1);
  REQUIRE(cells.size() == 5);
  CHECK(cells[0][4] == "Vrednost [value]");
  CHECK(cells[1][2] == "Koliko je lica identifikovano?\nJedinica: lica.");
  CHECK(cells[2][3] == "sex=F");
  CHECK(cells[1][4].empty());
  CHECK(file.Cells(2) == std::vector<WorkbookFile::Row>{{"Zahtev za podatke"},
                                                        {"Institucija: Centar"},
                                                        {"Kako se popunjava"},
                                                        {"Upišite 0 gde nije bilo nijednog slučaja."}});
  CHECK(file.Cells(3) ==
        std::vector<WorkbookFile::Row>{{"Zašto nema vrednosti"}, {"L – ne prikuplja"}, {"_R – odbijeno"},
                                       {}, {"Državljanstvo"}, {"citizenship=AL Albanija"}, {}});
}

TEST_CASE("only what is to be filled in is unlocked, and says what it takes") {
  const WorkbookFile file = WorkbookFile::Read(Write(Sample()).output);
  const std::string& data = file.Part("xl/worksheets/sheet1.xml");
  CHECK(Contains(data, "<sheetProtection sheet=\"1\" objects=\"1\" scenarios=\"1\" "
                       "formatColumns=\"0\" formatRows=\"0\"/>"));
  CHECK(Contains(data, "<pane xSplit=\"3\" ySplit=\"1\" topLeftCell=\"D2\" "
                       "activePane=\"bottomRight\" state=\"frozen\"/>"));
  CHECK(Contains(data, "paperSize=\"9\" orientation=\"landscape\" fitToWidth=\"1\" "
                       "fitToHeight=\"0\"/>"));
  CHECK_FALSE(Contains(data, "autoFilter"));  // rows that a filter hides would refuse the file
  // Unlocked: value, status and note, and the breakdown of a row whose code is chosen.
  for (const char* cell : {"<c r=\"E2\" s=\"8\"/>", "<c r=\"F2\" s=\"9\"/>", "<c r=\"G2\" s=\"9\"/>",
                           "<c r=\"E5\" s=\"9\"/>", "<c r=\"D4\" s=\"9\""}) {
    INFO(cell);
    CHECK(Contains(data, cell));
  }
  for (const char* cell : {"<c r=\"A2\" s=\"7\"", "<c r=\"D3\" s=\"7\"", "<c r=\"I2\" s=\"7\"",
                           "<c r=\"H2\" s=\"4\"/>"}) {
    INFO(cell);
    CHECK(Contains(data, cell));
  }
  CHECK(Contains(data,
                 "<dataValidations count=\"3\"><dataValidation type=\"whole\" errorStyle=\"warning\" "
                 "operator=\"greaterThanOrEqual\" allowBlank=\"1\" showInputMessage=\"1\" "
                 "showErrorMessage=\"1\" error=\"Očekuje se: ceo broj.\" sqref=\"E2:E4\">"
                 "<formula1>0</formula1></dataValidation>"));
  CHECK(Contains(data, "error=\"Izaberite.\" sqref=\"F2:F5\"><formula1>'Šifre'!$A$2:$A$3</formula1>"));
  CHECK(Contains(data, "error=\"Izaberite.\" sqref=\"D4\"><formula1>'Šifre'!$A$6:$A$6</formula1>"));
}

TEST_CASE("the mark stands in the file's properties too") {
  const WorkbookFile file = WorkbookFile::Read(Write(Sample()).output);
  CHECK(Contains(file.Part("docProps/custom.xml"),
                 "name=\"rapporteur-template\"><vt:lpwstr>rapporteur-template/1 RS RS-CZZTLJ 2024 "
                 "sr-Latn org.rapporteur.country.rs 1.0.0 4</vt:lpwstr>"));
}

TEST_CASE("a document that is no template is refused") {
  Run run = Write("{\"format\": \"report/1\", \"a long member, so that it comes in two pieces\": "
                  "\"which is what the test does with everything that it is given here\"}");
  CHECK(run.code == RPT_BAD_INPUT);
  CHECK(std::string(run.error.message) == "the document is no template (template/1)");
  run = Write(Sample().substr(0, 200));
  CHECK(run.code == RPT_BAD_INPUT);
  CHECK(std::string(run.error.message) == "the rows put together are not a JSON document");
}

}  // namespace
