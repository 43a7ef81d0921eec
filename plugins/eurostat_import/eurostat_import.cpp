#include "plugins/eurostat_import/eurostat_import.h"

#include <algorithm>
#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "core/base/utf8.h"

namespace eurostat_import {
namespace {

constexpr std::size_t kLongestKey = 1000;  // each observation repeats it
constexpr std::size_t kMostDimensions = 64;
constexpr std::size_t kLongestFlag = 8;

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsFlagLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '@'; }

std::size_t Digits(std::string_view text, std::size_t at) {
  while (at < text.size() && IsDigit(text[at])) ++at;
  return at;
}

// The length of the number at the beginning: a point before the decimals, no group marks; 0 where
// there is none.
std::size_t NumberLength(std::string_view text) {
  const std::size_t sign = !text.empty() && (text[0] == '-' || text[0] == '+') ? 1 : 0;
  std::size_t end = Digits(text, sign);
  if (end == sign) return 0;
  if (end + 1 < text.size() && text[end] == '.' && IsDigit(text[end + 1])) {
    end = Digits(text, end + 1);
  }
  if (end < text.size() && (text[end] == 'e' || text[end] == 'E')) {
    const bool has_sign = end + 1 < text.size() && (text[end + 1] == '-' || text[end + 1] == '+');
    const std::size_t first = end + (has_sign ? 2 : 1);
    if (Digits(text, first) > first) end = Digits(text, first);
  }
  return end;
}

std::vector<std::string_view> Split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  while (true) {
    const std::size_t end = text.find(separator);
    parts.push_back(rpt::trim(text.substr(0, end)));
    if (end == text.npos) return parts;
    text.remove_prefix(end + 1);
  }
}

[[noreturn]] void FailAt(std::uint64_t row, std::uint64_t column, const std::string& message) {
  rpt::BadInput error(row, {}, message);
  error.column = column;
  throw error;
}

// The host takes UTF-8 only, and a code has no use for a NUL.
bool IsText(std::string_view text) {
  return rapporteur::IsValidUtf8(text) && text.find('\0') == text.npos;
}

// What is no text at all, or one that was cut off.
void CheckFile(const rpt::InputFile& in) {
  const std::string head = in.head(4096);
  if (head.empty()) throw rpt::BadInput(0, {}, "the file is empty, expected a Eurostat table");
  if (head.substr(0, 2) == "\x1F\x8B") {
    throw rpt::Unsupported(
        "the file is packed (gzip); unpack it first, for instance with 'gunzip FILE.tsv.gz', and "
        "import the .tsv");
  }
  if (head.substr(0, 2) == "\xFF\xFE" || head.substr(0, 2) == "\xFE\xFF") {
    throw rpt::BadInput(0, {},
                        "the file is in UTF-16, expected UTF-8 as Eurostat writes it; download it "
                        "again instead of saving it from a spreadsheet");
  }
  if (const std::size_t nul = head.find('\0'); nul != head.npos) {
    throw rpt::BadInput(0, {}, "byte " + std::to_string(nul + 1) + " is NUL, expected a text file");
  }
  char last = '\0';
  in.read_at(in.size() - 1, &last, 1);
  if (last != '\n') {
    throw rpt::BadInput(0, {},
                        "the last line has no line end, which Eurostat always writes: the file was "
                        "cut off; download it again");
  }
}

struct Header {
  std::vector<std::string> dimensions, periods;
  std::string period_name = "TIME_PERIOD";
};

// "geo\time" of the old layout and "geo\TIME_PERIOD" of the new one.
bool IsTime(std::string_view name) { return name == "time" || name == "TIME_PERIOD"; }

bool LooksLikeHeader(std::string_view line) {
  if (!line.empty() && std::string_view("{[<").find(line[0]) != line.npos) return false;
  const std::string_view key = line.substr(0, line.find('\t'));
  const std::size_t slash = key.find('\\');
  return key.size() < line.size() && slash != key.npos && slash > 0 && slash + 1 < key.size() &&
         key.find('\\', slash + 1) == key.npos;
}

[[noreturn]] void FailTwice(const std::string& name) {
  FailAt(1, 1, "the name " + name + " stands there twice, or is one of the importer's own columns");
}

Header ReadHeader(std::string_view line) {
  if (!LooksLikeHeader(line)) {
    FailAt(1, 1,
           "found no dimensions as Eurostat packs them, expected a header such as "
           "freq,unit,geo\\TIME_PERIOD and a tab before each period");
  }
  if (!IsText(line)) FailAt(1, 0, "the header is not valid UTF-8");
  std::vector<std::string_view> cells = Split(line, '\t');
  const std::string_view key = cells[0];
  if (key.size() > kLongestKey) FailAt(1, 1, "the dimensions are longer than 1,000 bytes");
  const std::size_t slash = key.find('\\');
  Header header;
  const std::string_view across = rpt::trim(key.substr(slash + 1));
  if (across.empty()) FailAt(1, 1, "the dimension behind \\ has no name");
  if (!IsTime(across)) header.period_name = across;
  std::set<std::string> names{"OBS_VALUE", "OBS_FLAG"};
  for (std::string_view part : Split(key.substr(0, slash), ',')) {
    header.dimensions.emplace_back(IsTime(part) ? "TIME_PERIOD" : part);
    if (part.empty()) FailAt(1, 1, "a dimension has no name");
    if (!names.insert(header.dimensions.back()).second) FailTwice(header.dimensions.back());
  }
  if (!names.insert(header.period_name).second) FailTwice(header.period_name);
  if (header.dimensions.size() > kMostDimensions) FailAt(1, 1, "there are more than 64 dimensions");
  std::set<std::string_view> seen;
  for (std::size_t i = 1; i < cells.size(); ++i) {
    if (cells[i].empty()) FailAt(1, i + 1, "the header is empty, expected a period");
    if (cells[i].size() > 64) FailAt(1, i + 1, "the header is longer than 64 bytes");
    if (!seen.insert(cells[i]).second) FailAt(1, i + 1, "the period stands there a second time");
    header.periods.emplace_back(cells[i]);
  }
  return header;
}

