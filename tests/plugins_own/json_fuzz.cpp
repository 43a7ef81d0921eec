// Fuzzes the importer of JSON: the last byte chooses the options, the text is the rest and the
// byte.  Corpus in tests/data/json_fuzz.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "plugins/json_import/json_import.h"
#include "tests/plugins_own/shown_run.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static constexpr const char* kOptions[] = {"{}",
                                             R"({"path": ".", "list": ","})",
                                             R"({"repeat": "a/r", "outer": true})",
                                             R"({"layout": "json-stat", "labels": true})",
                                             R"({"path": "two", "repeat": "a"})",
                                             R"({"layout": "records", "dataset": 1})"};
  const std::string text(reinterpret_cast<const char*>(data), size);
  const std::size_t choice = size == 0 ? 0 : data[size - 1] % std::size(kOptions);
  for (const char* options : {"{}", kOptions[choice]}) {
    const std::string broken =
        rapporteur::BrokenImport(rpt::testing::run(JsonImport(), text, options));
    if (broken.empty()) continue;
    std::fprintf(stderr, "%s: %s\n", options, broken.c_str());
    std::abort();
  }
  return 0;
}
