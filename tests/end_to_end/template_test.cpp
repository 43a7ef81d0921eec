// A template goes out, is filled in, and comes back: through the real program and the real importer,
// for an institution in each of the five countries; and what was done to it on the way is noticed.
#include <catch2/catch.hpp>
#include <map>
#include <set>

#include "core/base/json.h"
#include "core/base/text.h"
#include "tests/end_to_end/data_folder.h"
#include "tests/end_to_end/made_package.h"
#include "tests/support/workbook_file.h"

namespace rapporteur {
namespace {

using Words = std::vector<std::string>;

// Columns of the data sheet, in its order.
enum Column { kIndicator, kPeriod, kAsked, kBreakdown, kValue, kStatus, kNote, kBefore, kTerritory,
              kDefinition, kCountry, kSource, kMark };

std::string CellName(Column column, std::size_t row) {
  return std::string(1, static_cast<char>('A' + column)) + std::to_string(row);
}

struct Sent {
  const DataFolder& folder;
  std::string path;
  WorkbookFile file;
  std::vector<WorkbookFile::Row> rows;  // rows[0] is the header, rows[n] stands in row n + 1

  Sent(const DataFolder& in, const std::string& country, const std::string& institution,
       const Words& more = {}, const std::string& period = "2024")
      : folder(in), path(in.temp.path() + "/" + institution + ".xlsx") {
    Words command = {"template", country, "--institution", institution, "--period", period,
                     "-o", path};
    command.insert(command.end(), more.begin(), more.end());
    const Run run = Rapporteur(in.data, command);
    INFO(run.out << run.err);
    REQUIRE(run.status == 0);
    file = WorkbookFile::Read(ReadWholeFile(path));
    rows = file.Cells(1);
  }

  // The row of a cell.
  std::size_t RowOf(const std::string& indicator, const std::string& breakdown = "_T") const {
    for (std::size_t i = 1; i < rows.size(); ++i) {
      const bool whole = rows[i][kTerritory] == rows[i][kCountry];
      if (rows[i][kIndicator] == indicator && rows[i][kBreakdown] == breakdown && whole) return i + 1;
    }
    FAIL(indicator + " " + breakdown);
    return 0;
  }
  void Fill(Column column, std::size_t row, const std::string& content) {
    file.Fill(1, CellName(column, row), content);
  }

