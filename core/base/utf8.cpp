#include "core/base/utf8.h"

#include <cstring>

namespace rapporteur {

void Utf8Check::Break(std::uint64_t offset) {
  if (invalid_++ == 0) first_invalid_ = offset;
  open_ = 0;
}

void Utf8Check::Add(std::string_view chunk) {
  const auto* const begin = reinterpret_cast<const unsigned char*>(chunk.data());
  const unsigned char* const end = begin + chunk.size();
  const unsigned char* p = begin;
  while (p != end) {
    if (open_ == 0) {
      std::uint64_t eight;
      while (end - p >= 8 && (std::memcpy(&eight, p, 8), (eight & 0x8080808080808080u) == 0)) {
        p += 8;
      }
      if (p == end) break;
      const unsigned char c = *p;
      start_ = offset_ + static_cast<std::uint64_t>(p - begin);
      p++;
      low_ = c == 0xE0 ? 0xA0 : c == 0xF0 ? 0x90 : 0x80;
      high_ = c == 0xED ? 0x9F : c == 0xF4 ? 0x8F : 0xBF;
      if (c < 0x80) continue;
      if (c >= 0xC2 && c <= 0xDF) {
        open_ = 1;
      } else if (c >= 0xE0 && c <= 0xEF) {
        open_ = 2;
      } else if (c >= 0xF0 && c <= 0xF4) {
        open_ = 3;
      } else {
        Break(start_);
      }
    } else if (*p >= low_ && *p <= high_) {
      p++;
      low_ = 0x80;
      high_ = 0xBF;
      if (--open_ == 0) sequences_++;
    } else {
      Break(start_);  // and look at this byte again, as the start of something
    }
  }
  offset_ += chunk.size();
}

void Utf8Check::Finish() {
  if (open_ != 0) Break(start_);
}

bool IsValidUtf8(std::string_view text) {
  Utf8Check check;
  check.Add(text);
  check.Finish();
  return check.invalid() == 0;
}

std::string ReplaceInvalidUtf8(std::string_view text) {
  std::string valid;
  while (!text.empty()) {
    const auto first = static_cast<unsigned char>(text[0]);
    const std::size_t size = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    const std::string_view sequence = text.substr(0, size);
    if (IsValidUtf8(sequence)) {
      valid += sequence;
      text.remove_prefix(sequence.size());
    } else {
      valid += "\xEF\xBF\xBD";
      text.remove_prefix(1);
    }
  }
  return valid;
}

}  // namespace rapporteur
