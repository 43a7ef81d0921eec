#include "core/cli/samples.h"

#include <algorithm>
#include <filesystem>
#include <vector>

#include "core/base/fd.h"
#include "core/base/json.h"
#include "core/base/schema.h"
#include "core/import/mapping.h"
#include "core/store/mappings.h"
#include "core/store/store.h"

namespace rapporteur {

Status SaveMapping(Store& store, const std::string& text, const std::string& what,
                   const std::string& user, std::string* name, int* version) {
  Result<Json> json = ParseJson(text, what);
  if (!json.ok()) return json.status();
  if (Status s = AsStatus(CheckDocument(*json, what)); !s.ok()) return s;
  Result<Mapping> mapping = Mapping::Read(*json, what);
  if (!mapping.ok()) return mapping.status();
  Result<SavedMapping> saved = store.mappings().Save(mapping->name, text, user);
  if (!saved.ok()) return saved.status();
  if (name != nullptr) *name = saved->name;
  if (version != nullptr) *version = saved->version;
  return {};
}

Status SaveMappings(Store& store, const std::string& package_folder, const std::string& user) {
  namespace fs = std::filesystem;
  std::vector<std::string> files;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(package_folder + "/mappings", error)) {
    if (entry.path().extension() == ".json") files.push_back(entry.path().string());
  }
  std::sort(files.begin(), files.end());
  for (const std::string& file : files) {
    Result<std::string> text = ReadFile(file, 4u << 20);
    if (!text.ok()) return text.status();
    if (Status s = SaveMapping(store, *text, file, user, nullptr, nullptr); !s.ok()) return s;
  }
  return {};
}

}  // namespace rapporteur
