// SDMX-CSV through the importer's class.
#include <catch2/catch.hpp>
#include <string>

#include "plugins/sdmx_import/sdmx_import.h"
#include "plugins/sdmx_import/values.h"
#include "tests/plugins_own/shown_run.h"
#include "tests/support/program.h"
#include "tests/support/shared_data.h"

namespace rapporteur {
namespace {

rpt::testing::Run Import(const std::string& text, const std::string& options = "{}") {
  return rpt::testing::run(SdmxImport(), text, options);
}

const std::string k2 = "STRUCTURE,STRUCTURE_ID,ACTION,";
const std::string kRow = "\ndataflow,X:Y(1.0),M,";

TEST_CASE("each component of SDMX-CSV is a column, the columns about the message are none") {
  struct Case {
    const char *what, *text, *table;
  };
  const Case cases[] = {
      {"version 1", "DATAFLOW,GEO,TIME_PERIOD,OBS_VALUE,OBS_STATUS\nA:B(1),RS,2017,40,A\n",
       "GEO|TIME_PERIOD|OBS_VALUE.|OBS_STATUS\n2: RS|2017|40|A"},
      {"version 2", "STRUCTURE,STRUCTURE_ID,ACTION,GEO,OBS_VALUE\ndataflow,A:B(1),M,RS,4.5\n",
       "GEO|OBS_VALUE.\n2: RS|4.5"},
      {"no ACTION", "STRUCTURE,STRUCTURE_ID,GEO,OBS_VALUE\ndataflow,A:B(1),RS,4\n",
       "GEO|OBS_VALUE.\n2: RS|4"},
      {"keys",
       "STRUCTURE,STRUCTURE_ID,ACTION,SERIES_KEY,OBS_KEY,GEO,OBS_VALUE\ndataflow,A:B(1),I,RS,RS,RS,"
       "4\n",
       "GEO|OBS_VALUE.\n2: RS|4"},
      {"any order, a column of the sender's own",
       "DATAFLOW,LAST UPDATE,OBS_VALUE,GEO\nA:B(1),2026-01-31,7,RS\n",
       "LAST UPDATE|OBS_VALUE.|GEO\n2: 2026-01-31|7|RS"},
      {"a byte order mark, CR LF and blank lines",
       "\xEF\xBB\xBF"
       "DATAFLOW,GEO,OBS_VALUE\r\n\r\nA:B(1),RS,7\r\n\r\n",
       "GEO|OBS_VALUE.\n3: RS|7"},
      {"quoted header, semicolons, decimal commas",
       "\"DATAFLOW\";\"GEO\";\"OBS_VALUE\"\nA:B(1);RS;7,5\n", "GEO|OBS_VALUE,\n2: RS|7,5"},
      {"tabs", "DATAFLOW\tGEO\tOBS_VALUE\nA:B(1)\tRS\t7\n", "GEO|OBS_VALUE\n2: RS|7"},
      {"missing on purpose: NaN for a number, #N/A for anything",
       "DATAFLOW,GEO,OBS_VALUE,NOTE\nA:B(1),NaN,NaN,#N/A\nA:B(1),RS,#N/A,NaN\n",
       "GEO|OBS_VALUE.|NOTE\n2: NaN|-|-\n3: RS|-|NaN"},
      {"a component called row", "DATAFLOW,row,OBS_VALUE\nA:B(1),x,7\n", "row|OBS_VALUE.\n2: x|7"},
      {"several structures",
       "STRUCTURE,STRUCTURE_ID,GEO,OBS_VALUE\ndataflow,A:B(1.6.0),RS,4\ndatastructure,A:C(1.7.0),"
       "ME,5\n",
       "STRUCTURE_ID|GEO|OBS_VALUE.\n2: A:B(1.6.0)|RS|4\n3: A:C(1.7.0)|ME|5"},
  };
  for (const Case& c : cases) {
    INFO(c.what);
    CHECK(TableOf(Import(c.text)) == c.table);
  }
}

TEST_CASE("names of codes are cut off, and handed over to be scanned") {
  const auto run = Import(
      "STRUCTURE;STRUCTURE_ID;ACTION;SEX: Sex;TIME_PERIOD: Period;OBS_VALUE: Value;NOTE: Note\n"
      "dataflow;A:B(1): Victims;M;F: Female;2017: 2017;40;Note: first\n"
      "dataflow;A:B(1): Victims;M;M: Male;2018: 2018;41;second\n");
  CHECK(TableOf(run) ==
        "SEX|TIME_PERIOD|OBS_VALUE|NOTE\n2: F|2017|40|Note: first\n3: M|2018|41|second");
  std::string said;
  for (const auto& aside : run.asides) said += aside.kind + ":" + aside.text + " ";
  for (const char* name :
       {"property:Victims ", "property:Female ", "property:Male ", "property:Sex "}) {
    INFO(said << name);
    CHECK(said.find(name) != std::string::npos);
  }
}

TEST_CASE("a column of texts that begin like codes is left as it is") {
  // The same code with two names: no code.
  CHECK(TableOf(Import(
            "DATAFLOW,SEX: Sex,NOTE: Note\nA:B(1),F: Female,See: a\nA:B(1),F: Female,See: b\n")) ==
        "SEX|NOTE\n2: F|See: a\n3: F|See: b");
}

TEST_CASE("names in columns of their own are left out where they are names") {
  CHECK(TableOf(Import("STRUCTURE,STRUCTURE_ID,STRUCTURE_NAME,ACTION,SEX,Sex,OBS_VALUE,Value\n"
                       "dataflow,A:B(1),Victims,M,F,Female,40,\n"
                       "dataflow,A:B(1),Victims,M,M,Male,41,\n")) ==
        "SEX|OBS_VALUE.\n2: F|40\n3: M|41");
  // Two columns of the sender's own behind the components are no code and name.
  CHECK(TableOf(Import("STRUCTURE,STRUCTURE_ID,STRUCTURE_NAME,ACTION,SEX,Sex,MADE,BY\n"
                       "dataflow,A:B(1),Victims,M,F,Female,x,1\n"
                       "dataflow,A:B(1),Victims,M,M,Male,x,2\n")) ==
        "SEX|MADE|column_8\n2: F|x|1\n3: M|x|2");
  CHECK(TableOf(Import("STRUCTURE,STRUCTURE_ID,STRUCTURE_NAME,ACTION,SEX,Sex,UNIT_MULT,MADE\n"
                       "dataflow,A:B(1),Victims,M,F,Female,0,1\n"
                       "dataflow,A:B(1),Victims,M,M,Male,0,2\n")) ==
        "SEX|column_8\n2: F|1\n3: M|2");
}

TEST_CASE("several values stay in one cell, parted by semicolons") {
  struct Case {
    const char *text, *table;
  };
  const Case cases[] = {
      {"STRUCTURE[;],STRUCTURE_ID,A[],B[en;fr]\ndataflow,X:Y(1),M;N,en:One;fr:Un\n",
       "A|B\n2: M;N|en:One;fr:Un"},
      {"STRUCTURE[|],STRUCTURE_ID,A[],B\ndataflow,X:Y(1),M|N,M|N\n", "A|B\n2: M;N|M|N"},
      {"STRUCTURE[|],STRUCTURE_ID,A[]\ndataflow,X:Y(1),\"\"\"M|N\"\"|a;b\"\n",
       "A\n2: \"M|N\";\"a;b\""},
      {"STRUCTURE[;],STRUCTURE_ID,CONTACT[].NAME[]\ndataflow,X:Y(1),\"\"\"a;b\"\";\"\"c\"\"\"\n",
       "CONTACT.NAME\n2: \"a;b\";\"c\""},
      {"STRUCTURE[|],STRUCTURE_ID,A[]: Form\ndataflow,X:Y(1),SEX: Sexual|LAB: Labour\n",
       "A\n2: SEX;LAB"},
  };
  for (const Case& c : cases) {
    INFO(c.text);
    CHECK(TableOf(Import(c.text)) == c.table);
  }
}

TEST_CASE("deletions and replacements are never plain data") {
  const std::string text = k2 + "GEO,OBS_VALUE" + kRow + "RS,4\ndataflow,X:Y(1.0),D,ME,-\n";
  CHECK(FailureOf(Import(text)) ==
        "row 3, ACTION: the message asks for a deletion (action Delete), which an import does not "
        "carry out; say the option deletions=skip to read what else is in the file, or undo the "
        "batch "
        "that brought the values");
  const auto skipped = Import(text, R"({"deletions": "skip"})");
  CHECK(TableOf(skipped) == "GEO|OBS_VALUE.\n2: RS|4");
  CHECK(IssuesOf(skipped) ==
        "warning 3/0: 1 observation or data set is to be deleted (action Delete) and left out; "
        "nothing "
        "was deleted\n");
  const auto replaced =
      Import(k2 + "GEO,OBS_VALUE\ndataflow,X:Y(1.0),R,RS,4\ndataflow,X:Y(1.0),R,ME,5\n");
  CHECK(TableOf(replaced) == "GEO|OBS_VALUE.\n2: RS|4\n3: ME|5");
  CHECK(IssuesOf(replaced) ==
        "warning 2/0: the message asks to replace what was sent before (action Replace); its "
        "observations are read as new values, and older values that it does not name stay\n");
  CHECK(FailureOf(Import(k2 + "GEO\ndataflow,X:Y(1.0),D,RS\n", R"({"deletions": "skip"})")) ==
        "no row of the message is read: all are left out");
}

TEST_CASE("attributes of several observations at once are not taken for an observation") {
  const std::string text =
      k2 + "GEO,TIME_PERIOD,OBS_VALUE,UNIT" + kRow + "RS,2017,4," + kRow + "RS,,,PERS\n";
  CHECK(FailureOf(Import(text)) ==
        "row 3: the row gives attributes of several observations at once (a dimension is switched "
        "off "
        "or TIME_PERIOD is empty), and SDMX-CSV does not say which; ask for the attributes beside "
        "each "
        "observation, for SDMX-JSON or SDMX-ML, or say the option partial_rows=skip");
  const auto skipped = Import(text, R"({"partial_rows": "skip"})");
  CHECK(TableOf(skipped) == "GEO|TIME_PERIOD|OBS_VALUE.|UNIT\n2: RS|2017|4|-");
  CHECK(IssuesOf(skipped) ==
        "warning 3/0: 1 row gives attributes of several observations at once and left out; the "
        "attributes are not in the table\n");
}

TEST_CASE("UNIT_MULT is refused, applied or handed out, and never passed over") {
  const auto text = [](const char* value, const char* power) {
    return "DATAFLOW,OBS_VALUE,UNIT_MULT\nA:B(1)," + std::string(value) + "," + power + "\n";
  };
  CHECK(TableOf(Import(text("4", "0"))) == "OBS_VALUE.\n2: 4");
  CHECK(TableOf(Import(text("4", ""))) == "OBS_VALUE.\n2: 4");
  CHECK(FailureOf(Import(text("4", "3"))) ==
        "row 2, UNIT_MULT: the value is written in units of ten to the power of 3; say the option "
        "unit_mult=apply to have it multiplied, or unit_mult=column to hand the power out as a "
        "column");
  CHECK(TableOf(Import(text("4.5", "3"), R"({"unit_mult": "apply"})")) == "OBS_VALUE.\n2: 4500");
  CHECK(TableOf(Import(text("", "3"), R"({"unit_mult": "apply"})")) == "OBS_VALUE.\n2: -");
  CHECK(TableOf(Import(text("4.5", "3"), R"({"unit_mult": "column"})")) ==
        "OBS_VALUE.|UNIT_MULT\n2: 4.5|3");
  CHECK(FailureOf(Import(text("4", "x"))) ==
        "row 2, UNIT_MULT: found something else than a power of ten from -30 to 30");
  CHECK(FailureOf(Import(text("many", "3"), R"({"unit_mult": "apply"})")) ==
        "row 2, OBS_VALUE: the value is no plain number, so it can't be multiplied by ten to the "
        "power "
        "of 3 (UNIT_MULT)");
  CHECK(
      FailureOf(Import("DATAFLOW,MEASURE,UNIT_MULT\nA:B(1),4,6\n", R"({"unit_mult": "apply"})")) ==
      "row 2, UNIT_MULT: the values are written in another unit than one, and there is not one "
      "column "
      "OBS_VALUE that could be multiplied; say the option unit_mult=column to hand the power out "
      "as a "
      "column");
}

TEST_CASE("the decimal mark moves exactly") {
  struct Case {
    const char* number;
    int power;
    const char* moved;
  };
  const Case cases[] = {{"1", 3, "1000"},      {"1.5", 3, "1500"},    {"1.2345", 3, "1234.5"},
                        {"-0.5", 1, "-5"},     {"+2", 0, "2"},        {"12", -3, "0.012"},
                        {"1234", -2, "12.34"}, {"0", 6, "0"},         {"0.001", 2, "0.1"},
                        {"1.50", 1, "15.0"},   {"1.5E3", 3, "1.5E6"}, {"2e-4", -1, "2e-5"}};
  for (const Case& c : cases) {
    INFO(c.number);
    CHECK(sdmx_import::MovePoint(c.number, c.power, '.').value_or("none") == c.moved);
  }
  for (const char* bad :
       {"", "-", ".", "1.", ".5", "1,5", "1.2.3", "1e", "1e+", "x", "1 000", "1e99"}) {
    INFO(bad);
    CHECK_FALSE(sdmx_import::MovePoint(bad, 3, '.').has_value());
  }
}

TEST_CASE("what breaks the rules of SDMX-CSV is refused with its place") {
  struct Case {
    std::string text, message;
  };
  const Case cases[] = {
      {"", "the file is empty, expected a message of SDMX"},
      {"a,b\n1,2\n",
       "the file is no data message of SDMX: expected SDMX-CSV (the first column is STRUCTURE or "
       "DATAFLOW), SDMX-JSON or SDMX-ML"},
      {"DATAFLOW,GEO\n", "row 1: the message has a header and no rows below it"},
      {"DATAFLOW,GEO\nA:B(1),RS,3\n", "row 2: found 3 cells, expected 2 as in the header in row 1"},
      {"DATAFLOW,GEO\nA:B(1),\"RS\n",
       "row 2, column 2: the cell begins with a quote mark that is never closed"},
      {"DATAFLOW,GEO,GEO\nA:B(1),RS,RS\n",
       "row 1, column 3: the header of the column stands there a second time, expected each "
       "component "
       "once"},
      {"DATAFLOW,GEO,\nA:B(1),RS,RS\n",
       "row 1, column 3: the column has no header, expected the id of a component"},
      {"STRUCTURE,GEO\ndataflow,RS\n",
       "row 1, column 2: the second column is not STRUCTURE_ID, expected STRUCTURE and "
       "STRUCTURE_ID as "
       "the first two columns of SDMX-CSV 2.0"},
      {k2 + "GEO\nflow,X:Y,M,RS\n",
       "row 2, STRUCTURE: found another word, expected dataflow, datastructure or dataprovision"},
      {k2 + "GEO\ndataflow,X:Y,Q,RS\n",
       "row 2, ACTION: found a word that is no action of SDMX, expected Merge, Append, "
       "Information, "
       "Replace or Delete, or M, A, I, R or D in SDMX-CSV"},
      {k2 + "GEO\ndataflow,X:Y,M,~\n",
       "row 2: the row gives attributes of several observations at once (a dimension is switched "
       "off or "
       "TIME_PERIOD is empty), and SDMX-CSV does not say which; ask for the attributes beside each "
       "observation, for SDMX-JSON or SDMX-ML, or say the option partial_rows=skip"},
      {"DATAFLOW,GEO\nA:B(1),\xE8\n", "byte 21 is not valid UTF-8, expected a text file in UTF-8"},
      {std::string("DATAFLOW,GEO\nA:B(1),a\0b\n", 25),
       "row 2, column 2: the cell holds a NUL byte, expected text"},
  };
  for (const Case& c : cases) {
    INFO(c.text);
    CHECK(FailureOf(Import(c.text)) == c.message);
  }
}

TEST_CASE("the importer knows SDMX by its content") {
  struct Case {
    const char* text;
    int score;
  };
  const Case cases[] = {
      {"STRUCTURE,STRUCTURE_ID,ACTION\n", 95},
      {"STRUCTURE[;];STRUCTURE_ID\n", 95},
      {"\"DATAFLOW\";x\n", 95},
      {"DATAFLOW\n", 95},
      {"STRUCTURES,x\n", 0},
      {"DATAFLOW_ID,x\n", 0},
      {"country,indicator\n", 0},
      {"{\"meta\": {\"schema\": \"https://x/sdmx-json-data-schema.json\"}}", 95},
      {"{\"data\": {\"dataSets\": []}}", 90},
      {"{\"data\": {\"structure\": {\"dimensions\": {\"series\": [{\"keyPosition\": 0", 80},
      {"{\"class\": \"dataset\"}", 0},
      {"<html><body/></html>", 0},
      {"<m:GenericData xmlns:m='http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message'>", 95},
      {"<?xml version='1.0'?>\n<m:StructureSpecificData "
       "xmlns:m='http://www.sdmx.org/resources/sdmxml/schemas/v3_0/message'>",
       95},
      {"<m:Structure xmlns:m='http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message'>", 60},
      {"", 0},
  };
  for (const Case& c : cases) {
    INFO(c.text);
    rpt::testing::detail::MemoryFile file(c.text);
    rpt::InputFile in(file.fd());
    CHECK(SdmxImport::sniff(in) == c.score);
  }
}

// The code blocks of the field guide: each begins with a tab.
std::vector<std::string> Examples(const std::string& guide) {
  std::vector<std::string> examples;
  bool within = false;
  std::size_t begin = 0;
  while (begin < guide.size()) {
    const std::size_t end = std::min(guide.find('\n', begin), guide.size());
    std::string line = guide.substr(begin, end - begin);
    if (!line.empty() && line.back() == '\r') line.pop_back();
    begin = end + 1;
    const bool starts = line.rfind("\tSTRUCTURE", 0) == 0;
    if (starts) examples.emplace_back();
    if (!starts && (!within || line.empty() || line[0] != '\t')) {
      within = false;
      continue;
    }
    within = true;
    examples.back() += line.substr(1) + "\n";
  }
  return examples;
}

TEST_CASE("every example of the SDMX-CSV guide is read or refused as it should be") {
  const auto path = SharedData("data/sdmx/sdmx-csv/data-message/docs/sdmx-csv-field-guide.md");
  if (!path) return;
  const char* const deleted =
      "the message asks for a deletion (action Delete), which an import does "
      "not carry out; say the option deletions=skip to read what else is in the file, or undo the "
      "batch "
      "that brought the values";
  // In the guide's order; what is written there, not what the reader answered.
  const std::string answers[] = {
      "DIM_1|DIM_2|DIM_3|OBS_VALUE.|ATTR_2|ATTR_3|ATTR_1|UPDATED\n"
      "2: A|B|2014-01|12.4|Y|Normal, special and other values|N|2021-01-22T13:15:41Z\n"
      "3: A|B|2014-02|10.8|Y|Normal, special and other values|Y|2021-01-22T13:15:41Z",
      "OBS_VALUE1.|OBS_VALUE2.|ATTR_3|ATTR_1|DIM_2|DIM_1|DIM_3\n"
      "2: 12.4|12.5|Normal, special and other values|X;Y|B|A|2014-01\n"
      "3: 10.8|10.9|Normal, special and other values|X;Z|B|A|2014-02",
      "OBS_VALUE1.|OBS_VALUE2.|ATTR_3|ATTR_1|DIM_2|DIM_1|DIM_3\n"
      "2: 12.4|12.5|Normal, special and other values|N|B|A|2014-01\n"
      "3: 10.8|10.9|Normal, special and other values|Y|B|A|2014-02",
      "DIM_1|DIM_2|DIM_3|OBS_VALUE,|ATTR_2|ATTR_3|ATTR_1\n"
      "2: A|B|2014-01|12,4|Y|Normal, special and other values|N\n"
      "3: A|B|2014-02|10,8|Y|Normal, special and other values|Y",
      "DIM_1|DIM_2|DIM_3|OBS_VALUE.|ATTR_2|ATTR_3|ATTR_1\n"
      "2: A|B|2014-01-01|12.4|Y|Normal, special and other values|N\n"
      "3: A|B|2014-02-01|10.8|Y|Normal, special and other values|Y",
      "DIM_1|DIM_2|DIM_3|OBS_VALUE.|ATTR_1|ATTR_2|ATTR_3\n"
      "2: A|B|2014-01|12.4|Y|Normal, special and other values|N\n"
      "3: A|B|2014-02|10.8|Y|Normal, special and other values|Y",
      "DIM_1|DIM_2|DIM_3|OBS_VALUE.|ATTR_1|ATTR_2|ATTR_3\n"
      "2: A|B|2014-01|12.4|Value X;Value Y|M, N & O;P & Q|A;B;C\n"
      "3: A|B|2014-02|10.8|Value X;Value Y|M, N & O;P & Q|A;C",
      "STRUCTURE_ID|DIM_1|DIM_2|DIM_3|OBS_VALUE.|ATTR_1\n"
      "2: ESTAT:NA_MAIN(1.6.0)|A|B|2014-01|12.4|en:Any Value;fr:N'importe quelle Valeur\n"
      "3: ESTAT:NA_MAIN(1.7.0)|A|B|2014-02|10.8|en:Value \"X\";fr:Valeur \"X\"",
      "STRUCTURE_ID|DIM_1|DIM_2|DIM_3|OBS_VALUE.|ATTR_1\n"
      "2: ESTAT:DF_NA_MAIN(1.6.0)|A|B|2014-01|12.4|en:Any Value;fr:N'importe quelle Valeur\n"
      "3: ESTAT:DSD_NA_MAIN(1.7.0)|A|B|2014-02|10.8|en:Value \"X\";fr:Valeur \"X\"\n"
      "4: ESTAT:DPA_NA_MAIN(1.8.0)|A|B|2014-03|11.2|en:Value \"Y\";fr:Valeur \"Y\"",
      "STRUCTURE_ID|DIM_A1B1|DIM_A2|DIM_A3C2|DIM_B2|DIM_C1|DIM_C3|MEAS_A1B1C1|MEAS_C2|ATTR_A1|ATTR_"
      "B1\n"
      "2: ESTAT:DF_A(1.6.0)|DIMVAL_A1B1|DIMVAL_A2|DIMVAL_A3C2|-|-|-|MEASVAL_A1B1C1|-|ATTRVAL_A1|-\n"
      "3: ESTAT:DSD_B(1.7.0)|DIMVAL_A1B1|-|-|DIMVAL_B2|-|-|MEASVAL_A1B1C1|-|-|ATTRVAL_B1\n"
      "4: ESTAT:DPA_C(1.8.0)|-|-|DIMVAL_A3C2|-|DIMVAL_C1|DIMVAL_C3|MEAS_A1B1C1|MEAS_C2|-|-",
      "DIM_1|DIM_2|DIM_3|OBS_VALUE.|ATTR_1\n2: A|B|2014-01|12.4|X\n3: A|B|2014-02|10.8|Y",
      "DIM_1|DIM_2|DIM_3|OBS_VALUE.|ATTR_1\n2: A|B|2014-01|12.4|N\n3: A|B|2014-02|10.8|Y",
      "DIM_2|DIM_3|ATTR_1\n2: B|2014-01|N\n3: B|2014-02|Y",
      "DIM_1|DIM_2|DIM_3|MEAS_1.|ATTR_1|ATTR_2\n2: A|B|2014-01|12.4|N|-\n3: -|B|-|-|-|Y",
      "DIM_2|COLLECTION.METHOD|CONTACT|CONTACT.NAME\n"
      "2: A|en:AAA;fr:BBB|Contact 1;Contact 2|\"Contact 1 Name 1;Contact 1 Name 2\";\"Contact 1 "
      "Name "
      "1;Contact 2 Name 2\"\n"
      "3: B|en:CCC;fr:DDD|Contact 1;Contact 2;Contact 3|\"Contact 1 Name 1;Contact 1 Name "
      "2\";;\"Contact 3 Name 1;Contact 3 Name 2\"",
      "DIM_1|DIM_2|DIM_3|OBS_VALUE.|ATTR_1\n"
      "2: A|B|2014-01|12.4|<p>This is some \"xhtml\" with a line\nbreak</p>\n"
      "3: A|B|2014-02|10.8|<p>This is some other \"xhtml\"</p>",
      std::string("row 2, ACTION: ") + deleted, std::string("row 2, ACTION: ") + deleted,
      // Example 18 has a cell more than its header in each row.
      "row 2: found 6 cells, expected 5 as in the header in row 1",
      std::string("row 2, ACTION: ") + deleted, std::string("row 2, ACTION: ") + deleted};
  const std::vector<std::string> examples = Examples(ReadWholeFile(*path));
  REQUIRE(examples.size() == std::size(answers));
  for (std::size_t i = 0; i < examples.size(); i++) {
    INFO(examples[i]);
    CHECK(TableOf(Import(examples[i])) == answers[i]);
  }
}

}  // namespace
}  // namespace rapporteur
