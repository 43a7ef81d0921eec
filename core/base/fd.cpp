#include "core/base/fd.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

namespace rapporteur {
namespace {

std::string Reason(int error) { return std::strerror(error); }

Status WriteFailure(int error, const std::string& name) {
  if (error == ENOSPC || error == EDQUOT || error == EFBIG) {
    return Status::Refused("disk-full", name + ": the disk is full or a size limit is reached (" +
                                            Reason(error) + "); nothing was kept.")
        .WithHint("Free some space on the disk that holds the data folder and repeat the command.");
  }
  return Status::Refused("cannot-write-file",
                         name + ": the file cannot be written (" + Reason(error) + ").");
}

}  // namespace

Fd& Fd::operator=(Fd&& other) noexcept {
  if (this != &other) {
    Close();
    fd_ = other.Release();
  }
  return *this;
}

int Fd::Release() {
  int fd = fd_;
  fd_ = -1;
  return fd;
}

void Fd::Close() {
  if (fd_ >= 0) ::close(fd_);
  fd_ = -1;
}

Result<Fd> OpenForReading(const std::string& path) {
  int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) {
    return Status::Refused("cannot-read-file",
                           path + ": the file cannot be opened (" + Reason(errno) + ").");
  }
  struct stat info {};
  if (::fstat(fd, &info) == 0 && S_ISDIR(info.st_mode)) {
    ::close(fd);
    return Status::Refused("cannot-read-file", path + ": this is a folder, a file was expected.");
  }
  return Fd(fd);
}

Result<std::string> ReadAll(int fd, std::uint64_t limit, const std::string& name) {
  std::string bytes;
  struct stat info {};
  if (::fstat(fd, &info) == 0 && info.st_size > 0) {
    bytes.reserve(static_cast<std::size_t>(info.st_size));
  }
  char buffer[1 << 16];
  while (true) {
    ssize_t n = ::read(fd, buffer, sizeof buffer);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) {
      return Status::Refused("cannot-read-file",
                             name + ": the file cannot be read (" + Reason(errno) + ").");
    }
    if (n == 0) return bytes;
    if (bytes.size() + static_cast<std::size_t>(n) > limit) {
      return Status::Refused("file-too-large", name + ": the file is larger than the limit of " +
                                                   std::to_string(limit >> 20) + " MiB.");
    }
    bytes.append(buffer, static_cast<std::size_t>(n));
  }
}

Result<std::string> ReadFile(const std::string& path, std::uint64_t limit) {
  Result<Fd> fd = OpenForReading(path);
  if (!fd.ok()) return fd.status();
  return ReadAll(fd->get(), limit, path);
}

Status WriteAll(int fd, std::string_view bytes, const std::string& name) {
  while (!bytes.empty()) {
    ssize_t n = ::write(fd, bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return WriteFailure(errno, name);
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
  return {};
}

Status WriteFileAtomically(const std::string& path, std::string_view bytes) {
  const std::string temporary = path + ".part";
  Fd fd(::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600));
  if (!fd.valid()) return WriteFailure(errno, path);
  Status written = WriteAll(fd.get(), bytes, path);
  if (written.ok() && ::fsync(fd.get()) != 0) written = WriteFailure(errno, path);
  fd.Close();
  if (written.ok() && ::rename(temporary.c_str(), path.c_str()) != 0) {
    written = WriteFailure(errno, path);
  }
  if (!written.ok()) {
    ::unlink(temporary.c_str());
    return written;
  }
  const std::string folder = std::filesystem::path(path).parent_path().string();
  Fd directory(::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (directory.valid()) ::fsync(directory.get());
  return {};
}

Result<Fd> MemoryFile(const std::string& name, std::string_view bytes) {
  Fd fd(::memfd_create(name.c_str(), MFD_CLOEXEC | MFD_ALLOW_SEALING));
  if (!fd.valid()) {
    return Status::Broken("no-memory-file", name + ": no memory file can be made (" +
                                                Reason(errno) + ").");
  }
  if (Status s = WriteAll(fd.get(), bytes, name); !s.ok()) return s;
  ::lseek(fd.get(), 0, SEEK_SET);
  return fd;
}

Status Seal(const Fd& memory_file) {
  if (::fcntl(memory_file.get(), F_ADD_SEALS,
              F_SEAL_WRITE | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) != 0) {
    return Status::Broken("cannot-seal", "A memory file cannot be sealed (" + Reason(errno) + ").");
  }
  return {};
}

}  // namespace rapporteur
