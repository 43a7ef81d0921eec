// Reads delimited text (CSV, RFC 4180) record by record and knows where each one stands.
//
// A record ends with LF, CR LF or CR; the last may lack it.  A cell that begins with a quote mark
// ends with one, may hold separators and line ends, and doubles the marks within.  What is not so
// is refused instead of guessed at: a mark within a cell that does not begin with one, text behind
// the closing mark, a mark that is never closed, a NUL byte.
//
// Rows are counted as a spreadsheet counts them: every record is one, blank and comment lines
// included, however many lines it runs over.  Memory is bounded by the longest record.
//
// Belongs to one thread.  Messages name places, never what a cell holds.
//
// Example:
//   rpt::CsvReader csv(file.fd(), {';'});
//   while (csv.next()) {
//     if (!csv.blank()) use(csv.row(), csv[0], csv[1]);
//   }
#ifndef RAPPORTEUR_CSV_HPP_
#define RAPPORTEUR_CSV_HPP_

#include <rapporteur/plugin.h>
#include <rapporteur/files.hpp>
#include <rapporteur/guard.hpp>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

namespace rpt {

struct CsvFormat {
  char separator = ',';
  char quote = '"';     // '\0': quote marks are like any other character
  char comment = '\0';  // a line that begins with it is a comment
};

class CsvReader {
 public:
  static constexpr std::size_t kLongestCell = std::size_t{1} << 20;
  static constexpr std::size_t kLongestRecord = std::size_t{16} << 20;
  static constexpr std::size_t kMostColumns = 16384;

  // Where a record begins; row and line are those of the record before it.
  struct Position {
    std::uint64_t offset = 0, row = 0, line = 0;
  };

  // Reads `fd` by position from its beginning, behind a byte order mark, `chunk` bytes at a time.
  // Tells `host`, where there is one, how far it has read.
  explicit CsvReader(int fd, CsvFormat format = {}, const rpt_host* host = nullptr,
                     std::size_t chunk = std::size_t{1} << 18)
      : file_(fd), format_(format), host_(host), chunk_(chunk) {
    if (file_.head(3) == "\xEF\xBB\xBF") offset_ = 3;
    for (char c : {format.separator, '\n', '\r', '\0'}) stop_[index(c)] = true;
    if (format.quote != '\0') stop_[index(format.quote)] = true;
  }

  // Moves to the next record; false at the end of the text.
  bool next() {
    if (!start()) return false;
    if (format_.comment != '\0' && at(0) == format_.comment) {
      comment_ = true;
      take_line();
      return true;
    }
    std::size_t i = 0;
    while (true) {
      i = has(i) && at(i) == format_.quote && format_.quote != '\0' ? quoted_cell(i)
                                                                    : plain_cell(i);
      if (!has(i) || at(i) != format_.separator) break;
      ++i;
    }
    end_record(i);
    return true;
  }

  // Moves to the next line and takes it as it is, quote marks and all, as a record of one cell: for
  // what stands above a table.
  bool next_line() {
    if (!start()) return false;
    take_line();
    return true;
  }

  // The running record.  Cells are valid until the next call of next(), next_line() or seek().
  std::size_t size() const { return count_; }
  std::string_view operator[](std::size_t i) const {
    return {buffer_.data() + begin_ + cells_[i].begin, cells_[i].size};
  }
  // Was the cell in quote marks?  ("" says "empty text" where nothing says "nothing".)
  bool quoted(std::size_t i) const { return cells_[i].quoted; }
  // A line without a character.  (In a table of one column it is a row with an empty cell.)
  bool blank() const { return count_ == 1 && cells_[0].size == 0 && !cells_[0].quoted; }
  // A comment: one cell, the whole line.
  bool comment() const { return comment_; }

  std::uint64_t row() const { return row_; }    // 1-based
  std::uint64_t line() const { return line_; }  // of the record's first byte, 1-based

  std::uint64_t file_size() const { return file_.size(); }

  // Makes the text end at this offset of the file: what stands behind is not read.
  // REQUIRES: nothing behind it has been read; say it before the first record.
  void stop_at(std::uint64_t offset) { end_of_text_ = offset; }

  // Of the record that next() will read.
  Position position() const { return {offset_ - (end_ - next_), row_, lines_}; }
  void seek(const Position& to) {
    offset_ = to.offset;
    row_ = to.row;
    lines_ = to.line;
    begin_ = next_ = end_ = 0;
    count_ = 0;
  }

 private:
  struct Cell {
    std::uint32_t begin, size;  // from the record's first byte
    bool quoted;
  };

  static std::size_t index(char c) { return static_cast<unsigned char>(c); }

  // Offsets are counted from the record's first byte, for the buffer moves when it is filled.
  char at(std::size_t i) const { return buffer_[begin_ + i]; }
  bool has(std::size_t i) { return begin_ + i < end_ || (fill() && begin_ + i < end_); }

  bool start() {
    begin_ = next_;
    count_ = 0;
    comment_ = false;
    if (!has(0)) return false;
    ++row_;
    line_ = ++lines_;
    return true;
  }

  bool fill() {
    if (end_ - begin_ > kLongestRecord) {
      fail_limit("the record is longer than 16 MiB" + hint_of_open_quote());
    }
    if (begin_ > 0) {
      std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
      end_ -= begin_;
      next_ -= begin_;
      begin_ = 0;
    }
    if (buffer_.size() < end_ + chunk_) buffer_.resize(2 * end_ + chunk_);
    const std::uint64_t left = offset_ < end_of_text_ ? end_of_text_ - offset_ : 0;
    const std::size_t n = file_.read_at(offset_, buffer_.data() + end_,
                                        left < chunk_ ? static_cast<std::size_t>(left) : chunk_);
    end_ += n;
    offset_ += n;
    if (n > 0 && host_ != nullptr) host_->progress(host_->ctx, offset_, file_.size());
    return n > 0;
  }

