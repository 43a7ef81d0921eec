#include "core/base/encoding.h"

#include <sys/stat.h>
#include <unicode/ucnv.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <functional>
#include <string_view>
#include <vector>

#include "core/base/encoding_guess.h"
#include "core/base/text.h"
#include "core/base/utf8.h"

namespace rapporteur {
namespace {

constexpr std::uint64_t kMaxFile = 512u << 20;
constexpr std::size_t kChunk = 256 << 10;

std::string Hex(unsigned char byte) {
  char text[8];
  std::snprintf(text, sizeof text, "0x%02X", byte);
  return text;
}

// Hands the file over in chunks, from offset 0 on, until `take` answers false.
Status ForEachChunk(int fd, const std::string& file,
                    const std::function<bool(std::string_view)>& take) {
  std::vector<char> buffer(kChunk);
  off_t offset = 0;
  while (true) {
    const ssize_t n = ::pread(fd, buffer.data(), buffer.size(), offset);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) {
      return Status::Refused("cannot-read-file",
                             file + ": the file cannot be read (" + std::strerror(errno) + ").");
    }
    if (n == 0 || !take({buffer.data(), static_cast<std::size_t>(n)})) return {};
    offset += n;
  }
}

struct Bom {
  std::string_view bytes;
  const char* encoding;
};
// The longer ones first: UTF-32LE begins like UTF-16LE.
constexpr Bom kBoms[] = {{{"\0\0\xFE\xFF", 4}, "utf-32be"},
                         {{"\xFF\xFE\0\0", 4}, "utf-32le"},
                         {{"\xEF\xBB\xBF", 3}, "utf-8"},
                         {{"\xFE\xFF", 2}, "utf-16be"},
                         {{"\xFF\xFE", 2}, "utf-16le"}};

struct Signature {
  std::string_view bytes;
  const char* what;
};
constexpr Signature kSignatures[] = {
    {{"PK\x03\x04", 4},
     "this is a ZIP archive, as Excel (.xlsx) and OpenDocument (.ods) write them"},
    {{"\xD0\xCF\x11\xE0", 4}, "this is an old Office file (.xls, .doc)"},
    {{"%PDF-", 5}, "this is a PDF file"},
    {{"\x1F\x8B", 2}, "this is a gzip archive"}};

Status NotText(const std::string& file, const std::string& what) {
  return Status::Refused("not-text", file + ": " + what + ", expected a text file.")
      .WithHint(
          "A workbook is imported as it is, by the importer for its kind, or saved as CSV "
          "first.");
}

struct Scan {
  std::string head;  // the first bytes
  Utf8Check utf8;
  std::uint64_t size = 0, first_nul = 0;
  std::uint64_t nul_even = 0, nul_odd = 0;  // by offset
  bool any_nul() const { return nul_even + nul_odd > 0; }
};

constexpr std::size_t kHead = 64 << 10;

Status NulByte(const Scan& scan, const std::string& file) {
  return NotText(file, "byte " + std::to_string(scan.first_nul + 1) + " is NUL")
      .WithHint("Save the file anew as CSV in the program it comes from.");
}

void CountNuls(std::string_view chunk, Scan* scan) {
  const char* p = chunk.data();
  const char* const end = p + chunk.size();
  while ((p = static_cast<const char*>(std::memchr(p, 0, static_cast<std::size_t>(end - p))))) {
    const std::uint64_t offset = scan->size + static_cast<std::uint64_t>(p - chunk.data());
    if (!scan->any_nul()) scan->first_nul = offset;
    (offset % 2 == 0 ? scan->nul_even : scan->nul_odd)++;
    if (++p == end) break;
  }
}

Status ScanFile(int fd, const std::string& file, Scan* scan) {
  Status read = ForEachChunk(fd, file, [scan](std::string_view chunk) {
    if (scan->head.size() < kHead) scan->head.append(chunk.substr(0, kHead - scan->head.size()));
    scan->utf8.Add(chunk);
    CountNuls(chunk, scan);
    scan->size += chunk.size();
    return true;
  });
  scan->utf8.Finish();
  return read;
}

// Does the head, read as UTF-16, look like text: no controls, no lone surrogates, and few of the
// signs that two ASCII letters make together?  (A single NUL in a short file is no UTF-16.)
bool LooksLikeUtf16(std::string_view head, bool little) {
  bool high = false;
  std::size_t two_letters = 0;
  for (std::size_t i = 0; i + 1 < head.size(); i += 2) {
    const auto a = static_cast<unsigned char>(head[i]);
    const auto b = static_cast<unsigned char>(head[i + 1]);
    const unsigned unit = little ? a | b << 8 : b | a << 8;
    if ((unit < 0x20 && unit != '\t' && unit != '\n' && unit != '\r') || unit >= 0xFFFE)
      return false;
    if (unit >= 0x2100 && a >= 0x20 && a < 0x7F && b >= 0x20 && b < 0x7F) two_letters++;
    const bool low = unit >= 0xDC00 && unit < 0xE000;
    if (low != high) return false;
    high = unit >= 0xD800 && unit < 0xDC00;
  }
  return two_letters * 20 <= head.size();
}

// UTF-16 without a mark: NULs in one half of the places only, from blanks, digits and separators.
const char* Utf16ByPattern(const Scan& scan) {
  if (!scan.any_nul() || scan.size % 2 != 0) return nullptr;
  const bool little = scan.nul_odd > scan.nul_even;
  const std::uint64_t many = std::max(scan.nul_odd, scan.nul_even);
  const std::uint64_t few = std::min(scan.nul_odd, scan.nul_even);
  if (few * 20 > many || many * 100 < scan.size) return nullptr;
  if (!LooksLikeUtf16(scan.head, little)) return nullptr;
  return little ? "utf-16le" : "utf-16be";
}

std::uint64_t LineAt(int fd, std::uint64_t offset) {
  std::uint64_t line = 1, done = 0;
  Status read = ForEachChunk(fd, "", [&](std::string_view chunk) {
    chunk = chunk.substr(0, std::min<std::uint64_t>(chunk.size(), offset - done));
    line += static_cast<std::uint64_t>(std::count(chunk.begin(), chunk.end(), '\n'));
    done += chunk.size();
    return done < offset;
  });
  return read.ok() ? line : 1;
}

Status InvalidUtf8(int fd, const Scan& scan, const std::string& why, const std::string& country,
                   const std::string& file) {
  const std::uint64_t offset = scan.utf8.first_invalid();
  unsigned char byte = 0;
  if (::pread(fd, &byte, 1, static_cast<off_t>(offset)) != 1) byte = 0;
  return Status::Refused("invalid-utf8",
                         file + ", byte " + std::to_string(offset + 1) + " (line " +
                             std::to_string(LineAt(fd, offset)) + "): " + Hex(byte) +
                             " is not valid UTF-8 here, expected UTF-8 " + why + ".")
      .WithHint("Save the file as UTF-8, or say --option encoding=" +
                std::string(UsualEncoding(country)) + " where it is in that encoding throughout.");
}

// The name under which we keep an encoding; "" where it is unknown or not one for files of text.
std::string CanonicalName(const std::string& told) {
  const std::string lower = AsciiLower(told);
  if (lower == "utf-16" || lower == "utf16") return "utf-16";
  if (lower == "utf-32" || lower == "utf32") return "utf-32";
  UErrorCode status = U_ZERO_ERROR;
  UConverter* converter = ucnv_open(told.c_str(), &status);
  if (U_FAILURE(status)) return "";
  const UConverterType type = ucnv_getType(converter);
  const bool fit = type == UCNV_SBCS || type == UCNV_LATIN_1 || type == UCNV_US_ASCII ||
                   type == UCNV_UTF8 || type == UCNV_UTF16_LittleEndian ||
                   type == UCNV_UTF16_BigEndian || type == UCNV_UTF32_LittleEndian ||
                   type == UCNV_UTF32_BigEndian ||
                   (type == UCNV_MBCS && ucnv_getMaxCharSize(converter) == 1);
  UErrorCode named = U_ZERO_ERROR;
  const char* internal = ucnv_getName(converter, &named);
  const char* standard = ucnv_getStandardName(internal, "MIME", &named);
  if (standard == nullptr) standard = ucnv_getStandardName(internal, "IANA", &named);
  const std::string name = standard != nullptr ? standard : internal;
  ucnv_close(converter);
  return fit ? AsciiLower(name) : "";
}

// A told name that leaves the order of bytes open takes it from the mark.
std::string WithByteOrder(const std::string& name, const Bom* bom) {
  if (name != "utf-16" && name != "utf-32") return name;
  if (bom != nullptr && std::string_view(bom->encoding).substr(0, 6) == name) return bom->encoding;
  return name + "le";
}

Result<FoundEncoding> Told(int fd, const Scan& scan, const Bom* bom, const EncodingHints& hints,
                           const std::string& file) {
  const std::string canonical = CanonicalName(hints.told);
  if (canonical.empty()) {
    return Status::Refused("unknown-encoding",
                           "The encoding " + Quote(hints.told) +
                               " is not known, expected a name such as utf-8, utf-16le, "
                               "windows-1250, windows-1251 or iso-8859-2.")
        .WithHint("Leave the option away to have the encoding found.");
  }
  FoundEncoding found{WithByteOrder(canonical, bom), EncodingBy::kTold, 100, 0, ""};
  if (bom != nullptr) {
    if (found.name != bom->encoding) {
      return Status::Refused("wrong-encoding",
                             file + ": the file begins with the byte order mark of " +
                                 bom->encoding + ", expected " + found.name + " as told.")
          .WithHint(std::string("Say --option encoding=") + bom->encoding +
                    ", or leave the option away.");
    }
    found.bom_bytes = static_cast<int>(bom->bytes.size());
  }
  if (found.name.substr(0, 4) == "utf-" && found.name != "utf-8") return found;
  if (scan.any_nul()) return NulByte(scan, file);
  if (found.name == "utf-8") {
    if (scan.utf8.invalid() > 0) return InvalidUtf8(fd, scan, "as told", hints.country, file);
  } else if (scan.utf8.invalid() == 0 && scan.utf8.sequences() > 0) {
    found.warning = file + " is read as " + found.name +
                    ", as told, but is valid UTF-8 throughout (" +
                    Counted(scan.utf8.sequences(), "character", "characters") +
                    " beyond ASCII); if letters look wrong, say --option encoding=utf-8.";
  }
  return found;
}

}  // namespace

