// Cells that could mean two things: each is refused with the setting that decides, and read as the
// mapping says where it decides.
#include <catch2/catch.hpp>

#include "core/base/json.h"
#include "core/base/text.h"
#include "core/import/row_mapper.h"
#include "tests/support/small_catalogue.h"

namespace rapporteur {
namespace {

struct Outcome {
  std::string code, found, expected, hint;  // of the first finding; empty where the row is mapped
  Value value;
  std::string note, period;
};

// One row of indicator, year, sex and value under a mapping whose value column has `settings`.
Outcome Read(const std::string& value, const std::string& settings = "",
             const std::string& indicator = "ID.02", const std::string& sex = "") {
  const std::string document =
      R"({"document":"mapping/1","name":"m","version":1,"read":{"plugin":"p"},"rows":"observations",)"
      R"("columns":{"indicator":{"from":"I"},"period":{"from":"P"},"sex":{"from":"S"},)"
      R"("value":{"from":"V")" +
      settings + "}}}";
  const Result<Json> json = ParseJson(document, "mapping");
  REQUIRE(json.ok());
  const Result<Mapping> mapping = Mapping::Read(*json, "m.json");
  INFO(mapping.status().message());
  REQUIRE(mapping.ok());
  const std::shared_ptr<const Catalogue> catalogue = SmallCatalogue();
  Resolver resolver(catalogue, catalogue->sources());
  MapperContext context;
  context.country = "RS";
  context.source = "REP-2018/RS-CZZTLJ";
  context.resolver = [&](const std::string&) { return CountryAnswer{&resolver, nullptr}; };
  RowMapper mapper(*mapping, context);
  std::vector<Field> fields;
  for (const char* name : {"I", "P", "S", "V"}) fields.push_back({name, "", FieldType::kText});
  REQUIRE(mapper.Bind(fields).ok());
  TableBuilder builder(fields);
  for (const std::string& cell : {indicator, std::string("2017"), sex, value})
    builder.AddText(cell);
  builder.EndRow();
  RowResult result;
  mapper.Map(builder.Take(), 0, {"f.csv", "", 2, ""}, result);
  Outcome outcome;
  if (!result.findings.empty()) {
    const Finding& f = result.findings.front();
    outcome = {f.code, f.found, f.expected, f.hint, {}, "", ""};
  } else {
    REQUIRE(result.count == 1);
    outcome.value = result.observations[0].value;
    outcome.note = result.observations[0].remarks.note;
  }
  return outcome;
}

struct Case {
  const char* cell;
  const char* settings;
  double number;
};

TEST_CASE("a mark that parts thousands or decimals is refused until the mapping says which") {
  for (const char* cell : {"1.234", "1,282", "12.345", "-1,234"}) {
    INFO(cell);
    CHECK(Read(cell).code == "ambiguous-number");
    CHECK(Read(cell).hint ==
          "Say \"decimal\": \",\" or \".\" for the column in the mapping, or --option decimal=,");
  }
  for (const Case& c : {Case{"1.234", R"(,"decimal":",")", 1234},
                        {"1,282", R"(,"decimal":".")", 1282},
                        {"1,282", R"(,"group":",")", 1282},
                        {"1.234", R"(,"group":".")", 1234},
                        {"1 234", "", 1234},
                        {"1\xC2\xA0"
                         "234",
                         "", 1234},
                        {"1\xE2\x80\xAF"
                         "234",
                         "", 1234},
                        {"12'345", "", 12345}}) {
    INFO(c.cell << c.settings);
    CHECK(Read(c.cell, c.settings).value.number == c.number);
  }
  // Thousands parted by blanks: the comma is before decimals, and half a person is refused.
  CHECK(Read("1,234", R"(,"group":" ")").code == "bad-unit");
}

TEST_CASE("a number with a mark beside it is refused until the mapping says what the mark means") {
  for (const char* cell :
       {"12*", "12 1)", "12¹", "12 lica", "12 EUR", "~12", "12p", "ca. 12", "12 (e)", "1.234*"}) {
    INFO(cell);
    const Outcome read = Read(cell);
    CHECK(read.code == "number-with-mark");
    CHECK(read.found == cell);
    CHECK(
        read.hint ==
        "Say what the mark means in the mapping's value column: \"marks\": {\"*\": \"ignore\"}, or "
        "{\"p\": {\"status\": \"P\"}}.");
  }
  CHECK(Read("12*", R"(,"marks":{"*":"ignore"})").value.number == 12.0);
  CHECK(Read("12 1)", R"j(,"marks":{"1)":"ignore"})j").value.number == 12.0);
  CHECK(Read("121)", R"j(,"marks":{"1)":"ignore"})j").code == "number-with-mark");
  CHECK(Read("12¹", R"(,"marks":{"¹":{"note":"until September"}})").note == "until September");
  CHECK(Read("ca. 12", R"(,"marks":{"ca.":{"status":"P"}})").value.status == "P");
  const Outcome two = Read("12 p*", R"(,"marks":{"p":{"status":"P"},"*":{"flags":"U"}})");
  CHECK(two.value.number == 12.0);
  CHECK(two.value.status == "P");
  CHECK(two.value.flags == "U");
  // What stands beside the mark is read by the same rule.
  CHECK(Read("1.234*", R"(,"marks":{"*":"ignore"})").code == "ambiguous-number");
  CHECK(Read("12 x", R"(,"marks":{"*":"ignore"})").code == "number-with-mark");
}

