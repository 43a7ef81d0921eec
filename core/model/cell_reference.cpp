#include "core/model/cell_reference.h"

#include "core/base/text.h"

namespace rapporteur {
namespace {

bool IsCodeCharacter(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.';
}

// Takes what stands between the brackets at the beginning of `text`, "" where there are none.
std::string_view TakeBracketed(char open, char close, std::string_view& text) {
  if (text.empty() || text.front() != open) return "";
  const std::size_t end = text.find(close);
  if (end == std::string_view::npos) return "";
  const std::string_view inner = text.substr(1, end - 1);
  text.remove_prefix(end + 1);
  return inner;
}

}  // namespace

std::vector<CellReference> CellsIn(std::string_view text) {
  std::vector<CellReference> cells;
  while (!text.empty()) {
    if (text.front() < 'A' || text.front() > 'Z') {
      // The rest of a number or of a function's name is no beginning of a code.
      std::size_t length = 1;
      while (length < text.size() && text[length] >= 'a' && text[length] <= 'z') ++length;
      text.remove_prefix(length);
      continue;
    }
    std::size_t length = 0;
    while (length < text.size() && IsCodeCharacter(text[length])) ++length;
    CellReference cell;
    cell.code = std::string(text.substr(0, length));
    text.remove_prefix(length);
    if (const std::string_view inner = TakeBracketed('{', '}', text); !inner.empty()) {
      for (std::string_view pair : Split(inner, ',')) {
        const std::size_t equals = pair.find('=');
        if (equals == std::string_view::npos) continue;
        cell.where.emplace_back(Trim(pair.substr(0, equals)), Trim(pair.substr(equals + 1)));
      }
    }
    cell.earlier = !TakeBracketed('[', ']', text).empty();
    cells.push_back(std::move(cell));
  }
  return cells;
}

}  // namespace rapporteur
