#include "plugins/json_import/json_import.h"

#include <catch2/catch.hpp>
#include <rapporteur/testing.hpp>
#include <string>

#include "tests/plugins_own/shown_run.h"

namespace rapporteur {
namespace {

using rpt::testing::Run;

Run Import(const std::string& text, const std::string& options = "{}") {
  return rpt::testing::run(JsonImport(), text, options);
}

int Sniff(const std::string& text) {
  rpt::testing::detail::MemoryFile file(text);
  rpt::InputFile input(file.fd());
  return JsonImport::sniff(input);
}

struct Case {
  std::string text;
  const char* table;
  const char* options = "{}";
};

TEST_CASE("records become rows wherever the array of them stands") {
  const Case cases[] = {
      {R"([{"a": 1, "b": "x"}, {"a": 2, "b": "y"}])", "a.|b\n1: 1|x\n2: 2|y"},
      {R"({"title": "T", "data": [{"a": 1}, {"a": 2}]})", "a.\n1: 1\n2: 2"},
      {R"({"x": {"y": [{"a": 1}]}, "n": [1, 2]})", "a.\n1: 1"},
      {"{\"a\": 1}\n{\"a\": 2, \"b\": 3}\n\n{\"b\": 4}\n", "a.|b.\n1: 1|-\n2: 2|3\n4: -|4"},
      {"\xEF\xBB\xBF [{\"a\": \"\xC5\xBE\"}]", "a\n1: \xC5\xBE"},
      {R"({"a": 1, "b": {"c": 2}})", "a.|b.c.\n1: 1|2", R"({"path": "."})"},
      {R"({"one": [{"a": 1}], "two": [{"b": 2}]})", "b.\n1: 2", R"({"path": "two"})"},
      {R"({"x": {"two": [{"b": 2}]}, "one": [{"a": 1}]})", "b.\n1: 2", R"({"path": "x.two"})"},
      // Members may come and go, in any order.
      {R"([{"a": 1}, {"b": 2, "a": 3}, {}])", "a.|b.\n1: 1|-\n2: 3|2\n3: -|-"},
      {R"([{"row": 7}])", "row.\n1: 7"},
  };
  for (const Case& c : cases) {
    INFO(c.text);
    CHECK(TableOf(Import(c.text, c.options)) == c.table);
  }
  CHECK(Import(R"([{"row": 7}])").fields[0].name == "row_of_file");
}

TEST_CASE("numbers are kept as written, null is missing and no text is one") {
  CHECK(TableOf(Import(R"([{"v": 12345678901234567890}, {"v": -0}, {"v": 1.50}, {"v": 1E5},
                           {"v": 123456789012345678901234567890.5}, {"v": -7}, {"v": 0.1e-7},
                           {"v": null}])")) ==
        "v.\n1: 12345678901234567890\n2: -0\n3: 1.50\n4: 1E5\n5: 123456789012345678901234567890.5\n"
        "6: -7\n7: 0.1e-7\n8: -");
  CHECK(TableOf(Import(R"([{"t": true, "f": false, "e": "", "n": null}])")) ==
        "t|f|e|n\n1: true|false||-");
  CHECK(TableOf(Import(R"([{"t": "\u0416 \ud83d\ude00 \"q\" \\ \n"}])")) ==
        "t\n1: \xD0\x96 \xF0\x9F\x98\x80 \"q\" \\ \n");
}

TEST_CASE("a column says how its numbers are written where nothing speaks against it") {
  const Case cases[] = {
      {R"([{"v": 1.234}, {"v": 5}])", "v."},
      {R"([{"v": 1.234}, {"v": ":"}])", "v."},
      {R"([{"v": 1.234}, {"v": "1.234"}])", "v"},
      {R"([{"v": 5}, {"v": "1.234"}])", "v"},
      {R"([{"v": 5}, {"v": "12,5"}])", "v,"},
      {R"([{"v": 5.5}, {"v": "12,5"}])", "v"},
      {R"([{"v": "12,5"}, {"v": "1.234"}])", "v,"},
      {R"([{"v": "12.5"}])", "v."},
      {R"([{"v": "12.5"}, {"v": "12,5"}])", "v"},
      {R"([{"v": [1.5, 2]}])", "v"},
      {R"([{"v": "2020.01.01"}])", "v"},
  };
  for (const Case& c : cases) {
    INFO(c.text);
    const std::string table = TableOf(Import(c.text));
    CHECK(table.substr(0, table.find('\n')) == c.table);
  }
}

TEST_CASE("objects within a record are joined by points, arrays of values by a mark") {
  const Case cases[] = {
      {R"([{"a": {"b": {"c": 1}, "d": 2}, "e": {}}])", "a.b.c.|a.d.\n1: 1|2"},
      {R"([{"f": ["x", "y"], "g": []}, {"f": [], "g": []}, {"f": null}])", "f\n1: x;y\n2: -\n3: -"},
      {R"([{"f": ["x", null, 1, true]}])", "f\n1: x, 1, true", R"({"list": ", "})"},
      {R"([{"f": [null, null]}])", "f\n1: -"},
      {R"([{"f": [{"x": 1}], "a": 1}])", "a.\n1: 1"},
  };
  for (const Case& c : cases) {
    INFO(c.text);
    CHECK(TableOf(Import(c.text, c.options)) == c.table);
  }
}

TEST_CASE("an array of objects in a record makes rows, with what stands around it") {
  const std::string text = R"([
    {"region": "North", "cases": [{"year": 2020, "n": 4}, {"year": 2021, "n": 5}], "note": "x",
     "staff": [{"role": "judge"}]},
    {"region": "South", "cases": [], "note": null},
    {"cases": [{"n": 6, "by": [{"sex": "F", "n": 2}, {"sex": "M", "n": 4}]}], "region": "West"}])";
  CHECK(TableOf(Import(text, R"({"repeat": "cases"})")) ==
        "region|cases.year.|cases.n.|note\n"
        "1: North|2020|4|x\n1: North|2021|5|x\n3: West|-|6|-");
  CHECK(TableOf(Import(text, R"({"repeat": "cases.by"})")) ==
        "region|cases.year.|cases.n.|note|cases.by.sex|cases.by.n.\n"
        "3: West|-|6|-|F|2\n3: West|-|6|-|M|4");
  const Run parents = Import(text);
  CHECK(TableOf(parents) == "region|note\n1: North|x\n2: South|-\n3: West|-");
  CHECK(IssuesOf(parents) ==
        "warning 0/0: the objects in these arrays are not read: cases, staff; --option repeat=NAME "
        "makes a row of each object of one of them\n");
  CHECK(AsidesOf(parents) == "hidden 1: 2020\n4\n2021\n5\njudge\nhidden 3: 6\nF\n2\nM\n4\n");
  CHECK(FailureOf(Import(text, R"({"repeat": "people"})")) ==
        "repeat: the records have no array of objects of this name; they have cases, staff, "
        "cases.by");
  CHECK(FailureOf(Import(R"([{"a": 1}])", R"({"repeat": "people"})")) ==
        "repeat: the records hold no array of objects");
}

