// Bytes that are appended and read back: in memory while they are few, then in an unnamed file that
// the kernel removes when the process ends, however it ends.
//
// Belongs to one thread.
#ifndef RAPPORTEUR_STORE_SPILL_FILE_H_
#define RAPPORTEUR_STORE_SPILL_FILE_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/fd.h"
#include "core/base/status.h"

namespace rapporteur {

class SpillFile {
 public:
  static constexpr std::size_t kBufferBytes = 4u << 20;

  // The file, where one is needed, is made in `folder`.
  explicit SpillFile(std::string folder) : folder_(std::move(folder)) {}

  // Errors: disk-full, cannot-write-file.
  Status Append(std::string_view bytes);
  // REQUIRES: offset + size <= this->size().
  Status Read(std::uint64_t offset, char* into, std::size_t size);
  std::uint64_t size() const { return written_ + buffer_.size(); }

 private:
  Status Flush();
  std::string folder_;
  std::string buffer_;  // what follows the written bytes
  std::uint64_t written_ = 0;
  Fd file_;
};

}  // namespace rapporteur

#endif  // RAPPORTEUR_STORE_SPILL_FILE_H_
