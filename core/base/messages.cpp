#include "core/base/messages.h"

#include <unistd.h>

#include <boost/locale/gnu_gettext.hpp>
#include <climits>
#include <locale>
#include <map>
#include <mutex>

#include "core/base/transliterate.h"

namespace rapporteur {
namespace {

using Facet = boost::locale::message_format<char>;

// "sr-Cyrl" and "sr-Latn" read the same catalogue.
std::string CatalogueLanguage(const std::string& language) {
  return language.substr(0, language.find('-'));
}

// The folder of the running program, with its catalogues beside it.
std::string FolderBesideProgram() {
  char path[PATH_MAX];
  const ssize_t length = readlink("/proc/self/exe", path, sizeof path);
  const std::string program(path, length > 0 ? static_cast<std::size_t>(length) : 0);
  return program.substr(0, program.rfind('/')) + "/../share/rapporteur/locale";
}

// Plural forms depend on the last digits only, so a number beyond int keeps its last six.
int PluralNumber(std::uint64_t n) {
  return static_cast<int>(n < 1000000 ? n : 1000000 + n % 1000000);
}

}  // namespace

std::string Fill(std::string_view sentence, const Arguments& arguments) {
  std::string filled;
  std::size_t at = 0;
  while (at < sentence.size()) {
    const std::size_t open = sentence.find('{', at);
    const std::size_t close = open == sentence.npos ? open : sentence.find('}', open);
    if (close == sentence.npos) break;
    filled += sentence.substr(at, open - at);
    const std::string_view name = sentence.substr(open + 1, close - open - 1);
    std::string_view text = sentence.substr(open, close - open + 1);
    for (const auto& [key, value] : arguments) {
      if (key == name) text = value;
    }
    filled += text;
    at = close + 1;
  }
  return filled.append(sentence.substr(at));
}

struct Messages::Catalogue {
  std::locale locale;  // owns the facet
  int domain = -1;
  bool latin = false;  // to be derived from Cyrillic
  mutable std::mutex mutex;
  mutable std::map<std::string, std::string, std::less<>> latin_forms;

  std::string InScript(const char* text) const {
    if (!latin) return text;
    const std::lock_guard<std::mutex> lock(mutex);
    auto it = latin_forms.find(std::string_view(text));
    if (it == latin_forms.end()) it = latin_forms.emplace(text, CyrillicToLatin(text)).first;
    return it->second;
  }
};

Messages::Messages(std::string language) : language_(std::move(language)) {}
Messages::~Messages() = default;

std::shared_ptr<const Messages> Messages::Load(const std::string& language,
                                               const std::string& folder,
                                               const std::string& country) {
  std::shared_ptr<Messages> messages(new Messages(language));
  messages->catalogue_ = std::make_unique<Catalogue>();
  boost::locale::gnu_gettext::messages_info info;
  info.language = CatalogueLanguage(language);
  info.country = country;  // LANGUAGE_COUNTRY where there is one, else LANGUAGE
  info.encoding = "UTF-8";
  info.domains.push_back({"rapporteur"});
  info.paths.push_back(folder);
  try {
    auto* facet = boost::locale::gnu_gettext::create_messages_facet<char>(info);
    messages->catalogue_->locale = std::locale(std::locale::classic(), facet);
    messages->catalogue_->domain = facet->domain("rapporteur");
  } catch (const std::exception&) {
    messages->catalogue_->domain = -1;  // an unreadable catalogue is none: English is said
  }
  messages->catalogue_->latin = language.ends_with("-Latn");
  return messages;
}

std::shared_ptr<const Messages> Messages::In(const std::string& language,
                                             const std::string& country) {
  static std::mutex mutex;
  static std::map<std::string, std::shared_ptr<const Messages>> loaded;
  const std::lock_guard<std::mutex> lock(mutex);
  std::shared_ptr<const Messages>& messages = loaded[language + "_" + country];
  if (messages == nullptr) messages = Load(language, FolderBesideProgram(), country);
  return messages;
}

bool Messages::translated() const {
  // The header of every catalogue is its translation of "".
  return CatalogueLanguage(language_) == "en" ||
         (catalogue_->domain >= 0 &&
          std::use_facet<Facet>(catalogue_->locale).get(catalogue_->domain, nullptr, "") !=
              nullptr);
}

std::string Messages::Say(std::string_view sentence, const Arguments& arguments) const {
  return SayAs("", sentence, arguments);
}

std::string Messages::SayAs(std::string_view sense, std::string_view sentence,
                            const Arguments& arguments) const {
  const char* found = nullptr;
  if (catalogue_->domain >= 0 && !sentence.empty()) {
    const std::string context(sense), key(sentence);
    found = std::use_facet<Facet>(catalogue_->locale)
                .get(catalogue_->domain, sense.empty() ? nullptr : context.c_str(), key.c_str());
  }
  return Fill(found == nullptr ? std::string(sentence) : catalogue_->InScript(found), arguments);
}

std::string Messages::Count(std::string_view one, std::string_view many, std::uint64_t n,
                            const Arguments& arguments) const {
  const char* found = nullptr;
  if (catalogue_->domain >= 0) {
    const std::string key(one);
    found = std::use_facet<Facet>(catalogue_->locale)
                .get(catalogue_->domain, nullptr, key.c_str(), PluralNumber(n));
  }
  return Fill(found == nullptr ? std::string(n == 1 ? one : many) : catalogue_->InScript(found),
              arguments);
}

}  // namespace rapporteur
