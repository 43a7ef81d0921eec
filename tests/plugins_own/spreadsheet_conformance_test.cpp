// Every workbook of a collection that once broke another reader goes through the real worker, and
// every cell that comes out is compared with the file's XML, taken apart here in a way that shares
// no code with the importer: text searched for tags, no parser, no reader of the plugin.
//
// Prints a table: read, refused with the reason, wrong.
#include <algorithm>
#include <catch2/catch.hpp>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/base/fd.h"
#include "core/base/hash.h"
#include "core/worker/job.h"
#include "tests/support/csv_answers.h"
#include "tests/support/made_workbook.h"
#include "tests/support/shared_data.h"

namespace rapporteur {
namespace {

// ---- the files' XML, the plain way ------------------------------------------------------------

std::string Plain(std::string text) {
  const std::pair<const char*, const char*> entities[] = {
      {"&lt;", "<"},   {"&gt;", ">"},   {"&quot;", "\""}, {"&apos;", "'"},
      {"&#10;", "\n"}, {"&#xA;", "\n"}, {"\r\n", "\n"},   {"&amp;", "&"}};
  for (std::size_t at = 0; (at = text.find("<![CDATA[", at)) != text.npos;) {
    const std::size_t end = text.find("]]>", at);
    text = text.substr(0, at) + text.substr(at + 9, end - at - 9) + text.substr(end + 3);
  }
  for (const auto& [from, to] : entities) {
    for (std::size_t at = 0; (at = text.find(from, at)) != text.npos;
         at += std::string(to).size()) {
      text.replace(at, std::string(from).size(), to);
    }
  }
  return text;
}

struct Element {
  std::string tag;   // with its attributes, without < and >
  std::string body;  // between begin and end
};

// Takes namespace prefixes off: "<x:row" becomes "<row".
std::string WithoutPrefixes(const std::string& xml) {
  std::string plain;
  for (std::size_t i = 0; i < xml.size(); i++) {
    plain += xml[i];
    if (xml[i] != '<' || xml.compare(i, 9, "<![CDATA[") == 0) continue;
    std::size_t from = i + 1;
    if (from < xml.size() && xml[from] == '/') plain += xml[from++];
    const std::size_t end = xml.find_first_of(" \t\r\n/>:", from);
    i = end != xml.npos && xml[end] == ':' ? end : from - 1;
  }
  return plain;
}

// The elements of this name, one after the other, that are not within one another.
std::vector<Element> Elements(const std::string& xml, const std::string& name) {
  std::vector<Element> all;
  for (std::size_t at = 0; (at = xml.find("<" + name, at)) != xml.npos;) {
    const char after = xml[at + name.size() + 1];
    if (after != ' ' && after != '>' && after != '/' && after != '\n' && after != '\r' &&
        after != '\t') {
      at++;
      continue;
    }
    std::size_t close = at;
    for (char quote = '\0'; close < xml.size(); close++) {
      if (quote != '\0') {
        if (xml[close] == quote) quote = '\0';
      } else if (xml[close] == '"' || xml[close] == '\'') {
        quote = xml[close];
      } else if (xml[close] == '>') {
        break;
      }
    }
    Element element;
    element.tag = xml.substr(at + 1, close - at - 1);
    at = close + 1;
    if (!element.tag.ends_with('/')) {
      const std::size_t end = xml.find("</" + name + ">", at);
      const std::size_t stop = end == xml.npos ? xml.find("</" + name, at) : end;
      element.body = xml.substr(at, stop - at);
      at = stop;
    }
    all.push_back(element);
  }
  return all;
}

std::optional<std::string> AttributeOf(const Element& element, const std::string& name) {
  for (const char* space : {" ", "\n", "\t"}) {
    for (const char quote : {'"', '\''}) {
      const std::string begin = space + name + "=" + quote;
      const std::size_t at = element.tag.find(begin);
      if (at == std::string::npos) continue;
      const std::size_t from = at + begin.size();
      return Plain(element.tag.substr(from, element.tag.find(quote, from) - from));
    }
  }
  return std::nullopt;
}

// Without what <rPh> holds.
std::string TextOf(const std::string& body) {
  std::string left = body;
  for (std::size_t at = 0; (at = left.find("<rPh", at)) != left.npos;) {
    const std::size_t end = left.find("</rPh>", at);
    left.erase(at, end - at + 6);
  }
  std::string text;
  for (const Element& t : Elements(left, "t")) text += Plain(t.body);
  for (std::size_t at = 0; (at = text.find("_x000D_", at)) != text.npos;) text.replace(at, 7, "\r");
  return text;
}

// Some archives part folders with a backslash.
std::string PartOf(const std::string& bytes, const std::string& name) {
  std::string content = FromZip(bytes, name);
  if (!content.empty()) return content;
  std::string other = name;
  std::replace(other.begin(), other.end(), '/', '\\');
  return FromZip(bytes, other);
}

// sheet name -> (row, column) -> what the file stores there
struct RawCell {
  std::string type, value;
  bool formula = false;
};
using RawSheet = std::map<std::pair<int, int>, RawCell>;

std::map<std::string, RawSheet> RawXlsx(const std::string& bytes) {
  std::map<std::string, std::string> targets;
  std::string folder = "xl/";
  std::string workbook = PartOf(bytes, "xl/workbook.xml");
  std::string relations = PartOf(bytes, "xl/_rels/workbook.xml.rels");
  if (workbook.empty()) {
    folder = "";
    workbook = PartOf(bytes, "workbook.xml");
    relations = PartOf(bytes, "_rels/workbook.xml.rels");
  }
  std::string shared_part = folder + "sharedStrings.xml";
  for (const Element& relation : Elements(WithoutPrefixes(relations), "Relationship")) {
    std::string target = AttributeOf(relation, "Target").value_or("");
    target = target.starts_with('/') ? target.substr(1) : folder + target;
    targets[AttributeOf(relation, "Id").value_or("")] = target;
    if (AttributeOf(relation, "Type").value_or("").ends_with("/sharedStrings"))
      shared_part = target;
  }
  std::vector<std::string> shared;
  for (const Element& si : Elements(WithoutPrefixes(PartOf(bytes, shared_part)), "si")) {
    shared.push_back(TextOf(si.body));
  }
  std::map<std::string, RawSheet> sheets;
  for (const Element& sheet : Elements(WithoutPrefixes(workbook), "sheet")) {
    std::string id;
    if (const std::size_t at = sheet.tag.find(":id="); at != sheet.tag.npos) {
      id = sheet.tag.substr(at + 5, sheet.tag.find(sheet.tag[at + 4], at + 5) - at - 5);
    }
    const std::string xml = WithoutPrefixes(PartOf(bytes, targets[id]));
    const std::vector<Element> data = Elements(xml, "sheetData");
    if (data.empty()) continue;
    RawSheet& cells = sheets[AttributeOf(sheet, "name").value_or("")];
    int row = 0;
    for (const Element& r : Elements(data[0].body, "row")) {
      row = std::stoi(AttributeOf(r, "r").value_or(std::to_string(row + 1)));
      int column = 0;
      for (const Element& c : Elements(r.body, "c")) {
        column++;
        if (const auto place = AttributeOf(c, "r")) {
          column = 0;
          for (const char letter : *place) {
            if (letter >= 'A' && letter <= 'Z') column = column * 26 + letter - 'A' + 1;
          }
        }
        RawCell cell;
        cell.type = AttributeOf(c, "t").value_or("n");
        cell.formula = !Elements(c.body, "f").empty();
        const std::vector<Element> values = Elements(c.body, "v");
        const std::vector<Element> inlined = Elements(c.body, "is");
        if (!values.empty()) cell.value = Plain(values[0].body);
        if (!inlined.empty()) cell.value = TextOf(inlined[0].body);
        if (cell.type == "s" && !cell.value.empty()) {
          const auto index = static_cast<std::size_t>(std::stoul(cell.value));
          cell.value = index < shared.size() ? shared[index] : "";
          cell.type = "text";
        }
        if (cell.type == "str" || cell.type == "inlineStr") cell.type = "text";
        if (cell.value.find_first_not_of(" \t\r\n") == std::string::npos) continue;
        cells[{row, column}] = cell;
      }
    }
  }
  return sheets;
}

// ---- the worker ---------------------------------------------------------------------------------

PluginBinary Plugin() {
  const std::string path = std::string(RAPPORTEUR_PACKAGES) +
                           "/org.rapporteur.spreadsheet-import-1.0.0/spreadsheet_import.so";
  return {"org.rapporteur.spreadsheet-import", "1.0.0", *Sha256OfFile(path), path};
}

struct CellSink : ImportSink {
  Status Begin(const std::vector<Field>& said) override {
    for (const Field& field : said) names.push_back(field.name);
    return {};
  }
  Status Rows(const Table& table) override {
    for (std::size_t r = 0; r < table.row_count(); r++) {
      rows++;
      if (names.size() > 2 && !names[2].starts_with("column_")) continue;  // headers say no place
      const int row = static_cast<int>(table.Int64(0, r));
      for (std::size_t c = 2; c < table.column_count(); c++) {
        if (table.IsMissing(c, r)) continue;
        const int column = std::stoi(names[c].substr(names[c].rfind('_') + 1));
        std::string text = table.type(c) == FieldType::kText ? std::string(table.Text(c, r)) : "";
        if (table.type(c) == FieldType::kFloat64) {
          char number[64];
          std::snprintf(number, sizeof number, "%.17g", table.Float64(c, r));
          text = number;
        }
        cells[std::string(table.Text(1, r))][{row, column}] = text;
      }
    }
    return {};
  }
  Status Aside(std::string_view, std::string_view, std::uint64_t, std::uint64_t,
               std::string_view) override {
    asides++;
    return {};
  }
  std::vector<std::string> names;
  std::map<std::string, std::map<std::pair<int, int>, std::string>> cells;
  std::size_t rows = 0, asides = 0;
};

struct Outcome {
  CellSink sink;
  Status status;
  JobReport report;
  double seconds = 0;
};

Outcome Import(const std::string& bytes, const std::string& options) {
  static Workers workers(DefaultWorkerPath());
  Outcome outcome;
  Result<Fd> input = MemoryFile("input", bytes);
  REQUIRE(input.ok());
  REQUIRE(Seal(*input).ok());
  JobLimits limits;
  limits.memory_bytes = std::uint64_t{256} << 20;
  limits.stop_at_blocked_call = true;  // and no call is refused on the way
  const auto begin = std::chrono::steady_clock::now();
  const Result<JobReport> report =
      workers.Import(Plugin(), *input, options, limits, outcome.sink, &outcome.report);
  outcome.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  if (!report.ok()) outcome.status = report.status();
  return outcome;
}

bool SameNumber(const std::string& a, const std::string& b) {
  char* end = nullptr;
  const double x = std::strtod(a.c_str(), &end);
  if (end == a.c_str()) return false;
  const double y = std::strtod(b.c_str(), nullptr);
  return x == y || std::fabs(x - y) <= 1e-12 * std::fabs(x);
}

// Days since the epoch that the text says; for comparing dates without the importer's arithmetic.
std::optional<double> Serial(const std::string& text, bool epoch_1904) {
  int y = 0, m = 0, d = 0, hour = 0, minute = 0;
  double second = 0, days = 0;
  if (std::sscanf(text.c_str(), "%4d-%2d-%2dT%d:%d:%lf", &y, &m, &d, &hour, &minute, &second) >=
      3) {
    std::tm tm{};
    tm.tm_year = y - 1900;
    tm.tm_mon = m - 1;
    tm.tm_mday = d;
    days = static_cast<double>(::timegm(&tm)) / 86400 + 25569;
    if (days < 61) days -= 1;
    if (epoch_1904) days -= 1462;
  } else if (std::sscanf(text.c_str(), "%d:%d:%lf", &hour, &minute, &second) != 3) {
    return std::nullopt;
  }
  return days + (hour * 3600 + minute * 60 + second) / 86400;
}

// Is what came out what the file stores?
bool Agrees(const RawCell& raw, const std::string& cell, bool epoch_1904) {
  if (raw.type == "text" || raw.type == "e") return raw.value == cell;
  if (raw.type == "b") return cell == (raw.value == "1" ? "TRUE" : "FALSE");
  if (raw.type == "d") return raw.value.starts_with(cell) && cell.size() >= 8;
  if (cell.ends_with('%')) return SameNumber(raw.value, std::to_string(std::stod(cell) / 100));
  if (cell.find(':') != cell.npos || (cell.size() >= 10 && cell[4] == '-' && cell[7] == '-')) {
    const auto serial = Serial(cell, epoch_1904);
    return serial && std::fabs(*serial - std::stod(raw.value)) < 1e-8;
  }
  return SameNumber(raw.value, cell);
}

struct Verdict {
  std::size_t compared = 0;
  std::vector<std::string> wrong;
};

std::string Place(const std::string& sheet, const std::pair<int, int>& place) {
  return sheet + " row " + std::to_string(place.first) + " column " + std::to_string(place.second);
}

// Both ways: no cell that is not in the file, and none of the file that is left out without an
// issue at its row.
void Compare(const Outcome& outcome, const std::map<std::string, RawSheet>& raw, bool epoch_1904,
             const std::string& only, Verdict* verdict) {
  for (const auto& [sheet, cells] : outcome.sink.cells) {
    const auto found = raw.find(sheet);
    for (const auto& [place, cell] : cells) {
      verdict->compared++;
      const bool known = found != raw.end() && found->second.count(place) > 0;
      if (!known || !Agrees(found->second.at(place), cell, epoch_1904)) {
        verdict->wrong.push_back(Place(sheet, place));
      }
    }
  }
  std::set<std::pair<std::string, std::uint64_t>> refused;
  std::uint64_t below = ~std::uint64_t{0};
  for (const Issue& issue : outcome.report.issues) {
    if (issue.level == Issue::Level::kError) refused.insert({issue.sheet, issue.row});
    if (issue.text.find("below the table") != std::string::npos) below = issue.row;
  }
  const auto found = raw.find(only);
  if (found == raw.end()) return;
  for (const auto& [place, cell] : found->second) {
    const auto row = static_cast<std::uint64_t>(place.first);
    if (refused.count({only, row}) > 0 || row >= below || cell.type == "e") continue;
    const auto sheet = outcome.sink.cells.find(only);
    if (sheet == outcome.sink.cells.end() || sheet->second.count(place) == 0) {
      verdict->wrong.push_back(Place(only, place) + " (left out)");
    }
  }
}

struct Count {
  std::size_t files = 0, read = 0, refused = 0, wrong = 0, cells = 0;
  double slowest = 0;
};

void CheckFile(const std::string& path, Count* count) {
  const std::string name = std::filesystem::path(path).filename().string();
  const std::string bytes = ReadTestFile(path);
  INFO(name);
  count->files++;
  // As it comes, with nothing said: read or refused with a sentence, within ten seconds.
  const Outcome plain = Import(bytes, "{}");
  CHECK(plain.seconds < 10);
  count->slowest = std::max(count->slowest, plain.seconds);
  if (!plain.status.ok()) {
    const std::string& code = plain.status.code();
    INFO(plain.status.message());
    CHECK((code == "bad-input" || code == "unsupported-input" || code == "limit-reached"));
    CHECK(plain.status.message().size() > 20);
    CHECK(plain.sink.rows == 0);
  }
  // Every sheet by itself, without a header, everything shown: so that each cell can be compared.
  Verdict verdict;
  std::string refusal;
  bool read = false;
  const bool is_xlsx = bytes.starts_with("PK") && !FromZip(bytes, "[Content_Types].xml").empty();
  const auto raw = is_xlsx ? RawXlsx(bytes) : std::map<std::string, RawSheet>();
  const bool epoch_1904 =
      FromZip(bytes, "xl/workbook.xml").find("date1904=\"1\"") != std::string::npos ||
      FromZip(bytes, "xl/workbook.xml").find("date1904=\"true\"") != std::string::npos;
  for (int sheet = 1; sheet <= 20; sheet++) {
    const Outcome each = Import(
        bytes, R"({"header_row": "none", "hidden": "read", "errors": "missing", "sheet": ")" +
                   std::to_string(sheet) + "\"}");
    CHECK(each.seconds < 10);
    if (!each.status.ok()) {
      if (each.status.message().find("no sheet of this name or number") != std::string::npos) break;
      refusal = each.status.message();
      if (each.status.code() != "bad-input" ||
          !each.status.message().starts_with("the sheet holds"))
        break;
      continue;
    }
    read = true;
    if (is_xlsx) {
      for (const auto& [only, cells] : each.sink.cells)
        Compare(each, raw, epoch_1904, only, &verdict);
    } else {
      for (const auto& [only, cells] : each.sink.cells) verdict.compared += cells.size();
    }
  }
  for (const std::string& wrong : verdict.wrong) {
    INFO(wrong);
    CHECK(wrong.empty());
  }
  count->cells += verdict.compared;
  if (read) {
    count->read++;
    std::printf("  %-44s read     %6zu cells, %zu wrong\n", name.c_str(), verdict.compared,
                verdict.wrong.size());
  } else {
    count->refused++;
    std::printf("  %-44s refused  %.90s\n", name.c_str(), refusal.c_str());
  }
  count->wrong += verdict.wrong.empty() ? 0 : 1;
}

void CheckFolder(const std::string& folder, std::size_t expected) {
  std::vector<std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() != ".md") files.push_back(entry.path().string());
  }
  std::sort(files.begin(), files.end());
  Count count;
  for (const std::string& file : files) CheckFile(file, &count);
  std::printf(
      "spreadsheets: %zu files, %zu read (%zu cells compared), %zu refused with a sentence, %zu "
      "wrong; slowest %.2f s, within 256 MiB\n",
      count.files, count.read, count.cells, count.refused, count.wrong, count.slowest);
  CHECK(count.files == expected);
  CHECK(count.wrong == 0);
}

