#include "core/import/count_cells.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "core/base/number.h"
#include "core/base/text.h"

namespace rapporteur {
namespace {

constexpr double kOldest = 130;         // years
constexpr std::size_t kCellsKept = 4096;  // answers remembered

bool IsAge(const Codelist& list) { return list.id().find("age") != std::string::npos; }

std::optional<double> Whole(std::string_view text) {
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || text.empty()) return std::nullopt;
  return number;
}

std::optional<CountBand> OwnBand(const Codelist& list, const std::string& code) {
  if (list.id() == "age_group" && code == "CHD") return CountBand{code, 0, 17};
  if (list.id() == "age_group" && code == "ADT") return CountBand{code, 18, kOldest};
  if (code.ends_with('+')) {
    const auto from = Whole(std::string_view(code).substr(0, code.size() - 1));
    if (!from) return std::nullopt;
    return CountBand{code, from, IsAge(list) ? std::optional<double>(kOldest) : std::nullopt};
  }
  const std::size_t dash = code.find('-');
  if (dash == std::string::npos) return std::nullopt;
  const auto from = Whole(std::string_view(code).substr(0, dash));
  const auto to = Whole(std::string_view(code).substr(dash + 1));
  if (!from || !to || *from > *to) return std::nullopt;
  return CountBand{code, from, to};
}

std::string CodesOf(const Codelist& list) {
  std::vector<std::string> codes;
  for (const Code& code : list.codes()) codes.push_back(code.code);
  return List(codes, 15);
}

// As an age is counted.
int FullYears(Date born, Date at) {
  const int years = at / 10000 - born / 10000;
  return at % 10000 < born % 10000 ? years - 1 : years;
}

constexpr const char* kTranslate = "Translate what the file writes in the mapping's \"codes\".";

}  // namespace

std::vector<CountBand> OwnBands(const Codelist& list) {
  std::vector<CountBand> bands;
  for (const Code& code : list.codes()) {
    if (code.code == list.unknown()) continue;
    std::optional<CountBand> band = OwnBand(list, code.code);
    if (!band) return {};
    for (const CountBand& other : bands) {
      const bool below = other.to && *other.to < *band->from;
      const bool above = band->to && *band->to < *other.from;
      if (!below && !above) return {};
    }
    bands.push_back(*std::move(band));
  }
  return bands;
}

CountCells::CountCells(const CountRules& rules, const CountColumn& column,
                       const Catalogue& catalogue, CountGroups& groups)
    : rules_(rules), column_(column), catalogue_(catalogue), groups_(groups) {
  const bool territory = column.dimension == "territory";
  list_ = catalogue.FindDimension(column.dimension);
  if (!territory && list_ == nullptr) {
    problem_ = Problem{"unknown-dimension", "",
                       "a dimension of the catalogue in the mapping, which names " +
                           Quote(column.dimension),
                       "Correct the mapping."};
    return;
  }
  const std::string codes =
      territory ? "the code of a territorial unit of " + catalogue.country()
                : "a code of " + column.dimension + " (" + CodesOf(*list_) + ")";
  unknown_code_ = {"unknown-code", "", codes, kTranslate};
  const auto need = [&](const std::string& code) -> CodeRefs {
    const auto ref = Find(code);
    if (ref) return {*ref};
    if (!problem_) {
      problem_ = Problem{"unknown-code", "", codes + " in the mapping, which names " + Quote(code),
                         "Correct the mapping."};
    }
    return {};
  };
  if (column.several.kind == CountSeveral::Kind::kCode) need(column.several.code);
  if (column.multi != nullptr && !column.multi->columns.empty()) {
    for (const auto& [index, code] : column.yes_no) {
      const CodeRefs refs = need(code);
      yes_codes_.insert(yes_codes_.end(), refs.begin(), refs.end());
    }
    if (!column.multi->none.empty()) none_ = need(column.multi->none);
    std::vector<std::string> words(column.multi->yes.begin(), column.multi->yes.end());
    words.insert(words.end(), column.multi->no.begin(), column.multi->no.end());
    bad_cell_ = {"bad-yes-no", "", List(words, 12) + ", or a missing cell",
                 "Say in the mapping's \"yes\", \"no\" and \"missing\" what the file writes."};
  }
  if (column.bands != nullptr && list_ != nullptr) {
    bands_ = column.bands->bands;
    for (const CountBand& band : bands_) need(band.code);
    if (bands_.empty()) bands_ = OwnBands(*list_);
    if (bands_.empty() && !problem_) {
      problem_ = Problem{"bad-mapping", "",
                         "the bands of " + column.dimension +
                             " in the mapping, for its codes don't say where they begin and end",
                         "Name them in \"bands\"."};
    }
    const bool date = column.bands->date.has_value();
    bad_cell_ = {
        date ? "bad-date" : "not-in-a-band", "",
        date ? "a date written as " + column.bands->date->text() + ", not after the one in " +
                   column.bands->at + ", written as " + column.bands->at_date->text()
             : "a number that lies in a band of " + column.dimension,
        "Say in the mapping's \"missing\" what stands for a missing " +
            std::string(date ? "date." : "number.")};
  }
}

