// Finds the encoding of a text file and writes the file anew as UTF-8.
//
// What is asked, in this order: what the person told; a byte order mark; the pattern of NUL bytes
// that UTF-16 without a mark leaves; whether the whole file is valid UTF-8; and last, which of the
// region's eight-bit encodings makes the likeliest text (encoding_guess.h).  The answer says how it
// was found and how sure it is, so that it can be shown and kept with the batch.
//
// The whole file is looked at, not its beginning: a register may be plain ASCII for a million rows
// before the first "š".  Memory is bounded whatever the size; files up to 512 MiB are taken.
// Descriptors are read by position, so their offset does not matter and is left alone.  Functions
// of their arguments only; two calls must not write to one output.
//
// Example:
//   Result<FoundEncoding> found = FindEncoding(fd, {.told = "", .country = "RS"}, "cases.csv");
//   if (!found.ok()) return found.status();
//   Status s = TranscodeToUtf8(fd, *found, utf8_fd, "cases.csv");
#ifndef RAPPORTEUR_BASE_ENCODING_H_
#define RAPPORTEUR_BASE_ENCODING_H_

#include <string>

#include "core/base/status.h"

namespace rapporteur {

enum class EncodingBy {
  kTold,      // by a person or a mapping
  kBom,       // byte order mark
  kPattern,   // NUL bytes in every second place
  kValid,     // strict UTF-8 from end to end (ASCII included)
  kDetected,  // likeliest letters
  kDefault    // the letters leave it open; the country's usual encoding
};

// "told", "bom", "pattern", "valid", "detected", "default".
const char* EncodingByName(EncodingBy by);

struct FoundEncoding {
  std::string name;  // "utf-8", "utf-16le", "windows-1250", …; lower case
  EncodingBy by = EncodingBy::kValid;
  int confidence = 100;  // 0 to 100
  int bom_bytes = 0;     // to be skipped
  // A sentence where the answer deserves a second look, else empty: what was told is no UTF-8 but
  // the file is, or the letters leave it open.
  std::string warning;
};

struct EncodingHints {
  std::string told;  // any name or alias that ICU knows: "cp1250", "latin2", "UTF-16"; "" = find it
  std::string country;  // "RS": breaks ties; "" = unknown
};

// `file` is the name in messages.  Errors: "unknown-encoding", "wrong-encoding", "invalid-utf8",
// "not-text" (NUL bytes, workbook, PDF), "file-too-large", "cannot-read-file".
Result<FoundEncoding> FindEncoding(int fd, const EncodingHints& hints, const std::string& file);

// Writes the text as UTF-8 without a mark to `out`, from its current offset on.  A byte that means
// nothing in the encoding is an error with its position ("wrong-encoding", "invalid-utf8"); nothing
// is ever replaced.
Status TranscodeToUtf8(int fd, const FoundEncoding& encoding, int out, const std::string& file);

}  // namespace rapporteur

#endif  // RAPPORTEUR_BASE_ENCODING_H_
