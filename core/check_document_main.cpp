// rapporteur-check-document: checks country and mapping documents while the tree is built, with
// what the program itself checks at install, and what only matters to those who write documents:
// texts, letters, translations whose source has changed.
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "core/base/fd.h"
#include "core/base/json.h"
#include "core/base/schema.h"
#include "core/base/text.h"
#include "core/draft/document_faults.h"
#include "core/model/catalogue.h"
#include "core/model/translation.h"

namespace rapporteur {
namespace {

constexpr const char* kUsage =
    "Usage: rapporteur-check-document [--base FILE] [--country FILE] [--write-translated] FILE...\n"
    "Checks country and mapping documents.  --base names the regional document that a country's "
    "is\n"
    "laid over, --country the document whose codes a mapping may use.  --write-translated records\n"
    "what the translations of the documents were made from.\n";

struct Options {
  std::string base, country;
  bool write_translated = false;
  std::vector<std::string> files;
};

void Print(const std::string& message, const std::string& hint) {
  std::fprintf(stderr, "%s\n", message.c_str());
  if (!hint.empty()) std::fprintf(stderr, "  %s\n", hint.c_str());
}

void Print(const std::vector<DocumentFault>& faults, const std::string& before = "") {
  for (const DocumentFault& fault : faults) Print(before + fault.message, fault.hint);
}

Result<Json> ReadDocument(const std::string& path) {
  Result<std::string> text = ReadFile(path, std::uint64_t{64} << 20);
  if (!text.ok()) return text.status();
  return ParseJson(*text, path);
}

class Checker {
 public:
  explicit Checker(const Options& options) : options_(options) {}

  // The exit status.
  int Run() {
    if (!Load(options_.base, base_) || !Load(options_.country, country_)) return 1;
    bool good = true;
    for (const std::string& file : options_.files) good &= CheckFile(file);
    return good ? 0 : 1;
  }

 private:
  static bool Load(const std::string& path, Json& into) {
    if (path.empty()) return true;
    Result<Json> document = ReadDocument(path);
    if (document.ok()) {
      into = *std::move(document);
      return true;
    }
    Print(document.status().message(), document.status().hint());
    return false;
  }

  bool CheckFile(const std::string& file) {
    Json document;
    if (!Load(file, document)) return false;
    const bool mapping = GetString(document, "document") == "mapping/1";
    const std::vector<DocumentFault> faults =
        mapping ? Mapping(document, file) : Country(document, file);
    Print(faults);
    return faults.empty();
  }

  std::vector<DocumentFault> Country(const Json& document, const std::string& file) {
    const bool regional = !document.contains("based_on");
    std::vector<DocumentFault> faults = CheckDocument(document, file);
    if (!faults.empty()) return faults;
    if (!regional && base_.is_null()) {
      return {
          {"based_on", "", "", file + ", based_on: --base is needed to check this document.", ""}};
    }
    const DocumentFaults found = FaultsOf(document, regional ? nullptr : &base_, file);
    for (const auto* part : {&found.shape, &found.references, &found.letters, &found.languages}) {
      faults.insert(faults.end(), part->begin(), part->end());
    }
    if (faults.empty()) faults = found.formulas;
    if (!faults.empty() || regional) return faults;
    if (options_.write_translated) return WriteTranslated(document, *found.catalogue, file);
    Print(StaleTranslations(document, *found.catalogue, file), "Warning: ");
    return {};
  }

  static std::vector<DocumentFault> WriteTranslated(const Json& document,
                                                    const Catalogue& catalogue,
                                                    const std::string& file) {
    Result<std::string> text = ReadFile(file);
    Result<std::string> renewed =
        text.ok() ? WithTranslated(*text, document, catalogue, file) : std::move(text);
    const Status status = renewed.ok() ? WriteFileAtomically(file, *renewed) : renewed.status();
    if (status.ok()) return {};
    return {{"translated", "", "", status.message(), status.hint()}};
  }

  std::vector<DocumentFault> Mapping(const Json& document, const std::string& file) {
    const std::vector<DocumentFault> faults = CheckDocument(document, file);
    if (!faults.empty()) return faults;
    if (base_.is_null()) {
      return {{"", "", "", file + ": --base is needed to check a mapping.", ""}};
    }
    Result<std::shared_ptr<const Catalogue>> built =
        Catalogue::Build(base_, country_.is_null() ? nullptr : &country_);
    if (!built.ok()) return {{"", "", "", built.status().message(), built.status().hint()}};
    return MappingFaults(document, **built, file);
  }

  const Options& options_;
  Json base_, country_;
};

// Nothing where the arguments are not understood.
std::unique_ptr<Options> ReadOptions(int count, char** arguments) {
  auto options = std::make_unique<Options>();
  for (int i = 1; i < count; ++i) {
    const std::string argument = arguments[i];
    std::string* value = argument == "--base"      ? &options->base
                         : argument == "--country" ? &options->country
                                                   : nullptr;
    if (value != nullptr) {
      if (++i == count) return nullptr;
      *value = arguments[i];
    } else if (argument == "--write-translated") {
      options->write_translated = true;
    } else if (argument.starts_with("--")) {
      return nullptr;
    } else {
      options->files.push_back(argument);
    }
  }
  return options->files.empty() ? nullptr : std::move(options);
}

}  // namespace
}  // namespace rapporteur

int main(int count, char** arguments) {
  const auto options = rapporteur::ReadOptions(count, arguments);
  if (options == nullptr) {
    std::fputs(rapporteur::kUsage, stderr);
    return 2;
  }
  return rapporteur::Checker(*options).Run();
}
