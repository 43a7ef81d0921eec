// A new draft over the regional catalogue of the tree, in a folder of its own.
#ifndef RAPPORTEUR_TESTS_DRAFT_DRAFTS_H_
#define RAPPORTEUR_TESTS_DRAFT_DRAFTS_H_

#include <catch2/catch.hpp>
#include <filesystem>

#include "core/base/json.h"
#include "core/draft/draft.h"
#include "core/draft/new_draft.h"
#include "tests/support/program.h"
#include "tests/support/temp_dir.h"

namespace rapporteur {

inline Json RegionalDocument() {
  const std::string file = SourceFolder() + "/countries/regional/regional.json";
  return *ParseJson(ReadWholeFile(file), file);
}

struct DraftFolder {
  explicit DraftFolder(const std::string& country = "HR") {
    Result<std::map<std::string, std::string>> files =
        FilesOf({country, "", {}, "A test", "MIT"}, base);
    REQUIRE(files.ok());
    for (const auto& [name, bytes] : *files) {
      std::filesystem::create_directories(std::filesystem::path(temp / name).parent_path());
      WriteWholeFile(temp / name, bytes);
    }
  }

  Draft Open() const {
    Result<Draft> draft = Draft::Open(temp.path());
    INFO((draft.ok() ? "" : draft.status().message()));
    REQUIRE(draft.ok());
    return *draft;
  }

  // Replaces the first `from` of a file.
  void Replace(const std::string& name, const std::string& from, const std::string& to) const {
    std::string text = ReadWholeFile(temp / name);
    const std::size_t at = text.find(from);
    INFO(from);
    REQUIRE(at != std::string::npos);
    WriteWholeFile(temp / name, text.replace(at, from.size(), to));
  }

  const Json base = RegionalDocument();
  TempDir temp;
};

}  // namespace rapporteur

#endif  // RAPPORTEUR_TESTS_DRAFT_DRAFTS_H_
