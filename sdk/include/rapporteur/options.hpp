// The job's options: one JSON object whose members are texts, numbers and booleans.
//
// The host has checked it against the manifest, so a member is either absent or of its type.  A
// plugin with nested options parses Job::options() with a library of its choice.
//
// Example:
//   rpt::Options options(R"({"separator": ";", "skip": 2})");
//   options.text("separator", ",");  // ";"
//   options.integer("skip");         // 2
#ifndef RAPPORTEUR_OPTIONS_HPP_
#define RAPPORTEUR_OPTIONS_HPP_

#include <rapporteur/guard.hpp>

#include <charconv>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rpt {

class Options {
 public:
  explicit Options(std::string_view json) : rest_(json) {
    blanks();
    if (rest_.empty()) return;
    expect('{');
    blanks();
    if (peek() == '}') return;
    while (true) {
      blanks();
      std::string key = string();
      blanks();
      expect(':');
      blanks();
      members_.emplace_back(std::move(key), value());
      blanks();
      if (peek() != ',') break;
      rest_.remove_prefix(1);
    }
    expect('}');
  }

  bool has(std::string_view key) const { return find(key) != nullptr; }

  std::string text(std::string_view key, std::string_view otherwise = "") const {
    const std::string* found = find(key);
    return found != nullptr ? *found : std::string(otherwise);
  }
  std::int64_t integer(std::string_view key, std::int64_t otherwise = 0) const {
    return number_or(key, otherwise);
  }
  double number(std::string_view key, double otherwise = 0) const {
    return number_or(key, otherwise);
  }
  bool flag(std::string_view key, bool otherwise = false) const {
    const std::string* found = find(key);
    return found != nullptr ? *found == "true" : otherwise;
  }

 private:
  const std::string* find(std::string_view key) const {
    for (const auto& member : members_) {
      if (member.first == key) return &member.second;
    }
    return nullptr;
  }

  template <typename T>
  T number_or(std::string_view key, T otherwise) const {
    const std::string* found = find(key);
    if (found == nullptr) return otherwise;
    T number{};
    const auto parsed = std::from_chars(found->data(), found->data() + found->size(), number);
    if (parsed.ec != std::errc() || parsed.ptr != found->data() + found->size()) {
      throw BadOption(std::string(key), "expected a number");
    }
    return number;
  }

  [[noreturn]] static void bad() { throw BadOption("", "the options are not a flat JSON object"); }
  char peek() const { return rest_.empty() ? '\0' : rest_.front(); }
  void expect(char c) {
    if (peek() != c) bad();
    rest_.remove_prefix(1);
  }
  void blanks() {
    while (!rest_.empty() && std::string_view(" \t\r\n").find(rest_.front()) != rest_.npos) {
      rest_.remove_prefix(1);
    }
  }

  // A text, or a number, true, false as written; null counts as "".  Objects and lists are kept as
  // their JSON text.
  std::string value() {
    if (peek() == '"') return string();
    if (peek() == '{' || peek() == '[') return nested();
    const std::size_t end = rest_.find_first_of(",} \t\r\n");
    if (end == 0 || end == rest_.npos) bad();
    std::string word(rest_.substr(0, end));
    rest_.remove_prefix(end);
    return word == "null" ? std::string() : word;
  }

  std::string nested() {
    std::size_t depth = 0;
    bool quoted = false;
    for (std::size_t i = 0; i < rest_.size(); ++i) {
      const char c = rest_[i];
      if (quoted) {
        if (c == '\\') ++i;
        if (c == '"') quoted = false;
      } else if (c == '"') {
        quoted = true;
      } else if (c == '{' || c == '[') {
        ++depth;
      } else if ((c == '}' || c == ']') && --depth == 0) {
        std::string text(rest_.substr(0, i + 1));
        rest_.remove_prefix(i + 1);
        return text;
      }
    }
    bad();
  }

  std::string string() {
    expect('"');
    std::string text;
    while (peek() != '"') {
      if (rest_.empty()) bad();
      char c = rest_.front();
      rest_.remove_prefix(1);
      if (c != '\\') {
        text += c;
        continue;
      }
      c = peek();
      if (c == '\0') bad();
      rest_.remove_prefix(1);
      if (c == 'u') {
        append_utf8(text, code_point());
      } else {
        const std::size_t known = std::string_view("bfnrt").find(c);
        text += known == std::string_view::npos ? c : "\b\f\n\r\t"[known];
      }
    }
    rest_.remove_prefix(1);
    return text;
  }

  std::uint32_t hex4() {
    std::uint32_t unit = 0;
    if (rest_.size() < 4) bad();
    const auto parsed = std::from_chars(rest_.data(), rest_.data() + 4, unit, 16);
    if (parsed.ptr != rest_.data() + 4) bad();
    rest_.remove_prefix(4);
    return unit;
  }

  std::uint32_t code_point() {
    const std::uint32_t first = hex4();
    if (first < 0xD800 || first > 0xDFFF) return first;
    if (first > 0xDBFF || rest_.substr(0, 2) != "\\u") bad();
    rest_.remove_prefix(2);
    const std::uint32_t second = hex4();
    if (second < 0xDC00 || second > 0xDFFF) bad();
    return 0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00);
  }

  static void append_utf8(std::string& text, std::uint32_t c) {
    if (c < 0x80) {
      text += static_cast<char>(c);
      return;
    }
    const int more = c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
    const std::uint32_t lead = more == 1 ? 0xC0 : more == 2 ? 0xE0 : 0xF0;
    text += static_cast<char>(lead | (c >> (6 * more)));
    for (int i = more - 1; i >= 0; --i) text += static_cast<char>(0x80 | ((c >> (6 * i)) & 0x3F));
  }

  std::string_view rest_;
  std::vector<std::pair<std::string, std::string>> members_;
};

}  // namespace rpt

#endif  // RAPPORTEUR_OPTIONS_HPP_
