#include "plugins/xlsx_export/xml_text.h"

namespace xlsx {
namespace {

bool IsHex(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

// Does `text` begin with "_xHHHH_"?
bool LooksEscaped(std::string_view text) {
  if (text.size() < 7 || text[1] != 'x' || text[6] != '_') return false;
  return IsHex(text[2]) && IsHex(text[3]) && IsHex(text[4]) && IsHex(text[5]);
}

void AddEscape(std::string& xml, unsigned character) {
  constexpr char kDigits[] = "0123456789ABCDEF";
  xml += "_x";
  for (int shift = 12; shift >= 0; shift -= 4) xml += kDigits[character >> shift & 0xF];
  xml += '_';
}

}  // namespace

void AddText(std::string& xml, std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (c == '&') {
      xml += "&amp;";
    } else if (c == '<') {
      xml += "&lt;";
    } else if (c == '>') {
      xml += "&gt;";
    } else if (c == '"') {
      xml += "&quot;";
    } else if (c == '\n' || c == '\t') {
      xml += c == '\n' ? "&#10;" : "&#9;";
    } else if (c < 0x20) {
      AddEscape(xml, c);
    } else if (c == 0xEF && text.substr(i, 3) >= "\xEF\xBF\xBE") {  // U+FFFE, U+FFFF
      AddEscape(xml, text.substr(i, 3) == "\xEF\xBF\xBE" ? 0xFFFE : 0xFFFF);
      i += 2;
    } else if (c == '_' && LooksEscaped(text.substr(i))) {
      AddEscape(xml, '_');
    } else {
      xml += static_cast<char>(c);
    }
  }
}

std::size_t LengthInUtf16(std::string_view text) {
  std::size_t length = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte & 0xC0) != 0x80) length += byte >= 0xF0 ? 2 : 1;
  }
  return length;
}

}  // namespace xlsx
