#include "core/store/spill_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>

namespace rapporteur {
namespace {

Fd UnnamedFile(const std::string& folder) {
  Fd file(::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600));
  if (file.valid()) return file;
  // Some file systems (FAT on a stick) have no unnamed files.
  std::string name = folder + "/stage-XXXXXX";
  file = Fd(::mkostemp(name.data(), O_CLOEXEC));
  if (file.valid()) ::unlink(name.c_str());
  return file;
}

}  // namespace

Status SpillFile::Append(std::string_view bytes) {
  if (buffer_.size() + bytes.size() > kBufferBytes) {
    if (Status s = Flush(); !s.ok()) return s;
    if (bytes.size() > kBufferBytes) {
      written_ += bytes.size();
      return WriteAll(file_.get(), bytes, folder_);
    }
  }
  buffer_.append(bytes);
  return {};
}

Status SpillFile::Flush() {
  if (!file_.valid()) {
    file_ = UnnamedFile(folder_);
    if (!file_.valid()) {
      return Status::Refused("cannot-write-file",
                             folder_ + ": no temporary file can be made there (" +
                                 std::strerror(errno) + "); nothing was stored.");
    }
  }
  if (Status s = WriteAll(file_.get(), buffer_, folder_); !s.ok()) return s;
  written_ += buffer_.size();
  buffer_.clear();
  return {};
}

Status SpillFile::Read(std::uint64_t offset, char* into, std::size_t size) {
  while (size > 0 && offset < written_) {
    const std::size_t wanted =
        static_cast<std::size_t>(std::min<std::uint64_t>(size, written_ - offset));
    const ssize_t n = ::pread(file_.get(), into, wanted, static_cast<off_t>(offset));
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) {
      return Status::Refused("cannot-read-file", folder_ + ": a temporary file cannot be read (" +
                                                     std::strerror(errno) + ").");
    }
    offset += static_cast<std::uint64_t>(n);
    into += n;
    size -= static_cast<std::size_t>(n);
  }
  if (size > 0) std::memcpy(into, buffer_.data() + (offset - written_), size);
  return {};
}

}  // namespace rapporteur