  // Reads a cell that begins at `i` without a quote mark; returns where it ends.
  std::size_t plain_cell(std::size_t i) {
    const std::size_t first = i;
    while (true) {
      const char* p = buffer_.data() + begin_ + i;
      const char* const end = buffer_.data() + end_;
      while (p != end && !stop_[index(*p)]) ++p;
      i = static_cast<std::size_t>(p - buffer_.data()) - begin_;
      if (p != end || !fill()) break;
    }
    if (has(i)) {
      if (at(i) == '\0') fail("holds a NUL byte, expected text");
      if (at(i) == format_.quote && format_.quote != '\0' && at(i) != format_.separator) {
        fail(
            "has a quote mark inside, expected marks around the whole cell and the inner one "
            "doubled");
      }
    }
    add(first, i - first, false);
    return i;
  }

  // Reads a cell whose opening mark stands at `i`; returns the place behind the closing one.
  std::size_t quoted_cell(std::size_t i) {
    const std::size_t first = ++i;
    bool doubled = false;
    while (true) {
      const char* from = buffer_.data() + begin_ + i;
      const std::size_t size = end_ - begin_ - i;
      const void* mark = size > 0 ? std::memchr(from, format_.quote, size) : nullptr;
      i += mark == nullptr ? size : static_cast<std::size_t>(static_cast<const char*>(mark) - from);
      if (i - first > kLongestCell) too_long(true);
      if (mark == nullptr) {
        if (!fill()) fail("begins with a quote mark that is never closed");
        continue;
      }
      if (!has(i + 1) || at(i + 1) != format_.quote) break;
      doubled = true;
      i += 2;
    }
    const std::size_t size = i - first;
    inspect(first, size);
    add(first, doubled ? undouble(first, size) : size, true);
    ++i;
    if (has(i) && at(i) != format_.separator && at(i) != '\n' && at(i) != '\r') {
      --count_;
      fail("has text behind its closing quote mark, expected the separator or the end of the line");
    }
    return i;
  }

  // Counts the line ends in a quoted cell, and refuses NUL.
  void inspect(std::size_t first, std::size_t size) {
    const char* const begin = buffer_.data() + begin_ + first;
    const char* const end = begin + size;
    if (size > 0 && std::memchr(begin, '\0', size) != nullptr) {
      fail("holds a NUL byte, expected text");
    }
    for (const char* p = begin; p != end; ++p) {
      if (*p == '\n' || (*p == '\r' && (p + 1 == end || p[1] != '\n'))) ++lines_;
    }
  }

  // Turns each doubled mark into one; returns the new size.
  std::size_t undouble(std::size_t first, std::size_t size) {
    char* const begin = buffer_.data() + begin_ + first;
    char* to = begin;
    for (const char* from = begin; from != begin + size; ++from) {
      *to++ = *from;
      if (*from == format_.quote) ++from;
    }
    return static_cast<std::size_t>(to - begin);
  }

  void add(std::size_t begin, std::size_t size, bool quoted) {
    if (size > kLongestCell) too_long(quoted);
    if (count_ == kMostColumns) {
      fail_limit("the record has more than 16,384 cells; is the separator the right one?");
    }
    if (count_ == cells_.size()) cells_.resize(2 * count_ + 16);
    cells_[count_++] = {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(size),
                        quoted};
  }

  void take_line() {
    std::size_t i = 0;
    while (has(i) && at(i) != '\n' && at(i) != '\r') {
      if (at(i) == '\0') fail("holds a NUL byte, expected text");
      if (++i > kLongestCell) too_long(false);
    }
    add(0, i, false);
    end_record(i);
  }

  // `i` is the place behind the last cell: the end of the line or of the text.
  void end_record(std::size_t i) {
    if (has(i)) i += at(i) == '\r' && has(i + 1) && at(i + 1) == '\n' ? 2 : 1;
    next_ = begin_ + i;
  }

  std::string hint_of_open_quote() const { return "; is there a quote mark that is never closed?"; }

  // The sentence begins with the cell, which the place names.
  [[noreturn]] void fail(const std::string& what) {
    BadInput error(row_, {}, "the cell " + what + at_line());
    error.column = count_ + 1;
    throw error;
  }
  [[noreturn]] void fail_limit(const std::string& what) { throw LimitReached(row_, what); }
  [[noreturn]] void too_long(bool quoted) {
    LimitReached error(
        row_, "the cell is longer than 1 MiB" + (quoted ? hint_of_open_quote() : std::string()));
    error.column = count_ + 1;
    throw error;
  }
  std::string at_line() const {
    return line_ == row_ ? "" : " (the row begins in line " + std::to_string(line_) + ")";
  }

  InputFile file_;
  CsvFormat format_;
  const rpt_host* host_;
  std::size_t chunk_;
  bool stop_[256] = {};  // the bytes that end a cell without quote marks
  std::vector<char> buffer_;
  std::size_t begin_ = 0, end_ = 0;  // the running record's first byte, the end of what is read
  std::size_t next_ = 0;             // the next record's first byte
  std::uint64_t offset_ = 0;         // in the file, of end_
  std::uint64_t end_of_text_ = ~std::uint64_t{0};
  std::vector<Cell> cells_;
  std::size_t count_ = 0;
  bool comment_ = false;
  std::uint64_t row_ = 0, line_ = 0, lines_ = 0;
};

}  // namespace rpt

#endif  // RAPPORTEUR_CSV_HPP_
