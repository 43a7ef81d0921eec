#include "core/import/row_mapper.h"

#include <catch2/catch.hpp>

#include "core/base/json.h"
#include "core/base/text.h"
#include "tests/support/small_catalogue.h"

namespace rapporteur {
namespace {

// A mapper over texts: headers once, then rows.
struct Fixture {
  std::shared_ptr<const Catalogue> catalogue = SmallCatalogue();
  Resolver resolver{catalogue, catalogue->sources()};
  std::shared_ptr<const Problem> disabled = std::make_shared<const Problem>(
      Problem{"country-not-enabled", "AL", "a country whose plugin is enabled", ""});
  Mapping mapping;
  std::vector<Field> fields;
  std::unique_ptr<RowMapper> mapper;
  RowResult result;

  Status Bind(const std::string& headers, const std::string& document = "",
              const std::string& source = "REP-2018/RS-CZZTLJ") {
    fields.clear();
    std::vector<std::string> names;
    for (std::string_view name : Split(headers, '|')) {
      names.emplace_back(name);
      fields.push_back({names.back(), "", FieldType::kText});
    }
    mapping = Mapping::Identity(names);
    if (!document.empty()) {
      Result<Json> json = ParseJson(document, "mapping");
      REQUIRE(json.ok());
      Result<Mapping> read = Mapping::Read(*json, "m.json");
      REQUIRE(read.ok());
      mapping = *read;
    }
    MapperContext context;
    context.file = "cases.csv";
    context.country = "RS";
    context.source = source;
    context.resolver = [this](const std::string& country) {
      return country == "RS" ? CountryAnswer{&resolver, nullptr} : CountryAnswer{nullptr, disabled};
    };
    mapper = std::make_unique<RowMapper>(mapping, context);
    return mapper->Bind(fields);
  }

  void Map(const std::string& row) {
    TableBuilder builder(fields);
    for (std::string_view cell : Split(row, '|')) {
      if (cell.empty()) {
        builder.AddMissing();
      } else {
        builder.AddText(cell);
      }
    }
    builder.EndRow();
    mapper->Map(builder.Take(), 0, {"cases.csv", "", 17, ""}, result);
  }

  // The first message, or what became of the row.
  std::string Said() {
    if (result.kind == RowResult::Kind::kSkipped) return "skipped: " + result.skip_reason;
    return result.findings.empty() ? "mapped" : result.findings.front().message;
  }
};

const char* const kPlain = "country|indicator|period|sex|territory|value|status|flags";

TEST_CASE("a row in the vocabulary needs no mapping") {
  Fixture f;
  REQUIRE(f.Bind(kPlain).ok());
  f.Map("RS|ID.02|2017|F|RS-VO|12||BU");
  REQUIRE(f.Said() == "mapped");
  REQUIRE(f.result.count == 1);
  const MappedObservation& o = f.result.observations[0];
  CHECK(o.definition->definition == "RS:ID.02@1");
  CHECK(*o.territory == "RS-VO");
  CHECK(o.dimensions == "sex=F");
  CHECK(o.period->code == "2017");
  CHECK(o.source->code == "REP-2018/RS-CZZTLJ");
  CHECK(o.value.number == 12.0);
  CHECK(o.value.status == "A");
  CHECK(o.value.flags == "BU");
}

TEST_CASE("numeric columns of one row are read side by side") {
  Fixture f;
  f.mapping = Mapping::Identity({"country", "indicator", "period", "value"});
  const std::vector<Field> fields = {{"country", "", FieldType::kText},
                                     {"indicator", "", FieldType::kText},
                                     {"period", "", FieldType::kInt64},
                                     {"value", "", FieldType::kInt64}};
  MapperContext context;
  context.source = "REP-2018/RS-CZZTLJ";
  context.resolver = [&f](const std::string&) { return CountryAnswer{&f.resolver, nullptr}; };
  RowMapper mapper(f.mapping, context);
  REQUIRE(mapper.Bind(fields).ok());
  TableBuilder builder(fields);
  builder.AddText("RS");
  builder.AddText("ID.02");
  builder.AddInt64(2017);
  builder.AddInt64(40);
  builder.EndRow();
  mapper.Map(builder.Take(), 0, {"cases.csv", "", 2, ""}, f.result);
  REQUIRE(f.Said() == "mapped");
  CHECK(f.result.observations[0].period->code == "2017");
  CHECK(f.result.observations[0].value.number == 40.0);
}

TEST_CASE("a column of numbers has no decimal mark, whatever mapping and option say of texts") {
  Fixture f;
  Result<Json> json = ParseJson(
      R"({"document": "mapping/1", "name": "m", "version": 1, "rows": "observations",
          "columns": {"country": {"from": "country"}, "indicator": {"from": "indicator"},
                      "period": {"from": "period"}, "value": {"from": "value", "decimal": ","}}})",
      "mapping");
  REQUIRE(json.ok());
  Result<Mapping> mapping = Mapping::Read(*json, "m.json");
  REQUIRE(mapping.ok());
  f.mapping = *mapping;
  const std::vector<Field> fields = {{"country", "", FieldType::kText},
                                     {"indicator", "", FieldType::kText},
                                     {"period", "", FieldType::kFloat64},
                                     {"value", "", FieldType::kFloat64}};
  MapperContext context;
  context.source = "REP-2018/RS-CZZTLJ";
  context.decimal = Decimal::kComma;
  context.resolver = [&f](const std::string&) { return CountryAnswer{&f.resolver, nullptr}; };
  RowMapper mapper(f.mapping, context);
  REQUIRE(mapper.Bind(fields).ok());
  TableBuilder builder(fields);
  builder.AddText("RS");
  builder.AddText("ID.02");
  builder.AddFloat64(2017);
  builder.AddFloat64(1.234);
  builder.EndRow();
  mapper.Map(builder.Take(), 0, {"cases.xlsx", "", 2, ""}, f.result);
  // A count of 1.234 persons is refused as such, and never taken for 1234.
  const std::string said = f.Said();
  INFO(said);
  CHECK((said == "mapped" ? f.result.observations[0].value.number == 1.234
                          : said.find("1.234") != std::string::npos));
}

