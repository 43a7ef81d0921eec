// An owning file descriptor, and the few ways we read, write and seal one.
//
// An Fd belongs to one thread at a time.
#ifndef RAPPORTEUR_BASE_FD_H_
#define RAPPORTEUR_BASE_FD_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "core/base/status.h"

namespace rapporteur {

class Fd {
 public:
  Fd() = default;
  explicit Fd(int fd) : fd_(fd) {}
  Fd(Fd&& other) noexcept : fd_(other.Release()) {}
  Fd& operator=(Fd&& other) noexcept;
  ~Fd() { Close(); }

  int get() const { return fd_; }
  bool valid() const { return fd_ >= 0; }
  int Release();
  void Close();

 private:
  int fd_ = -1;
};

// Opens for reading, close-on-exec.  Error code "cannot-read-file", with the reason in words.
Result<Fd> OpenForReading(const std::string& path);

// Reads from the current offset to the end.  "file-too-large" beyond `limit` bytes.
Result<std::string> ReadAll(int fd, std::uint64_t limit, const std::string& name);
Result<std::string> ReadFile(const std::string& path, std::uint64_t limit = 512u << 20);

// Writes all bytes or says why not ("disk-full", "cannot-write-file").
Status WriteAll(int fd, std::string_view bytes, const std::string& name);

// Writes to a temporary name beside `path`, syncs, renames: a reader sees the old or the new file.
// Only its owner may read it.
Status WriteFileAtomically(const std::string& path, std::string_view bytes);

// An anonymous file in memory, close-on-exec, that never touches a disk.
Result<Fd> MemoryFile(const std::string& name, std::string_view bytes);
// Forbids further writing, growing, shrinking, and unsealing.
Status Seal(const Fd& memory_file);

}  // namespace rapporteur

#endif  // RAPPORTEUR_BASE_FD_H_
