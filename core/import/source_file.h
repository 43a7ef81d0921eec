// The private copy of a file that is imported: in sealed memory, never on a disk before it has been
// scanned, unchanged however the original changes meanwhile.
//
// Belongs to one thread.
#ifndef RAPPORTEUR_IMPORT_SOURCE_FILE_H_
#define RAPPORTEUR_IMPORT_SOURCE_FILE_H_

#include <memory>
#include <string>
#include <string_view>

#include "core/base/fd.h"
#include "core/base/status.h"

namespace rapporteur {

class SourceFile {
 public:
  static constexpr std::uint64_t kLargest = 512u << 20;

  // Errors: cannot-read-file, file-too-large, empty-file.
  static Result<std::unique_ptr<SourceFile>> Load(const std::string& path);
  // The same from bytes that were never in a file of ours (an upload).
  static Result<std::unique_ptr<SourceFile>> FromBytes(std::string name, std::string_view bytes);
  ~SourceFile();
  SourceFile(const SourceFile&) = delete;
  SourceFile& operator=(const SourceFile&) = delete;

  const std::string& name() const { return name_; }  // without folders
  std::string_view bytes() const { return bytes_; }
  const Fd& fd() const { return fd_; }               // sealed, at offset 0
  std::string extension() const;                     // lower case, without the dot

 private:
  SourceFile() = default;
  static Result<std::unique_ptr<SourceFile>> Finish(std::unique_ptr<SourceFile> file);
  std::string name_;
  Fd fd_;
  std::string_view bytes_;
};

}  // namespace rapporteur

#endif  // RAPPORTEUR_IMPORT_SOURCE_FILE_H_
