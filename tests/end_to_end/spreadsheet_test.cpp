// A spreadsheet through the whole program: read as it comes, and refused wherever in it a person's
// number stands.
#include <catch2/catch.hpp>
#include <string>

#include "core/base/json.h"
#include "tests/end_to_end/data_folder.h"
#include "tests/support/made_workbook.h"

namespace rapporteur {
namespace {

const char kNumber[] = "0101990600008";  // a synthetic one: no region has the code 60

MadeXlsx Good() {
  return {{{"Sheet1", RowsXml({{"country", "indicator", "period", "sex", "value", "note"},
                               {"RS", "ID.02", "#2017", "F", "#12", "first"},
                               {"RS", "ID.02", "#2018", "F", "#7"}})}},
          {},
          {}};
}

TEST_CASE("a spreadsheet with the vocabulary's headers is imported as it comes") {
  DataFolder folder;
  const Run run = Rapporteur(folder.data,
                             folder.ImportOf(folder.Write("cases.xlsx", Made(Good())), {"--json"}));
  INFO(run.out << run.err);
  REQUIRE(run.status == 0);
  const Json batch = *ParseJson(run.out, "import");
  CHECK(batch["plugin"]["id"] == "org.rapporteur.spreadsheet-import");
  CHECK(batch["observations"]["added"] == 2);
}

TEST_CASE("a person's number refuses a spreadsheet wherever in it it stands, and is not repeated") {
  const std::string number = kNumber;
  std::vector<std::pair<const char*, MadeXlsx>> cases;
  const auto add = [&cases](const char* where, auto change) {
    MadeXlsx made = Good();
    change(made);
    cases.emplace_back(where, std::move(made));
  };
  add("a cell", [&](MadeXlsx& made) {
    made.sheets[0].rows = RowsXml({{"country", "indicator", "period", "sex", "value", "note"},
                                   {"RS", "ID.02", "#2017", "F", "#12", number}});
  });
  add("a number that lost its zero", [&](MadeXlsx& made) {
    made.sheets[0].rows = RowsXml({{"country", "indicator", "period", "sex", "value", "note"},
                                   {"RS", "ID.02", "#2017", "F", "#12", "#" + number.substr(1)}});
  });
  add("a hidden column", [&](MadeXlsx& made) {
    made.sheets[0].rows = RowsXml({{"country", "indicator", "period", "sex", "value", "note"},
                                   {"RS", "ID.02", "#2017", "F", "#12", number}});
    made.sheets[0].before = "<cols><col min=\"6\" max=\"6\" hidden=\"1\"/></cols>";
  });
  add("a hidden sheet", [&](MadeXlsx& made) {
    made.sheets.push_back({"list", RowsXml({{"a", "b"}, {"x", number}}), "", "", "veryHidden"});
  });
  add("a sheet's name", [&](MadeXlsx& made) { made.sheets[0].name = number; });
  add("above the table", [&](MadeXlsx& made) {
    made.sheets[0].rows = RowsXml({{"Report on " + number},
                                   {"country", "indicator", "period", "sex", "value", "note"},
                                   {"RS", "ID.02", "#2017", "F", "#12", "x"}});
  });
  add("below the table", [&](MadeXlsx& made) {
    made.sheets[0].rows = RowsXml({{"country", "indicator", "period", "sex", "value", "note"},
                                   {"RS", "ID.02", "#2017", "F", "#12", "x"},
                                   {},
                                   {"Source: " + number}});
  });
  add("a comment", [&](MadeXlsx& made) {
    made.more = {{"xl/worksheets/_rels/sheet1.xml.rels",
                  "<Relationships><Relationship Id=\"rId1\" Type=\"x/comments\" "
                  "Target=\"../comments1.xml\"/></Relationships>"},
                 {"xl/comments1.xml",
                  "<comments><comment ref=\"A2\"><text><r><t>0101990</t></r><r><t>600008"
                  "</t></r></text></comment></comments>"}};
  });
  add("a document property", [&](MadeXlsx& made) {
    made.more = {{"docProps/custom.xml", "<p><v>" + number + "</v></p>"}};
  });
  add("a text box", [&](MadeXlsx& made) {
    made.more = {{"xl/drawings/drawing1.xml", "<d><p><r><t>" + number + "</t></r></p></d>"}};
  });
  add("a pivot table's memory", [&](MadeXlsx& made) {
    made.more = {{"xl/pivotCache/pivotCacheRecords1.xml", "<r><s v=\"" + number + "\"/></r>"}};
  });
  add("a text that no cell shows",
      [&](MadeXlsx& made) { made.shared = {"<t>" + number + "</t>"}; });
  add("a heading for print", [&](MadeXlsx& made) {
    made.sheets[0].behind = "<headerFooter><oddHeader>" + number + "</oddHeader></headerFooter>";
  });
  add("a prompt", [&](MadeXlsx& made) {
    made.sheets[0].behind = "<dataValidations><dataValidation sqref=\"A2\" prompt=\"" + number +
                            "\"/></dataValidations>";
  });
  add("a row that is refused for an error", [&](MadeXlsx& made) {
    made.sheets[0].rows +=
        "<row r=\"9\"><c r=\"E9\" t=\"e\"><v>#N/A</v></c><c r=\"F9\" t=\"inlineStr\"><is><t>" +
        number + "</t></is></c></row>";
  });
  DataFolder folder;
  for (const auto& [where, made] : cases) {
    INFO(where);
    const Json refusal = folder.Refusal("cases.xlsx", Made(made));
    INFO(refusal.dump());
    CHECK(refusal["code"] == "personal-data");
    CHECK(refusal.dump().find(number.substr(1)) == std::string::npos);
  }
  folder.CheckUntouched();
}

TEST_CASE("what is no spreadsheet any more is refused by the importer that knows why") {
  DataFolder folder;
  const std::string whole = Made(Good());
  CHECK(
      folder.Refusal("cut.xlsx", whole.substr(0, whole.size() / 2))["message"] ==
      "cut.xlsx: the file is a ZIP archive that is damaged or cut off; send it again. Nothing was "
      "stored.");
  CHECK(
      folder.Refusal("old.xls",
                     "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + std::string(600, '\0'))["message"] ==
      "old.xls: this is a file of an old Office format (XLS), which is not read; save it as XLSX. "
      "Nothing was stored.");
  folder.CheckUntouched();
}

}  // namespace
}  // namespace rapporteur
