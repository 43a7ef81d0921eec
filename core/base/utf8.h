// Strict UTF-8: no overlong forms, no surrogates, nothing above U+10FFFF.
//
// IsValidUtf8 may be called from any thread; a Utf8Check belongs to one.
#ifndef RAPPORTEUR_BASE_UTF8_H_
#define RAPPORTEUR_BASE_UTF8_H_

#include <cstdint>
#include <string>
#include <string_view>

namespace rapporteur {

// Looks at a text chunk by chunk; a sequence may run over the end of a chunk.
class Utf8Check {
 public:
  void Add(std::string_view chunk);
  // Call once after the last chunk: a sequence that is still open is invalid.
  void Finish();

  std::uint64_t sequences() const { return sequences_; }  // whole, of two to four bytes
  std::uint64_t invalid() const { return invalid_; }      // places where a sequence is broken
  std::uint64_t first_invalid() const { return first_invalid_; }  // offset, where invalid() > 0

 private:
  void Break(std::uint64_t offset);

  std::uint64_t offset_ = 0, start_ = 0;    // of the next byte, of the open sequence
  int open_ = 0;                            // bytes the open sequence still needs
  unsigned char low_ = 0x80, high_ = 0xBF;  // bounds of its next byte
  std::uint64_t sequences_ = 0, invalid_ = 0, first_invalid_ = 0;
};

bool IsValidUtf8(std::string_view text);

// With U+FFFD for each byte that is part of no sequence.
std::string ReplaceInvalidUtf8(std::string_view text);

}  // namespace rapporteur

#endif  // RAPPORTEUR_BASE_UTF8_H_
