#include <rapporteur/guard.hpp>
#include <rapporteur/options.hpp>
#include <rapporteur/parse.hpp>

#include <catch2/catch.hpp>

#include <limits>

namespace {

// "row N, field: message" of what `body` throws.
template <typename Body>
std::string Thrown(Body body) {
  rpt_error error = rpt::detail::empty_error();
  if (rpt::guard(&error, body) == RPT_OK) return "";
  return "row " + std::to_string(error.row) + ", " + error.field + ": " + error.message;
}

}  // namespace

TEST_CASE("numbers are read without locale") {
  CHECK(rpt::to<std::int64_t>("2024", 1, "n") == 2024);
  CHECK(rpt::to<std::int64_t>(" -5 ", 1, "n") == -5);
  CHECK(rpt::to<std::int64_t>("+5", 1, "n") == 5);
  CHECK(rpt::to<double>("3.5", 1, "n") == 3.5);
  CHECK(rpt::to<double>("3,5", 1, "n", ',') == 3.5);
  CHECK(rpt::to<double>("1e3", 1, "n") == 1000);
}

TEST_CASE("what is no number is refused with its place, and a long cell is not repeated") {
  struct Case {
    const char* cell;
    char decimal;
    const char* said;
  };
  const Case cases[] = {
      {"", '.', "row 9, value: cannot read an empty cell"},
      {"3,5", '.', "row 9, value: cannot read '3,5'"},
      {"3.5", ',', "row 9, value: cannot read '3.5'"},
      {"+-5", '.', "row 9, value: cannot read '+-5'"},
      {"Ana", '.', "row 9, value: cannot read a text of 3 bytes"},
      {"0101990123456x", '.', "row 9, value: cannot read a text of 14 bytes"},
      {"nan", '.', "row 9, value: cannot read a text of 3 bytes"},
      {"1e999", '.', "row 9, value: cannot read '1e999'"},
  };
  for (const Case& c : cases) {
    CHECK(Thrown([&] { rpt::to<double>(c.cell, 9, "value", c.decimal); }) == c.said);
  }
  CHECK(Thrown([] { rpt::to<std::int64_t>("3.0", 1, "n"); }) == "row 1, n: cannot read '3.0'");
  CHECK(Thrown([] { rpt::to<std::int64_t>("9223372036854775808", 1, "n"); }) ==
        "row 1, n: cannot read a text of 19 bytes");
}

TEST_CASE("dates become ISO dates, the day first") {
  CHECK(rpt::iso_date("2024-02-29", 1, "d") == "2024-02-29");
  CHECK(rpt::iso_date("1.2.2024.", 1, "d") == "2024-02-01");
  CHECK(rpt::iso_date("01. 02. 2024.", 1, "d") == "2024-02-01");
  CHECK(rpt::iso_date("31/12/1999", 1, "d") == "1999-12-31");
  for (const char* bad : {"", "2023-02-29", "32.1.2024", "1.13.2024", "1.2.24", "1.2", "2024-2-1-4",
                          "a.b.2024", "1.2.2024.x", "--1", "1-2-2024"}) {
    CHECK(Thrown([&] { rpt::iso_date(bad, 3, "d"); }).find("row 3, d: cannot read") == 0);
  }
}

TEST_CASE("a line is cut into exactly as many fields as there are") {
  std::string_view f[3];
  rpt::split("a;;c", ';', f, 1);
  CHECK(f[0] == "a");
  CHECK(f[1].empty());
  CHECK(f[2] == "c");
  CHECK(Thrown([&] { rpt::split("a;b", ';', f, 7); }) == "row 7, : expected 3 fields, found 2");
  CHECK(Thrown([&] { rpt::split("a;b;c;d", ';', f, 7); }) == "row 7, : expected 3 fields, found 4");
}

TEST_CASE("options are a flat JSON object") {
  const rpt::Options options(
      R"( {"separator": ";", "skip": 2, "share": -0.5, "quoted": true, "none": null,)"
      R"( "list": ["a", "}]"], "name": "\u0160id \ud83d\ude00 \"x\"\n"} )");
  CHECK(options.text("separator", ",") == ";");
  CHECK(options.integer("skip") == 2);
  CHECK(options.number("share") == -0.5);
  CHECK(options.flag("quoted"));
  CHECK(options.text("none", "x").empty());
  CHECK(options.text("absent", "x") == "x");
  CHECK(options.text("list") == R"(["a", "}]"])");
  CHECK(options.text("name") == "Šid 😀 \"x\"\n");
  CHECK_FALSE(options.has("absent"));
  CHECK(rpt::Options("").text("a").empty());
  CHECK(rpt::Options("{}").text("a").empty());
  CHECK(Thrown([&] { options.integer("separator"); }) == "row 0, separator: expected a number");
  for (const char* bad : {"x", "{", "{\"a\"", "{\"a\":", "{\"a\":\"", "{\"a\":1", "{\"a\":\"\\u12\"}",
                          "{\"a\":\"\\ud800\"}", "{\"a\":[1}", "{\"a\":}"}) {
    CHECK(Thrown([&] { rpt::Options refused(bad); }) ==
          "row 0, : the options are not a flat JSON object");
  }
}

TEST_CASE("a message that is too long is cut between characters") {
  rpt_error error = rpt::detail::empty_error();
  std::string text(438, 'a');
  text += "ш and more";
  CHECK(rpt::guard(&error, [&] { throw rpt::Internal(text); }) == RPT_INTERNAL);
  CHECK(std::string(error.message) == std::string(438, 'a'));
  CHECK(rpt::guard(&error, [] { throw std::bad_alloc(); }) == RPT_MEMORY);
  CHECK(std::string(error.message) == "the plugin needed more memory than the job may use");
}

TEST_CASE("an error struct of another size is left alone") {
  rpt_error error = rpt::detail::empty_error();
  error.struct_size = 16;
  CHECK(rpt::guard(&error, [] { throw rpt::BadInput(1, "f", "m"); }) == RPT_BAD_INPUT);
  CHECK(error.row == 0);
  CHECK(rpt::guard(nullptr, [] { throw rpt::BadInput(1, "f", "m"); }) == RPT_BAD_INPUT);
}