  std::string Returned() const { return folder.Write("returned.xlsx", file.Bytes()); }
  Run Import(const Words& more = {}) const {
    Words command = {"import", Returned()};
    command.insert(command.end(), more.begin(), more.end());
    return Rapporteur(folder.data, command);
  }
  // The batch of an import that worked.
  Json Imported() const {
    const Run run = Import({"--json"});
    INFO(run.out << run.err);
    REQUIRE(run.status == 0);
    return *ParseJson(run.out, "import");
  }
  // What a person reads when the file is refused.
  std::string Told() const {
    const Run run = Import();
    CHECK(run.status == 1);
    return run.err;
  }
};

Json Query(const DataFolder& folder, const Words& more) {
  Words command = {"query", "--all-sources", "--json"};
  command.insert(command.end(), more.begin(), more.end());
  const Run run = Rapporteur(folder.data, command);
  INFO(run.out << run.err);
  REQUIRE(run.status == 0);
  return (*ParseJson(run.out, "query"))["observations"];
}

TEST_CASE("a filled template comes back without mapping, country or source, in all five countries") {
  const std::map<std::string, std::pair<const char*, const char*>> kWho = {
      {"AL", {"AL-RA", "sq"}}, {"BA", {"BA-DCT", "bs"}}, {"ME", {"ME-OTIP", "cnr-Cyrl"}},
      {"MK", {"MK-NMU", "mk"}}, {"RS", {"RS-CZZTLJ", "sr-Latn"}}};
  const DataFolder folder;
  for (const auto& [country, who] : kWho) {
    INFO(country);
    Sent sent(folder, country, who.first, {"--lang", who.second});
    // A value for every part, by its place.
    std::map<std::string, double> expected;
    for (std::size_t i = 1; i < sent.rows.size(); ++i) {
      const WorkbookFile::Row& row = sent.rows[i];
      if (row[kBreakdown].ends_with("=?") || row[kBreakdown] == "_T") continue;
      // Persons can be as many as they like, a score or a yes cannot.
      const bool persons = row[kIndicator].starts_with("ID.0");
      const std::size_t value = persons ? i : i % 2;
      sent.Fill(kValue, i + 1, std::to_string(value));
      expected[row[kIndicator] + " " + row[kBreakdown]] = static_cast<double>(value);
    }
    CHECK(expected.size() > 100);
    const Json batch = sent.Imported();
    CHECK(batch["state"] == "stored");
    CHECK(batch["rows"]["read"] == sent.rows.size() - 1);
    CHECK(batch["rows"]["mapped"] == expected.size());
    CHECK(batch["observations"]["added"] == expected.size());
    std::map<std::string, double> stored;
    for (const Json& o : Query(folder, {"--country", country, "--period", "2024"})) {
      if (o["source"] != std::string(who.first) + "/direct") continue;  // computed ones
      std::string breakdown;
      for (const auto& [dimension, code] : o["dimensions"].items()) {
        breakdown += dimension + "=" + code.get<std::string>();
      }
      stored[o["indicator"].get<std::string>() + " " + breakdown] = o["value"];
      CHECK(o["territory"] == country);
      CHECK(o["definition"].get<std::string>().starts_with(country + ":"));
    }
    CHECK(stored == expected);
    // The same file again changes nothing.
    CHECK(sent.Imported()["state"] == "nothing_new");
  }
}

TEST_CASE("zero, reasons, symbols, notes and chosen codes are what they say, a blank is nothing") {
  const DataFolder folder;
  Sent sent(folder, "RS", "RS-CZZTLJ", {"--lang", "sr-Latn"});
  sent.Fill(kValue, sent.RowOf("ID.02"), "40");
  sent.Fill(kNote, sent.RowOf("ID.02"), "bez dopuna");
  sent.Fill(kValue, sent.RowOf("ID.02", "sex=F"), "0");
  sent.Fill(kStatus, sent.RowOf("ID.02", "sex=M"), "L – Institucija ne prikuplja podatak");
  sent.Fill(kNote, sent.RowOf("ID.02", "sex=M"), "vodi policija");
  sent.Fill(kValue, sent.RowOf("ID.02", "sex=O"), "<5");
  sent.Fill(kStatus, sent.RowOf("ID.02", "sex=U"), "_R");
  sent.Fill(kValue, sent.RowOf("ID.02", "age_group=CHD"), "12");
  sent.Fill(kStatus, sent.RowOf("ID.02", "age_group=CHD"), "P – Privremeni podatak");
  sent.Fill(kValue, sent.RowOf("ID.02", "age_group=ADT"), ":");
  const std::size_t open = sent.RowOf("ID.02", "citizenship=?");
  sent.Fill(kBreakdown, open, "citizenship=AL Albanija");
  sent.Fill(kValue, open, "3");
  const Json batch = sent.Imported();
  CHECK(batch["rows"]["mapped"] == 8);
  CHECK(batch["rows"]["skipped"] == sent.rows.size() - 1 - 8);
  Words stored;
  for (const Json& o : Query(folder, {"--country", "RS", "--indicator", "ID.02", "--period", "2024"})) {
    stored.push_back(o["dimensions"].dump() + " " + o["value"].dump() + " " + o["text"].dump() + " " +
                     o["status"].get<std::string>() + " " + o["note"].dump() + " " +
                     o["source"].get<std::string>());
  }
  CHECK(stored == Words{"{} 40 null A \"bez dopuna\" RS-CZZTLJ/direct",
                        "{\"age_group\":\"ADT\"} null null O null RS-CZZTLJ/direct",
                        "{\"age_group\":\"CHD\"} 12 null P null RS-CZZTLJ/direct",
                        "{\"citizenship\":\"AL\"} 3 null A null RS-CZZTLJ/direct",
                        "{\"sex\":\"F\"} 0 null A null RS-CZZTLJ/direct",
                        "{\"sex\":\"M\"} null null L \"vodi policija\" RS-CZZTLJ/direct",
                        "{\"sex\":\"O\"} null \"<5\" Q null RS-CZZTLJ/direct",
                        "{\"sex\":\"U\"} null null _R null RS-CZZTLJ/direct"});
  // The next year's template shows it, and nobody else's shows it.
  const Run next = Rapporteur(folder.data, {"template", "RS", "--institution", "RS-CZZTLJ", "--period",
                                            "2025", "--lang", "en", "-o", sent.path});
  CHECK(next.status == 0);
  std::set<std::string> before;
  for (const auto& row : WorkbookFile::Read(ReadWholeFile(sent.path)).Cells(1)) {
    if (row.size() > kBefore && row[kIndicator] == "ID.02") before.insert(row[kBefore]);
  }
  CHECK(before == std::set<std::string>{"", "40 (2024)", "0 (2024)", "The body does not collect it (2024)",
                                        "<5 (2024)", "Refused (2024)", "12 (2024)",
                                        "Missing, reason unknown (2024)"});
  const Sent other(folder, "RS", "RS-MUP", {}, "2025");
  for (std::size_t i = 1; i < other.rows.size(); ++i) CHECK(other.rows[i][kBefore].empty());
}

TEST_CASE("what was changed in a template besides its answers is refused, with the row") {
  const DataFolder folder;
  const Sent untouched(folder, "RS", "RS-CZZTLJ", {"--lang", "en"});
  const std::size_t row = untouched.RowOf("ID.02", "sex=F");
  const std::string at = "error: returned.xlsx, sheet Data, row " + std::to_string(row) + ", column ";
  const std::string stay =
      " Nothing was stored.\nhint: Nothing but values, statuses and notes may be changed in a "
      "template. Put the codes back as they were, or fill in an unchanged copy.\n";
  struct Case {
    Column column;
    std::string content, expected;
  };
  const Case cases[] = {
      {kIndicator, "ID.99",
       "Code of the indicator [indicator]: found 'ID.99', expected the code of an indicator that "
       "RS-CZZTLJ is asked for in 2024."},
      {kIndicator, "",
       "Code of the indicator [indicator]: expected the code of an indicator that RS-CZZTLJ is asked "
       "for in 2024."},
      {kBreakdown, "sex=X",
       "Breakdown [*]: found 'sex=X', expected a code of the template in the rows of ID.02."},
      {kBreakdown, "",
       "Breakdown [*]: expected a code of the template in the rows of ID.02."},
      {kTerritory, "RS-99",
       "Territory [territory]: found 'RS-99', expected a code of the template in the rows of ID.02."},
      {kPeriod, "2023", "Period [period]: found '2023', expected a period of the template."},
      {kCountry, "AL", "Country [country]: found 'AL', expected RS, the country of the template."},
      {kSource, "RS-MUP",
       "Source [source]: found 'RS-MUP', expected RS-CZZTLJ, whom the template is for."}};
  for (const Case& c : cases) {
    INFO(c.column << " " << c.content);
    Sent sent = untouched;
    sent.Fill(kValue, row, "5");
    sent.Fill(c.column, row, c.content);
    const std::string told = sent.Told();
    CHECK(told.substr(told.find("error: ")) == at + c.expected + stay);
  }
  {
    // A code changed into that of another row: one of the two is not what it was.
    Sent sent = untouched;
    sent.Fill(kBreakdown, row, "sex=M");
    const std::string told = sent.Told();
    CHECK(told.substr(told.find("error: ")) ==
          "error: returned.xlsx, sheet Data, row " + std::to_string(row + 1) +
              ", column Breakdown [*]: found 'sex=M', expected each row of the template once; row " +
              std::to_string(row) + " is the same." + stay);
  }
  {
    Sent sent = untouched;
    sent.Fill(kValue, row, "5");
    sent.file.RepeatRow(1, static_cast<int>(row));
    const std::string told = sent.Told();
    CHECK(told.substr(told.find("error: ")) ==
          "error: returned.xlsx, sheet Data, row " + std::to_string(row + 1) +
              ", column Breakdown [*]: found 'sex=F', expected each row of the template once; row " +
              std::to_string(row) + " is the same." + stay);
  }
  {
    Sent sent = untouched;
    sent.Fill(kDefinition, row, "RS:ID.02@7");
    const std::string told = sent.Told();
    CHECK(told.substr(told.find("error: ")) ==
          at + "Definition [definition]: found 'RS:ID.02@7', expected RS:ID.02@1, the definition of "
               "ID.02 that is valid in 2024 now. Nothing was stored.\nhint: Write a new template with "
               "'rapporteur template' and have it filled in.\n");
  }
  {
    Sent sent = untouched;
    sent.Fill(kValue, sent.RowOf("ID.02", "citizenship=?"), "5");
    const std::string told = sent.Told();
    CHECK(told.substr(told.find("error: ")) ==
          "error: returned.xlsx, sheet Data, row " + std::to_string(sent.RowOf("ID.02", "citizenship=?")) +
              ", column Breakdown [*]: found 'citizenship=?', expected the code that the value is for, "
              "chosen from the list of the cell. Nothing was stored.\n");
  }
  folder.CheckUntouched();
}

TEST_CASE("rows that are gone and notes alone are said, and nothing else is lost") {
  const DataFolder folder;
  Sent sent(folder, "RS", "RS-CZZTLJ", {"--lang", "en"});
  const std::size_t row = sent.RowOf("ID.02", "sex=F");
  sent.Fill(kValue, sent.RowOf("ID.02"), "40");
  sent.Fill(kNote, row + 1, "the police keep it");
  sent.file.RemoveRow(1, static_cast<int>(row));
  const Json batch = sent.Imported();
  CHECK(batch["rows"]["mapped"] == 1);
  std::map<std::string, std::string> said;
  for (const Json& finding : batch["findings"]) said[finding["code"]] = finding["message"];
  CHECK(said["note-alone"] == "returned.xlsx, sheet Data, row " + std::to_string(row) +
                                  ", column Note [note]: the row has a note and neither a value nor a "
                                  "status; the note is not stored.");
  const std::string all = Grouped(sent.rows.size() - 1);
  CHECK(said["rows-missing"].starts_with("returned.xlsx: 1 of the "));
  CHECK(said["rows-missing"].ends_with("rows of the template are not in the file; nothing is stored "
                                       "for them."));
}

TEST_CASE("an empty template stores nothing and says so") {
  const DataFolder folder;
  const Sent sent(folder, "RS", "RS-CZZTLJ");
  const Json batch = sent.Imported();
  CHECK(batch["state"] == "nothing_new");
  CHECK(batch["rows"]["skipped"] == sent.rows.size() - 1);
  CHECK(batch["findings_by_code"]["template-empty"] == 1);
  CHECK_FALSE(batch["findings_by_code"].contains("personal-data"));
}

TEST_CASE("a template whose mark is lost still comes back by its codes") {
  const DataFolder folder;
  const auto filled = [&] {
    Sent sent(folder, "RS", "RS-CZZTLJ", {"--lang", "sr-Cyrl"});
    sent.Fill(kValue, sent.RowOf("ID.02"), "40");
    return sent;
  };
  {
    // A program that keeps no properties: the mark in the header is enough.
    Sent sent = filled();
    sent.file.RemovePart("docProps/custom.xml");
    for (const char* part : {"[Content_Types].xml", "_rels/.rels"}) {
      std::string text = sent.file.Part(part);
      const std::size_t at = text.find("custom");
      const std::size_t begin = text.rfind('<', at), end = text.find("/>", at) + 2;
      sent.file.SetPart(part, text.erase(begin, end - begin));
    }
    const Json batch = sent.Imported();
    CHECK(batch["rows"]["mapped"] == 1);
    CHECK_FALSE(batch["findings_by_code"].contains("template-mark"));
  }
  {
    // Saved as CSV, with the marks of the region, in an encoding that has no Cyrillic.
    Sent sent = filled();
    std::string csv;
    for (auto row : sent.file.Cells(1)) {
      row.resize(kMark + 1);
      for (std::string& cell : row) {
        std::string quoted;
        for (const char c : cell) {
          if (static_cast<unsigned char>(c) < 0x80) quoted.append(c == '"' ? 2 : 1, c);
        }
        csv += (&cell == &row.front() ? "\"" : ";\"") + quoted + "\"";
      }
      csv += "\r\n";
    }
    const Run run = Rapporteur(folder.data, {"import", folder.Write("returned.csv", csv), "--json"});
    INFO(run.out << run.err);
    REQUIRE(run.status == 0);
    const Json batch = *ParseJson(run.out, "import");
    CHECK(batch["state"] == "nothing_new");
    CHECK(batch["observations"]["unchanged"] == 1);
  }
  {
    // The column with the mark is gone, and the property too: the codes of the rows are left.
    Sent sent = filled();
    sent.file.Fill(1, CellName(kMark, 1), "something else [template]");
    sent.file.RemovePart("docProps/custom.xml");
    for (const char* part : {"[Content_Types].xml", "_rels/.rels"}) {
      std::string text = sent.file.Part(part);
      const std::size_t at = text.find("custom");
      const std::size_t begin = text.rfind('<', at), end = text.find("/>", at) + 2;
      sent.file.SetPart(part, text.erase(begin, end - begin));
    }
    const Json batch = sent.Imported();
    CHECK(batch["observations"]["unchanged"] == 1);
    CHECK(batch["findings_by_code"]["template-mark"] == 1);
  }
  {
    // The header was changed beyond recognition: it is a file like any other.
    Sent sent = filled();
    sent.Fill(kValue, 1, "Value");
    const std::string told = sent.Told();
    CHECK(told.find("the columns are not the observation vocabulary") != std::string::npos);
    CHECK(told.find("hint: Name the mapping with --mapping NAME or --mapping FILE.") !=
          std::string::npos);
  }
  {
    // The mark of another template in the properties.
    Sent sent = filled();
    std::string text = sent.file.Part("docProps/custom.xml");
    text.replace(text.find(" 2024 "), 6, " 2023 ");
    sent.file.SetPart("docProps/custom.xml", text);
    const std::string told = sent.Told();
    CHECK(told.find("error: returned.xlsx: the mark in the file's properties is that of another "
                    "template than the mark in its header.") != std::string::npos);
  }
}

TEST_CASE("a template of another country or version is taken only where the definitions are the same") {
  const DataFolder folder;
  Sent sent(folder, "RS", "RS-CZZTLJ", {"--lang", "en"});
  const std::size_t row = sent.RowOf("ID.02");
  sent.Fill(kValue, row, "40");
  Sent other = sent;
  const std::size_t unchanged = sent.RowOf("ID.12");
  other.Fill(kValue, row, "");
  other.Fill(kValue, unchanged, "7");

  Json next = ReadDocument("serbia/serbia.json");
  next["version"] = "1.1.0";
  for (Json& indicator : next["indicators"]) {
    if (indicator["code"] != "ID.02") continue;
    Json& changes = indicator["versions"][0]["changes"];
    changes["counting_mode"] = {{"from", "main"}, {"to", "multi"}, {"reason", {{"en", "Said so."}}}};
  }
  const std::string package = MakePackage(folder.temp, next, "country");
  const Run upgraded = Rapporteur(folder.data, {"plugin", "upgrade", package});
  INFO(upgraded.out << upgraded.err);
  REQUIRE(upgraded.status == 0);
  const std::string told = sent.Told();
  CHECK(told.substr(told.find("error: ")) ==
        "error: returned.xlsx, sheet Data, row " + std::to_string(row) +
            ", column Definition [definition]: found 'RS:ID.02@1', expected this definition as it was "
            "in org.rapporteur.country.rs 1.0.0; in 1.1.0 it has another counting_mode. Nothing was "
            "stored.\nhint: Write a new template with 'rapporteur template' and have it filled in.\n");
  CHECK(other.Imported()["rows"]["mapped"] == 1);  // its definition is as it was

  // Written with a version that was never here.
  Sent unknown = other;
  const std::string mark = sent.rows[0][kMark];
  std::string later = mark;
  later.replace(later.find(" 1.0.0 "), 7, " 3.0.0 ");
  unknown.file.Fill(1, CellName(kMark, 1), later);
  std::string property = unknown.file.Part("docProps/custom.xml");
  property.replace(property.find(" 1.0.0 "), 7, " 3.0.0 ");
  unknown.file.SetPart("docProps/custom.xml", property);
  const std::string refused = unknown.Told();
  CHECK(refused.substr(refused.find("error: ")) ==
        "error: returned.xlsx: this template was written with org.rapporteur.country.rs 3.0.0, which "
        "was never enabled here; org.rapporteur.country.rs 1.1.0 is.\nhint: Write "
        "a new template with 'rapporteur template' and have it filled in.\n");

  // Of a country that is not enabled here.
  REQUIRE(Rapporteur(folder.data, {"plugin", "disable", "country.rs"}).status == 0);
  const std::string disabled = other.Told();
  CHECK(disabled.substr(disabled.find("error: ")) ==
        "error: returned.xlsx: this is a template of 'RS', and no country plugin for it is "
        "enabled.\nhint: List the plugins with 'rapporteur plugin list'.\n");
}

TEST_CASE("values that are exported as a spreadsheet or as text import back to no difference") {
  const DataFolder folder;
  const std::string figures = SourceFolder() + "/countries/regional/";
  REQUIRE(Rapporteur(folder.data, {"import", figures + "samples/published_figures.csv", "--mapping",
                                   figures + "mappings/published_figures.json", "--accept-good-rows"})
              .status == 0);
  std::uint64_t computed = 0;
  for (const char* exporter : {"xlsx-export", "csv-export"}) {
    for (const char* country : {"AL", "BA", "ME", "MK", "RS"}) {
      INFO(exporter << " " << country);
      const std::string path = folder.temp.path() + "/values." + std::string(exporter).substr(0, 4);
      const Run exported = Rapporteur(folder.data, {"export", exporter, "--country", country,
                                                    "--all-sources", "-o", path});
      INFO(exported.err);
      REQUIRE(exported.status == 0);
      const Run back = Rapporteur(folder.data, {"import", path, "--json"});
      INFO(back.out << back.err);
      REQUIRE(back.status == 0);
      const Json batch = *ParseJson(back.out, "import");
      CHECK(batch["state"] == "nothing_new");
      CHECK(batch["observations"]["unchanged"] > 10);
      CHECK(batch["observations"]["added"] == 0);
      CHECK(batch["observations"]["changed"] == 0);
      CHECK(batch["rows"]["refused"] == 0);
      computed += batch["rows"]["skipped"].get<std::uint64_t>();
    }
  }
  CHECK(computed > 50);  // what a formula gave is not stored as given
}

}  // namespace
}  // namespace rapporteur