TEST_CASE("what stands around the array of records is scanned, and a column where that is wanted") {
  const std::string text = R"({"dataSet": "TRAF", "period": "2023", "n": 2.5, "dataValues": [
    {"dataElement": "ID02", "value": "40"}, {"dataElement": "ID03", "value": "7"}], "orgUnit": "RS"})";
  const Run plain = Import(text);
  CHECK(TableOf(plain) == "dataElement|value\n1: ID02|40\n2: ID03|7");
  CHECK(AsidesOf(plain) == "property 0: TRAF\n2023\n2.5\nproperty 0: RS\n");
  CHECK(TableOf(Import(text, R"({"outer": true})")) ==
        "dataElement|value|dataSet|period|n.|orgUnit\n1: ID02|40|TRAF|2023|2.5|RS\n2: "
        "ID03|7|TRAF|2023|2.5|RS");
  CHECK(FailureOf(Import(R"({"a": 1, "r": [{"a": 2}]})", R"({"outer": true})")) ==
        "two columns would be called a, for names within objects are joined by points");
  std::string covers = "{";
  for (int i = 0; i < 5; ++i)
    covers += "\"" + std::to_string(i) + "\": \"" + std::string(4000, 'x') + "\", ";
  CHECK(
      FailureOf(Import(covers + R"("r": [{"a": 2}]})", R"({"outer": true})")) ==
      "outer: what stands around the records has more than 16 KiB, too much to be repeated in each "
      "row");
}

