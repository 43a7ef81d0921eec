// SDMX-JSON through the importer's class.
#include <catch2/catch.hpp>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/base/schema.h"
#include "plugins/sdmx_import/sdmx_import.h"
#include "tests/plugins_own/shown_run.h"
#include "tests/support/program.h"
#include "tests/support/shared_data.h"

namespace rapporteur {
namespace {

rpt::testing::Run Import(const std::string& text, const std::string& options = "{}") {
  return rpt::testing::run(SdmxImport(), text, options);
}

// A message with this structure and these data sets; single quotes stand for double ones.
std::string Message(std::string structure, std::string data_sets, bool data_first = false) {
  structure = "'structures': [" + structure + "]";
  data_sets = "'dataSets': [" + data_sets + "]";
  std::string text = "{'data': {" +
                     (data_first ? data_sets + "," + structure : structure + "," + data_sets) +
                     "}}";
  for (char& c : text) c = c == '\'' ? '"' : c;
  return text;
}

// GEO of the data set, SEX of series, TIME_PERIOD of observations; attributes at each level.
const char* const kStructure =
    "{'dimensions': {'dataSet': [{'id': 'GEO', 'values': [{'id': 'RS'}]}],"
    " 'series': [{'id': 'SEX', 'values': [{'id': 'F'}, {'id': 'M'}]}],"
    " 'observation': [{'id': 'TIME_PERIOD', 'values': [{'id': '2016'}, {'value': 2017}]}]},"
    " 'attributes': {'dataSet': [{'id': 'UNIT', 'values': [{'id': 'PERS'}]}],"
    "  'dimensionGroup': [{'id': 'TITLE'}],"
    "  'series': [{'id': 'DECIMALS', 'values': [{'id': '0'}, {'id': '1'}]}],"
    "  'observation': [{'id': 'OBS_STATUS', 'default': 'A', 'values': [null, {'id': 'A'}, {'id': "
    "'P'}]},"
    "   {'id': 'NOTE'}]},"
    " 'annotations': [{'title': 'made by hand'}]}";
const std::string kHead = "GEO|SEX|TIME_PERIOD|OBS_VALUE.|UNIT|TITLE|DECIMALS|OBS_STATUS|NOTE\n";

TEST_CASE("series, flat observations and every level of attributes become rows") {
  struct Case {
    const char *what, *data_sets, *rows;
  };
  const Case cases[] = {
      {"series",
       "{'attributes': [0], 'series': {'0': {'attributes': [1], 'observations': "
       "{'0': [40, 2, 'seen'], '1': [4.50]}}, '1': {'observations': {'1': [null, null, null]}}}}",
       "1: RS|F|2016|40|PERS|-|1|P|seen\n2: RS|F|2017|4.50|PERS|-|1|A|-\n3: "
       "RS|M|2017|-|PERS|-|-|A|-"},
      {"attributes behind the observations",
       "{'series': {'0': {'observations': {'0': [40], '1': [41]}, 'attributes': [1]}}, "
       "'attributes': [0]}",
       "1: RS|F|2016|40|PERS|-|1|A|-\n2: RS|F|2017|41|PERS|-|1|A|-"},
      {"flat", "{'observations': {'1:0': [-0.5, 1, 'x', 0], '0:1': []}}",
       "1: RS|M|2016|-0.5|-|-|-|A|x\n2: RS|F|2017|-|-|-|-|A|-"},
      {"flat, with the data set's dimension in the key", "{'observations': {'0:1:0': ['NaN', 0]}}",
       "1: RS|M|2016|-|-|-|-|A|-"},
      {"series, with the data set's dimension in the key",
       "{'series': {'0:1': {'observations': {'0': [1e3]}}}}", "1: RS|M|2016|1e3|-|-|-|A|-"},
      {"groups",
       "{'dimensionGroupAttributes': {':1:': ['Men'], '::1': [{'en': 'New', 'sr': 'Novo'}]},"
       "'series': {'0': {'observations': {'0': [1], '1': [2]}}, '1': {'observations': {'0': "
       "[3]}}}}",
       "1: RS|F|2016|1|-|-|-|A|-\n2: RS|F|2017|2|-|en:New;sr:Novo|-|A|-\n3: "
       "RS|M|2016|3|-|Men|-|A|-"},
      {"several values, texts with marks in them",
       "{'observations': {'0:0': [1, [1, 2], ['a;b', 'c', null]], '0:1': [true, 2, {'en': 'x'}]}}",
       "1: RS|F|2016|1|-|-|-|A;P|\"a;b\";c;\n2: RS|F|2017|true|-|-|-|P|en:x"},
      {"two data sets, and numbers too large for 64 bits",
       "{'observations': {'0:0': [123456789012345678901234567890]}}, {'action': 'Append', "
       "'observations': {'0:1': [18446744073709551615]}}",
       "1: RS|F|2016|123456789012345678901234567890|-|-|-|A|-\n2: "
       "RS|F|2017|18446744073709551615|-|-|-|A|-"},
  };
  for (const Case& c : cases) {
    INFO(c.what);
    CHECK(TableOf(Import(Message(kStructure, c.data_sets))) == kHead + c.rows);
    CHECK(TableOf(Import(Message(kStructure, c.data_sets, true))) == kHead + c.rows);
  }
}

TEST_CASE("dimensions come in the order of the key where the message says it") {
  const char* structure =
      "{'dimensions': {'dataSet': [{'id': 'C', 'keyPosition': 2, 'values': [{'id': 'c'}]}],"
      " 'observation': [{'id': 'B', 'keyPosition': 1, 'values': [{'id': 'b'}]},"
      "  {'id': 'A', 'keyPosition': 0, 'values': [{'id': 'a'}]}]}}";
  CHECK(TableOf(Import(Message(structure, "{'observations': {'0:0': [1]}}"))) ==
        "A|B|C|OBS_VALUE.\n1: a|b|c|1");
}

TEST_CASE("several measures and several structures stand side by side") {
  const char* structures =
      "{'dimensions': {'observation': [{'id': 'GEO', 'values': [{'id': 'RS'}]}]},"
      " 'links': [{'urn': 'urn:sdmx:x.DataStructure=A:S(1)'}, {'urn': "
      "'urn:sdmx:x.Dataflow=A:B(1)'}],"
      " 'measures': {'observation': [{'id': 'TURNOVER'}, {'id': 'STAFF', 'values': [{'id': 'few'}, "
      "{'id': 'many'}]}]},"
      " 'attributes': {'observation': [{'id': 'OBS_STATUS', 'values': [{'id': 'A'}]}]}},"
      "{'dimensions': {'observation': [{'id': 'SEX', 'values': [{'id': 'F'}]}]}}";
  CHECK(TableOf(Import(Message(structures,
                               "{'structure': 0, 'observations': {'0': [7, 1, 0]}},"
                               "{'structure': 1, 'observations': {'0': [9]}}"))) ==
        "STRUCTURE_ID|GEO|SEX|TURNOVER.|STAFF.|OBS_VALUE.|OBS_STATUS\n"
        "1: A:B(1)|RS|-|7|many|-|A\n2: structure 2|-|F|-|-|9|-");
}

TEST_CASE("a data set that names no structure has the one that names it") {
  const char* structures =
      "{'dataSets': [1], 'dimensions': {'observation': [{'id': 'GEO', 'values': [{'id': 'RS'}]}]}},"
      "{'dataSets': [0], 'dimensions': {'observation': [{'id': 'SEX', 'values': [{'id': 'F'}]}]}}";
  CHECK(TableOf(Import(
            Message(structures, "{'observations': {'0': [7]}}, {'observations': {'0': [9]}}"))) ==
        "STRUCTURE_ID|GEO|SEX|OBS_VALUE.\n1: structure 2|-|F|7\n2: structure 1|RS|-|9");
}

TEST_CASE("older messages without data around them are read") {
  std::string text =
      "{'header': {'id': 'x', 'sender': {'id': 'RPT', 'name': 'Rapporteur'}},"
      " 'dataSets': [{'series': {'0': {'observations': {'0': [40]}}}}],"
      " 'structure': {'dimensions': {'series': [{'id': 'GEO', 'values': [{'id': 'RS', 'name': "
      "'Serbia'}]}],"
      " 'observation': [{'id': 'TIME_PERIOD', 'values': [{'id': '2017'}]}]}, 'name': 'Victims'}}";
  for (char& c : text) c = c == '\'' ? '"' : c;
  const auto run = Import(text);
  CHECK(TableOf(run) == "GEO|TIME_PERIOD|OBS_VALUE.\n1: RS|2017|40");
  CHECK(AsidesOf(run) == "property 0: Rapporteur\nproperty 0: Serbia\nproperty 0: Victims\n");
}

TEST_CASE("an attribute without codes has its text in the list of version 1") {
  const char* structure =
      "{'dimensions': {'observation': [{'id': 'GEO', 'values': [{'id': 'RS'}]}]},"
      " 'attributes': {'observation': [{'id': 'TITLE', 'values': [{'name': 'first'}, {'name': "
      "'second'}]}]}}";
  CHECK(TableOf(Import(Message(structure, "{'observations': {'0': [1, 1]}}"))) ==
        "GEO|OBS_VALUE.|TITLE\n1: RS|1|second");
}

TEST_CASE("actions of data sets in SDMX-JSON are met as in the other formats") {
  const std::string both = Message(kStructure,
                                   "{'action': 'Replace', 'observations': {'0:0': [1]}},"
                                   "{'action': 'Delete', 'observations': {'0:1': [2]}}");
  CHECK(
      FailureOf(Import(both)) ==
      "data set 2: the message asks for a deletion (action Delete), which an import does not carry "
      "out; say the option deletions=skip to read what else is in the file, or undo the batch that "
      "brought the values");
  const auto run = Import(both, R"({"deletions": "skip"})");
  CHECK(TableOf(run) == kHead + "1: RS|F|2016|1|-|-|-|A|-");
  CHECK(IssuesOf(run) ==
        "warning 0/0: data set 1: the message asks to replace what was sent before (action "
        "Replace); its "
        "observations are read as new values, and older values that it does not name stay\n"
        "warning 0/0: 1 observation or data set is to be deleted (action Delete) and left out; "
        "nothing "
        "was deleted\n");
}

TEST_CASE("UNIT_MULT of any level reaches the values") {
  const char* structure =
      "{'dimensions': {'observation': [{'id': 'GEO', 'values': [{'id': 'RS'}]}]},"
      " 'attributes': {'dataSet': [{'id': 'UNIT_MULT'}]}}";
  const std::string text = Message(structure, "{'attributes': [3], 'observations': {'0': [1.5]}}");
  CHECK(FailureOf(Import(text)) ==
        "row 1, UNIT_MULT: the value is written in units of ten to the power of 3; say the option "
        "unit_mult=apply to have it multiplied, or unit_mult=column to hand the power out as a "
        "column");
  CHECK(TableOf(Import(text, R"({"unit_mult": "apply"})")) == "GEO|OBS_VALUE.\n1: RS|1500");
  CHECK(TableOf(Import(text, R"({"unit_mult": "column"})")) ==
        "GEO|OBS_VALUE.|UNIT_MULT\n1: RS|1.5|3");
}

TEST_CASE("what contradicts the structure is refused with its place") {
  struct Case {
    const char *data_sets, *message;
  };
  const Case cases[] = {
      {"{'observations': {'2:0': [1]}}",
       "row 1, SEX: the position 2 in the key is out of range: the dimension has 2 values in the "
       "structure"},
      {"{'series': {'0': {'observations': {'0': [1], '9': [1]}}}}",
       "row 2, TIME_PERIOD: the position 9 in the key is out of range: the dimension has 2 values "
       "in the "
       "structure"},
      {"{'observations': {'0': [1]}}",
       "row 1: the key of an observation has 1 place, expected 2 as the structure has dimensions "
       "there"},
      {"{'observations': {'0:0:0:0': [1]}}",
       "row 1: the key of an observation has 4 places, expected 2 as the structure has dimensions "
       "there"},
      {"{'series': {'0:0:0': {'observations': {'0': [1]}}}}",
       "row 1: the key of a series has 3 places, expected 1 as the structure has dimensions there"},
      {"{'series': {'0': {'observations': {'0:0': [1]}}}}",
       "row 1: the key of an observation has 2 places, expected 1 as the structure has dimensions "
       "there"},
      {"{'observations': {':0': [1]}}",
       "row 1, SEX: a place of the key is empty, expected the position of a value"},
      {"{'observations': {'0:x': [1]}}",
       "row 1: the key of an observation is no list of positions such as 0:3:1"},
      {"{'observations': {'0:99999999999999999999': [1]}}",
       "row 1: the key of an observation is no list of positions such as 0:3:1"},
      {"{'observations': {'0:-1': [1]}}",
       "row 1: the key of an observation is no list of positions such as 0:3:1"},
      {"{'observations': {'0:0': [1, 3]}}",
       "row 1, OBS_STATUS: the position 3 is out of range: the component has 3 values in the "
       "structure"},
      {"{'observations': {'0:0': [1, -1]}}",
       "row 1, OBS_STATUS: the position -1 is out of range: the component has 3 values in the "
       "structure"},
      {"{'observations': {'0:0': [1, 1, 'x', 0, 1]}}",
       "row 1: the observation has 5 entries, expected at most 3: its values, its attributes, and "
       "positions of annotations"},
      {"{'observations': {'0:0': 1}}", "row 1: an observation is no list of values, expected one"},
      {"{'observations': {'0:0': {'value': 1}}}",
       "row 1: an observation is no list of values, expected one"},
      {"{'series': {'0': {'attributes': [0, 0], 'observations': {'0': [1]}}}}",
       "a series has 2 attributes, the structure has 1 there"},
      {"{'attributes': [0, 0], 'observations': {'0:0': [1]}}",
       "the data set has 2 attributes, the structure has 1 there"},
      {"{'attributes': [7], 'observations': {'0:0': [1]}}",
       "UNIT: the position 7 is out of range: the component has 1 value in the structure"},
      {"{'dimensionGroupAttributes': {'0:0': ['x']}, 'observations': {'0:0': [1]}}",
       "the key of a group of observations does not have 3 places, as many as the structure has "
       "dimensions"},
      {"{'dimensionGroupAttributes': {'0:0:': ['x', 'y']}, 'observations': {'0:0': [1]}}",
       "a group of observations has 2 attributes, the structure has 1"},
      {"{'dimensionGroupAttributes': {':5:': ['x']}, 'observations': {'0:0': [1]}}",
       "SEX: the position 5 is out of range: the component has 2 values in the structure"},
      {"{'structure': 1, 'observations': {'0:0': [1]}}",
       "the data set names a structure that is not in the message, which has 1"},
      {"{'structure': 'x', 'observations': {'0:0': [1]}}",
       "the data set names a structure that is not in the message, which has 1"},
      {"{'action': 'Guess', 'observations': {'0:0': [1]}}",
       "found a word that is no action of SDMX, expected Merge, Append, Information, Replace or "
       "Delete, "
       "or M, A, I, R or D in SDMX-CSV"},
      {"{'series': {'0': {}, '1': {'observations': {}}}}",
       "the message holds no observation that is read"},
      {"", "the message holds no observation that is read"},
  };
  for (const Case& c : cases) {
    INFO(c.data_sets);
    CHECK(FailureOf(Import(Message(kStructure, c.data_sets))) == c.message);
  }
}

TEST_CASE("structures that contradict themselves are refused") {
  struct Case {
    const char *structure, *message;
  };
  const Case cases[] = {
      {"{'dimensions': {}}", "a structure of the message has no dimensions"},
      {"{'dimensions': {'observation': [{'values': []}]}}",
       "a component of the message's structure has no id"},
      {"{'dimensions': {'observation': [{'id': 'A'}, {'id': 'A'}]}}",
       "A: the component stands twice in the message's structure, expected each once"},
      {"{'dimensions': {'dataSet': [{'id': 'A', 'values': [{'id': 'x'}, {'id': 'y'}]}]}}",
       "A: the dimension is one of the whole data set and has 2 values in the structure, expected "
       "one"},
      {"{'dimensions': {'cube': [{'id': 'A'}]}}",
       "a structure of the message has components at a level that is none of dataSet, "
       "dimensionGroup, "
       "series and observation"},
  };
  for (const Case& c : cases) {
    INFO(c.structure);
    CHECK(FailureOf(Import(Message(c.structure, "{'observations': {'0': [1]}}"))) == c.message);
  }
}

TEST_CASE("JSON that is no data message of SDMX, or not whole, is refused with a sentence") {
  const std::string whole = Message(kStructure, "{'observations': {'0:0': [1]}}");
  const std::string deep = "{\"data\": " + std::string(100000, '[');
  struct Case {
    std::string text, message;
  };
  const Case cases[] = {
      {"{}", "the JSON is no data message of SDMX-JSON: it has no \"dataSets\""},
      {"{\"class\": \"dataset\", \"value\": [1, 2]}",
       "the JSON is no data message of SDMX-JSON: it has no \"dataSets\""},
      {"{\"data\": {\"dataflows\": [{\"id\": \"x\"}]}}",
       "the JSON is no data message of SDMX-JSON: it has no \"dataSets\""},
      {"{\"dataSets\": []}",
       "the message has data sets and no structure, which says what their positions mean; ask for "
       "the "
       "whole message"},
      {"{\"errors\": [{\"code\": 100, \"title\": \"No results\"}]}",
       "the message is an error that a service reported instead of data; ask for the data again"},
      {whole.substr(0, whole.size() / 2),
       "line 1: the JSON ends in the middle; is the file whole?"},
      {"{\"a\": 1,\n\n oops}", "line 3: the text is no well-formed JSON"},
      {whole + "x", "line 1: the text is no well-formed JSON"},
      {"{\"a\": \"\xFF\"}", "line 1: the text is no well-formed JSON"},
      {deep, "the JSON is nested more than 64 deep"},
      {"{\"a\": \"" + std::string(std::size_t{2} << 20, 'x') + "\"}",
       "a text or number of the JSON is longer than 1 MiB"},
      {"{\"a\": " + std::string(std::size_t{2} << 20, '1') + "}",
       "a text or number of the JSON is longer than 1 MiB"},
      {"{\"a\": 1e999}", "line 1: a number is too large to be read"},
      {"[1, 2]",
       "the file is no data message of SDMX: expected SDMX-CSV (the first column is STRUCTURE or "
       "DATAFLOW), SDMX-JSON or SDMX-ML"},
  };
  for (const Case& c : cases) {
    INFO(c.text.substr(0, 200));
    CHECK(FailureOf(Import(c.text)) == c.message);
  }
  for (std::size_t size = 1; size + 1 < whole.size(); size += 7) {
    INFO(size);
    CHECK(BrokenImport(Import(whole.substr(0, size))) == "");
    CHECK_FALSE(Import(whole.substr(0, size)).ok());
  }
}

TEST_CASE("warnings of a service beside the data are said") {
  std::string text = Message(kStructure, "{'observations': {'0:0': [1]}}");
  text.insert(1, "\"errors\": [{\"code\": 413, \"title\": \"cut off\"}], ");
  CHECK(IssuesOf(Import(text)) ==
        "warning 0/0: the service that made the message reports errors beside the data; is it "
        "whole?\n");
  CHECK(IssuesOf(Import(Message(kStructure,
                                "{'dimensionGroupAttributes': {':1:': ['Men']}, "
                                "'observations': {'0:0': [1]}}"))) ==
        "warning 0/0: 1 group has attributes for observations that are not in the message\n");
}

// ---- the samples, read another way: the whole tree, walked by hand ----------------------------

std::string CodeAt(const Json& component, const Json& element) {
  if (element.is_null()) return component.value("default", std::string("-"));
  if (!component.contains("values"))
    return element.is_string() ? element.get<std::string>() : element.dump();
  const Json& value = component["values"][element.get<std::size_t>()];
  for (const char* key : {"id", "value", "name"}) {
    if (value.contains(key)) return value[key].get<std::string>();
  }
  return "?";
}

using Cells = std::map<std::string, std::string>;

void PutKey(const Json& dimensions, const std::string& key, Cells* cells) {
  std::size_t begin = 0;
  for (const Json& dimension : dimensions) {
    const std::size_t end = std::min(key.find(':', begin), key.size());
    (*cells)[dimension["id"]] = CodeAt(dimension, Json(std::stoul(key.substr(begin, end - begin))));
    begin = end + 1;
  }
}

void PutAttributes(const Json& attributes, const Json& elements, std::size_t from, Cells* cells) {
  for (std::size_t i = 0; i < attributes.size(); i++) {
    const Json element = from + i < elements.size() ? elements[from + i] : Json();
    const std::string text = CodeAt(attributes[i], element);
    if (text != "-") (*cells)[attributes[i]["id"]] = text;
  }
}

Json Member(const Json& object, const char* name) {
  return object.contains(name) ? object[name] : Json::array();
}

std::vector<Cells> WalkTree(const Json& message) {
  std::vector<Cells> rows;
  const Json& data = message["data"];
  for (const Json& set : data["dataSets"]) {
    const Json& structure = data.contains("structure")
                                ? data["structure"]
                                : data["structures"][set.value("structure", 0)];
    const Json& dimensions = structure["dimensions"];
    const Json& attributes = structure["attributes"];
    Cells base;
    for (const Json& dimension : Member(dimensions, "dataSet")) {
      base[dimension["id"]] = CodeAt(dimension, Json(0));
    }
    PutAttributes(Member(attributes, "dataSet"), Member(set, "attributes"), 0, &base);
    if (set.contains("dimensionGroupAttributes")) {  // one group of all in the samples
      PutAttributes(Member(attributes, "dimensionGroup"), set["dimensionGroupAttributes"].front(),
                    0, &base);
    }
    const auto observations = [&](const Json& list, const Cells& above) {
      for (const auto& [key, entries] : list.items()) {
        Cells cells = above;
        PutKey(dimensions["observation"], key, &cells);
        if (!entries[0].is_null()) cells["OBS_VALUE"] = entries[0].dump();
        PutAttributes(Member(attributes, "observation"), entries, 1, &cells);
        rows.push_back(cells);
      }
    };
    if (set.contains("observations")) observations(set["observations"], base);
    if (!set.contains("series")) continue;
    for (const auto& [key, series] : set["series"].items()) {
      Cells cells = base;
      PutKey(dimensions["series"], key, &cells);
      PutAttributes(Member(attributes, "series"), Member(series, "attributes"), 0, &cells);
      observations(series["observations"], cells);
    }
  }
  return rows;
}

TEST_CASE("the samples give the cells that a walk through the whole tree gives") {
  for (const char* name : {"cells_json_1_series", "cells_json_2_cross", "cells_json_2_flat"}) {
    INFO(name);
    const std::string text =
        ReadWholeFile(SourceFolder() + "/plugins/sdmx_import/samples/" + name + ".json");
    Result<Json> json = ParseJson(text, name);
    REQUIRE(json.ok());
    const auto run = Import(text, R"({"unit_mult": "column"})");
    REQUIRE(FailureOf(run) == "no failure");
    std::vector<Cells> rows;
    for (const rpt::testing::Row& row : run.rows) {
      Cells& cells = rows.emplace_back();
      for (std::size_t i = 1; i < row.size(); i++) {
        if (row[i]) cells[run.fields[i].name] = *row[i];
      }
    }
    CHECK(rows == WalkTree(*json));
  }
}

TEST_CASE("the samples are what the schemas of SDMX-JSON say") {
  for (const auto& [name, version] : {std::pair("cells_json_1_series", "1.0"),
                                      {"cells_json_2_cross", "2.0.0"},
                                      {"cells_json_2_flat", "2.0.0"}}) {
    INFO(name);
    const auto path = SharedData("data/sdmx/sdmx-json-2.0/data-message/tools/schemas/" +
                                 std::string(version) + "/sdmx-json-data-schema.json");
    if (!path) return;
    Result<Json> schema_json = ParseJson(ReadWholeFile(*path), "schema");
    REQUIRE(schema_json.ok());
    Result<Schema> schema = Schema::Read(*schema_json, version);
    INFO(schema.status().message());
    REQUIRE(schema.ok());
    Result<Json> sample = ParseJson(
        ReadWholeFile(SourceFolder() + "/plugins/sdmx_import/samples/" + name + ".json"), name);
    REQUIRE(sample.ok());
    std::string faults;
    for (const DocumentFault& fault : schema->Check(*sample, name)) faults += fault.message + "\n";
    CHECK(faults == "");
    (*sample)["data"]["dataSets"] = 1;
    CHECK_FALSE(schema->Check(*sample, name).empty());
  }
}

}  // namespace
}  // namespace rapporteur
