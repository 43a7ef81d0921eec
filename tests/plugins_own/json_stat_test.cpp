// Datasets of JSON-stat 2.0.
#include <catch2/catch.hpp>
#include <rapporteur/testing.hpp>
#include <string>

#include "plugins/json_import/json_import.h"
#include "tests/plugins_own/shown_run.h"

namespace rapporteur {
namespace {

using rpt::testing::Run;

Run Import(const std::string& text, const std::string& options = "{}") {
  return rpt::testing::run(JsonImport(), text, options);
}

const std::string kDimensions = R"(
  "id": ["geo", "time"], "size": [2, 3], "role": {"time": ["time"], "geo": ["geo"]},
  "dimension": {
    "geo": {"label": "Country", "category": {"index": {"MK": 1, "RS": 0},
            "label": {"RS": "Serbia", "MK": "North Macedonia"}}},
    "time": {"category": {"index": ["2020", "2021", "2022"], "unit": {"2020": {"label": "persons"}}}}})";

// A dataset of two countries and three years.
std::string Dataset(const std::string& data) {
  return R"({"version": "2.0", "class": "dataset", "label": "Victims", "source": "Own count", )" +
         data + "," + kDimensions + "}";
}

TEST_CASE("every cell of a dataset is a row, the last dimension changing fastest") {
  const char* const expected =
      "geo|time|value.|status\n1: RS|2020|1|-\n2: RS|2021|2.50|-\n3: RS|2022|-|-\n"
      "4: MK|2020|0|-\n5: MK|2021|5|-\n6: MK|2022|6|-";
  CHECK(TableOf(Import(Dataset(R"("value": [1, 2.50, null, 0, 5, 6])"))) == expected);
  CHECK(TableOf(Import(Dataset(R"("value": {"0": 1, "1": 2.50, "3": 0, "4": 5, "5": 6})"))) ==
        expected);
  CHECK(TableOf(Import(Dataset(
            R"("value": {"5": 6, "1": 2.50, "3": 0, "4": 5, "0": 1, "2": null})"))) == expected);
  // The values may stand in front of what describes them, or behind it.
  CHECK(TableOf(Import(R"({"class": "dataset",)" + kDimensions +
                       R"(, "value": [1, 2.50, null, 0, 5, 6]})")) == expected);
  CHECK(TableOf(Import("{" + kDimensions + R"(, "value": [1, 2.50, null, 0, 5, 6]})",
                       R"({"layout": "json-stat"})")) == expected);
}

TEST_CASE("the status of a cell stands beside it, however it is written") {
  const std::string values = R"("value": [1, 2, null, 4, 5, 6], "status": )";
  struct Case {
    const char *status, *column;
  };
  const Case cases[] = {
      {R"(["p", null, ":c", "", "b", null])", "p - :c  b - "},
      {R"({"2": "c", "4": "bp"})", "- - c - bp - "},
      {R"("e")", "e e e e e e "},
      {R"(["e"])", "e e e e e e "},
      {R"([null])", "- - - - - - "},
      {R"(null)", "- - - - - - "},
      {R"({})", "- - - - - - "},
      {R"([1, 2, 3, 4, 5, 6])", "1 2 3 4 5 6 "},
  };
  for (const Case& c : cases) {
    INFO(c.status);
    const Run run = Import(Dataset(values + c.status));
    REQUIRE(FailureOf(run) == "no failure");
    std::string column;
    for (const auto& row : run.rows) column += row[4].value_or("-") + " ";
    CHECK(column == c.column);
  }
}

TEST_CASE("labels are columns where that is wanted, and scanned in any case") {
  const std::string text = Dataset(R"("note": ["n1"], "value": [1, 2, 3, 4, 5, 6])");
  const Run run = Import(text, R"({"labels": true})");
  CHECK(run.fields.size() == 7);
  CHECK(TableOf(run).substr(0, 94) ==
        "geo|geo.label|time|time.label|value.|status\n1: RS|Serbia|2020|-|1|-\n2: "
        "RS|Serbia|2021|-|2|-\n3:");
  CHECK(AsidesOf(Import(text)) ==
        "property 0: 2.0\ndataset\nVictims\nOwn count\nn1\ngeo\ntime\ntime\ngeo\nCountry\nSerbia\n"
        "North Macedonia\n2020\n2021\n2022\npersons\n");
}

TEST_CASE(
    "a value that is no number is kept, and a mark in it keeps the column from a convention") {
  CHECK(TableOf(Import(Dataset(R"("value": ["<5", 2, ":", 4, 5, 6])"))).substr(0, 44) ==
        "geo|time|value.|status\n1: RS|2020|<5|-\n2: RS");
  CHECK(TableOf(Import(Dataset(R"("value": ["1.234", 2, 3, 4, 5, 6])"))).substr(0, 21) ==
        "geo|time|value|status");
}

TEST_CASE("a dimension of one category needs no index") {
  CHECK(TableOf(Import(R"({"class": "dataset", "id": ["sex", "geo"], "size": [1, 1], "dimension": {
          "sex": {"category": {"label": {"T": "Total"}}}, "geo": {"category": {"index": ["RS"]}}},
          "value": [3], "status": ["p"]})")) == "sex|geo|value.|status\n1: T|RS|3|p");
}

TEST_CASE("one of the datasets of a collection is read") {
  const std::string one = Dataset(R"("value": [1, 2, 3, 4, 5, 6])");
  const std::string two = Dataset(R"("value": [7, 8, 9, 10, 11, 12], "status": "p")");
  const auto collection = [](const std::string& items) {
    return R"({"version": "2.0", "class": "collection", "href": "https://x", "link": {"item": [)" +
           items + "]}}";
  };
  const std::string elsewhere = R"({"class": "dataset", "href": "https://x/1.json"})";
  const std::string both = collection(elsewhere + "," + one + "," + two);
  CHECK(FailureOf(Import(both)) ==
        "the collection holds 2 datasets; say which one to read, --option dataset=1 to 2");
  CHECK(TableOf(Import(both, R"({"dataset": 1})")) == TableOf(Import(one)));
  CHECK(TableOf(Import(both, R"({"dataset": 2})")) == TableOf(Import(two)));
  CHECK(FailureOf(Import(both, R"({"dataset": 3})")) == "dataset: the collection holds 2 datasets");
  CHECK(TableOf(Import(collection(two))) == TableOf(Import(two)));
  CHECK(TableOf(Import(collection(two), R"({"layout": "json-stat"})")) == TableOf(Import(two)));
  CHECK(FailureOf(Import(collection(elsewhere))) ==
        "the collection only says where datasets are and holds none; download a dataset itself");
  CHECK(FailureOf(Import(one, R"({"dataset": 2})")) ==
        "dataset: the file is one dataset and no collection");
}

TEST_CASE("a dataset whose parts don't fit is refused") {
  const std::string good = R"("value": [1, 2, 3, 4, 5, 6])";
  struct Case {
    std::string text;
    const char* message;
  };
  const auto with = [](const std::string& id, const std::string& size, const std::string& dimension,
                       const std::string& more = R"("value": [1, 2])") {
    return R"({"class": "dataset", "id": )" + id + R"(, "size": )" + size + R"(, "dimension": )" +
           dimension + ", " + more + "}";
  };
  const std::string geo = R"({"geo": {"category": {"index": ["RS", "MK"]}}})";
  const Case cases[] = {
      {Dataset(R"("value": [1, 2, 3, 4, 5])"),
       "value: found 5 values, expected 6 as \"size\" says"},
      {Dataset(R"("value": [1])"), "value: found 1 value, expected 6 as \"size\" says"},
      {Dataset(R"("value": [1, 2, 3, 4, 5, 6, 7])"),
       "value: found 7 values, expected 6 as \"size\" says"},
      {Dataset(R"("value": {"6": 1})"),
       "value: found the cell 6, expected 0 to 5 as \"size\" says"},
      {Dataset(R"("value": {"1": 1, "1": 2})"), "value: the cell 1 stands there twice"},
      {Dataset(R"("value": {"01": 1})"),
       "value: found a name that is no number of a cell, expected \"0\", \"1\", …"},
      {Dataset(R"("value": {"RS": 1})"),
       "value: found a name that is no number of a cell, expected \"0\", \"1\", …"},
      {Dataset(R"("value": [1, [2], 3, 4, 5, 6])"),
       "value: found an object or array within \"value\", expected numbers or texts"},
      {Dataset(R"("value": [1, 2, 3, 4, 5, true])"),
       "value: found true or false, expected numbers or texts"},
      {Dataset(R"("value": 7)"),
       "value: found a single text or number, expected an array or object"},
      {Dataset(good + R"(, "status": ["a", "b"])"),
       "status: found 2 values, expected 6 as \"size\" says"},
      {Dataset(good + R"(, "value": [1])"), "value: \"value\" stands there twice"},
      {Dataset(good + R"(, "label": "again")"), "an object has the name label twice"},
      {Dataset(R"("note": "no value")"), "the dataset has no \"value\""},
      {with(R"(["geo"])", "[3]", geo),
       "the dimension geo has 2 categories, expected 3 as \"size\" says"},
      {with(R"(["geo", "sex"])", "[2]", geo), "\"id\" names 2 dimensions, \"size\" 1"},
      {with(R"(["sex"])", "[2]", geo),
       "the dimension sex of \"id\" is not described with its categories"},
      {with(R"(["geo", "geo"])", "[2, 2]", geo, R"("value": [1, 2, 3, 4])"),
       "two columns would be called geo"},
      {with(R"([])", "[]", geo), "found 0 dimensions, expected 1 to 64"},
      {with(R"(["geo"])", "[0]", geo), "a dimension has the size 0: the dataset has no cell"},
      {with(R"(["geo"])", "[-2]", geo), "\"size\" holds what is no whole number"},
      {with(R"(["geo"])", "[2.0]", geo), "\"size\" holds what is no whole number"},
      {with(R"([1])", "[2]", geo), "\"id\" holds what is no text"},
      {with(R"("geo")", "[2]", geo),
       "the dataset has no arrays \"id\" and \"size\", expected JSON-stat 2.0"},
      {with(R"(["geo"])", "[2]", R"({"geo": {"category": {"index": ["RS", "RS"]}}})"),
       "the dimension geo has a code twice"},
      {with(R"(["geo"])", "[2]", R"({"geo": {"category": {"index": {"RS": 0, "MK": 2}}}})"),
       "the dimension geo has an \"index\" that is not 0, 1, 2, … each once"},
      {with(R"(["geo"])", "[2]", R"({"geo": {"category": {"index": {"RS": 0, "MK": 0}}}})"),
       "the dimension geo has an \"index\" that is not 0, 1, 2, … each once"},
      {with(R"(["geo"])", "[2]", R"({"geo": {"category": {"index": [1, 2]}}})"),
       "the dimension geo has a code that is no text"},
      {with(R"(["geo"])", "[2]", R"({"geo": {"category": {"label": {"RS": "a", "MK": "b"}}}})"),
       "the dimension geo has no \"index\" that orders its categories"},
      {with(R"(["value"])", "[2]", R"({"value": {"category": {"index": ["RS", "MK"]}}})"),
       "two columns would be called value"},
      // A few bytes that promise any number of cells.
      {with(R"(["a", "b", "c", "d"])", "[1000000, 1000000, 1, 1]", "{}", R"("value": {})"),
       "the dataset has more than 4,000,000 cells; ask for a part of it"},
      {with(R"(["a", "b"])", "[4294967296, 4294967296]", "{}", R"("value": {})"),
       "the dataset has more than 4,000,000 cells; ask for a part of it"},
      {with(R"(["a"])", "[99999999999999999999]", "{}", R"("value": {})"),
       "\"size\" holds what is no whole number"},
      {Dataset(good) + "\n{}", "a second value stands behind the dataset"},
  };
  for (const Case& c : cases) {
    INFO(c.text);
    const Run run = Import(c.text);
    CHECK(FailureOf(run) == c.message);
    CHECK(run.rows.empty());
    CHECK(BrokenImport(run) == "");
  }
}

}  // namespace
}  // namespace rapporteur
