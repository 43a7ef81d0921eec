#include "core/model/choice.h"

#include <catch2/catch.hpp>
#include <map>

namespace rapporteur {
namespace {

const std::vector<std::string> kOrder = {"register", "report", "court", "survey", "media"};

Source MakeSource(const std::string& code, const std::string& kind, const std::string& date) {
  Source source;
  source.code = code;
  source.kind = kind;
  source.published_on = date;
  return source;
}

// "40" a number, "O" a status without a value, "'text" a text, "<5" suppressed.
Value MakeValue(const std::string& text) {
  Value value;
  if (text[0] == '\'') {
    value.text = text.substr(1);
  } else if (text[0] == '<') {
    value.text = text;
    value.status = "Q";
  } else if (text[0] >= '0' && text[0] <= '9') {
    value.number = std::stod(text);
  } else {
    value.status = text;
  }
  return value;
}

struct Row {
  std::string cell;  // "" = the total
  std::string source;
  std::string value;
};

struct Person {
  std::optional<std::string> cell;
  std::string source, reason;
};

struct Case {
  std::string name;
  std::vector<Source> sources;
  std::vector<Row> rows;
  std::vector<Person> persons;
  // One line per row: "by: reason" with "!" behind it where disputed, "-" where not chosen.
  std::vector<std::string> expected;
};

std::vector<std::string> Run(const Case& c) {
  ChoiceGroup group;
  std::map<std::string, std::size_t> cells, sources;
  std::vector<Value> values;
  values.reserve(c.rows.size());
  for (const Source& source : c.sources) {
    sources[source.code] = group.sources.size();
    group.sources.push_back(&source);
  }
  for (const Row& row : c.rows) {
    const std::size_t cell = cells.emplace(row.cell, cells.size()).first->second;
    if (row.cell.empty()) group.total = cell;
    values.push_back(MakeValue(row.value));
    group.candidates.push_back({cell, sources.at(row.source), &values.back()});
  }
  group.cells = cells.size();
  for (const Person& person : c.persons) {
    std::optional<std::size_t> cell;
    if (person.cell) cell = cells.at(*person.cell);
    group.persons.push_back({cell, sources.at(person.source), person.reason});
  }
  std::vector<std::string> lines;
  for (const Verdict& verdict : Choose(group, kOrder)) {
    lines.push_back((verdict.chosen ? verdict.by + ": " + verdict.reason : "-") +
                    (verdict.disputed ? " !" : ""));
  }
  return lines;
}

const Source kRegister = MakeSource("REG/A", "register", "2019");
const Source kReport = MakeSource("REP/A", "report", "2018-06-28");
const Source kNewReport = MakeSource("REP/B", "report", "2021-07-01");
const Source kSameDay = MakeSource("REP/C", "report", "2021-07-01");
const Source kUndated = MakeSource("REP/D", "report", "");
const Source kMedia = MakeSource("MED/A", "media", "2022");
const Source kOther = MakeSource("OWN/A", "own_count", "2023");

}  // namespace

TEST_CASE("the rule chooses one source for a group and says why") {
  const Case cases[] = {
      {"one source", {kMedia}, {{"", "MED/A", "3"}, {"sex=F", "MED/A", "2"}}, {},
       {"rule: only source", "rule: only source"}},
      {"kind before date", {kMedia, kRegister}, {{"", "MED/A", "3"}, {"", "REG/A", "3"}}, {},
       {"-", "rule: register before media"}},
      {"unlisted kinds come last", {kOther, kMedia}, {{"", "OWN/A", "3"}, {"", "MED/A", "3"}}, {},
       {"-", "rule: media before own count"}},
      {"newer publication", {kReport, kNewReport}, {{"", "REP/A", "3"}, {"", "REP/B", "3"}}, {},
       {"-", "rule: newer publication (2021-07-01 before 2018-06-28)"}},
      {"undated is oldest", {kUndated, kReport}, {{"", "REP/D", "3"}, {"", "REP/A", "3"}}, {},
       {"-", "rule: newer publication (2018-06-28 before undated)"}},
      {"code", {kSameDay, kNewReport}, {{"", "REP/C", "3"}, {"", "REP/B", "3"}}, {},
       {"-", "rule: code order"}},
      {"different values are disputed", {kMedia, kRegister},
       {{"", "MED/A", "4"}, {"", "REG/A", "3"}}, {},
       {"- !", "rule: register before media !"}},
      {"different texts are disputed", {kMedia, kRegister},
       {{"", "MED/A", "'yes"}, {"", "REG/A", "'no"}}, {},
       {"- !", "rule: register before media !"}},
      {"who gives the total goes first", {kRegister, kMedia},
       {{"sex=F", "REG/A", "2"}, {"", "MED/A", "3"}, {"sex=F", "MED/A", "2"}}, {},
       {"-", "rule: gives the total, REG/A does not", "rule: gives the total, REG/A does not"}},
      {"without any total the order decides", {kRegister, kMedia},
       {{"sex=F", "REG/A", "2"}, {"sex=F", "MED/A", "2"}}, {},
       {"rule: register before media", "-"}},
      {"a status without a value does not beat a number", {kRegister, kMedia},
       {{"", "REG/A", "L"}, {"", "MED/A", "3"}}, {},
       {"-", "rule: gives the total, REG/A does not"}},
      {"a suppressed value is none", {kRegister, kMedia},
       {{"", "REG/A", "<5"}, {"", "MED/A", "3"}}, {},
       {"-", "rule: gives the total, REG/A does not"}},
      {"nor in a part", {kRegister, kMedia},
       {{"sex=F", "REG/A", "O"}, {"sex=F", "MED/A", "3"}}, {},
       {"-", "rule: gives a value, REG/A does not"}},
      {"nobody has a value", {kRegister, kMedia}, {{"", "REG/A", "L"}, {"", "MED/A", "O"}}, {},
       {"rule: register before media", "-"}},
      {"a zero is a value", {kRegister, kMedia}, {{"", "REG/A", "0"}, {"", "MED/A", "3"}}, {},
       {"rule: register before media !", "- !"}},
  };
  for (const Case& c : cases) {
    INFO(c.name);
    CHECK(Run(c) == c.expected);
  }
}

TEST_CASE("cells the chosen source lacks are filled by one that does not contradict it") {
  const Case cases[] = {
      {"a filler agrees", {kRegister, kMedia},
       {{"", "REG/A", "3"}, {"", "MED/A", "3"}, {"sex=F", "MED/A", "2"}}, {},
       {"rule: register before media", "-", "rule: fills a cell that REG/A does not give"}},
      {"a filler without a common cell contradicts nothing", {kRegister, kMedia},
       {{"", "REG/A", "3"}, {"sex=F", "MED/A", "2"}}, {},
       {"rule: gives the total, MED/A does not", "rule: fills a cell that REG/A does not give"}},
      {"a contradiction anywhere forbids filling", {kRegister, kMedia},
       {{"", "REG/A", "3"}, {"", "MED/A", "4"}, {"sex=F", "MED/A", "2"}}, {},
       {"rule: register before media !", "- !", "-"}},
      {"then the next in rank fills", {kRegister, kReport, kMedia},
       {{"", "REG/A", "3"}, {"", "REP/A", "4"}, {"", "MED/A", "3"},
        {"sex=F", "REP/A", "1"}, {"sex=F", "MED/A", "2"}}, {},
       {"rule: register before report !", "- !", "- !", "- !",
        "rule: fills a cell that REG/A does not give !"}},
      {"a cell the chosen one gives without a value is filled", {kRegister, kMedia},
       {{"", "REG/A", "3"}, {"sex=F", "REG/A", "O"}, {"sex=F", "MED/A", "2"}}, {},
       {"rule: gives the total, MED/A does not", "-",
        "rule: fills a cell that REG/A does not give"}},
      {"or stays without where nobody may fill it", {kRegister, kMedia},
       {{"", "REG/A", "3"}, {"", "MED/A", "4"}, {"sex=F", "REG/A", "O"}, {"sex=F", "MED/A", "2"}},
       {},
       {"rule: register before media !", "- !", "rule: register before media", "-"}},
      {"a value fills before a status", {kRegister, kReport, kMedia},
       {{"", "REG/A", "3"}, {"sex=F", "REP/A", "L"}, {"sex=F", "MED/A", "2"}}, {},
       {"rule: gives the total, MED/A does not", "-",
        "rule: fills a cell that REG/A does not give"}},
      {"a status fills where there is no value", {kRegister, kReport},
       {{"", "REG/A", "3"}, {"sex=F", "REP/A", "L"}}, {},
       {"rule: gives the total, REP/A does not", "rule: fills a cell that REG/A does not give"}},
  };
  for (const Case& c : cases) {
    INFO(c.name);
    CHECK(Run(c) == c.expected);
  }
}

TEST_CASE("a person's choice stands above the rule") {
  const std::vector<Row> rows = {{"", "REG/A", "3"}, {"", "MED/A", "4"},
                                 {"sex=F", "REG/A", "1"}, {"sex=F", "MED/A", "2"}};
  const Case cases[] = {
      {"for the whole group", {kRegister, kMedia}, rows, {{std::nullopt, "MED/A", "checked"}},
       {"- !", "person: checked !", "- !", "person: checked !"}},
      {"for one cell", {kRegister, kMedia}, rows, {{"sex=F", "MED/A", "typo in the register"}},
       {"rule: register before media !", "- !", "- !", "person: typo in the register !"}},
      {"for both", {kRegister, kMedia}, rows,
       {{std::nullopt, "MED/A", "checked"}, {"", "REG/A", "the total is right"}},
       {"person: the total is right !", "- !", "- !", "person: checked !"}},
      {"cells it lacks are filled by the rule", {kRegister, kMedia},
       {{"", "REG/A", "3"}, {"", "MED/A", "3"}, {"sex=F", "REG/A", "1"}},
       {{std::nullopt, "MED/A", "checked"}},
       {"-", "person: checked", "rule: fills a cell that MED/A does not give"}},
      {"the only source too", {kRegister}, {{"", "REG/A", "3"}}, {{std::nullopt, "REG/A", "seen"}},
       {"person: seen"}},
  };
  for (const Case& c : cases) {
    INFO(c.name);
    CHECK(Run(c) == c.expected);
  }
}

TEST_CASE("values contradict each other only where both say something else") {
  const struct {
    std::string a, b;
    bool expected;
  } cases[] = {{"3", "3", false},  {"3", "4", true},      {"0", "O", false},  {"L", "M", false},
               {"<5", "9", false}, {"'yes", "'no", true}, {"'a", "'a", false}, {"3", "'a", true}};
  for (const auto& c : cases) {
    INFO(c.a << " and " << c.b);
    CHECK(Contradicts(MakeValue(c.a), MakeValue(c.b)) == c.expected);
    CHECK(Contradicts(MakeValue(c.b), MakeValue(c.a)) == c.expected);
  }
}

}  // namespace rapporteur
