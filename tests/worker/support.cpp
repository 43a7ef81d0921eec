#include "tests/worker/support.h"

#include <unistd.h>

#include <charconv>
#include <filesystem>
#include <fstream>

#include "core/base/hash.h"

namespace rapporteur {

Workers& TestWorkers() {
  static Workers workers(DefaultWorkerPath());
  return workers;
}

PluginBinary Library(const std::string& id, const std::string& path) {
  PluginBinary binary{id, "1.0.0", "", path};
  if (Result<std::string> hash = Sha256OfFile(path); hash.ok()) binary.sha256 = *hash;
  return binary;
}

PluginBinary Example(const std::string& package, const std::string& file) {
  return Library(package.substr(0, package.rfind('-')),
                 std::string(kExamples) + "/" + package + "/" + file);
}

PluginBinary Bad(const std::string& name) {
  return Library("org.x", std::string(kBadPlugins) + "/" + name + ".so");
}

PluginBinary LibraryOf(std::string_view bytes) {
  static std::vector<Fd> files;
  files.push_back(InputOf(bytes));
  return {"org.x", "1.0.0", Sha256(bytes), "/proc/self/fd/" + std::to_string(files.back().get())};
}

std::size_t OpenDescriptors() {
  const std::filesystem::directory_iterator begin("/proc/self/fd"), end;
  return static_cast<std::size_t>(std::distance(begin, end));
}

std::size_t ChildProcesses() {
  // The kernel keeps the list per thread, zombies included.
  std::size_t count = 0;
  for (const auto& task : std::filesystem::directory_iterator("/proc/self/task")) {
    std::ifstream children(task.path() / "children");
    std::string pid;
    while (children >> pid) ++count;
  }
  return count;
}

Fd InputOf(std::string_view bytes) {
  Result<Fd> file = MemoryFile("input", bytes);
  if (!file.ok() || !Seal(*file).ok()) return Fd();
  return *std::move(file);
}

std::string Said(const Status& status) {
  return status.ok() ? "" : status.code() + ": " + status.message();
}

std::string RowText(const Table& table, std::size_t row) {
  std::string text;
  char buffer[64];
  for (std::size_t c = 0; c < table.column_count(); ++c) {
    if (c > 0) text += '|';
    if (table.IsMissing(c, row)) {
      text += '-';
    } else if (table.type(c) == FieldType::kText) {
      text += table.Text(c, row);
    } else if (table.type(c) == FieldType::kInt64) {
      text += std::to_string(table.Int64(c, row));
    } else {
      text.append(buffer, std::to_chars(buffer, buffer + 64, table.Float64(c, row)).ptr);
    }
  }
  return text;
}

Result<const Table*> ListSource::Next() {
  return next_ < tables_.size() ? &tables_[next_++] : nullptr;
}

std::string ContentOf(const Fd& file) {
  ::lseek(file.get(), 0, SEEK_SET);
  Result<std::string> bytes = ReadAll(file.get(), 1 << 24, "file");
  return bytes.ok() ? *bytes : "";
}

Status CollectingSink::Begin(const std::vector<Field>& said) {
  fields = said;
  return {};
}

Status CollectingSink::Rows(const Table& table) {
  for (std::size_t r = 0; r < table.row_count(); ++r) rows.push_back(RowText(table, r));
  return {};
}

Status CollectingSink::Aside(std::string_view kind, std::string_view sheet, std::uint64_t row,
                             std::uint64_t column, std::string_view text) {
  asides.push_back(std::string(kind) + "|" + std::string(sheet) + "|" + std::to_string(row) + "|" +
                   std::to_string(column) + "|" + std::string(text));
  return {};
}

}  // namespace rapporteur