const char* EncodingByName(EncodingBy by) {
  switch (by) {
    case EncodingBy::kTold:
      return "told";
    case EncodingBy::kBom:
      return "bom";
    case EncodingBy::kPattern:
      return "pattern";
    case EncodingBy::kValid:
      return "valid";
    case EncodingBy::kDetected:
      return "detected";
    case EncodingBy::kDefault:
      return "default";
  }
  return "";
}

Result<FoundEncoding> FindEncoding(int fd, const EncodingHints& hints, const std::string& file) {
  struct stat info {};
  if (::fstat(fd, &info) == 0 && static_cast<std::uint64_t>(info.st_size) > kMaxFile) {
    return Status::Refused("file-too-large", file + ": the file has " +
                                                 Grouped(static_cast<std::uint64_t>(info.st_size)) +
                                                 " bytes, expected at most 512 MiB.");
  }
  Scan scan;
  if (Status s = ScanFile(fd, file, &scan); !s.ok()) return s;
  for (const Signature& signature : kSignatures) {
    if (scan.head.compare(0, signature.bytes.size(), signature.bytes) == 0) {
      return NotText(file, signature.what);
    }
  }
  const Bom* bom = std::find_if(std::begin(kBoms), std::end(kBoms), [&scan](const Bom& b) {
    return scan.head.compare(0, b.bytes.size(), b.bytes) == 0;
  });
  if (bom == std::end(kBoms)) bom = nullptr;
  if (!hints.told.empty()) return Told(fd, scan, bom, hints, file);

  if (bom != nullptr) {
    const FoundEncoding found{bom->encoding, EncodingBy::kBom, 100,
                              static_cast<int>(bom->bytes.size()), ""};
    if (found.name != "utf-8") return found;
    if (scan.any_nul()) return NulByte(scan, file);
    if (scan.utf8.invalid() > 0) {
      return InvalidUtf8(fd, scan, "as the byte order mark says", hints.country, file);
    }
    return found;
  }
  if (const char* utf16 = Utf16ByPattern(scan)) {
    return FoundEncoding{utf16, EncodingBy::kPattern, 95, 0, ""};
  }
  if (scan.any_nul()) return NulByte(scan, file);
  if (scan.utf8.invalid() == 0) return FoundEncoding{"utf-8", EncodingBy::kValid, 100, 0, ""};
  // Eight-bit text forms a valid sequence by accident now and then, UTF-8 breaks by a pasted line.
  if (scan.utf8.sequences() >= 2 * scan.utf8.invalid()) {
    return InvalidUtf8(fd, scan, "as in most of the file", hints.country, file);
  }
  LetterCounts letters;
  Status read = ForEachChunk(fd, file, [&letters](std::string_view chunk) {
    letters.Add(chunk);
    return true;
  });
  if (!read.ok()) return read;
  const Guess guess = GuessEightBit(letters, hints.country);
  FoundEncoding found{guess.name, EncodingBy::kDetected, guess.confidence, 0, ""};
  if (!guess.from_letters) {
    found.by = EncodingBy::kDefault;
    found.warning = file + " is read as " + found.name +
                    ", but its letters fit other encodings as well; if letters look wrong, say "
                    "--option encoding=NAME (windows-1250, windows-1251, windows-1252, iso-8859-2 "
                    "or iso-8859-5).";
  }
  return found;
}

}  // namespace rapporteur
