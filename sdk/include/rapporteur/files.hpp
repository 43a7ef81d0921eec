// The two descriptors a plugin may touch: the file it reads and the file it writes.
//
// Both belong to the job; neither is closed here.
#ifndef RAPPORTEUR_FILES_HPP_
#define RAPPORTEUR_FILES_HPP_

#include <rapporteur/guard.hpp>

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace rpt {

// The file to read.  Any position may be read at any time.
class InputFile {
 public:
  explicit InputFile(int fd) : fd_(fd) {
    struct stat info;
    if (::fstat(fd, &info) != 0) throw IoError("the input cannot be read");
    size_ = static_cast<std::uint64_t>(info.st_size);
  }

  int fd() const { return fd_; }
  std::uint64_t size() const { return size_; }

  // Reads up to `size` bytes from `offset`; returns how many, 0 at the end.
  std::size_t read_at(std::uint64_t offset, char* to, std::size_t size) const {
    std::size_t done = 0;
    while (done < size) {
      const ssize_t n = ::pread(fd_, to + done, size - done, static_cast<off_t>(offset + done));
      if (n < 0 && errno == EINTR) continue;
      if (n < 0) throw IoError("the input cannot be read");
      if (n == 0) break;
      done += static_cast<std::size_t>(n);
    }
    return done;
  }

  // The first bytes, at most `size`: enough to recognise a format.
  std::string head(std::size_t size) const {
    std::string bytes(size, '\0');
    bytes.resize(read_at(0, &bytes[0], size));
    return bytes;
  }

  // The whole file.  REQUIRES: the format bounds it; a larger file than `limit` is refused.
  std::string read_all(std::uint64_t limit = 64u << 20) const {
    if (size_ > limit) {
      throw LimitReached(0, "the file is larger than " + std::to_string(limit >> 20) + " MiB");
    }
    return head(static_cast<std::size_t>(size_));
  }

 private:
  int fd_;
  std::uint64_t size_ = 0;
};

// The file to write, from its beginning, buffered.  The glue flushes it when run() returns.
class OutputFile {
 public:
  explicit OutputFile(int fd) : fd_(fd) { buffer_.reserve(kBuffer); }
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;

  // For libraries that write themselves.  REQUIRES: flush() first.
  int fd() const { return fd_; }

  void write(std::string_view bytes) {
    if (buffer_.size() + bytes.size() > kBuffer) flush();
    if (bytes.size() >= kBuffer) return write_now(bytes);
    buffer_.append(bytes.data(), bytes.size());
  }

  void flush() {
    write_now(buffer_);
    buffer_.clear();
  }

 private:
  static constexpr std::size_t kBuffer = 1 << 16;

  void write_now(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t n = ::write(fd_, bytes.data(), bytes.size());
      if (n < 0 && errno == EINTR) continue;
      if (n < 0 && (errno == ENOSPC || errno == EFBIG || errno == EDQUOT)) {
        throw IoError("the output cannot be written: the disk is full or the size limit is reached");
      }
      if (n < 0) throw IoError("the output cannot be written");
      bytes.remove_prefix(static_cast<std::size_t>(n));
    }
  }

  int fd_;
  std::string buffer_;
};

}  // namespace rpt

#endif  // RAPPORTEUR_FILES_HPP_