// Rows of a sheet as text, "1|x"; every sheet by its number.
std::string SheetText(const std::string& file, int sheet, const std::string& more = "") {
  const auto shared = SharedData("data/spreadsheets/calamine");
  const std::string own = TestData("spreadsheets/calamine/") + file;
  if (!shared && !std::filesystem::exists(own)) return "absent";
  const Outcome outcome = Import(ReadTestFile(shared ? *shared + "/" + file : own),
                                 R"({"header_row": "none", "hidden": "read", "sheet": ")" +
                                     std::to_string(sheet) + "\"" + more + "}");
  if (!outcome.status.ok()) return outcome.status.message();
  std::map<int, std::string> rows;
  for (const auto& [name, cells] : outcome.sink.cells) {
    for (const auto& [place, cell] : cells) {
      rows[place.first] += (rows[place.first].empty() ? "" : "|") + cell;
    }
  }
  std::string text;
  for (const auto& [number, row] : rows) text += std::to_string(number) + ": " + row + "\n";
  for (const Issue& issue : outcome.report.issues) {
    if (issue.level == Issue::Level::kError) {
      text += "refused " + std::to_string(issue.row) + "/" + std::to_string(issue.column) + "\n";
    }
  }
  return text;
}

TEST_CASE("the contents of workbooks that broke another reader are what their XML says") {
  struct Case {
    const char* file;
    int sheet;
    const char* text;
  };
  // Read off the files' XML by hand.
  const Case cases[] = {
      {"date.xlsx", 1, "1: 2021-01-01|15\n2: 2021-01-02|16\n3: 255:10:10|17\n"},
      {"date_1904.xlsx", 1, "1: 2021-01-01|15\n2: 2021-01-02|16\n3: 255:10:10|17\n"},
      {"date.ods", 1,
       "1: 2021-01-01|15\n2: 2021-01-01T10:10:10|16\n3: 10:10:10|17\n4: 10:10:10.123|18\n"},
      {"date_quoted_format.xlsx", 1,
       "1: 2021-01-01\n2: 2021-01-01\n3: 2021-01-01\n4: 2021-01-01\n"},
      {"inlineStr_cdata.xlsx", 1, "1: Hello CDATA|World\n2: 12345|NormalText\n"},
      {"inlineStr_with_value.xlsx", 1,
       "1: NN|Hierarchy|Outline Number|ID|Name|Type|Description\n2: "
       "1|+|1.|RQ11610|requirement|Textual "
       "Requirement|test\n"},
      {"has_x000D_.xlsx", 1, "1: ABC\r\nDEF\n"},
      {"has_x000D_inline.xlsx", 1, "1: ABC\r\nDEF\n"},
      {"rph.xlsx", 1,
       "1: \xE8\xAA\xB2\xE3\x81\x8D\xE3\x81\x8F\xE3\x80\x80\xE6\xAF\x9B\xE3\x81\x93\n"},
      {"encoded_entities.xlsx", 1, "1: &\n"},
      {"errors.xlsx", 1,
       "refused 1/1\nrefused 2/1\nrefused 3/1\nrefused 4/1\nrefused 5/1\nrefused 6/1\nrefused "
       "7/1\n"},
      {"special_cells.ods", 1,
       "1: Split\nLine\n2: Value  With spaces\n3: Value   With 3 spaces\n4:  Value   With spaces "
       "before and after \n5:   Value   With 2 spaces before and after  \n"},
      // A merged label counts for the row below, and what lies across columns refuses its row.
      {"merged_cells.ods", 1, "1: A|B|C\n2: A|B|C\n3: A|C\n"},
      {"merged_range.xlsx", 1, "refused 1/3\nrefused 3/3\nrefused 4/3\n"},
      {"temperature.xlsx", 1, "1: label|value\n2: celsius|22.2222\n3: fahrenheit|72\n"},
      {"string-ref.xlsx", 1, "1: col1\n2: -8086931554011838357\n"},
      {"nonstandard-xml-ns-prefix.xlsx", 1, "1: a|b\n2: 1|3\n3: 2|4\n"},
  };
  for (const Case& c : cases) {
    const std::string text = SheetText(c.file, c.sheet);
    if (text == "absent") continue;
    INFO(c.file);
    CHECK(text == c.text);
  }
}

TEST_CASE("an XLSX and the ODS saved from it hold the same cells") {
  // A chart of the XLSX is no sheet; in the ODS it is an empty one, behind the others.
  for (const auto& [name, sheets] : {std::pair("issues", 7), std::pair("any_sheets", 3)}) {
    for (int sheet = 1; sheet <= sheets; sheet++) {
      const std::string xlsx = SheetText(std::string(name) + ".xlsx", sheet);
      if (xlsx == "absent") return;
      INFO(name << " " << sheet);
      CHECK(SheetText(std::string(name) + ".ods", sheet) == xlsx);
    }
  }
}

TEST_CASE("workbooks that broke another reader are read as they are or refused") {
  CheckFolder(TestData("spreadsheets/calamine"), 12);
  if (const auto folder = SharedData("data/spreadsheets/calamine")) CheckFolder(*folder, 132);
}

}  // namespace
}  // namespace rapporteur
