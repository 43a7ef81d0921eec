#include <unicode/ucnv.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <string_view>
#include <vector>

#include "core/base/encoding.h"
#include "core/base/fd.h"

namespace rapporteur {
namespace {

constexpr std::size_t kIn = 64 << 10;
constexpr std::size_t kOut = 256 << 10;
constexpr std::size_t kPivot = 32 << 10;

struct CloseConverter {
  void operator()(UConverter* converter) const { ucnv_close(converter); }
};
using Converter = std::unique_ptr<UConverter, CloseConverter>;

// The bytes of an eight-bit encoding that stand for nothing, or for a control that no text has (a
// file in windows-1250 that is told to be 8859-2 would lose each "š" to one of those).
std::array<bool, 256> Meaningless(UConverter* converter) {
  std::array<bool, 256> none{};
  for (unsigned i = 0; i < 256; i++) {
    const char byte = static_cast<char>(i);
    const char* source = &byte;
    UErrorCode status = U_ZERO_ERROR;
    const UChar32 c = ucnv_getNextUChar(converter, &source, &byte + 1, &status);
    none[i] = U_FAILURE(status) || c == 0 || (c >= 0x80 && c < 0xA0) || c == 0xFFFD;
    ucnv_reset(converter);
  }
  return none;
}

ssize_t ReadAt(int fd, char* buffer, std::size_t size, off_t offset) {
  while (true) {
    const ssize_t n = ::pread(fd, buffer, size, offset);
    if (n >= 0 || errno != EINTR) return n;
  }
}

Status WrongByte(const FoundEncoding& encoding, off_t offset, unsigned char byte,
                 const std::string& file) {
  char hex[8];
  std::snprintf(hex, sizeof hex, "0x%02X", byte);
  const bool told = encoding.by == EncodingBy::kTold;
  return Status::Refused("wrong-encoding",
                         file + ", byte " + std::to_string(offset + 1) + ": " + hex +
                             " means nothing in " + encoding.name + ", expected text in " +
                             (told ? "it as told." : "this, the likeliest encoding."))
      .WithHint(told ? "Leave the option away to have the encoding found, or say another one."
                     : "Say which encoding it is: --option encoding=NAME.");
}

class Transcoder {
 public:
  Transcoder(const FoundEncoding& encoding, int out, const std::string& file)
      : encoding_(encoding), out_(out), file_(file), buffer_(kOut), pivot_(kPivot) {
    UErrorCode status = U_ZERO_ERROR;
    from_.reset(ucnv_open(encoding.name.c_str(), &status));
    to_.reset(ucnv_open("utf-8", &status));
    if (U_FAILURE(status)) return;
    ucnv_setToUCallBack(from_.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
    ready_ = U_SUCCESS(status);
    eight_bit_ =
        ready_ && ucnv_getMaxCharSize(from_.get()) == 1 && ucnv_getMinCharSize(from_.get()) == 1;
    if (eight_bit_) meaningless_ = Meaningless(from_.get());
    pivot_read_ = pivot_write_ = pivot_.data();
  }

  bool ready() const { return ready_; }

  // `offset` is the chunk's place in the file; `last` says that none follows.
  Status Convert(std::string_view chunk, off_t offset, bool last) {
    if (eight_bit_) {
      for (std::size_t i = 0; i < chunk.size(); i++) {
        const auto byte = static_cast<unsigned char>(chunk[i]);
        if (meaningless_[byte]) {
          return WrongByte(encoding_, offset + static_cast<off_t>(i), byte, file_);
        }
      }
    }
    const char* source = chunk.data();
    const char* const end = source + chunk.size();
    while (true) {
      char* target = buffer_.data();
      UErrorCode status = U_ZERO_ERROR;
      ucnv_convertEx(to_.get(), from_.get(), &target, target + buffer_.size(), &source, end,
                     pivot_.data(), &pivot_read_, &pivot_write_, pivot_.data() + pivot_.size(),
                     false, last, &status);
      const std::string_view made(buffer_.data(),
                                  static_cast<std::size_t>(target - buffer_.data()));
      if (made.find('\0') != std::string_view::npos) {
        return Status::Refused("not-text", file_ + ": the file holds a NUL character in " +
                                               encoding_.name + ", expected a text file.");
      }
      if (Status s = WriteAll(out_, made, file_); !s.ok()) return s;
      if (status == U_BUFFER_OVERFLOW_ERROR) continue;
      if (U_FAILURE(status)) return Broken(offset + (source - chunk.data()));
      return {};
    }
  }

 private:
  // `end` is the offset behind the bytes that could not be read.
  Status Broken(off_t end) {
    char bytes[32];
    int8_t size = sizeof bytes;
    UErrorCode status = U_ZERO_ERROR;
    ucnv_getInvalidChars(from_.get(), bytes, &size, &status);
    if (U_FAILURE(status) || size < 1) size = 0;
    return Status::Refused("wrong-encoding",
                           file_ + ", byte " + std::to_string(end - size + 1) +
                               ": this is no character in " + encoding_.name +
                               ", expected whole characters to the end of the file.")
        .WithHint("The file may be cut off, or in another encoding: say --option encoding=NAME.");
  }

  const FoundEncoding& encoding_;
  const int out_;
  const std::string& file_;
  std::vector<char> buffer_;
  std::vector<UChar> pivot_;
  UChar *pivot_read_ = nullptr, *pivot_write_ = nullptr;
  Converter from_, to_;
  bool ready_ = false, eight_bit_ = false;
  std::array<bool, 256> meaningless_{};
};

}  // namespace

Status TranscodeToUtf8(int fd, const FoundEncoding& encoding, int out, const std::string& file) {
  Transcoder transcoder(encoding, out, file);
  if (!transcoder.ready()) {
    return Status::Broken("no-converter", "ICU has no converter for " + encoding.name + ".");
  }
  const bool copy = encoding.name == "utf-8";  // FindEncoding has checked every byte
  std::vector<char> buffer(kIn);
  off_t offset = encoding.bom_bytes;
  while (true) {
    const ssize_t n = ReadAt(fd, buffer.data(), buffer.size(), offset);
    if (n < 0) {
      return Status::Refused("cannot-read-file",
                             file + ": the file cannot be read (" + std::strerror(errno) + ").");
    }
    const std::string_view chunk(buffer.data(), static_cast<std::size_t>(n));
    Status s = copy ? WriteAll(out, chunk, file) : transcoder.Convert(chunk, offset, n == 0);
    if (!s.ok() || n == 0) return s;
    offset += n;
  }
}

}  // namespace rapporteur