std::vector<rpt::Field> Fields(const Header& header) {
  std::vector<std::string> names = header.dimensions;
  names.push_back(header.period_name);
  std::string row = "row";
  while (std::count(names.begin(), names.end(), row) > 0) row += "_of_file";
  std::vector<rpt::Field> fields{{row, rpt::Type::int64, "row"}};
  for (const std::string& name : names) fields.push_back({name});
  fields.push_back({"OBS_VALUE", rpt::Type::text, "decimal-point"});
  fields.push_back({"OBS_FLAG"});
  return fields;
}

// The codes of a series, in the order of the dimensions.
std::vector<std::string_view> ReadKey(std::string_view key, std::size_t count, std::uint64_t row) {
  if (key.size() > kLongestKey) FailAt(row, 1, "the codes are longer than 1,000 bytes");
  if (!IsText(key)) FailAt(row, 1, "the codes are not valid UTF-8");
  std::vector<std::string_view> codes = Split(key, ',');
  if (codes.size() != count) {
    FailAt(row, 1,
           "found " + std::to_string(codes.size()) + (codes.size() == 1 ? " code" : " codes") +
               ", expected " + std::to_string(count) + " as in the header");
  }
  if (std::any_of(codes.begin(), codes.end(), [](std::string_view c) { return c.empty(); })) {
    FailAt(row, 1, "a code is empty");
  }
  return codes;
}

void WriteCell(rpt::TableWriter& out, std::string_view text) {
  if (text.empty()) {
    out.missing();
  } else {
    out.text(text);
  }
}

void ReadSeries(std::string_view line, std::uint64_t row, const Header& header,
                rpt::TableWriter& out) {
  const auto cells = static_cast<std::size_t>(std::count(line.begin(), line.end(), '\t'));
  if (cells != header.periods.size()) {
    FailAt(row, 0,
           "found " + std::to_string(cells + 1) + (cells == 0 ? " cell" : " cells") +
               ", expected " + std::to_string(header.periods.size() + 1) + " as in the header");
  }
  const std::vector<std::string_view> codes =
      ReadKey(line.substr(0, line.find('\t')), header.dimensions.size(), row);
  for (std::size_t i = 0; i < header.periods.size(); ++i) {
    line.remove_prefix(line.find('\t') + 1);
    const std::optional<Cell> cell = ReadCell(line.substr(0, line.find('\t')));
    if (!cell) {
      FailAt(row, i + 2,
             "the cell is neither a number nor ':', with or without flags behind it, "
             "such as 12.5 b");
    }
    out.integer(static_cast<std::int64_t>(row));
    for (std::string_view code : codes) out.text(code);
    out.text(header.periods[i]);
    WriteCell(out, cell->value);
    WriteCell(out, cell->flag);
    out.end_row();
  }
}

}  // namespace

std::optional<Cell> ReadCell(std::string_view text) {
  text = rpt::trim(text);
  if (text.empty()) return Cell{};
  const bool missing = text[0] == ':';
  const std::size_t length = missing ? 1 : NumberLength(text);
  if (length == 0) return std::nullopt;
  const std::string_view flag = rpt::trim(text.substr(length));
  if (flag.size() > kLongestFlag || !std::all_of(flag.begin(), flag.end(), IsFlagLetter)) {
    return std::nullopt;
  }
  return Cell{missing ? std::string_view() : text.substr(0, length), flag};
}

}  // namespace eurostat_import

void EurostatImport::run(rpt::InputFile& in, rpt::TableWriter& out, rpt::Job& job) {
  using namespace eurostat_import;
  CheckFile(in);
  rpt::Lines lines(in.fd(), job.host());
  std::string_view line;
  const Header header = ReadHeader(lines.next(line) ? line : std::string_view());
  out.begin(Fields(header));
  while (lines.next(line)) {
    if (!rpt::trim(line).empty()) ReadSeries(line, lines.number(), header, out);
  }
  if (out.count() == 0) throw rpt::BadInput(1, {}, "the table has a header and no rows below it");
}

int EurostatImport::sniff(rpt::InputFile& in) {
  std::string head = in.head(std::size_t{64} << 10);
  if (head.substr(0, 2) == "\x1F\x8B") return 10;
  if (head.substr(0, 3) == "\xEF\xBB\xBF") head.erase(0, 3);
  if (head.find('\0') != head.npos) return 0;
  return eurostat_import::LooksLikeHeader(std::string_view(head).substr(0, head.find('\n'))) ? 95
                                                                                             : 0;
}
