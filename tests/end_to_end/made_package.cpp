#include "tests/end_to_end/made_package.h"

#include <filesystem>

#include "core/base/hash.h"
#include "core/base/json.h"
#include "tests/support/program.h"

namespace rapporteur {

namespace fs = std::filesystem;

Json ReadDocument(const std::string& path) {
  return *ParseJson(ReadWholeFile(SourceFolder() + "/countries/" + path), path);
}

std::string MakePackage(const TempDir& temp, const Json& document, const std::string& kind) {
  const std::string package = temp.path() + "/" + kind;
  fs::remove_all(package);
  fs::create_directories(package);
  fs::copy_file(ProgramFolder() + "/../carrier/carrier.so", package + "/carrier.so");
  WriteWholeFile(package + "/document.json", document.dump());
  Json manifest = *ParseJson(R"({"manifest": 1, "title": {"en": "Changed"}, "publisher": "A test",
      "licence": "MIT", "abi": {"major": 1, "needs_minor": 0}, "document": "document.json"})",
                             "manifest");
  manifest["id"] = document["id"];
  manifest["version"] = document["version"];
  manifest["kind"] = kind;
  for (const char* file : {"carrier.so", "document.json"}) {
    manifest["files"][file] = Sha256(ReadWholeFile(package + "/" + file));
  }
  WriteWholeFile(package + "/manifest.json", manifest.dump());
  const std::string data = temp.path() + "/data";
  const bool ours = manifest["id"].get<std::string>().starts_with("org.rapporteur.");
  if (ours && fs::exists(data + "/keys/own.key") &&
      Rapporteur(data, {"plugin", "sign", package}).status != 0) {
    std::abort();
  }
  return package;
}

}  // namespace rapporteur
