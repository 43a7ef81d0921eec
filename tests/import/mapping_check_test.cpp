#include "core/import/mapping_check.h"

#include <catch2/catch.hpp>
#include <filesystem>
#include <set>

#include "core/base/encoding.h"
#include "core/base/fd.h"
#include "core/base/json.h"
#include "core/base/text.h"
#include "tests/support/shared_data.h"

namespace rapporteur {
namespace {

std::string Countries(const std::string& relative) {
  return TestData("../../countries/" + relative);
}

Json Document(const std::string& relative) {
  Result<std::string> text = ReadFile(Countries(relative));
  REQUIRE(text.ok());
  Result<Json> json = ParseJson(*text, relative);
  REQUIRE(json.ok());
  return *json;
}

std::shared_ptr<const Catalogue> Serbia() {
  const Json base = Document("regional/regional.json"), serbia = Document("serbia/serbia.json");
  Result<std::shared_ptr<const Catalogue>> built = Catalogue::Build(base, &serbia);
  REQUIRE(built.ok());
  return *built;
}

std::vector<std::string> Messages(const std::vector<DocumentFault>& faults) {
  std::vector<std::string> messages;
  for (const DocumentFault& fault : faults) {
    messages.push_back(fault.message + (fault.hint.empty() ? "" : " [" + fault.hint + "]"));
  }
  return messages;
}

using Texts = std::vector<std::string>;

// The mappings of both folders: relative path and document.
std::map<std::string, Json> Mappings() {
  std::map<std::string, Json> mappings;
  for (const std::string folder :
       {"regional/mappings", "serbia/mappings", "../plugins/htcds_import/mappings"}) {
    for (const auto& file : std::filesystem::directory_iterator(Countries(folder))) {
      const std::string relative = folder + "/" + file.path().filename().string();
      mappings[relative] = Document(relative);
    }
  }
  return mappings;
}

// The cells of the first line.  The separators and quotes of the samples are plain.
std::vector<std::string> Header(const std::string& path, const Json& options) {
  Result<std::string> bytes = ReadFile(path);
  REQUIRE(bytes.ok());
  std::string line = bytes->substr(0, bytes->find_first_of("\r\n"));
  if (line.starts_with("\xEF\xBB\xBF")) line.erase(0, 3);
  std::vector<std::string> cells;
  const std::string separator = GetString(options, "separator", ",");
  for (std::string_view cell : Split(line, separator.front())) cells.emplace_back(Trim(cell));
  return cells;
}

TEST_CASE(
    "every mapping's targets are columns of the vocabulary or dimensions, and its codes exist") {
  const auto catalogue = Serbia();
  const std::map<std::string, Json> mappings = Mappings();
  CHECK(mappings.size() >= 6);
  std::set<std::string> names;
  for (const auto& [path, mapping] : mappings) {
    CHECK(Messages(CheckDocument(mapping, path)) == Texts{});
    CHECK(Messages(CheckMapping(mapping, *catalogue, path)) == Texts{});
    CHECK(names.insert(GetString(mapping, "name")).second);
  }
}

TEST_CASE("every sample has the headers that its mapping asks for") {
  const std::map<std::string, Json> mappings = Mappings();
  std::set<std::string> mapped;
  for (const std::string folder : {"regional", "serbia"}) {
    const Json document = Document(folder + "/" + folder + ".json");
    for (const auto& file : std::filesystem::directory_iterator(Countries(folder + "/samples"))) {
      // The document says with which mapping; the regional samples bear their mapping's name.
      std::string name = file.path().stem().string();
      std::replace(name.begin(), name.end(), '_', '-');
      for (const Json& sample : GetMember(document, "samples")) {
        if (GetString(sample, "file") == "samples/" + file.path().filename().string()) {
          name = GetString(sample, "mapping");
        }
      }
      bool found = false;
      for (const auto& [path, mapping] : mappings) {
        if (GetString(mapping, "name") != name) continue;
        found = true;
        mapped.insert(path);
        INFO(path);
        CHECK(Header(file.path(), GetMember(GetMember(mapping, "read"), "options")) ==
              GetStrings(GetMember(mapping, "for"), "headers"));
      }
      INFO(file.path());
      CHECK(found);
    }
  }
  // UNODC's file may not be passed on; the fixture has its layout.
  for (const std::string path : {"regional/mappings/unodc_glotip.json"}) {
    const Json& mapping = mappings.at(path);
    mapped.insert(path);
    CHECK(Header(TestData("unodc/glotip.csv"), GetMember(GetMember(mapping, "read"), "options")) ==
          GetStrings(GetMember(mapping, "for"), "headers"));
  }
  // Persons, even synthetic ones, don't travel as samples.
  std::size_t persons = 0;
  for (const auto& [path, mapping] : mappings) persons += GetString(mapping, "rows") == "persons";
  CHECK(mapped.size() + persons == mappings.size());
}

TEST_CASE("what a mapping names and nobody knows is told with its place") {
  const auto catalogue = Serbia();
  struct Case {
    void (*spoil)(Json& mapping);
    Texts messages;
  };
  const Case cases[] = {
      {[](Json& m) {
         m["columns"]["colour"] = {{"constant", "red"}};
       },
       {"m.json, columns: found 'colour', expected a column of the vocabulary or a dimension of "
        "the "
        "catalogue."}},
      {[](Json& m) {
         m["columns"]["indicator"]["codes"] = {{"x", "ID.99"}};
       },
       {"m.json, columns.indicator.codes: found 'ID.99', expected the code of an indicator."}},
      {[](Json& m) { m["columns"]["status"]["constant"] = "Y"; },
       {"m.json, columns.status.constant: found 'Y', expected a value status of the catalogue."}},
      {[](Json& m) {
         m["columns"]["value"]["symbols"]["x"] = {{"status", "W"}};
       },
       {"m.json, columns.value.symbols: found 'W', expected a value status of the catalogue."}},
      {[](Json& m) { m["columns"]["*"]["rename"]["source"] = "counter"; },
       {"m.json, columns.*.rename: found 'counter', expected a column of the vocabulary or a "
        "dimension "
        "of the catalogue."}},
      {[](Json& m) { m["columns"]["*"]["codes"]["referral_source"]["x"] = "GOVERNMENT"; },
       {"m.json, columns.*.codes.referral_source: found 'GOVERNMENT', expected a code of "
        "referral_source."}},
      {[](Json& m) { m["columns"].erase("note"); },
       {"m.json, for.headers[8]: the header 'note' is neither mapped nor ignored. [A table with it "
        "would "
        "be refused; map it or name it in \"ignored\".]"}},
      {[](Json& m) { m["columns"]["note"]["from"] = "remark"; },
       {"m.json, columns: found 'remark', expected one of the headers.",
        "m.json, for.headers[8]: the header 'note' is neither mapped nor ignored. [A table with it "
        "would "
        "be refused; map it or name it in \"ignored\".]"}},
  };
  for (const Case& one : cases) {
    Json mapping = Document("regional/mappings/published_figures.json");
    one.spoil(mapping);
    CHECK(Messages(CheckMapping(mapping, *catalogue, "m.json")) == one.messages);
  }
}

TEST_CASE("of a table of persons the units, dimensions and columns must fit the indicator") {
  const auto catalogue = Serbia();
  struct Case {
    void (*spoil)(Json& mapping);
    Texts messages;
  };
  const Case cases[] = {
      {[](Json& m) { m["count"]["unit"] = "case"; },
       {"m.json, count.unit: found 'case', expected 'person', for the rows are persons.",
        "m.json, count.unit: found 'case', expected 'person', the counting unit of RS:ID.12@1."}},
      {[](Json& m) { m["columns"]["sector"] = m["columns"]["sex"]; },
       {"m.json, count: found 'sector', expected a dimension of RS:ID.12@1."}},
      {[](Json& m) { m["count"]["by"].push_back({"citizenship"}); },
       {"m.json, count.by: found 'citizenship', expected a dimension that a column is mapped to."}},
      {[](Json& m) { m["count"]["missing"]["of"] = {{"sektor", "unknown"}}; },
       {"m.json, count.missing.of: found 'sektor', expected a mapped dimension."}},
      {[](Json& m) {
         m["count"]["multi"]["form_of_exploitation"]["columns"]["isSexualExploit"] = "SEXUAL";
       },
       {"m.json, count.multi.form_of_exploitation.columns: found 'SEXUAL', expected a code of "
        "form_of_exploitation."}},
      {[](Json& m) { m["count"]["multi"]["form_of_exploitation"]["several"] = "BOTH"; },
       {"m.json, count.multi.form_of_exploitation.several: found 'BOTH', expected a code of "
        "form_of_exploitation."}},
      {[](Json& m) { m["count"]["multi"]["form_of_exploitation"]["columns"].erase("isOtherExploit"); },
       {"m.json, for.headers[16]: the header 'isOtherExploit' is neither mapped nor ignored. [A table "
        "with it would be refused; map it or name it in \"ignored\".]"}},
  };
  for (const Case& one : cases) {
    Json mapping = Document("regional/mappings/ctdc_global_synthetic.json");
    one.spoil(mapping);
    CHECK(Messages(CheckMapping(mapping, *catalogue, "m.json")) == one.messages);
  }
}

TEST_CASE("every source named in the published figures of a country is one of its sources") {
  const auto catalogue = Serbia();
  std::set<std::string> titles;
  for (const Source& source : catalogue->sources()) titles.insert(source.title);
  Result<std::string> text = ReadFile(Countries("regional/samples/published_figures.csv"));
  REQUIRE(text.ok());
  std::size_t rows = 0;
  for (std::string_view line : Split(*text, '\n')) {
    if (!line.starts_with("RS,")) continue;
    ++rows;
    bool known = false;
    for (const std::string& title : titles) known |= line.find(title) != std::string_view::npos;
    INFO(line);
    CHECK(known);
  }
  CHECK(rows > 80);
}

}  // namespace
}  // namespace rapporteur
