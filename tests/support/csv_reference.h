// Delimited text read the plain way, a character at a time over the whole text, for comparison with
// rpt::CsvReader, which is fast and reads in chunks.
#ifndef RAPPORTEUR_TESTS_SUPPORT_CSV_REFERENCE_H_
#define RAPPORTEUR_TESTS_SUPPORT_CSV_REFERENCE_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace rapporteur {

struct ReferenceRecord {
  std::uint64_t row, line;
  bool comment = false;
  std::vector<std::string> cells;
  std::vector<bool> quoted;
};

struct ReferenceText {
  std::vector<ReferenceRecord> records;
  bool refused = false;
  std::uint64_t row = 0, column = 0;  // where refused
};

class CsvReference {
 public:
  CsvReference(std::string_view text, char separator, char quote, char comment)
      : text_(text), separator_(separator), quote_(quote), comment_(comment) {
    if (text_.substr(0, 3) == "\xEF\xBB\xBF") text_.remove_prefix(3);
  }

  ReferenceText Read() {
    while (!out_.refused && at_ < text_.size()) Record();
    return out_;
  }

 private:
  bool End() const { return at_ >= text_.size() || text_[at_] == '\n' || text_[at_] == '\r'; }

  void Refuse(const ReferenceRecord& record) {
    out_.refused = true;
    out_.row = record.row;
    out_.column = record.cells.size() + 1;
  }

  void Record() {
    ReferenceRecord record{out_.records.size() + 1, line_++, false, {}, {}};
    if (comment_ != '\0' && text_[at_] == comment_) {
      record.comment = true;
      std::string cell;
      for (; !End(); at_++) cell += text_[at_];
      if (cell.find('\0') != cell.npos) return Refuse(record);
      record.cells.push_back(cell);
      record.quoted.push_back(false);
    } else {
      while (true) {
        std::string cell;
        const bool quoted = quote_ != '\0' && at_ < text_.size() && text_[at_] == quote_;
        if (!(quoted ? Quoted(&cell) : Plain(&cell))) return Refuse(record);
        record.cells.push_back(cell);
        record.quoted.push_back(quoted);
        if (End()) break;
        at_++;  // the separator
      }
    }
    if (at_ < text_.size()) at_ += text_.substr(at_, 2) == "\r\n" ? 2 : 1;
    out_.records.push_back(record);
  }

  bool Plain(std::string* cell) {
    for (; !End() && text_[at_] != separator_; at_++) {
      if (text_[at_] == '\0' || (quote_ != '\0' && text_[at_] == quote_)) return false;
      *cell += text_[at_];
    }
    return true;
  }

  bool Quoted(std::string* cell) {
    for (at_++;; at_++) {
      if (at_ >= text_.size()) return false;
      if (text_[at_] == quote_) {
        at_++;
        if (at_ >= text_.size() || text_[at_] != quote_) break;
      }
      *cell += text_[at_];
    }
    if (cell->find('\0') != cell->npos) return false;
    for (std::size_t i = 0; i < cell->size(); i++) {
      if ((*cell)[i] == '\n' || ((*cell)[i] == '\r' && cell->substr(i, 2) != "\r\n")) line_++;
    }
    return End() || text_[at_] == separator_;
  }

  std::string_view text_;
  const char separator_, quote_, comment_;
  std::size_t at_ = 0;
  std::uint64_t line_ = 1;
  ReferenceText out_;
};

}  // namespace rapporteur

#endif  // RAPPORTEUR_TESTS_SUPPORT_CSV_REFERENCE_H_
