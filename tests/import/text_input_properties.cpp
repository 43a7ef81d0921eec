#include "tests/import/text_input_properties.h"

#include <unistd.h>

#include <cmath>
#include <optional>

#include "core/base/encoding.h"
#include "core/base/fd.h"
#include "core/base/number.h"
#include "core/base/utf8.h"
#include "core/import/personal_data.h"

namespace rapporteur {
namespace {

std::string BrokenNumber(std::string_view text) {
  const ParsedNumber comma = ParseNumber(text, Decimal::kComma);
  const ParsedNumber point = ParseNumber(text, Decimal::kPoint);
  const ParsedNumber either = ParseNumber(text);
  for (const ParsedNumber& n : {comma, point, either}) {
    if (n.kind != NumberKind::kNumber) continue;
    if (!std::isfinite(n.value)) return "a number that is not finite";
    const ParsedNumber back = ParseNumber(FormatNumber(n.value), Decimal::kPoint);
    if (back.kind != NumberKind::kNumber || back.value != n.value) return "no round trip";
  }
  const bool with_comma = comma.kind == NumberKind::kNumber;
  const bool with_point = point.kind == NumberKind::kNumber;
  const NumberKind kind = !with_comma && !with_point ? NumberKind::kNotANumber
                          : with_comma && with_point && comma.value != point.value
                              ? NumberKind::kAmbiguous
                              : NumberKind::kNumber;
  if (either.kind != kind) return "a reading that its conventions do not give";
  const Decimal evidence = with_comma == with_point ? Decimal::kUnknown
                           : with_comma             ? Decimal::kComma
                                                    : Decimal::kPoint;
  return Evidence(text) == evidence ? "" : "evidence that its conventions do not give";
}

std::string BrokenEncoding(std::string_view bytes, const EncodingHints& hints) {
  Result<Fd> in = MemoryFile("in", bytes);
  Result<Fd> out = MemoryFile("out", "");
  if (!in.ok() || !out.ok()) return "no memory file";
  Result<FoundEncoding> found = FindEncoding(in->get(), hints, "f");
  if (!found.ok()) return found.status().message().empty() ? "no message" : "";
  if (found->confidence < 0 || found->confidence > 100) return "a confidence beyond 0 to 100";
  Status s = TranscodeToUtf8(in->get(), *found, out->get(), "f");
  if (!s.ok()) {
    if (found->name == "utf-8") return "UTF-8 that was found but cannot be read";
    return s.message().empty() ? "no message" : "";
  }
  ::lseek(out->get(), 0, SEEK_SET);
  Result<std::string> text = ReadAll(out->get(), 1u << 30, "out");
  if (!text.ok()) return "no output";
  if (!IsValidUtf8(*text)) return "output that is not UTF-8";
  if (text->find('\0') != std::string::npos) return "output with a NUL";
  if (found->name == "utf-8" && *text != bytes.substr(static_cast<std::size_t>(found->bom_bytes))) {
    return "UTF-8 that was changed";
  }
  return "";
}

std::string BrokenScan(std::string_view cell) {
  PersonalDataScanner scanner;
  const std::optional<Hit> text = scanner.ScanCell(cell, ColumnUse::kText);
  const std::optional<Hit> value = scanner.ScanCell(cell, ColumnUse::kValueLike);
  const std::optional<Hit> header = scanner.ScanHeader(cell);
  if (value && !text) return "a value is refused that a text is not";
  if (text && !header) return "a text is refused that a header is not";
  const std::string padded = " " + std::string(cell) + " ";
  const std::optional<Hit> inside = scanner.ScanCell(padded, ColumnUse::kText);
  return text && !inside ? "blanks around a cell hide what is in it" : "";
}

}  // namespace

std::string BrokenTextProperty(std::string_view input) {
  if (input.empty()) return "";
  const char* const kTold[] = {"",       "",       "utf-8",      "windows-1250",
                               "cp1251", "UTF-16", "iso-8859-2", "cp852"};
  const char* const kCountries[] = {"", "RS", "MK", "AL"};
  const auto choice = static_cast<unsigned char>(input[0]);
  const std::string_view text = input.substr(1);
  std::string broken = BrokenNumber(text);
  if (broken.empty()) broken = BrokenScan(text);
  if (broken.empty()) {
    broken = BrokenEncoding(text, {kTold[choice & 7], kCountries[choice >> 3 & 3]});
  }
  return broken;
}

}  // namespace rapporteur
