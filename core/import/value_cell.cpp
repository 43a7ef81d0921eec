#include "core/import/value_cell.h"

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

}  // namespace

std::optional<Problem> ReadValueCell(const Catalogue& catalogue, const IndicatorVersion& definition,
                                     std::string_view cell, Decimal decimal,
                                     const std::map<std::string, Symbol>& symbols,
                                     std::string_view status, std::string_view text, Value& out) {
  out.number.reset();
  out.text.assign(text);
  out.flags.clear();
  out.status.assign(status.empty() ? "A" : status);

  if (auto it = symbols.empty() ? symbols.end() : symbols.find(std::string(cell));
      it != symbols.end()) {
    if (it->second.refuse) {
      return Problem{"refused-symbol", std::string(cell),
                     "a value; the mapping refuses this symbol because it may mean several things",
                     "Ask the institution what it means, then say so in the mapping's \"symbols\"."};
    }
    out.status = it->second.status;
    out.text = it->second.text;
    return CheckStatus(catalogue, out);
  }
  if (cell.empty()) return CheckStatus(catalogue, out);
  if (definition.bounds.text) {
    out.text.assign(cell);
    return CheckStatus(catalogue, out);
  }
  const std::string_view bare =
      definition.unit == "%" && cell.ends_with('%') ? Trim(cell.substr(0, cell.size() - 1)) : cell;
  const ParsedNumber number = ParseNumber(bare, decimal);
  if (number.kind == NumberKind::kNumber) {
    out.number = number.value;
    return status.empty() ? std::nullopt : CheckStatus(catalogue, out);
  }
  if (number.kind == NumberKind::kAmbiguous) {
    return Problem{"ambiguous-number", std::string(cell),
                   "a number that can be read in one way only; this mark may part thousands or decimals",
                   "Say \"decimal\": \",\" or \".\" for the column in the mapping, or --option decimal=,"};
  }
  if (const ValueStatus* meant = StatusOfSymbol(catalogue, cell)) {
    out.status = meant->code;
    if (meant->code == "Q" && cell.front() == '<') out.text.assign(cell);
    return CheckStatus(catalogue, out);
  }
  return Problem{"not-a-number", cell.size() <= 20 ? std::string(cell) : "",
                 "a number in " + (definition.unit.empty() ? "the indicator's unit" : definition.unit),
                 "Symbols that stand for a missing value are named in the mapping's \"symbols\"."};
}

}  // namespace rapporteur
