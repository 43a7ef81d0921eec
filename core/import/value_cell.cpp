#include "core/import/value_cell.h"

#include <algorithm>

#include "core/base/text.h"

namespace rapporteur {
namespace {

// "<5", "< 10": a suppressed count with its bound.
bool IsInterval(std::string_view cell) {
  if (cell.size() < 2 || cell.front() != '<') return false;
  const std::string_view digits = Trim(cell.substr(1));
  if (digits.empty() || digits.size() > 3) return false;
  for (char c : digits) {
    if (c < '0' || c > '9') return false;
  }
  return true;
}

const ValueStatus* StatusOfSymbol(const Catalogue& catalogue, std::string_view cell) {
  for (const ValueStatus& status : catalogue.statuses()) {
    for (const std::string& symbol : status.symbols) {
      if (symbol == cell) return &status;
    }
  }
  return IsInterval(cell) ? catalogue.FindStatus("Q") : nullptr;
}

// The symbol of a cell may say no more than that there is no value (O); where the row's own status
// says why, that stands.
std::string_view Clearer(const Catalogue& catalogue, std::string_view symbol, std::string_view row) {
  const ValueStatus* status = catalogue.FindStatus(std::string(row));
  return symbol == "O" && status != nullptr && !status->has_value ? row : symbol;
}

std::optional<Problem> CheckStatus(const Catalogue& catalogue, const Value& value) {
  const ValueStatus* status = catalogue.FindStatus(value.status);
  if (status == nullptr) {
    std::vector<std::string> codes;
    for (const ValueStatus& known : catalogue.statuses()) codes.push_back(known.code);
    return Problem{"unknown-status", value.status, "a status of the catalogue (" + List(codes, 12) + ")",
                   ""};
  }
  const bool has_value = value.number.has_value() || (!value.text.empty() && value.status != "Q");
  if (has_value != status->has_value) {
    return Problem{"status-contradicts-value", value.status,
                   status->has_value ? "a value beside this status" : "no value beside this status",
                   ""};
  }
  return std::nullopt;
}

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// Adds what a symbol or a mark says; the row's own status stands above that of a mark.
void Apply(const Symbol& symbol, bool keep_status, Value& out, std::string& note) {
  if (!symbol.status.empty() && !keep_status) out.status = symbol.status;
  for (char flag : symbol.flags) {
    if (flag < 'A' || flag > 'Z' || out.flags.find(flag) != std::string::npos) continue;
    out.flags.insert(std::upper_bound(out.flags.begin(), out.flags.end(), flag), flag);
  }
  if (symbol.note.empty()) return;
  if (!note.empty()) note += "; ";
  note += symbol.note;
}

// The cell without the mark at its end or start; empty where it is not there.  A mark that begins
// with a digit needs a blank before it: "12 1)" is 12 with a footnote, "121)" is not.
std::string_view WithoutMark(std::string_view cell, std::string_view mark) {
  if (cell.size() <= mark.size()) return {};
  if (cell.ends_with(mark)) {
    const std::string_view bare = cell.substr(0, cell.size() - mark.size());
    if (!IsDigit(mark.front()) || Trim(bare).size() != bare.size()) return Trim(bare);
  }
  if (cell.starts_with(mark) && !IsDigit(mark.back())) return Trim(cell.substr(mark.size()));
  return {};
}

// The number of a cell with marks that the mapping explains.
ParsedNumber ReadMarked(std::string_view cell, Decimal decimal, const MappedColumn& column,
                        bool keep_status, Value& out, std::string& note) {
  if (column.brackets != Brackets::kRefused && cell.size() > 2 && cell.front() == '(' &&
      cell.back() == ')') {
    ParsedNumber number = ParseNumber(cell.substr(1, cell.size() - 2), decimal);
    if (number.kind == NumberKind::kNumber && column.brackets == Brackets::kMinus) {
      number.value = -number.value;
    } else if (number.kind == NumberKind::kNumber) {
      Symbol unreliable;
      unreliable.flags = "U";
      Apply(unreliable, keep_status, out, note);
    }
    return number;
  }
  constexpr int kMostMarks = 4;
  for (int marks = 0; marks < kMostMarks; ++marks) {
    const std::string_view before = cell;
    for (auto mark = column.marks.rbegin(); mark != column.marks.rend(); ++mark) {
      const std::string_view bare = WithoutMark(cell, mark->first);
      if (bare.empty()) continue;
      Apply(mark->second, keep_status, out, note);
      cell = bare;
      break;
    }
    if (cell == before) return {};
    const ParsedNumber number = ParseNumber(cell, decimal);
    if (number.kind != NumberKind::kNotANumber) return number;
  }
  return {};
}

// Digits and something that is not part of a number.
std::optional<Problem> NumberWithMark(std::string_view cell, const IndicatorVersion& definition) {
  if (cell.size() > 20 || cell.find_first_of("0123456789") == std::string_view::npos) return {};
  const std::string found(cell);
  const std::string unit = definition.unit.empty() ? "the indicator's unit" : definition.unit;
  const auto is_number = [](std::string_view text) {
    return ParseNumber(text).kind != NumberKind::kNotANumber;
  };
  if (cell.ends_with('%') && is_number(Trim(cell.substr(0, cell.size() - 1)))) {
    return Problem{"percent-in-count", found, "a number of " + unit + ", not a share",
                   "Map the row to an indicator that is measured in %."};
  }
  if (cell.front() == '(' && cell.back() == ')' && is_number(cell.substr(1, cell.size() - 2))) {
    return Problem{"number-in-brackets", found,
                   "a number without brackets, which may mean minus or an unreliable value",
                   "Say \"brackets\": \"minus\" or \"unreliable\" for the column in the mapping."};
  }
  // A number at either end.
  std::size_t first = 0, last = cell.size();
  while (first < cell.size() && !IsDigit(cell[first])) ++first;
  std::size_t digits = first;
  while (digits < cell.size() && IsDigit(cell[digits])) ++digits;
  while (last > 0 && !IsDigit(cell[last - 1])) --last;
  if (!is_number(cell.substr(0, digits)) && !is_number(cell.substr(first)) &&
      !is_number(cell.substr(0, last))) {
    return {};
  }
  return Problem{"number-with-mark", found,
                 "a number without a mark beside it, which may be a footnote, a unit or a reservation",
                 "Say what the mark means in the mapping's value column: \"marks\": {\"*\": "
                 "\"ignore\"}, or {\"p\": {\"status\": \"P\"}}."};
}

}  // namespace

std::optional<Problem> ReadValueCell(const Catalogue& catalogue, const IndicatorVersion& definition,
                                     std::string_view cell, Decimal decimal,
                                     const MappedColumn& column, const BesideValue& beside,
                                     Value& out, std::string& note) {
  out.number.reset();
  out.text.assign(beside.text);
  out.flags.clear();
  out.status.assign(beside.status.empty() ? "A" : beside.status);

  if (auto it = column.symbols.empty() ? column.symbols.end() : column.symbols.find(std::string(cell));
      it != column.symbols.end()) {
    const Symbol& symbol = it->second;
    if (symbol.refuse) {
      return Problem{"refused-symbol", std::string(cell),
                     "a value; the mapping refuses this symbol because it may mean several things",
                     "Ask the institution what it means, then say so in the mapping's \"symbols\"."};
    }
    Apply(symbol, false, out, note);
    out.status = Clearer(catalogue, symbol.status, beside.status);
    out.text = symbol.text;
    out.number = symbol.value;
    return CheckStatus(catalogue, out);
  }
  if (cell.empty()) return CheckStatus(catalogue, out);
  if (definition.bounds.text) {
    out.text.assign(cell);
    return CheckStatus(catalogue, out);
  }
  const std::string_view bare =
      definition.unit == "%" && cell.ends_with('%') ? Trim(cell.substr(0, cell.size() - 1)) : cell;
  ParsedNumber number = ParseNumber(bare, decimal);
  if (number.kind == NumberKind::kAmbiguous && column.blank_groups) {
    // Thousands are parted by a blank or not at all, so the one mark stands before decimals.
    number = ParseNumber(bare, bare.find(',') != bare.npos ? Decimal::kComma : Decimal::kPoint);
  }
  const ValueStatus* meant =
      number.kind == NumberKind::kNotANumber ? StatusOfSymbol(catalogue, cell) : nullptr;
  if (number.kind == NumberKind::kNotANumber && meant == nullptr) {
    number = ReadMarked(bare, decimal, column, !beside.status.empty() && beside.status != "A", out,
                        note);
  }
  if (number.kind == NumberKind::kNumber) {
    out.number = number.value;
    return out.status == "A" ? std::nullopt : CheckStatus(catalogue, out);
  }
  if (number.kind == NumberKind::kAmbiguous) {
    return Problem{"ambiguous-number", std::string(cell),
                   "a number that can be read in one way only; this mark may part thousands or decimals",
                   "Say \"decimal\": \",\" or \".\" for the column in the mapping, or --option decimal=,"};
  }
  if (meant != nullptr) {
    out.status = Clearer(catalogue, meant->code, beside.status);
    if (meant->code == "Q" && cell.front() == '<') out.text.assign(cell);
    return CheckStatus(catalogue, out);
  }
  if (std::optional<Problem> marked = NumberWithMark(cell, definition)) return marked;
  return Problem{"not-a-number", cell.size() <= 20 ? std::string(cell) : "",
                 "a number in " + (definition.unit.empty() ? "the indicator's unit" : definition.unit),
                 "Symbols that stand for a missing value are named in the mapping's \"symbols\"."};
}

}  // namespace rapporteur
