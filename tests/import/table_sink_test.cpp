// What the sink says of a table, and that nothing personal stands in it.
#include "core/import/table_sink.h"

#include <catch2/catch.hpp>

#include "core/base/text.h"
#include "tests/store/store_fixture.h"

namespace rapporteur {
namespace {

const char* const kNumber = "0101990600008";  // synthetic: region 60 is not in use

// A workbook's table: sheet, row, then data.
struct Workbook {
  StoreFixture store;
  std::unique_ptr<Stage> stage = *Stage::Begin(*store.store);
  TableSink sink{*store.store, *stage, std::nullopt, {"cases.xlsx", "RS", "REG/A"}};
  std::vector<Field> fields = {{"sheet", "sheet", FieldType::kText},
                               {"row", "row", FieldType::kInt64}};

  Status Begin(const std::string& headers) {
    for (std::string_view name : Split(headers, '|')) {
      fields.push_back({std::string(name), "", FieldType::kText});
    }
    return sink.Begin(fields);
  }
  void Row(const std::string& sheet, std::int64_t row, const std::string& cells) {
    TableBuilder builder(fields);
    builder.AddText(sheet);
    builder.AddInt64(row);
    for (std::string_view cell : Split(cells, '|')) builder.AddText(cell);
    builder.EndRow();
    REQUIRE(sink.Rows(builder.Take()).ok());
  }
  std::vector<std::string> Said() const {
    std::vector<std::string> said;
    for (const Finding& finding : sink.personal()) said.push_back(finding.message);
    return said;
  }
};

const std::string kJmbg =
    ": this looks like a personal number (JMBG); files with personal data are refused whole, and "
    "nothing of it was stored.";

TEST_CASE("a personal cell is named by its header, which the mapping knows") {
  Workbook book;
  REQUIRE(book.Begin("indicator|period|value|note").ok());
  book.Row("2017", 5, std::string("ID.02|2017|1|") + kNumber);
  CHECK(book.Said() == std::vector<std::string>{"cases.xlsx, sheet 2017, row 5, column note" + kJmbg});
}

TEST_CASE("before a mapping is bound a column is named by its number among the data columns") {
  Workbook book;
  REQUIRE(book.Begin(std::string("indicator|") + kNumber + "|note").ok());
  book.Row("2017", 5, std::string("ID.02|x|") + kNumber);
  CHECK(book.Said() ==
        std::vector<std::string>{"cases.xlsx, column number 2" + kJmbg,
                                 "cases.xlsx, sheet 2017, row 5, column number 3" + kJmbg});
}

TEST_CASE("a sheet whose name is personal is not named") {
  Workbook book;
  REQUIRE(book.Begin("indicator|period|value|note").ok());
  const std::string sheet = std::string("child ") + kNumber;
  book.Row(sheet, 5, std::string("ID.02|2017|1|") + kNumber);
  book.Row(sheet, 6, "ID.02|2017|1|fine");
  REQUIRE(book.sink.Aside("comment", sheet, 7, 2, std::string("see ") + kNumber).ok());
  CHECK(book.Said() ==
        std::vector<std::string>{
            "cases.xlsx, sheet (name withheld)" + kJmbg,
            "cases.xlsx, sheet (name withheld), row 5, column note" + kJmbg,
            "cases.xlsx, sheet (name withheld), row 7, column number 2 (comment)" + kJmbg});
}

TEST_CASE("an importer's sentence that quotes a person refuses the file and is not repeated") {
  Workbook book;
  REQUIRE(book.Begin("indicator|period|value|note").ok());
  Issue issue;
  issue.level = Issue::Level::kWarning;
  issue.row = 9;
  issue.column = 3;
  issue.text = std::string("the cell '") + kNumber + "' is no date";
  book.sink.OnIssue(issue);
  issue.text = "412345678 is the number of a byte and no telephone";
  book.sink.OnIssue(issue);
  issue.level = Issue::Level::kInfo;
  issue.column = 0;
  issue.text = "the row stands below the table";
  book.sink.OnIssue(issue);
  CHECK(book.Said() == std::vector<std::string>{"cases.xlsx, row 9, column number 3" + kJmbg});
  const std::vector<Finding>& kept = book.sink.findings().kept();
  REQUIRE(kept.size() == 2);
  CHECK(kept[0].message ==
        "cases.xlsx, row 9: 412345678 is the number of a byte and no telephone");
  CHECK(kept[0].level == Level::kWarning);
  CHECK(kept[1].message == "cases.xlsx, row 9: the row stands below the table");
  CHECK(kept[1].level == Level::kInfo);
}

TEST_CASE("a court case in a note is a warning with its place; in evidence it may stand") {
  Workbook book;
  REQUIRE(book.Begin("indicator|period|value|note|evidence").ok());
  book.Row("2017", 5, "ID.02|2017|1|presuda K 12/2020|K-Po1 5/19");
  CHECK(book.Said().empty());
  const std::vector<Finding>& kept = book.sink.findings().kept();
  REQUIRE(kept.size() == 1);
  CHECK(kept[0].level == Level::kWarning);
  CHECK(kept[0].message ==
        "cases.xlsx, sheet 2017, row 5, column note: this looks like the number of a court case, which "
        "together with other facts may name a person.");
  CHECK(kept[0].message.find("12/2020") == std::string::npos);
}

}  // namespace
}  // namespace rapporteur
