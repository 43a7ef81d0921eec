// One file on its way in: its private copy, and what was found out about it so far.  A person who
// looks at it, changes an option and looks again does not wait for the same answers twice: the hash,
// the encoding, the text as UTF-8 and the importers' answers are remembered.  The rows are not; they
// stream again.
//
// Belongs to one thread.  Nothing of it lies on a disk.
//
// Example:
//   Result<std::unique_ptr<ImportSession>> session = ImportSession::FromBytes("cases.csv", upload);
//   if (!session.ok()) return session.status();
//   Result<Preview> preview = engine.Look(**session, request, ImportStage::kParse);
#ifndef RAPPORTEUR_IMPORT_SESSION_H_
#define RAPPORTEUR_IMPORT_SESSION_H_

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/encoding.h"
#include "core/base/status.h"
#include "core/import/source_file.h"
#include "core/plugin/registry.h"

namespace rapporteur {

class ImportSession {
 public:
  // Errors: cannot-read-file, file-too-large, empty-file.
  static Result<std::unique_ptr<ImportSession>> Load(const std::string& path);
  // An upload.
  static Result<std::unique_ptr<ImportSession>> FromBytes(std::string name, std::string_view bytes);

  const SourceFile& file() const { return *file_; }
  const std::string& sha256();

  // How an importer gets the file.
  struct Input {
    const Fd* fd = nullptr;
    std::optional<FoundEncoding> encoding;  // of a text importer
  };
  // Text importers get UTF-8.  Valid until it is asked for with other hints.  Errors: those of
  // FindEncoding and TranscodeToUtf8.
  Result<Input> InputFor(const Manifest& manifest, const EncodingHints& hints);

  // How sure the importer is that it can read the input, 0 to 100.
  Result<int> Score(Workers& workers, const InstalledPlugin& importer, const Input& input);

 private:
  explicit ImportSession(std::unique_ptr<SourceFile> file) : file_(std::move(file)) {}

  struct Text {
    EncodingHints hints;
    Result<FoundEncoding> encoding;
    Fd utf8;  // none where the file is UTF-8 already
  };
  Status Read(const EncodingHints& hints);

  std::unique_ptr<SourceFile> file_;
  std::string sha256_;
  std::optional<Text> text_;
  std::map<std::string, Result<int>> scores_;
};

}  // namespace rapporteur

#endif  // RAPPORTEUR_IMPORT_SESSION_H_
