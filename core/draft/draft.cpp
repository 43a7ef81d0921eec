#include "core/draft/draft.h"

#include <algorithm>
#include <filesystem>

#include "core/base/fd.h"
#include "core/base/json.h"
#include "core/base/text.h"

namespace rapporteur {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kLargestDocument = std::uint64_t{64} << 20;

std::vector<std::string> JsonFilesIn(const std::string& folder) {
  std::vector<std::string> files;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    const std::string name = entry.path().filename().string();
    if (entry.path().extension() == ".json" && name != "manifest.json" && name.front() != '.') {
      files.push_back(folder + "/" + name);
    }
  }
  std::sort(files.begin(), files.end());
  return files;
}

Status NoDraft(const std::string& folder, const std::string& said) {
  return Status::Refused("no-draft", folder + ": " + said)
      .WithHint("Begin one with 'rapporteur plugin new country CC --dir DIR'.");
}

}  // namespace

Result<Draft> Draft::Open(const std::string& given) {
  Draft draft;
  draft.folder = given;
  while (draft.folder.size() > 1 && draft.folder.ends_with("/")) draft.folder.pop_back();
  std::error_code error;
  if (!fs::is_directory(draft.folder, error)) {
    return NoDraft(draft.folder, "this is not a folder, the folder of a country was expected.");
  }
  const std::vector<std::string> files = JsonFilesIn(draft.folder);
  if (files.empty() && fs::exists(draft.folder + "/manifest.json", error)) {
    return Status::Refused("no-draft", draft.folder + ": this package has no country document, and "
                                       "only countries are looked at here.");
  }
  if (files.empty()) {
    return NoDraft(draft.folder, "there is no country document in this folder, one file such as "
                                 "croatia.json was expected.");
  }
  if (files.size() > 1) {
    std::vector<std::string> names;
    for (const std::string& file : files) names.push_back(fs::path(file).filename().string());
    return NoDraft(draft.folder, "there are several documents in this folder, " + List(names) +
                                     "; one was expected.");
  }
  draft.file = files.front();
  Result<std::string> text = ReadFile(draft.file, kLargestDocument);
  if (!text.ok()) return text.status();
  draft.text = *std::move(text);
  Result<Json> document = ParseJson(draft.text, draft.file);
  if (!document.ok()) return document.status();
  draft.document = std::make_shared<const Json>(*std::move(document));
  draft.mappings = JsonFilesIn(draft.folder + "/mappings");
  draft.packed = fs::exists(draft.folder + "/manifest.json", error);
  return draft;
}

std::string Draft::id() const { return GetString(*document, "id"); }
std::string Draft::version() const { return GetString(*document, "version"); }
std::string Draft::country() const { return GetString(*document, "country"); }

}  // namespace rapporteur
