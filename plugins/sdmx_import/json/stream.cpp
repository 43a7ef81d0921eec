#include "plugins/sdmx_import/json/stream.h"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace sdmx_import {
namespace {

constexpr std::uint64_t kChunk = std::uint64_t{256} << 10;

// The file's bytes, one after the other, a chunk at a time.
class Bytes {
 public:
  Bytes(const rpt::InputFile& in, const std::function<void(std::uint64_t)>& progress)
      : in_(in),
        progress_(progress),
        buffer_(static_cast<std::size_t>(std::min(in.size() + 1, kChunk))) {
    Fill();
    if (size_ >= 3 && std::string_view(buffer_.data(), 3) == "\xEF\xBB\xBF") at_ = 3;
  }
  bool done() const { return at_ == size_; }
  char now() const { return buffer_[at_]; }
  void Advance() {
    if (++at_ == size_) Fill();
  }
  // Lines up to the running byte, 1-based.
  std::uint64_t line() const {
    std::uint64_t line = lines_;
    for (std::size_t i = 0; i < at_; i++) line += buffer_[i] == '\n' ? 1 : 0;
    return line;
  }

 private:
  void Fill() {
    for (std::size_t i = 0; i < size_; i++) lines_ += buffer_[i] == '\n' ? 1 : 0;
    at_ = 0;
    size_ = in_.read_at(offset_, buffer_.data(), buffer_.size());
    offset_ += size_;
    progress_(offset_);
    LimitTokens();
  }

  // The parser gathers a token before it says it, so what is too long is found before.
  void LimitTokens() {
    for (std::size_t i = 0; i < size_; i++) {
      const char c = buffer_[i];
      if (quoted_) {
        if (escaped_) {
          escaped_ = false;
        } else if (c == '\\') {
          escaped_ = true;
        } else if (c == '"') {
          quoted_ = false;
          token_ = 0;
        }
      } else if (c == '"') {
        quoted_ = true;
        token_ = 0;
      } else if (c == ',' || c == ':' || c == ' ' || c == '\n' || c == '[' || c == ']' ||
                 c == '{' || c == '}') {
        token_ = 0;
      }
      if (++token_ > kLongestJsonToken) {
        throw rpt::LimitReached(0, "a text or number of the JSON is longer than 1 MiB");
      }
    }
  }

  const rpt::InputFile& in_;
  const std::function<void(std::uint64_t)>& progress_;
  std::vector<char> buffer_;
  std::size_t at_ = 0, size_ = 0, token_ = 0;
  std::uint64_t offset_ = 0, lines_ = 1;
  bool quoted_ = false, escaped_ = false;
};

// What nlohmann's parser reads from.
class ByteIterator {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = char;

  ByteIterator() = default;
  explicit ByteIterator(Bytes* bytes) : bytes_(bytes) {}
  char operator*() const { return bytes_->now(); }
  ByteIterator& operator++() {
    bytes_->Advance();
    return *this;
  }
  bool operator==(const ByteIterator& other) const { return AtEnd() == other.AtEnd(); }
  bool operator!=(const ByteIterator& other) const { return !(*this == other); }

 private:
  bool AtEnd() const { return bytes_ == nullptr || bytes_->done(); }
  Bytes* bytes_ = nullptr;
};

constexpr int kTooLarge = 406;  // nlohmann's number of the error

class Sax final : public nlohmann::json_sax<nlohmann::json> {
 public:
  Sax(JsonEvents& events, const Bytes& bytes) : events_(events), bytes_(bytes) {}

  bool null() override { return Say({JsonValue::Kind::kNull, 0, "null"}); }
  bool boolean(bool value) override {
    return value ? Say({JsonValue::Kind::kTrue, 0, "true"})
                 : Say({JsonValue::Kind::kFalse, 0, "false"});
  }
  bool number_integer(number_integer_t value) override { return Integer(value); }
  bool number_unsigned(number_unsigned_t value) override {
    if (value <= static_cast<number_unsigned_t>(INT64_MAX))
      return Integer(static_cast<std::int64_t>(value));
    char digits[24];
    const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
    return Say({JsonValue::Kind::kFloat, 0, {digits, static_cast<std::size_t>(end - digits)}});
  }
  bool number_float(number_float_t, const string_t& text) override {
    return Say({JsonValue::Kind::kFloat, 0, text});
  }
  bool string(string_t& text) override { return Say({JsonValue::Kind::kText, 0, text}); }
  bool binary(binary_t&) override { return false; }
  bool key(string_t& key) override {
    events_.Key(key);
    return true;
  }
  bool start_object(std::size_t) override { return Open(false); }
  bool start_array(std::size_t) override { return Open(true); }
  bool end_object() override { return Close(); }
  bool end_array() override { return Close(); }
  bool parse_error(std::size_t, const std::string&,
                   const nlohmann::detail::exception& error) override {
    const std::string where = "line " + std::to_string(bytes_.line()) + ": ";
    if (error.id == kTooLarge)
      throw rpt::BadInput(0, {}, where + "a number is too large to be read");
    if (bytes_.done() && depth_ > 0) {
      throw rpt::BadInput(0, {}, where + "the JSON ends in the middle; is the file whole?");
    }
    throw rpt::BadInput(0, {}, where + "the text is no well-formed JSON");
  }

 private:
  bool Say(const JsonValue& value) {
    events_.Value(value);
    return true;
  }
  bool Integer(std::int64_t value) {
    char digits[24];
    const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
    return Say(
        {JsonValue::Kind::kInteger, value, {digits, static_cast<std::size_t>(end - digits)}});
  }
  bool Open(bool array) {
    if (++depth_ > kDeepestJson) throw rpt::LimitReached(0, "the JSON is nested more than 64 deep");
    events_.Begin(array);
    return true;
  }
  bool Close() {
    depth_--;
    events_.End();
    return true;
  }

  JsonEvents& events_;
  const Bytes& bytes_;
  std::size_t depth_ = 0;
};

}  // namespace

void ReadJson(const rpt::InputFile& in, JsonEvents& events,
              const std::function<void(std::uint64_t)>& progress) {
  Bytes bytes(in, progress);
  Sax sax(events, bytes);
  nlohmann::json::sax_parse(ByteIterator(&bytes), ByteIterator(), &sax);
}

}  // namespace sdmx_import
