#include "core/import/session.h"

#include <utility>

#include "core/base/hash.h"
#include "core/base/json.h"

namespace rapporteur {

Result<std::unique_ptr<ImportSession>> ImportSession::Load(const std::string& path) {
  Result<std::unique_ptr<SourceFile>> file = SourceFile::Load(path);
  if (!file.ok()) return file.status();
  return std::unique_ptr<ImportSession>(new ImportSession(*std::move(file)));
}

Result<std::unique_ptr<ImportSession>> ImportSession::FromBytes(std::string name,
                                                                std::string_view bytes) {
  Result<std::unique_ptr<SourceFile>> file = SourceFile::FromBytes(std::move(name), bytes);
  if (!file.ok()) return file.status();
  return std::unique_ptr<ImportSession>(new ImportSession(*std::move(file)));
}

const std::string& ImportSession::sha256() {
  if (sha256_.empty()) sha256_ = Sha256(file_->bytes());
  return sha256_;
}

// What cannot be read as text is remembered too: several importers ask.
Status ImportSession::Read(const EncodingHints& hints) {
  if (text_ && text_->hints.told == hints.told && text_->hints.country == hints.country) {
    return text_->encoding.status();
  }
  Result<FoundEncoding> found = FindEncoding(file_->fd().get(), hints, file_->name());
  if (found.ok() && (found->name != "utf-8" || found->bom_bytes > 0)) {
    Result<Fd> memory = MemoryFile("utf-8", "");
    if (!memory.ok()) return memory.status();
    Status s = TranscodeToUtf8(file_->fd().get(), *found, memory->get(), file_->name());
    if (s.ok()) s = Seal(*memory);
    text_ = s.ok() ? Text{hints, std::move(found), *std::move(memory)} : Text{hints, s, Fd()};
  } else {
    text_ = Text{hints, std::move(found), Fd()};
  }
  scores_.clear();
  return text_->encoding.status();
}

Result<ImportSession::Input> ImportSession::InputFor(const Manifest& manifest,
                                                     const EncodingHints& hints) {
  if (manifest.input != "text") return Input{&file_->fd(), std::nullopt};
  if (Status s = Read(hints); !s.ok()) return s;
  const bool as_it_is = !text_->utf8.valid();
  return Input{as_it_is ? &file_->fd() : &text_->utf8, *text_->encoding};
}

Result<int> ImportSession::Score(Workers& workers, const InstalledPlugin& importer,
                                 const Input& input) {
  const std::string key = importer.binary.sha256 + (input.encoding ? " text" : " bytes");
  auto it = scores_.find(key);
  if (it == scores_.end()) {
    Result<Json> options = ResolveOptions(importer.manifest, {});
    if (!options.ok()) return options.status();
    it = scores_.emplace(key, workers.Sniff(importer.binary, *input.fd, options->dump())).first;
  }
  return it->second;
}

}  // namespace rapporteur
