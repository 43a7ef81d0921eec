#include "plugins/json_import/reader.h"

#include <algorithm>
#include <iterator>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace json_import {
namespace {

constexpr std::size_t kChunk = std::size_t{256} << 10;
constexpr std::string_view kBom = "\xEF\xBB\xBF";

bool IsBlank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

}  // namespace

// The bytes, a chunk at a time, and where they stand.
class Reader::Source {
 public:
  Source(const rpt::InputFile& in, std::uint64_t most) : in_(in), size_(std::min(most, in.size())) {
    if (in.head(kBom.size()) == kBom) offset_ = kBom.size();
  }

  void Tell(const rpt::Job& job, int pass, int passes) {
    job_ = &job;
    pass_ = static_cast<std::uint64_t>(pass);
    passes_ = static_cast<std::uint64_t>(passes);
  }

  bool Has() { return next_ != end_ || Fill(); }
  char Peek() const { return *next_; }
  void Advance() { ++next_; }

  std::uint64_t offset() const { return offset_ - static_cast<std::uint64_t>(end_ - next_); }
  bool ended() const { return ended_; }  // it was asked for more than there is
  char last() const { return next_ == begin() ? ' ' : next_[-1]; }
  // Something was found since: the limit of a text counts from here.
  void Mark() { marked_ = offset(); }

  std::uint64_t line() {
    lines_ += Count(counted_, next_);
    counted_ = next_;
    return lines_ + 1;
  }
  // "line 3, column 17" of the byte that was read last.
  std::string Where() const {
    const char* last = next_ == begin() ? next_ : next_ - 1;
    const char* line = last;
    while (line != begin() && line[-1] != '\n') --line;
    const std::uint64_t column =
        static_cast<std::uint64_t>(last - line) + 1 + (line == begin() ? open_line_ : 0);
    const std::uint64_t lines =
        last < counted_ ? lines_ - Count(last, counted_) : lines_ + Count(counted_, last);
    return "line " + std::to_string(lines + 1) + ", column " + std::to_string(column);
  }

 private:
  const char* begin() const { return buffer_.data(); }
  static std::uint64_t Count(const char* from, const char* to) {
    return static_cast<std::uint64_t>(std::count(from, to, '\n'));
  }

  bool Fill() {
    if (offset_ - marked_ > kLongestText + 2 * kChunk) {
      throw rpt::LimitReached(0, Where() + ": a text, or a run of blanks, is longer than 1 MiB");
    }
    if (next_ != nullptr) {
      lines_ += Count(counted_, end_);
      const char* line = end_;
      while (line != begin() && line[-1] != '\n') --line;
      open_line_ = static_cast<std::uint64_t>(end_ - line) + (line == begin() ? open_line_ : 0);
    }
    if (job_ != nullptr) {
      job_->throw_if_cancelled();
      job_->progress(pass_ * size_ + offset_, passes_ * size_);
    }
    buffer_.resize(kChunk);
    const std::uint64_t left = size_ - std::min(size_, offset_);
    const std::size_t n = in_.read_at(offset_, buffer_.data(),
                                      left < kChunk ? static_cast<std::size_t>(left) : kChunk);
    offset_ += n;
    next_ = counted_ = buffer_.data();
    end_ = next_ + n;
    ended_ = n == 0;
    return n > 0;
  }

  const rpt::InputFile& in_;
  const std::uint64_t size_;
  const rpt::Job* job_ = nullptr;
  std::uint64_t pass_ = 0, passes_ = 1;
  std::vector<char> buffer_;
  const char *next_ = nullptr, *end_ = nullptr, *counted_ = nullptr;
  std::uint64_t offset_ = 0;  // of end_
  std::uint64_t marked_ = 0;
  bool ended_ = false;
  std::uint64_t lines_ = 0;      // line ends before counted_
  std::uint64_t open_line_ = 0;  // bytes before the buffer of the line that goes on into it
};

// The events of the library, checked, as ours.
class Reader::Sax {
 public:
  using Json = nlohmann::json;

  Sax(Source& source, Events& events) : source_(source), events_(events) {}

  bool null() { return Scalar(Kind::kNull, {}); }
  bool boolean(bool value) { return Scalar(Kind::kFlag, value ? "true" : "false"); }
  bool number_integer(Json::number_integer_t value) {
    // The library reads what has no minus as unsigned: a 0 that comes here was written "-0".
    return Scalar(Kind::kNumber, value == 0 ? "-0" : std::to_string(value));
  }
  bool number_unsigned(Json::number_unsigned_t value) {
    return Scalar(Kind::kNumber, std::to_string(value));
  }
  bool number_float(Json::number_float_t, const std::string& text) {
    return Scalar(Kind::kNumber, text);
  }
  bool string(std::string& text) {
    CheckText(text);
    return Scalar(Kind::kText, text);
  }
  bool key(std::string& name) {
    CheckText(name);
    source_.Mark();
    return Go(events_.Key(name));
  }
  bool start_object(std::size_t) { return Open() && Go(events_.StartObject()); }
  bool end_object() { return Close() && Go(events_.EndObject()); }
  bool start_array(std::size_t) { return Open() && Go(events_.StartArray()); }
  bool end_array() { return Close() && Go(events_.EndArray()); }
  bool binary(Json::binary_t&) {
    throw rpt::Internal("the JSON library found binary data in text");
  }