TEST_CASE("brackets may mean minus or unreliable") {
  const Outcome read = Read("(12)");
  CHECK(read.code == "number-in-brackets");
  CHECK(read.hint ==
        "Say \"brackets\": \"minus\" or \"unreliable\" for the column in the mapping.");
  CHECK(Read("(12)", R"(,"brackets":"unreliable")").value.number == 12.0);
  CHECK(Read("(12)", R"(,"brackets":"unreliable")").value.flags == "U");
  CHECK(Read("(12)", R"(,"brackets":"minus")").code == "bad-unit");  // persons are not negative
}

TEST_CASE("a share is no count") {
  const Outcome read = Read("12 %");
  CHECK(read.code == "percent-in-count");
  CHECK(read.expected == "a number of persons, not a share");
}

TEST_CASE("a symbol may stand for a number with a status, flags and a note") {
  const Outcome read =
      Read("dvanaest",
           R"(,"symbols":{"dvanaest":{"status":"P","value":12,"flags":"U","note":"in words"}})");
  CHECK(read.value.number == 12.0);
  CHECK(read.value.status == "P");
  CHECK(read.value.flags == "U");
  CHECK(read.note == "in words");
}

TEST_CASE("a code with a letter of another script is refused and says which letter") {
  const Outcome indicator = Read("12", "", "ID.О2");  // Cyrillic О for zero
  CHECK(indicator.code == "mixed-scripts");
  CHECK(indicator.expected ==
        "the code of an indicator of RS such as ID.02, in letters of one script; letter 4 (О) is "
        "Cyrillic");
  CHECK(indicator.hint ==
        "Type it again in Latin letters, or translate what the file writes in the mapping's "
        "\"codes\".");
  const Outcome sex = Read("12", "", "ID.02", "М");  // all of it Cyrillic
  CHECK(sex.code == "mixed-scripts");
  CHECK(sex.expected ==
        "a code of sex (F, M and U), in letters of one script; its letters are Cyrillic "
        "and only look like M");
  CHECK(Read("12", "", "ID.02", "жене").code == "unknown-code");
  CHECK(Read("12", "", "ID.02", "X").code == "unknown-code");
}

TEST_CASE("a header with a letter of another script is said to look like the one that is missing") {
  const Result<Json> json = ParseJson(
      R"({"document":"mapping/1","name":"m","version":1,"read":{"plugin":"p"},"rows":"observations",
          "columns":{"value":{"from":"Broj"}}})",
      "mapping");
  const Result<Mapping> mapping = Mapping::Read(*json, "m.json");
  MapperContext context;
  context.file = "f.csv";
  RowMapper mapper(*mapping, context);
  const Status s = mapper.Bind({{"Brоj", "", FieldType::kText}});  // Cyrillic о
  CHECK(s.message() ==
        "f.csv: the column 'Broj', which the mapping 'm' expects, is not in the file. The column "
        "'Brоj' "
        "looks like it, but letter 3 (о) is Cyrillic.");
}

}  // namespace
}  // namespace rapporteur
