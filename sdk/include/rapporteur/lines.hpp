// Reads a text line by line, counts the lines, and refuses one without end.
//
// A line ends with LF or CR LF; the last may lack it.  A byte order mark is skipped.
#ifndef RAPPORTEUR_LINES_HPP_
#define RAPPORTEUR_LINES_HPP_

#include <rapporteur/files.hpp>
#include <rapporteur/plugin.h>

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

namespace rpt {

class Lines {
 public:
  static constexpr std::size_t kLongest = 1 << 20;

  // Tells `host`, where there is one, how far it has read.
  explicit Lines(int fd, const rpt_host* host = nullptr) : file_(fd), host_(host) {
    if (file_.head(3) == "\xEF\xBB\xBF") offset_ = 3;
  }

  // The next line without its end, valid until the next call; false at the end of the text.
  bool next(std::string_view& line) {
    while (true) {
      const char* start = buffer_.data() + begin_;
      const auto* end = static_cast<const char*>(
          seen_ < size() ? std::memchr(start + seen_, '\n', size() - seen_) : nullptr);
      if (end != nullptr) return take(line, static_cast<std::size_t>(end - start), 1);
      seen_ = size();
      if (seen_ > kLongest) {
        throw LimitReached(number_ + 1, "a line is longer than 1 MiB; is this a text file?");
      }
      if (!fill()) return size() > 0 && take(line, size(), 0);
    }
  }

  // The 1-based number of the line that next() gave last.
  std::uint64_t number() const { return number_; }
  const std::uint64_t* number_place() const { return &number_; }

 private:
  static constexpr std::size_t kChunk = 1 << 16;

  std::size_t size() const { return end_ - begin_; }

  bool take(std::string_view& line, std::size_t length, std::size_t ending) {
    if (length > kLongest) {
      throw LimitReached(number_ + 1, "a line is longer than 1 MiB; is this a text file?");
    }
    line = std::string_view(buffer_.data() + begin_, length);
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    begin_ += length + ending;
    seen_ = 0;
    ++number_;
    return true;
  }

  bool fill() {
    if (begin_ > 0) {
      std::memmove(buffer_.data(), buffer_.data() + begin_, size());
      end_ -= begin_;
      begin_ = 0;
    }
    buffer_.resize(end_ + kChunk);
    const std::size_t n = file_.read_at(offset_, buffer_.data() + end_, kChunk);
    end_ += n;
    offset_ += n;
    if (n > 0 && host_ != nullptr) host_->progress(host_->ctx, offset_, file_.size());
    return n > 0;
  }

  InputFile file_;
  const rpt_host* host_;
  std::uint64_t offset_ = 0;
  std::uint64_t number_ = 0;
  std::vector<char> buffer_;
  std::size_t begin_ = 0, end_ = 0;  // of what is read and not yet given
  std::size_t seen_ = 0;             // of it, known to hold no line end
};

}  // namespace rpt

#endif  // RAPPORTEUR_LINES_HPP_