bool CountCells::IsMissing(std::string_view text) const {
  return text.empty() || rules_.missing.contains(std::string(text));
}

std::optional<std::uint32_t> CountCells::Find(std::string_view code) {
  if (column_.dimension == "territory") {
    const Territory* found = catalogue_.FindTerritory(std::string(code));
    if (found == nullptr) return std::nullopt;
    return groups_.CodeRef(found->code);
  }
  const Code* found = list_->Find(std::string(code));
  if (found == nullptr) return std::nullopt;
  return groups_.CodeRef(found->code);
}

CountCells::Answer CountCells::Unknown() {
  const std::string& rule = column_.column == nullptr ? std::string() : column_.column->unknown;
  if (rule == "empty") return {};
  if (rule == "skip") return {Answer::Kind::kSkipped, {}, nullptr};
  return {Answer::Kind::kRefused, {}, &unknown_code_};
}

CountCells::Answer CountCells::Read(std::string_view text, std::string_view at) {
  if (column_.bands != nullptr) return ReadBand(text, at);
  if (auto it = cache_.find(text); it != cache_.end()) return it->second;
  Answer answer;
  const bool split = column_.multi != nullptr && !column_.multi->separator.empty();
  if (!split) {
    answer = ReadCode(text);
  } else if (column_.column->codes.contains(std::string(text)) || IsMissing(text)) {
    answer = ReadCode(text);  // a whole cell that the mapping knows
  } else {
    const std::string& separator = column_.multi->separator;
    for (std::string_view rest = text;;) {
      const std::size_t end = rest.find(separator);
      const Answer part = ReadCode(Trim(rest.substr(0, end)));
      if (part.kind != Answer::Kind::kCodes) {
        answer = part;
        break;
      }
      answer.codes.insert(answer.codes.end(), part.codes.begin(), part.codes.end());
      if (end == std::string_view::npos) break;
      rest.remove_prefix(end + separator.size());
    }
    std::sort(answer.codes.begin(), answer.codes.end());
    answer.codes.erase(std::unique(answer.codes.begin(), answer.codes.end()), answer.codes.end());
  }
  // What is refused is no code of the file's and is not kept.
  if (answer.kind == Answer::Kind::kRefused) return answer;
  if (cache_.size() >= kCellsKept) cache_.clear();
  return cache_.emplace(std::string(text), std::move(answer)).first->second;
}

CountCells::Answer CountCells::ReadCode(std::string_view text) {
  std::string_view code = text;
  const std::map<std::string, std::string>& codes = column_.column->codes;
  if (auto it = codes.find(std::string(text)); it != codes.end()) {
    code = it->second;
    if (code.empty()) return {};
  } else if (IsMissing(text)) {
    if (column_.column->otherwise.empty()) return {};
    code = column_.column->otherwise;
  }
  if (const auto ref = Find(code)) return {Answer::Kind::kCodes, {*ref}, nullptr};
  return Unknown();
}

const CountBand* CountCells::BandOf(double number) const {
  for (const CountBand& band : bands_) {
    if ((!band.from || *band.from <= number) && (!band.to || number <= *band.to)) return &band;
  }
  return nullptr;
}

CountCells::Answer CountCells::ReadBand(std::string_view text, std::string_view at) {
  if (IsMissing(text)) return {};
  const Answer refused{Answer::Kind::kRefused, {}, &bad_cell_};
  double number = 0;
  if (column_.bands->date) {
    if (IsMissing(at)) return {};  // without the day the age is unknown
    const std::optional<Date> born = column_.bands->date->DateOf(text);
    const std::optional<Date> day = column_.bands->at_date->DateOf(at);
    if (!born || !day || *born > *day) return refused;
    number = FullYears(*born, *day);
    if (number > kOldest) return refused;
  } else {
    const ParsedNumber parsed = ParseNumber(text, Decimal::kUnknown);
    if (parsed.kind != NumberKind::kNumber) return refused;
    number = std::floor(parsed.value);  // an age is full years
  }
  const CountBand* band = BandOf(number);
  if (band == nullptr) return refused;
  return {Answer::Kind::kCodes, {*Find(band->code)}, nullptr};
}

CountCells::Answer CountCells::ReadYesNo(std::string_view text, std::size_t column, bool& no) {
  const std::string cell(text);
  no = false;
  if (column_.multi->yes.contains(cell)) {
    return {Answer::Kind::kCodes, {yes_codes_[column]}, nullptr};
  }
  no = column_.multi->no.contains(cell);
  if (no || IsMissing(text)) return {};
  return {Answer::Kind::kRefused, {}, &bad_cell_};
}

}  // namespace rapporteur
