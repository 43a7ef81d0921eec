#include "plugins/htcds_import/htcds_import.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <rapporteur/csv.hpp>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "plugins/common/text/utf8_input.h"
#include "plugins/htcds_import/standard.h"

namespace htcds_import {
namespace {

constexpr std::uint64_t kRowsBetweenCalls = 4096;
constexpr std::size_t kMostColumns = 1000;
constexpr int kOldest = 130;
constexpr const char* kAge = "AgeAtReferral";

struct Day {
  int year = 0, month = 0, day = 0;
};

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

std::optional<int> Whole(std::string_view text) {
  if (text.empty() || text.size() > 9) return std::nullopt;
  int number = 0;
  for (const char c : text) {
    if (!IsDigit(c)) return std::nullopt;
    number = 10 * number + (c - '0');
  }
  return number;
}

int DaysInMonth(int year, int month) {
  if (month == 2) return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

// A date as the option "dates" says: its parts in the order of d, m and y, and the mark between them.
std::optional<Day> ReadDay(std::string_view text, std::string_view format) {
  const char mark = format == "yyyy-mm-dd" ? '-' : format == "mm/dd/yyyy" ? '/' : '.';
  if (mark == '.' && !text.empty() && text.back() == '.') text.remove_suffix(1);
  const std::size_t first = text.find(mark);
  const std::size_t second = first == text.npos ? first : text.find(mark, first + 1);
  if (second == text.npos) return std::nullopt;
  const std::optional<int> parts[] = {Whole(text.substr(0, first)),
                                      Whole(text.substr(first + 1, second - first - 1)),
                                      Whole(text.substr(second + 1))};
  if (!parts[0] || !parts[1] || !parts[2]) return std::nullopt;
  Day day{*parts[2], *parts[1], *parts[0]};
  if (mark == '-') day = {*parts[0], *parts[1], *parts[2]};
  if (mark == '/') day = {*parts[2], *parts[0], *parts[1]};
  if (day.year < 1900 || day.year > 2100 || day.month < 1 || day.month > 12 || day.day < 1 ||
      day.day > DaysInMonth(day.year, day.month)) {
    return std::nullopt;
  }
  return day;
}

std::string IsoOf(const Day& day) {
  const auto two = [](int n) { return (n < 10 ? "0" : "") + std::to_string(n); };
  return std::to_string(day.year) + "-" + two(day.month) + "-" + two(day.day);
}

std::vector<std::string_view> Pieces(std::string_view text, char separator) {
  std::vector<std::string_view> pieces;
  while (true) {
    const std::size_t end = text.find(separator);
    const std::string_view piece = rpt::trim(text.substr(0, end));
    if (!piece.empty()) pieces.push_back(piece);
    if (end == text.npos) return pieces;
    text.remove_prefix(end + 1);
  }
}

// The columns of the file and what of the standard they are.
struct Header {
  char separator = ',';
  std::vector<std::string> names;                 // as they are handed out
  std::vector<const StandardField*> fields;       // null: not of the standard
  std::size_t distinctive = 0;                    // fields that few other tables have
};

bool IsDistinctive(const StandardField& field) {
  return field.counted || field.name == "MethodOfRecruitment" || field.name == "MethodsOfControl" ||
         field.name == "TypeOfSexExploitation" || field.name == "RelationshipToTrafficker";
}

Header ReadHeader(const rpt::CsvReader& csv, char separator) {
  Header header;
  header.separator = separator;
  std::set<std::string> used;
  bool status_or_type = false;
  for (std::size_t i = 0; i < csv.size(); ++i) {
    const StandardField* field = FindField(csv[i]);
    if (field != nullptr && !used.insert(std::string(field->name)).second) field = nullptr;
    header.fields.push_back(field);
    if (field == nullptr) continue;
    header.distinctive += IsDistinctive(*field) ? 1 : 0;
    status_or_type = status_or_type || field->name == "TypeOfExploitation" ||
                     field->name == "TraffickingStatus";
  }
  if (!status_or_type) header.distinctive = 0;
  used.insert({"row", kAge});
  for (std::size_t i = 0; i < csv.size(); ++i) {
    if (header.fields[i] != nullptr) {
      header.names.emplace_back(header.fields[i]->name);
      continue;
    }
    // A column beside the standard keeps its header.
    const std::string own = csv[i].empty() ? "column_" + std::to_string(i + 1) : std::string(csv[i]);
    std::string name = own;
    for (int n = 2; !used.insert(name).second; ++n) name = own + " (" + std::to_string(n) + ")";
    header.names.push_back(name);
  }
  return header;
}

// By the separator under which most columns are of the standard.
Header FindHeader(int fd) {
  Header best;
  for (const char separator : {',', ';', '\t'}) {
    rpt::CsvReader csv(fd, {separator});
    if (!csv.next() || csv.size() > kMostColumns) continue;
    Header header = ReadHeader(csv, separator);
    if (header.distinctive > best.distinctive) best = std::move(header);
  }
  return best;
}

constexpr std::size_t kEnough = 4;

class Reader {
 public:
  Reader(const Header& header, rpt::TableWriter& out, rpt::Job& job)
      : header_(header),
        out_(out),
        job_(job),
        dates_(job.options().text("dates", "yyyy-mm-dd")),
        separator_(job.options().text("multiselect", ";").at(0)) {}

  void Begin() {
    std::vector<rpt::Field> fields = {{"row", rpt::Type::int64, "row"}};
    std::set<std::string> there(header_.names.begin(), header_.names.end());
    for (const StandardField& field : StandardFields()) {
      if (!field.counted) continue;
      const auto at = std::find(header_.names.begin(), header_.names.end(), field.name);
      counted_.push_back(at == header_.names.end() ? kNowhere : At(at - header_.names.begin()));
      fields.push_back({std::string(field.name), TypeOf(&field), ""});
    }
    fields.push_back({kAge, rpt::Type::int64, ""});
    for (std::size_t i = 0; i < header_.names.size(); ++i) {
      const StandardField* field = header_.fields[i];
      if (field != nullptr && field->name == "Birthdate") born_ = i;
      if (field != nullptr && field->name == "IncomingReferralDate") referred_ = i;
      if (field != nullptr && field->counted) continue;
      others_.push_back(i);
      fields.push_back({header_.names[i], TypeOf(field), ""});
    }
    out_.begin(fields);
    cells_.resize(header_.names.size());
  }

  // The template's second row holds the labels of the fields.
  bool IsLabels(const rpt::CsvReader& csv) const {
    std::size_t labels = 0;
    for (std::size_t i = 0; i < csv.size(); ++i) {
      if (csv[i].empty() || header_.fields[i] == nullptr) continue;
      const bool label = FindField(csv[i]) == header_.fields[i];
      if (!label && header_.fields[i]->counted) return false;
      labels += label ? 1 : 0;
    }
    return labels >= 3;
  }

  void Row(const rpt::CsvReader& csv) {
    bool good = true;
    for (std::size_t i = 0; i < csv.size(); ++i) good = Read(csv, i) && good;
    std::optional<int> age;
    if (good && born_ != kNowhere && referred_ != kNowhere && !cells_[born_].empty() &&
        !cells_[referred_].empty()) {
      age = AgeOf(csv);
      good = age.has_value();
    }
    if (!good) return;  // said, and refused
    out_.integer(static_cast<std::int64_t>(csv.row()));
    for (const std::size_t i : counted_) Put(i);
    if (age) {
      out_.integer(*age);
    } else {
      out_.missing();
    }
    for (const std::size_t i : others_) Put(i);
    out_.end_row();
  }

 private:
  static constexpr std::size_t kNowhere = ~std::size_t{0};

  static std::size_t At(std::ptrdiff_t index) { return static_cast<std::size_t>(index); }
  static rpt::Type TypeOf(const StandardField* field) {
    return field != nullptr && field->kind == Kind::kNumber ? rpt::Type::int64 : rpt::Type::text;
  }

  void Put(std::size_t i) {
    if (i == kNowhere || cells_[i].empty()) {
      out_.missing();
    } else if (TypeOf(header_.fields[i]) == rpt::Type::int64) {
      out_.integer(*Whole(cells_[i]));
    } else {
      out_.text(cells_[i]);
    }
  }

  // A remark about a cell stands for a row that is not handed out; it never repeats the cell.
  bool Wrong(const rpt::CsvReader& csv, std::size_t i, const std::string& expected) {
    const StandardField& field = *header_.fields[i];
    job_.issue(rpt::Level::error, {csv.row(), i + 1, {}, field.name}, "expected " + expected);
    return false;
  }

  // Checks a cell and keeps it as the standard writes it.
  bool Read(const rpt::CsvReader& csv, std::size_t i) {
    const std::string_view cell = rpt::trim(csv[i]);
    const StandardField* field = header_.fields[i];
    std::string& kept = cells_[i];
    kept.clear();
    if (cell.empty()) return true;
    if (field == nullptr || field->kind == Kind::kText) {
      kept = cell;
      return true;
    }
    if (wrong_ == csv.row()) return true;  // one remark for each row is enough
    const bool good = Check(*field, cell, kept);
    if (good) return true;
    wrong_ = csv.row();
    return Wrong(csv, i, Expected(*field));
  }

  bool Check(const StandardField& field, std::string_view cell, std::string& kept) const {
    switch (field.kind) {
      case Kind::kPicklist:
        kept = FindValue(field, cell);
        return !kept.empty();
      case Kind::kMultiselect:
        if (kept = FindValue(field, cell); !kept.empty()) return true;
        for (const std::string_view piece : Pieces(cell, separator_)) {
          const std::string_view value = FindValue(field, piece);
          if (value.empty()) return false;
          if (!kept.empty()) kept += ';';
          kept += value;
        }
        return !kept.empty();
      case Kind::kCountries:
        for (const std::string_view piece : Pieces(cell, separator_)) {
          const auto capital = [](char c) { return c >= 'A' && c <= 'Z'; };
          if (piece.size() != 2 || !capital(piece[0]) || !capital(piece[1])) return false;
          if (!kept.empty()) kept += ';';
          kept += piece;
        }
        return !kept.empty();
      case Kind::kNumber: {
        const std::optional<int> number = Whole(cell);
        if (!number || *number > kOldest) return false;
        kept = std::to_string(*number);
        return true;
      }
      case Kind::kDate: {
        const std::optional<Day> day = ReadDay(cell, dates_);
        if (!day) return false;
        kept = IsoOf(*day);
        return true;
      }
      case Kind::kCheckbox: {
        const std::string word = Squash(cell);
        const bool yes = word == "true" || word == "1" || word == "yes";
        if (!yes && word != "false" && word != "0" && word != "no") return false;
        kept = yes ? "1" : "0";
        return true;
      }
      default:
        return true;
    }
  }

  std::string Expected(const StandardField& field) const {
    switch (field.kind) {
      case Kind::kPicklist:
      case Kind::kMultiselect: {
        std::string list;
        for (const std::string_view value : field.values) {
          if (list.size() > 300) return "values of the standard (" + list + ", ...)";
          list += (list.empty() ? "" : ", ") + std::string(value);
        }
        return (field.kind == Kind::kPicklist ? "a value of the standard ("
                                              : "values of the standard (") + list + ")";
      }
      case Kind::kCountries: return "country codes of two capital letters (ISO 3166-1)";
      case Kind::kNumber: return "a whole number from 0 to 130";
      case Kind::kDate: return "a date written as " + dates_ + " (the option \"dates\")";
      default: return "true or false";
    }
  }

  std::optional<int> AgeOf(const rpt::CsvReader& csv) {
    const Day born = *ReadDay(cells_[born_], "yyyy-mm-dd");
    const Day day = *ReadDay(cells_[referred_], "yyyy-mm-dd");
    const bool before = day.month < born.month || (day.month == born.month && day.day < born.day);
    const int age = day.year - born.year - (before ? 1 : 0);
    if (age >= 0 && age <= kOldest) return age;
    Wrong(csv, born_, "a day of birth before the day of the referral");
    return std::nullopt;
  }

  const Header& header_;
  rpt::TableWriter& out_;
  rpt::Job& job_;
  const std::string dates_;
  const char separator_;
  std::vector<std::size_t> counted_, others_;
  std::size_t born_ = kNowhere, referred_ = kNowhere;
  std::vector<std::string> cells_;
  std::uint64_t wrong_ = 0;  // the row of the last remark
};

}  // namespace
}  // namespace htcds_import

void HtcdsImport::run(rpt::InputFile& in, rpt::TableWriter& out, rpt::Job& job) {
  using namespace htcds_import;
  const std::string head = in.head(4096);
  if (head.empty() || head == "\xEF\xBB\xBF") {
    throw rpt::BadInput(0, {}, "the file is empty, expected a table of cases");
  }
  common::CheckUtf8(in);
  const Header header = FindHeader(in.fd());
  if (header.distinctive < kEnough) {
    throw rpt::BadInput(1, {},
                        "the columns are not those of the Human Trafficking Case Data Standard, "
                        "expected TypeOfExploitation or TraffickingStatus and three more of its "
                        "fields in the first row");
  }
  rpt::CsvReader csv(in.fd(), {header.separator});
  csv.next();
  Reader reader(header, out, job);
  reader.Begin();
  std::uint64_t count = 0;
  while (csv.next()) {
    if (++count % kRowsBetweenCalls == 0) job.progress(csv.position().offset, csv.file_size());
    if (csv.blank()) continue;
    if (csv.size() != header.names.size()) {
      throw rpt::BadInput(csv.row(), {},
                          "found " + std::to_string(csv.size()) + " cells, expected " +
                              std::to_string(header.names.size()) + " as in the header");
    }
    if (count == 1 && reader.IsLabels(csv)) continue;
    reader.Row(csv);
  }
  if (count == 0) throw rpt::BadInput(1, {}, "the table has a header and no rows below it");
}

int HtcdsImport::sniff(rpt::InputFile& in) {
  using namespace htcds_import;
  const std::string head = in.head(4096);
  if (head.empty() || head.find('\0') != head.npos) return 0;
  try {
    return FindHeader(in.fd()).distinctive >= kEnough ? 90 : 0;
  } catch (const rpt::Error&) {
    return 0;  // no delimited text
  }
}