TEST_CASE("_T, total and an empty cell mean that a value is not broken down") {
  Fixture f;
  REQUIRE(f.Bind(kPlain).ok());
  for (const char* sex : {"_T", "total", ""}) {
    f.Map("RS|ID.02|2017|" + std::string(sex) + "||12||");
    INFO(sex);
    REQUIRE(f.Said() == "mapped");
    CHECK(f.result.observations[0].dimensions.empty());
    CHECK(*f.result.observations[0].territory == "RS");
  }
}

TEST_CASE("what a row may not say is refused with place, found and expected") {
  struct Case {
    const char* row;
    const char* message;
  };
  const Case cases[] = {
      {"AL|ID.02|2017|F||1||",
       "cases.csv, row 17, column country: found 'AL', expected a country whose plugin is enabled."},
      {"RS|ID.99|2017|F||1||",
       "cases.csv, row 17, column indicator: found 'ID.99', expected the code of an indicator of RS "
       "such as ID.02."},
      {"RS|ID.02|20177|F||1||",
       "cases.csv, row 17, column period: found '20177', expected a year between 1900 and 2100, a "
       "half-year (2017-S1), quarter (2017-Q1), month (2017-03) or range (2013/2016)."},
      {"RS|ID.02|2017|X||1||",
       "cases.csv, row 17, column sex: found 'X', expected a code of sex (F, M and U)."},
      {"RS|ID.02|2017|F|RS-99|1||",
       "cases.csv, row 17, column territory: found 'RS-99', expected the code of a territorial unit "
       "of RS."},
      {"RS|ID.02|2017|F||many||",
       "cases.csv, row 17, column value: found 'many', expected a number in persons."},
      {"RS|ID.02|2017|F||1.234||",
       "cases.csv, row 17, column value: found '1.234', expected a number that can be read in one way "
       "only; this mark may part thousands or decimals."},
      {"RS|ID.02|1999|F||1||",
       "cases.csv, row 17, column indicator: found 'ID.02', expected an indicator with a definition "
       "valid on 1999-12-31."},
      {"RS|ID.32|2017|||72||",
       "cases.csv, row 17, column indicator: found 'ID.32', expected an indicator that RS has not "
       "dropped."},
      {"RS|ID.21|2017|F||1||",
       "cases.csv, row 17, column sex: found 'sex', expected no breakdown, for RS:ID.21@1 has none."},
      {"RS|ID.02|2017|F||1|O|",
       "cases.csv, row 17, column value: found 'O', expected no value beside this status."},
      {"RS|ID.02|2017|F||1||X",
       "cases.csv, row 17, column flags: found 'X', expected flags of the catalogue (B, D, U, K)."},
  };
  Fixture f;
  REQUIRE(f.Bind(kPlain).ok());
  for (const Case& c : cases) {
    f.Map(c.row);
    INFO(c.row);
    CHECK(f.Said() == c.message);
    CHECK(f.result.count == 0);
  }
}