TEST_CASE("where the records are is asked and not guessed") {
  const Case cases[] = {
      {R"({"one": [{"a": 1}], "two": {"three": [{"b": 2}]}})",
       "the file holds several arrays of objects: one, two.three; say which one holds the records, "
       "for instance --option path=one"},
      {R"({"one": [{"a": 1}], "two": [{"b": 2}]})",
       "path: the file has no array of objects of this name; it has one, two",
       R"({"path": "three"})"},
      {R"([{"a": 1}])", "path: the file is an array; leave the option out", R"({"path": "."})"},
      {R"({"a": 1, "b": [1, 2]})",
       "the file is one object and holds no array of objects, expected records; if the object "
       "itself "
       "is the only record, say --option path=."},
      {R"({"a": 1})", "path: the file has no array of objects of this name", R"({"path": "b"})"},
      {R"({})",
       "the file is one object and holds no array of objects, expected records; if the object "
       "itself "
       "is the only record, say --option path=."},
      {R"({})", "the records have no members with values", R"({"path": "."})"},
      {R"([])", "the array is empty, expected objects, one for each record"},
      {R"([1, 2])", "the array holds plain values, expected objects, one for each record"},
      {R"([["a", "b"], [1, 2]])", "the array holds arrays, expected objects, one for each record"},
      {R"([{}, {}])", "the records have no members with values"},
      {R"([{"a": 1}, 2])", "line 1: an array holds objects and other values together"},
      {R"([{"a": [[1, 2], [3]]}])",
       "the member a holds arrays within an array, which are no cell of a table"},
      {R"([{"a.b": 1, "a": {"b": 2}}])",
       "two columns would be called a.b, for names within objects are joined by points"},
      {R"([{"": 1}])", "a member of the records has an empty name, expected a column's name"},
      {R"([{"a": 1, "b": 2}, {"a": 1, "a": 2}])", "row 2: an object has the name a twice"},
      {R"([{"a": {"b": 1, "c": 2, "b": 3}}])", "row 1: an object has the name b twice"},
      {"{\"x\": 1,\n\"x\": 2}", "line 2: an object has the name x twice"},
      {"{\"a\": 1}\n{\"b\": 1, \"b\": 2}\n", "row 2: an object has the name b twice"},
      {R"([{"a": ["x;y", "z"]}])",
       "row 1: a value of an array holds ';', which is to stand between the values; name another "
       "mark with --option list=MARK"},
      {R"([{"a": 1}])", "list: expected at least one character", R"({"list": ""})"},
      {"{\"a\": 1} {\"a\": 2}", "line 1, column 10: found text behind the end of the JSON value"},
      {"[{\"a\": 1}]\n[{\"a\": 2}]",
       "line 2: a second value stands behind the first; only objects may, one in each line"},
      {"{\"a\": 1}\ntrue\n",
       "line 2: a second value stands behind the first; only objects may, one in each line"},
  };
  for (const Case& c : cases) {
    INFO(c.text);
    const Run run = Import(c.text, c.options);
    CHECK(FailureOf(run) == c.table);
    CHECK(run.rows.empty());
    CHECK(BrokenImport(run) == "");
  }
}

