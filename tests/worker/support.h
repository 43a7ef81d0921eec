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

Workers& TestWorkers();

// The library `file` of the example package `package` ("ID-VERSION").
PluginBinary Example(const std::string& package, const std::string& file);

// A sealed file in memory.
Fd InputOf(std::string_view bytes);

// "code: message", "" where it is ok.
std::string Said(const Status& status);

// A row as "1|North|-": cells as text, "-" where missing.
std::string RowText(const Table& table, std::size_t row);

struct CollectingSink : ImportSink {
  Status Begin(const std::vector<Field>& said) override;
  Status Rows(const Table& table) override;
  Status Aside(std::string_view kind, std::string_view sheet, std::uint64_t row,
               std::uint64_t column, std::string_view text) override;

  std::vector<Field> fields;
  std::vector<std::string> rows;
  std::vector<std::string> asides;
};

}  // namespace rapporteur

#endif  // RAPPORTEUR_TESTS_WORKER_SUPPORT_H_
