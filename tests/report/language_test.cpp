// The report of Serbia from its real documents and the published figures: every sentence is in the
// reader's language or says which one it is in.
#include <catch2/catch.hpp>
#include <set>

#include "core/base/json.h"
#include "tests/report/published.h"
#include "tests/report/small_country.h"

namespace rapporteur {
namespace {

// Texts without "lang", but for what is the same in every language.
void CollectTexts(const Json& json, const std::string& key, std::vector<std::string>& texts) {
  static const std::set<std::string> kNotRead = {
      "format", "language", "country", "date", "id",   "kind", "role",  "type",
      "level",  "svg",      "url",     "href", "mark", "code", "letter"};
  if (json.is_string()) {
    if (!kNotRead.contains(key)) texts.push_back(json.get<std::string>());
  } else if (json.is_array()) {
    for (const Json& item : json) CollectTexts(item, key, texts);
  } else if (json.is_object() && !json.contains("lang")) {
    for (const auto& [name, value] : json.items()) CollectTexts(value, name, texts);
  }
}

// Words of four small Latin letters and more; codes, file names and plugin ids are no words.
std::vector<std::string> LatinWords(const std::string& text) {
  std::vector<std::string> words;
  std::string word;
  for (const char c : text + " ") {
    if (c != ' ') {
      word += c;
      continue;
    }
    std::size_t letters = 0;
    for (const char d : word) letters += d >= 'a' && d <= 'z' ? 1 : 0;
    const bool name = word.find_first_of("./_:-0123456789") != std::string::npos;
    if (letters >= 4 && !name && word != "Rapporteur") words.push_back(word);
    word.clear();
  }
  return words;
}

TEST_CASE("the Cyrillic report has no unmarked word in Latin letters") {
  const Json report = PublishedReport("sr-Cyrl");
  std::vector<std::string> texts;
  CollectTexts(report, "", texts);
  CHECK(texts.size() > 1000);
  for (const std::string& text : texts) {
    INFO(text);
    CHECK(LatinWords(text).empty());
  }
}

TEST_CASE("the Latin report has no Cyrillic letter") {
  const Json report = PublishedReport("sr-Latn");
  std::vector<std::string> texts;
  CollectTexts(report, "", texts);
  for (const std::string& text : texts) {
    INFO(text);
    CHECK(text.find('\xD0') == std::string::npos);
    CHECK(text.find('\xD1') == std::string::npos);
  }
}

TEST_CASE("the drawings speak the language of the report too") {
  const Json report = PublishedReport("sr-Cyrl");
  for (const char* role : {"trend", "bars", "multiples", "composition", "coverage"}) {
    for (const Json& figure : PiecesOf(report, role)) {
      if (figure["type"] != "figure") continue;
      const std::string svg = figure["svg"];
      for (std::size_t at = svg.find("<text"); at != svg.npos; at = svg.find("<text", at + 1)) {
        const std::size_t begin = svg.find('>', at) + 1, end = svg.find('<', begin);
        const std::string text = svg.substr(begin, end - begin);
        INFO(text);
        CHECK(LatinWords(text).empty());
      }
    }
  }
}

TEST_CASE("nothing of the English report is marked as untranslated") {
  const std::string report = PublishedReport("en").dump();
  CHECK(report.find("untranslated\"") == report.rfind("untranslated\""));  // the word for the mark
}

TEST_CASE("the report of Serbia holds the conflicts that are known of it") {
  const Json report = PublishedReport("en");
  std::string rows;
  for (const Json& table : PiecesOf(report, "conflict")) {
    for (const std::string& row : RowTexts(table)) rows += row + "\n";
  }
  for (const char* cell : {"2015, total", "2017, total", "2019, total", "2021, total"}) {
    INFO(cell);
    CHECK(rows.find(cell) != std::string::npos);
  }
}

}  // namespace
}  // namespace rapporteur
