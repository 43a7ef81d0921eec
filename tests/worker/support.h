// What the tests of jobs share: one Workers, plugins of the build, a sink that collects.
#ifndef RAPPORTEUR_TESTS_WORKER_SUPPORT_H_
#define RAPPORTEUR_TESTS_WORKER_SUPPORT_H_

#include <string>
#include <string_view>
#include <vector>

#include "core/base/fd.h"
#include "core/base/status.h"
#include "core/worker/job.h"

namespace rapporteur {

// Where the build lays out the packages of sdk/examples, and the libraries of tests/plugins.
inline constexpr char kExamples[] = RAPPORTEUR_EXAMPLES;
inline constexpr char kBadPlugins[] = RAPPORTEUR_BAD_PLUGINS;

// A worker built with AddressSanitizer cannot be limited in memory.
#if defined(__SANITIZE_ADDRESS__)
inline constexpr bool kSanitized = true;
#else
inline constexpr bool kSanitized = false;
#endif

Workers& TestWorkers();

// The library `file` of the example package `package` ("ID-VERSION").
PluginBinary Example(const std::string& package, const std::string& file);

// A library of tests/plugins; it calls itself org.x 1.0.0.
PluginBinary Bad(const std::string& name);

// The library at `path`, version 1.0.0.
PluginBinary Library(const std::string& id, const std::string& path);

// Something that says it is a library; written to a file that lives as long as the process.
PluginBinary LibraryOf(std::string_view bytes);

// A sealed file in memory.
Fd InputOf(std::string_view bytes);

// "code: message", "" where it is ok.
std::string Said(const Status& status);

// A row as "1|North|-": cells as text, "-" where missing.
std::string RowText(const Table& table, std::size_t row);

// Of this process.
std::size_t OpenDescriptors();
std::size_t ChildProcesses();

struct CollectingSink : ImportSink {
  Status Begin(const std::vector<Field>& said) override;
  Status Rows(const Table& table) override;
  Status Aside(std::string_view kind, std::string_view sheet, std::uint64_t row,
               std::uint64_t column, std::string_view text) override;

  std::vector<Field> fields;
  std::vector<std::string> rows;
  std::vector<std::string> asides;
};

// A table made beforehand.
class ListSource : public ExportSource {
 public:
  explicit ListSource(std::vector<Field> fields) : fields_(std::move(fields)) {}
  void Add(Table table) { tables_.push_back(std::move(table)); }
  const std::vector<Field>& Fields() override { return fields_; }
  Result<const Table*> Next() override;

 private:
  std::vector<Field> fields_;
  std::vector<Table> tables_;
  std::size_t next_ = 0;
};

// All of a file's bytes, whatever its offset.
std::string ContentOf(const Fd& file);

}  // namespace rapporteur

#endif  // RAPPORTEUR_TESTS_WORKER_SUPPORT_H_
