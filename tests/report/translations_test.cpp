// Every sentence the sources use must stand in every catalogue of core/po, with the same
// placeholders.
#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace {

struct Entry {
  std::string key;  // msgid, with the msgctxt before it
  std::string singular, plural;
  std::vector<std::string> forms;
  bool fuzzy = false;
};

// The text of `"..."` with its escapes undone.
std::string Unquoted(const std::string& line) {
  const std::size_t open = line.find('"'), close = line.rfind('"');
  std::string text;
  for (std::size_t i = open + 1; i < close; ++i) {
    if (line[i] == '\\' && i + 1 < close) {
      ++i;
      text += line[i] == 'n' ? '\n' : line[i];
    } else {
      text += line[i];
    }
  }
  return text;
}

// A PO file as far as msgfmt and xgettext write it.
std::map<std::string, Entry> ReadPo(const std::string& path) {
  std::ifstream file(path);
  REQUIRE(file.good());
  std::map<std::string, Entry> entries;
  Entry entry;
  std::string context, *into = nullptr;
  auto finish = [&] {
    entry.key = context.empty() ? entry.singular : context + "|" + entry.singular;
    if (!entry.singular.empty()) entries[entry.key] = entry;
    entry = {};
    context.clear();
    into = nullptr;
  };
  for (std::string line; std::getline(file, line);) {
    if (line.empty()) finish();
    if (line.starts_with("#,") && line.find("fuzzy") != std::string::npos) entry.fuzzy = true;
    if (line.empty() || line[0] == '#') continue;
    if (line.starts_with("msgctxt")) into = &context;
    if (line.starts_with("msgid ")) into = &entry.singular;
    if (line.starts_with("msgid_plural")) into = &entry.plural;
    if (line.starts_with("msgstr")) into = &entry.forms.emplace_back();
    if (into != nullptr) *into += Unquoted(line);
  }
  finish();
  return entries;
}

std::multiset<std::string> Placeholders(const std::string& text) {
  std::multiset<std::string> names;
  for (std::size_t at = text.find('{'); at != std::string::npos; at = text.find('{', at + 1)) {
    names.insert(text.substr(at, text.find('}', at) - at + 1));
  }
  return names;
}

std::vector<std::string> CataloguePaths() {
  std::vector<std::string> paths;
  for (const auto& file : std::filesystem::directory_iterator(RAPPORTEUR_PO_FOLDER)) {
    if (file.path().extension() == ".po") paths.push_back(file.path());
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

TEST_CASE("every sentence used in the sources is translated in every catalogue") {
  const auto used = ReadPo(RAPPORTEUR_POT);
  CHECK(used.size() > 18);
  REQUIRE_FALSE(CataloguePaths().empty());
  for (const std::string& path : CataloguePaths()) {
    const auto translated = ReadPo(path);
    for (const auto& [key, entry] : used) {
      INFO(path << " lacks: " << key);
      auto it = translated.find(key);
      REQUIRE(it != translated.end());
      CHECK_FALSE(it->second.fuzzy);
      CHECK(it->second.plural == entry.plural);
      for (const std::string& form : it->second.forms) CHECK_FALSE(form.empty());
    }
  }
}

TEST_CASE("a translation has the placeholders of its sentence, no more and no fewer") {
  for (const std::string& path : CataloguePaths()) {
    for (const auto& [key, entry] : ReadPo(path)) {
      INFO(path << ": " << key);
      // A plural's forms may leave out the number of the singular, nothing else.
      const auto wanted = Placeholders(entry.plural.empty() ? entry.singular : entry.plural);
      for (const std::string& form : entry.forms) CHECK(Placeholders(form) == wanted);
    }
  }
}

TEST_CASE("no catalogue keeps a sentence that nobody says any more") {
  const auto used = ReadPo(RAPPORTEUR_POT);
  for (const std::string& path : CataloguePaths()) {
    for (const auto& [key, entry] : ReadPo(path)) {
      INFO(path << ": " << key);
      CHECK(used.contains(key));
    }
  }
}

}  // namespace
