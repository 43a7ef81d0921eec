#include "core/plugin/archive.h"

#include <archive.h>
#include <archive_entry.h>
#include <fcntl.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <vector>

#include "core/base/fd.h"
#include "core/base/text.h"

namespace rapporteur {
namespace {

namespace fs = std::filesystem;

constexpr const char* kNoArchive = "this is not a .tar archive.";
constexpr std::uint64_t kMostFiles = 10'000;
constexpr std::uint64_t kMostBytes = 512u << 20;

struct FreeReader {
  void operator()(archive* a) const { archive_read_free(a); }
};
struct FreeWriter {
  void operator()(archive* a) const { archive_write_free(a); }
};
struct FreeEntry {
  void operator()(archive_entry* e) const { archive_entry_free(e); }
};

Status Bad(const std::string& path, const std::string& what) {
  return Status::Refused("bad-archive", path + ": " + what)
      .WithHint("A package is a folder, or a .tar of it as 'rapporteur plugin sign -o FILE' writes it.");
}

bool StaysInside(std::string_view name) {
  if (name.empty() || name.front() == '/' || name.find('\0') != std::string_view::npos) return false;
  if (name.ends_with('/')) name.remove_suffix(1);
  for (std::string_view part : Split(name, '/')) {
    if (part.empty() || part == "." || part == "..") return false;
  }
  return true;
}

class Unpacker {
 public:
  Unpacker(const std::string& path, const std::string& target) : path_(path), target_(target) {}

  Result<std::string> Run() {
    std::unique_ptr<archive, FreeReader> reader(archive_read_new());
    archive_read_support_format_tar(reader.get());  // and no compression: a bomb stays small
    if (archive_read_open_filename(reader.get(), path_.c_str(), 1 << 16) != ARCHIVE_OK) {
      return Bad(path_, kNoArchive);
    }
    archive_entry* entry = nullptr;
    int read = ARCHIVE_OK;
    while ((read = archive_read_next_header(reader.get(), &entry)) == ARCHIVE_OK) {
      if (Status s = Take(reader.get(), entry); !s.ok()) return s;
    }
    if (read != ARCHIVE_EOF) {
      return Bad(path_, files_ == 0 ? kNoArchive : "the archive is damaged or cut.");
    }
    if (root_.empty()) return Bad(path_, "the archive is empty.");
    return target_ + "/" + root_;
  }

 private:
  Status Take(archive* reader, archive_entry* entry) {
    const char* text = archive_entry_pathname(entry);
    const std::string name = text == nullptr ? "" : text;
    if (!StaysInside(name)) return Bad(path_, "a name in the archive leads out of it.");
    const std::string root = name.substr(0, name.find('/'));
    if (root_.empty()) root_ = root;
    if (root != root_) return Bad(path_, "expected one folder ID-VERSION, found several.");
    const fs::path to = fs::path(target_) / name;
    std::error_code error;
    if (archive_entry_hardlink(entry) != nullptr || archive_entry_symlink(entry) != nullptr ||
        (archive_entry_filetype(entry) != AE_IFREG && archive_entry_filetype(entry) != AE_IFDIR)) {
      return Status::Refused("package-link",
                             path_ + ", " + name + ": a package holds plain files only.");
    }
    if (++files_ > kMostFiles) return TooLarge();
    if (archive_entry_filetype(entry) == AE_IFDIR) {
      fs::create_directories(to, error);
      return error ? CannotWrite(to.string(), error) : Status();
    }
    if (name == root) return Bad(path_, "expected a folder ID-VERSION, found a file.");
    fs::create_directories(to.parent_path(), error);
    if (error) return CannotWrite(to.string(), error);
    return Write(reader, to.string());
  }

  Status Write(archive* reader, const std::string& to) {
    // A name that comes twice would hide the first file.
    Fd fd(::open(to.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (!fd.valid()) return Bad(path_, "a name stands in the archive twice, or can't be written.");
    std::vector<char> buffer(1 << 16);
    for (;;) {
      const la_ssize_t size = archive_read_data(reader, buffer.data(), buffer.size());
      if (size == 0) return {};
      if (size < 0) return Bad(path_, "the archive is damaged or cut.");
      bytes_ += static_cast<std::uint64_t>(size);
      if (bytes_ > kMostBytes) return TooLarge();
      Status s = WriteAll(fd.get(), {buffer.data(), static_cast<std::size_t>(size)}, to);
      if (!s.ok()) return s;
    }
  }

  Status TooLarge() const {
    return Status::Refused("archive-too-large",
                           path_ + ": the package holds more than 10,000 files or 512 MiB.");
  }
  Status CannotWrite(const std::string& to, const std::error_code& error) const {
    return Status::Refused("cannot-write-file", to + ": cannot be made (" + error.message() + ").");
  }

  const std::string& path_;
  const std::string& target_;
  std::string root_;
  std::uint64_t files_ = 0, bytes_ = 0;
};

Status Append(archive* writer, const fs::path& file, const std::string& name) {
  Result<std::string> bytes = ReadFile(file.string(), kMostBytes);
  if (!bytes.ok()) return bytes.status();
  std::unique_ptr<archive_entry, FreeEntry> entry(archive_entry_new());
  archive_entry_set_pathname(entry.get(), name.c_str());
  archive_entry_set_filetype(entry.get(), AE_IFREG);
  archive_entry_set_perm(entry.get(), 0644);
  archive_entry_set_size(entry.get(), static_cast<la_int64_t>(bytes->size()));
  archive_entry_set_mtime(entry.get(), 0, 0);
  if (archive_write_header(writer, entry.get()) != ARCHIVE_OK ||
      archive_write_data(writer, bytes->data(), bytes->size()) !=
          static_cast<la_ssize_t>(bytes->size())) {
    return Status::Refused("cannot-write-file", name + ": cannot be put into the archive.");
  }
  return {};
}

}  // namespace

Result<std::string> UnpackArchive(const std::string& path, const std::string& target) {
  std::error_code error;
  if (!fs::create_directories(target, error)) {
    return Status::Refused("cannot-write-file",
                           target + ": the folder cannot be made (" + error.message() + ").");
  }
  Result<std::string> folder = Unpacker(path, target).Run();
  if (!folder.ok()) fs::remove_all(target, error);
  return folder;
}

Status WriteArchive(const std::string& folder, const std::string& root, const std::string& path) {
  std::vector<std::string> files;
  std::error_code error;
  for (auto it = fs::recursive_directory_iterator(folder, error);
       !error && it != fs::recursive_directory_iterator(); it.increment(error)) {
    if (it->is_regular_file()) files.push_back(it->path().lexically_relative(folder).string());
  }
  std::sort(files.begin(), files.end());
  const std::string unfinished = path + ".part";
  {
    std::unique_ptr<archive, FreeWriter> writer(archive_write_new());
    archive_write_set_format_ustar(writer.get());
    if (archive_write_open_filename(writer.get(), unfinished.c_str()) != ARCHIVE_OK) {
      return Status::Refused("cannot-write-file", path + ": the file cannot be written.");
    }
    for (const std::string& file : files) {
      Status s = Append(writer.get(), fs::path(folder) / file, root + "/" + file);
      if (!s.ok()) {
        fs::remove(unfinished, error);
        return s;
      }
    }
    if (archive_write_close(writer.get()) != ARCHIVE_OK) {
      fs::remove(unfinished, error);
      return Status::Refused("disk-full", path + ": the file cannot be written to its end.");
    }
  }
  fs::rename(unfinished, path, error);
  if (error) return Status::Refused("cannot-write-file", path + ": " + error.message() + ".");
  return {};
}

}  // namespace rapporteur
