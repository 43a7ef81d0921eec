#include "core/import/source_file.h"

#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

#include "core/base/text.h"
#include "core/base/utf8.h"

namespace rapporteur {

Result<std::unique_ptr<SourceFile>> SourceFile::Load(const std::string& path) {
  Result<Fd> from = OpenForReading(path);
  if (!from.ok()) return from.status();
  std::unique_ptr<SourceFile> file(new SourceFile);
  file->name_ = ReplaceInvalidUtf8(std::filesystem::path(path).filename().string());
  Result<Fd> memory = MemoryFile("import", "");
  if (!memory.ok()) return memory.status();
  file->fd_ = *std::move(memory);
  char buffer[1 << 16];
  std::uint64_t size = 0;
  while (true) {
    const ssize_t n = ::read(from->get(), buffer, sizeof buffer);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) {
      return Status::Refused("cannot-read-file", path + ": the file cannot be read (" +
                                                     std::strerror(errno) + ").");
    }
    if (n == 0) break;
    size += static_cast<std::uint64_t>(n);
    if (size > kLargest) {
      return Status::Refused("file-too-large", file->name_ + ": the file is larger than 512 MiB.")
          .WithHint("Split the file and import the parts one after the other.");
    }
    const std::string_view part(buffer, static_cast<std::size_t>(n));
    if (Status s = WriteAll(file->fd_.get(), part, file->name_); !s.ok()) return s;
  }
  return Finish(std::move(file));
}

Result<std::unique_ptr<SourceFile>> SourceFile::FromBytes(std::string name,
                                                          std::string_view bytes) {
  std::unique_ptr<SourceFile> file(new SourceFile);
  file->name_ = std::move(name);
  Result<Fd> memory = MemoryFile("import", bytes);
  if (!memory.ok()) return memory.status();
  file->fd_ = *std::move(memory);
  return Finish(std::move(file));
}

Result<std::unique_ptr<SourceFile>> SourceFile::Finish(std::unique_ptr<SourceFile> file) {
  if (Status s = Seal(file->fd_); !s.ok()) return s;
  ::lseek(file->fd_.get(), 0, SEEK_SET);
  struct stat info {};
  ::fstat(file->fd_.get(), &info);
  if (info.st_size == 0) {
    return Status::Refused("empty-file", file->name_ + ": the file is empty, a table was expected.")
        .At({file->name_, "", 0, ""});
  }
  const auto size = static_cast<std::size_t>(info.st_size);
  void* memory = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file->fd_.get(), 0);
  if (memory == MAP_FAILED) {
    return Status::Broken("no-memory", file->name_ + ": the file cannot be held in memory (" +
                                           std::strerror(errno) + ").");
  }
  file->bytes_ = std::string_view(static_cast<const char*>(memory), size);
  return file;
}

SourceFile::~SourceFile() {
  if (!bytes_.empty()) ::munmap(const_cast<char*>(bytes_.data()), bytes_.size());
}

std::string SourceFile::extension() const {
  std::string extension = std::filesystem::path(name_).extension().string();
  return extension.empty() ? "" : AsciiLower(extension.substr(1));
}

}  // namespace rapporteur