TEST_CASE("a blank is neither a zero nor a value; symbols say why there is none") {
  Fixture f;
  REQUIRE(f.Bind(kPlain).ok());
  f.Map("RS|ID.02|2017|F||||");
  CHECK(f.Said() == "skipped: no value in the row");
  f.Map("RS|ID.02|2017|F||0||");
  CHECK(f.result.observations[0].value.number == 0.0);
  f.Map("RS|ID.02|2017|F||:||");
  CHECK(f.result.observations[0].value.status == "O");
  CHECK_FALSE(f.result.observations[0].value.number);
  f.Map("RS|ID.02|2017|F||<5||");
  CHECK(f.result.observations[0].value.status == "Q");
  CHECK(f.result.observations[0].value.text == "<5");
  f.Map("RS|ID.02|2017|F|||O|");
  CHECK(f.Said() == "mapped");
  CHECK(f.result.observations[0].value.status == "O");
  f.Map("RS|ID.35|2017||| a new route ||");
  CHECK(f.result.observations[0].value.text == "a new route");
}

TEST_CASE("a status of the row says why a value is missing, the symbol only that it is") {
  Fixture f;
  REQUIRE(f.Bind("value|flag", R"json({"document": "mapping/1", "name": "flags", "version": 1,
    "read": {"plugin": "p"}, "rows": "observations", "ignored": [],
    "columns": {"country": {"constant": "RS"}, "indicator": {"constant": "ID.02"},
     "period": {"constant": "2017"}, "value": {"from": "value", "symbols": {"": {"status": "O"}, "..": {"status": "O"}}},
     "status": {"from": "flag", "codes": {"c": "Q", "z": "M", "b": "A"}},
     "flags": {"from": "flag", "codes": {"b": "B", "c": "", "z": ""}}}})json").ok());
  struct Case {
    const char *row, *status;
  };
  const Case cases[] = {{"|c", "Q"}, {":|c", "Q"}, {"..|c", "Q"}, {"|z", "M"},
                        {":|", "O"}, {"|b", "O"},  {":|b", "O"},  {"<5|z", "Q"}, {"7|b", "A"}};
  for (const Case& c : cases) {
    INFO(c.row);
    f.Map(c.row);
    CHECK(f.Said() == "mapped");
    CHECK(f.result.observations[0].value.status == c.status);
  }
  f.Map("7|c");
  CHECK(f.Said() ==
        "cases.csv, row 17, column value: found 'Q', expected no value beside this status.");
}

const char* const kPairs = R"json({"document": "mapping/1", "name": "pairs", "version": 1,
 "read": {"plugin": "p"}, "rows": "observations",
 "columns": {
  "country": {"constant": "RS"}, "indicator": {"from": "what"}, "period": {"from": "year"},
  "value": {"from": "n", "decimal": ",", "symbols": {"-": "refuse", "x": {"status": "M"}}},
  "*": {"from": "breakdown", "none": ["all"], "rename": {"source": "counted_by"},
        "codes": {"sex": {"women": "F"}, "counted_by": {"police": "RS-MUP"}}},
  "source": {"from": "published", "lookup": "sources.title", "with": "counted_by"},
  "flags": {"from": "basis", "codes": {"seen": "", "recalled": "U"}}},
 "skip": [{"column": "what", "equals": "", "reason": "separator row"}], "ignored": ["x"]})json";
const char* const kPairHeaders = "what|year|n|breakdown|published|basis|x";

