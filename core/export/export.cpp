#include "core/export/export.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "core/base/fd.h"
#include "core/base/hash.h"
#include "core/base/json.h"
#include "core/export/observation_table.h"
#include "core/store/store.h"

namespace rapporteur {
namespace {

constexpr std::uint64_t kLargestOutput = 1u << 30;

// A text handed over in rows of one column, for no batch may be large.
class TextSource final : public ExportSource {
 public:
  explicit TextSource(const std::string& text) : text_(text) {}
  const std::vector<Field>& Fields() override { return fields_; }
  Result<const Table*> Next() override {
    if (at_ >= text_.size()) return static_cast<const Table*>(nullptr);
    TableBuilder builder(fields_);
    for (int i = 0; i < 16 && at_ < text_.size(); ++i) {
      std::size_t size = std::min(kPiece, text_.size() - at_);
      // A piece ends at a character's end, for every cell must be valid UTF-8.
      while (at_ + size < text_.size() &&
             (static_cast<unsigned char>(text_[at_ + size]) & 0xC0) == 0x80) {
        --size;
      }
      builder.AddText(std::string_view(text_).substr(at_, size));
      builder.EndRow();
      at_ += size;
    }
    table_ = builder.Take();
    return &table_;
  }

 private:
  static constexpr std::size_t kPiece = 60000;
  const std::vector<Field> fields_ = {{"json", "", FieldType::kText}};
  const std::string& text_;
  std::size_t at_ = 0;
  Table table_;
};

// Runs the exporter into memory; the file is written at the end, whole or not at all.
Result<std::string> RunExporter(Workers& workers, const InstalledPlugin& plugin, const Json& options,
                                ExportSource& source, std::vector<std::string>* warnings) {
  Result<Json> resolved = ResolveOptions(plugin.manifest, {options});
  if (!resolved.ok()) return resolved.status();
  Fd output(::memfd_create("export", MFD_CLOEXEC));
  if (!output.valid()) {
    return Status::Broken("no-memory-file", std::string("No memory file can be made (") +
                                                std::strerror(errno) + ").");
  }
  Result<JobReport> report = workers.Export(plugin.binary, resolved->dump(),
                                            LimitsOf(plugin.manifest), source, output.get());
  if (!report.ok()) return report.status();
  for (const Issue& issue : report->issues) warnings->push_back(issue.text);
  ::lseek(output.get(), 0, SEEK_SET);
  return ReadAll(output.get(), kLargestOutput, "the export");
}

Result<Written> Write(const std::string& bytes, const std::string& path,
                      const InstalledPlugin& plugin, std::vector<std::string> warnings) {
  if (Status s = WriteFileAtomically(path, bytes); !s.ok()) return s;
  return Written{path, Sha256(bytes), plugin.row.id, bytes.size(), std::move(warnings)};
}

}  // namespace

Json ToJson(const Written& written) {
  Json json;
  json["format"] = "written/1";
  json["file"] = written.file;
  json["size"] = written.size;
  json["sha256"] = written.sha256;
  json["plugin"] = written.plugin;
  json["warnings"] = written.warnings;
  return json;
}

Result<Written> ExportObservations(Store& store, Workers& workers, const InstalledPlugin& plugin,
                                   const Json& options, const Viewer& viewer,
                                   const Selection& selection, const std::string& path) {
  ObservationTable source(store, viewer, selection);
  if (Status s = source.Begin(); !s.ok()) return s;
  std::vector<std::string> warnings = {"Working copy, not for publication."};
  Result<std::string> bytes = RunExporter(workers, plugin, options, source, &warnings);
  if (!bytes.ok()) return bytes.status();
  return Write(*bytes, path, plugin, std::move(warnings));
}

Result<Written> ExportReport(Workers& workers, const InstalledPlugin& plugin, const Json& options,
                             const std::string& model, const std::string& path) {
  TextSource source(model);
  std::vector<std::string> warnings;
  Result<std::string> bytes = RunExporter(workers, plugin, options, source, &warnings);
  if (!bytes.ok()) return bytes.status();
  return Write(*bytes, path, plugin, std::move(warnings));
}

Result<std::string> RenderReport(Workers& workers, const InstalledPlugin& plugin,
                                 const std::string& model) {
  TextSource source(model);
  std::vector<std::string> warnings;
  return RunExporter(workers, plugin, Json::object(), source, &warnings);
}

}  // namespace rapporteur
