#include "tests/end_to_end/data_folder.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>

#include "core/base/json.h"

namespace rapporteur {

DataFolder::DataFolder() { MakeDataFolder(data); }

std::string DataFolder::Write(const std::string& name, const std::string& bytes) const {
  WriteWholeFile(temp.path() + "/" + name, bytes);
  return temp.path() + "/" + name;
}

std::vector<std::string> DataFolder::ImportOf(const std::string& path,
                                              const std::vector<std::string>& more) const {
  std::vector<std::string> command = {"import", path, "--country", "RS", "--source", "RS-CZZTLJ"};
  command.insert(command.end(), more.begin(), more.end());
  return command;
}

Json DataFolder::Refusal(const std::string& name, const std::string& bytes,
                         const std::vector<std::string>& more) const {
  std::vector<std::string> command = ImportOf(Write(name, bytes), more);
  command.push_back("--json");
  const Run run = Rapporteur(data, command);
  Result<Json> json = ParseJson(run.out, "output");
  INFO(run.out << run.err);
  REQUIRE(json.ok());
  REQUIRE(run.status == 1);
  return (*json)["error"];
}

std::string DataFolder::Told(const std::vector<std::string>& command,
                             const RunOptions& options) const {
  const Run run = Rapporteur(data, command, options);
  INFO(run.out << run.err);
  CHECK(run.status == 1);
  std::string told = run.err.substr(std::min(run.err.size(), run.err.find("error: ")));  // progress
  for (std::size_t at; (at = told.find(temp.path())) != std::string::npos;) {
    told.replace(at, temp.path().size(), "TEMP");
  }
  return told;
}

std::string DataFolder::Told(const std::string& name, const std::string& bytes,
                             const std::vector<std::string>& more) const {
  return Told(ImportOf(Write(name, bytes), more));
}

void DataFolder::CheckUntouched() const {
  const Run batches = Rapporteur(data, {"batch", "list", "--json"});
  CHECK((*ParseJson(batches.out, "batches"))["count"] == 0);
  const Run values = Rapporteur(data, {"query", "--all-sources", "--json"});
  CHECK((*ParseJson(values.out, "query"))["count"] == 0);
  std::error_code none;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(data + "/originals", none)) {
    CHECK_FALSE(entry.is_regular_file());
  }
}

}  // namespace rapporteur