TEST_CASE("an answer in pages is not taken for the whole") {
  const std::string records = R"("results": [{"a": 1}, {"a": 2}])";
  CHECK(TableOf(Import("{\"count\": 2, \"next\": null, \"previous\": null, " + records + "}")) ==
        "a.\n1: 1\n2: 2");
  // Without "next" a member of that name may count anything.
  CHECK(Import("{\"count\": 70, " + records + "}").ok());
  const Case cases[] = {
      {"{\"count\": 1204, \"next\": \"https://x/?start=2\", \"previous\": null, " + records + "}",
       "the file is one page of a longer answer, as its member next says: 2 records of 1204 are "
       "here. Download all of them, as an export or with a higher limit"},
      {"{\"count\": 1204, \"next\": null, \"previous\": \"https://x\", " + records + "}",
       "the file is one page of a longer answer, as its member previous says: 2 records of 1204 "
       "are "
       "here. Download all of them, as an export or with a higher limit"},
      {"{" + records + ", \"next\": null, \"count\": 3}",
       "the file is one page of a longer answer, as its member count says: 2 records of 3 are "
       "here. "
       "Download all of them, as an export or with a higher limit"},
      {"{\"pager\": {\"page\": 1, \"nextPage\": \"https://x\"}, " + records + "}",
       "the file is one page of a longer answer, as its member pager.nextPage says: 2 records are "
       "here. Download all of them, as an export or with a higher limit"},
  };
  for (const Case& c : cases) {
    INFO(c.text);
    CHECK(FailureOf(Import(c.text)) == c.table);
  }
}

TEST_CASE("Kobo's submissions: groups, repeats, lists and attachments") {
  const std::string text = R"({"count": 2, "next": null, "previous": null, "results": [
   {"_id": 1, "formhub/uuid": "f1", "visit/place": "north", "visit/kinds": "labour sexual",
    "visit/member": [{"visit/member/age": "20", "visit/member/tags": "a"}, {"visit/member/age": "30"}],
    "__version__": "v1", "_geolocation": [42.5, 21.25], "_attachments": [{"filename": "x/y.jpg"}],
    "_tags": [], "_validation_status": {}},
   {"_id": 2, "formhub/uuid": "f1", "visit/place": "south", "__version__": "v1",
    "_geolocation": [null, null], "_attachments": [], "_tags": [], "_validation_status": {"uid": "ok"}}
  ]})";
  const Run parents = Import(text);
  CHECK(
      TableOf(parents) ==
      "_id.|formhub/uuid|visit/place|visit/kinds|__version__|_geolocation|_validation_status.uid\n"
      "1: 1|f1|north|labour sexual|v1|42.5;21.25|-\n2: 2|f1|south|-|v1|-|ok");
  CHECK(IssuesOf(parents) ==
        "warning 0/0: the objects in these arrays are not read: visit/member; --option repeat=NAME "
        "makes a row of each object of one of them\n"
        "info 0/0: the objects in these arrays are not read: _attachments\n");
  CHECK(AsidesOf(parents) == "property 0: 2\nhidden 1: 20\na\n30\nx/y.jpg\n");
  CHECK(TableOf(Import(text, R"({"repeat": "visit/member"})")) ==
        "_id.|formhub/uuid|visit/place|visit/kinds|visit/member/age|visit/member/tags|__version__|"
        "_geolocation|_validation_status.uid\n"
        "1: 1|f1|north|labour sexual|20|a|v1|42.5;21.25|-\n"
        "1: 1|f1|north|labour sexual|30|-|v1|42.5;21.25|-");
}

TEST_CASE("JSON is known by its content, and a format of others left to them") {
  CHECK(Sniff(R"({"version": "2.0", "class": "dataset", "id": []})") == 95);
  CHECK(Sniff(R"({"class": "collection"})") == 95);
  CHECK(Sniff(R"([{"a": 1}])") == 80);
  CHECK(Sniff("{\"a\": 1}\n{\"a\": 2}\n") == 80);
  CHECK(Sniff("[{\"a\": \"" + std::string(200000, 'x') + "\"}]") == 80);
  CHECK(Sniff(R"({"count": 1, "results": [{"a": 1}]})") == 60);
  CHECK(Sniff(R"([1, 2])") == 20);
  CHECK(Sniff(R"({"meta": {"schema": "x"}, "data": {"dataSets": [], "structures": []}})") == 5);
  CHECK(Sniff(R"({"header": {}, "dataSets": [], "structure": {}})") == 5);
  for (const char* other : {"", " ", "a;b\n1;2\n", "<a/>", "{a: 1}", "{\"a\": 1} x", "[1}",
                            "PK\x03\x04", "\x1F\x8B\x08", "\xFF\xFE{", "\"text\"", "12"}) {
    INFO(other);
    CHECK(Sniff(other) == 0);
  }
}

}  // namespace
}  // namespace rapporteur