TEST_CASE("pairs, code translations, a lookup by title and who counted are read from the mapping") {
  Fixture f;
  REQUIRE(f.Bind(kPairHeaders, kPairs, "").ok());
  f.Map("ID.02|2017|1.234|sex=women; age_group=CHD|News of 2018|recalled|");
  REQUIRE(f.Said() == "mapped");
  CHECK(f.result.observations[0].dimensions == "age_group=CHD;sex=F");
  CHECK(f.result.observations[0].value.number == 1234.0);
  CHECK(f.result.observations[0].value.flags == "U");
  CHECK(f.result.observations[0].source->code == "NEWS-2018/RS-MUP");
  f.Map("ID.02|2017|20|source=police|Yearly report 2018|seen|");
  CHECK(f.result.observations[0].dimensions.empty());
  CHECK(f.result.observations[0].source->code == "REP-2018/RS-MUP");
  f.Map("ID.02|2017|x|all|News of 2018|seen|");
  CHECK(f.result.observations[0].value.status == "M");
}

TEST_CASE("what the mapping cannot place is refused; free text is not quoted") {
  struct Case {
    const char* row;
    const char* message;
  };
  const Case cases[] = {
      {"ID.02|2017|1|sex=NGO+INT|News of 2018||",
       "cases.csv, row 17, column breakdown: found 'NGO+INT', expected a code of sex (F, M and U)."},
      {"ID.02|2017|1|mobile team|News of 2018||",
       "cases.csv, row 17, column breakdown: found 'mobile team', expected pairs of the form "
       "dimension=code."},
      {"ID.02|2017|1|colour=red|News of 2018||",
       "cases.csv, row 17, column breakdown: found 'colour', expected a dimension of the catalogue "
       "(sex, age_group, ...)."},
      {"ID.02|2017|-|all|News of 2018||",
       "cases.csv, row 17, column n: found '-', expected a value; the mapping refuses this symbol "
       "because it may mean several things."},
      {"ID.02|2017|1|all|A private letter||",
       "cases.csv, row 17, column published: expected the title of a registered source of RS."},
      {"ID.02|2017|1|all|Yearly report 2018||",
       "cases.csv, row 17, column published: expected a title that only one registered source of RS "
       "has; 2 have this one."},
      {"ID.02|2017|1|sex=F;sex=M|News of 2018||",
       "cases.csv, row 17, column breakdown: found 'sex', expected each dimension once in a row."},
      {"|2017|1|all|News of 2018||", "skipped: separator row"},
      {"||||||", "skipped: blank row"},
  };
  Fixture f;
  REQUIRE(f.Bind(kPairHeaders, kPairs, "").ok());
  for (const Case& c : cases) {
    f.Map(c.row);
    INFO(c.row);
    CHECK(f.Said() == c.message);
  }
}

TEST_CASE("a column that is neither mapped nor ignored refuses the file, as does one that is missing") {
  Fixture f;
  CHECK(f.Bind("what|year|n|breakdown|published|basis|x|new one", kPairs).message() ==
        "cases.csv: the column 'new one' is neither mapped nor ignored by the mapping 'pairs'.");
  CHECK(f.Bind("what|year|n|breakdown|published|x", kPairs).message() ==
        "cases.csv: the column 'basis', which the mapping 'pairs' expects, is not in the file.");
}

TEST_CASE("a wide table gives one value for each matching header, and none for a blank") {
  Fixture f;
  const char* document = R"json({"document": "mapping/1", "name": "wide", "version": 1,
   "read": {"plugin": "p"}, "rows": "observations",
   "unpivot": {"headers": "^\\d{4}$", "to": "period", "value": "value"},
   "columns": {"indicator": {"from": "what"}, "sex": {"from": "sex", "codes": {"z": "F"}}},
   "ignored": []})json";
  REQUIRE(f.Bind("what|sex|2015|2016|2017", document).ok());
  f.Map("ID.02|z|3||5");
  REQUIRE(f.Said() == "mapped");
  REQUIRE(f.result.count == 2);
  CHECK(f.result.observations[0].period->code == "2015");
  CHECK(f.result.observations[1].period->code == "2017");
  CHECK(f.result.observations[1].value.number == 5.0);
  CHECK(f.result.observations[1].dimensions == "sex=F");
  f.Map("ID.02|z|3|bad|5");
  CHECK(f.result.count == 0);
  CHECK(f.Said() == "cases.csv, row 17, column 2016: found 'bad', expected a number in persons.");
}

}  // namespace
}  // namespace rapporteur