  // What the library says repeats the text it stumbled over, so only its reason is told.
  bool parse_error(std::size_t, const std::string&, const Json::exception& error) {
    const std::string said = error.what();
    const std::string where = source_.Where() + ": ";
    if (error.id == 406) {
      throw rpt::BadInput(0, {}, where + "a number is larger than any that a computer keeps");
    }
    if (source_.ended()) {
      throw rpt::BadInput(
          0, {}, where + "the file ends in the middle of a value; it was cut off, get it again");
    }
    if (source_.last() == '\0') {
      throw rpt::BadInput(0, {}, where + "found a NUL byte, expected JSON");
    }
    // "[…] syntax error while parsing value - invalid literal; last read: '…'"
    throw rpt::BadInput(0, {}, where + Reason(said.substr(0, said.find("; last read: "))));
  }

  bool stopped() const { return stopped_; }

 private:
  bool Scalar(Kind kind, std::string_view text) {
    source_.Mark();
    return Go(events_.Scalar(kind, text));
  }
  bool Open() {
    source_.Mark();
    if (++levels_ > kMostLevels) {
      throw rpt::LimitReached(0, source_.Where() + ": the values are nested deeper than 64 levels");
    }
    return true;
  }
  bool Close() {
    source_.Mark();
    --levels_;
    return true;
  }
  bool Go(bool go_on) {
    stopped_ = !go_on;
    return go_on;
  }
  void CheckText(const std::string& text) const {
    if (text.size() > kLongestText) {
      throw rpt::LimitReached(0, source_.Where() + ": a text is longer than 1 MiB");
    }
    if (text.find('\0') != text.npos) {
      throw rpt::BadInput(0, {}, source_.Where() + ": a text holds the character NUL (\\u0000)");
    }
  }

  static std::string Reason(const std::string& said) {
    const auto says = [&said](const char* words) { return said.find(words) != said.npos; };
    if (says("UTF-8")) return "the text is not valid UTF-8, which JSON has to be in";
    if (says("must be escaped")) {
      return "a line end or control character stands in a text; is a quote mark missing?";
    }
    if (says("backslash") || says("surrogate") || says("'\\u'")) {
      return "a text has a backslash without a meaning";
    }
    if (says("invalid literal")) {
      return "found a sign or word that is no value of JSON (NaN and Infinity are none)";
    }
    if (says("invalid number")) return "a number is not finished";
    const std::size_t from = said.find("unexpected ");
    if (from == said.npos) return "this is no JSON";
    return "found an " + said.substr(from, said.find("; expected", from) - from) +
           ", which JSON has no place for there";
  }

  Source& source_;
  Events& events_;
  std::size_t levels_ = 0;
  bool stopped_ = false;
};

namespace {

// What the library reads from.
template <typename Source>
class Bytes {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = char;

  Bytes() = default;
  explicit Bytes(Source& source) : source_(&source) {}
  char operator*() const { return source_->Peek(); }
  Bytes& operator++() {
    source_->Advance();
    return *this;
  }
  Bytes operator++(int) {
    source_->Advance();
    return *this;
  }
  // Only ever compared with the end.
  bool operator!=(const Bytes&) const { return source_->Has(); }
  bool operator==(const Bytes&) const { return !source_->Has(); }

 private:
  Source* source_ = nullptr;
};

}  // namespace

Reader::Reader(const rpt::InputFile& in, const rpt::Job& job, int pass, int passes)
    : source_(std::make_unique<Source>(in, in.size())) {
  source_->Tell(job, pass, passes);
}

Reader::Reader(const rpt::InputFile& in, std::uint64_t most)
    : source_(std::make_unique<Source>(in, most)) {}

Reader::~Reader() = default;

bool Reader::Next(Events& events) {
  const bool first = source_->offset() <= kBom.size();
  bool line_end = first;
  source_->Mark();
  while (source_->Has() && IsBlank(source_->Peek())) {
    line_end = line_end || source_->Peek() == '\n' || source_->Peek() == '\r';
    source_->Advance();
  }
  if (!source_->Has()) return false;
  source_->Mark();
  if (!line_end) {
    source_->Advance();
    throw rpt::BadInput(0, {}, source_->Where() + ": found text behind the end of the JSON value");
  }
  Sax sax(*source_, events);
  Sax::Json::sax_parse(Bytes<Source>(*source_), Bytes<Source>(), &sax,
                       nlohmann::detail::input_format_t::json, /*strict=*/false);
  return !sax.stopped();
}

std::uint64_t Reader::line() { return source_->line(); }
std::uint64_t Reader::offset() const { return source_->offset(); }
bool Reader::ended() const { return source_->ended(); }

void CheckBeginning(const rpt::InputFile& in) {
  std::string head = in.head(4096);
  const auto begins = [&head](std::string_view sign) {
    return head.compare(0, sign.size(), sign) == 0;
  };
  if (begins("\x1F\x8B") || begins("PK\x03\x04")) {
    throw rpt::Unsupported("the file is packed; unpack it and import the .json");
  }
  const bool utf16 = begins("\xFF\xFE") || begins("\xFE\xFF") ||
                     (head.size() >= 2 && (head[0] == '\0' || head[1] == '\0'));
  if (utf16) {
    throw rpt::BadInput(0, {}, "the file is in UTF-16, expected UTF-8, which JSON has to be in");
  }
  if (begins(kBom)) head.erase(0, kBom.size());
  const auto first = std::find_if_not(head.begin(), head.end(), IsBlank);
  if (first == head.end() && in.size() <= 4096) {
    throw rpt::BadInput(0, {}, "the file is empty, expected JSON");
  }
  if (first == head.end() || (*first != '{' && *first != '[')) {
    throw rpt::BadInput(0, {},
                        "the file begins with neither { nor [, expected JSON; is it in another "
                        "format?");
  }
}

}  // namespace json_import
