// A data folder as 'rapporteur init' leaves it, what a command says to a person who uses it, and
// whether it is as it was.
#ifndef RAPPORTEUR_TESTS_END_TO_END_DATA_FOLDER_H_
#define RAPPORTEUR_TESTS_END_TO_END_DATA_FOLDER_H_

#include <string>
#include <vector>

#include "core/base/json_fwd.h"
#include "tests/support/program.h"
#include "tests/support/temp_dir.h"

namespace rapporteur {

struct DataFolder {
  TempDir temp;
  std::string data = temp.path() + "/data";
  DataFolder();

  // Writes the bytes to NAME beside the data folder and gives its path.
  std::string Write(const std::string& name, const std::string& bytes) const;
  // "import PATH --country RS --source RS-CZZTLJ" and more.
  std::vector<std::string> ImportOf(const std::string& path,
                                    const std::vector<std::string>& more = {}) const;
  // Imports the bytes as NAME, requires that it is refused, and gives the error of contract.md 1.
  Json Refusal(const std::string& name, const std::string& bytes,
               const std::vector<std::string>& more = {}) const;
  // What stands on standard error when a command is refused: "error: …\nhint: …\n", with TEMP for
  // the folder above the data folder.
  std::string Told(const std::vector<std::string>& command, const RunOptions& options = {}) const;
  // The same of an import of the bytes.
  std::string Told(const std::string& name, const std::string& bytes,
                   const std::vector<std::string>& more = {}) const;
  // No batch, no value, no kept file.
  void CheckUntouched() const;
};

}  // namespace rapporteur

#endif  // RAPPORTEUR_TESTS_END_TO_END_DATA_FOLDER_H_
