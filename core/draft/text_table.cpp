#include "core/draft/text_table.h"

#include <algorithm>
#include <map>
#include <rapporteur/csv.hpp>

#include "core/base/encoding.h"
#include "core/base/fd.h"
#include "core/base/hash.h"
#include "core/base/json.h"
#include "core/base/text.h"
#include "core/draft/document_faults.h"
#include "core/draft/text_rows.h"

namespace rapporteur {
namespace {

constexpr char kSeparator = ';';
const std::vector<std::string> kHead = {"part", "code", "version", "field"};

std::vector<std::string> NameOf(const TextRow& row) {
  return {row.part, row.code, row.version, row.field};
}

// Those that have a column.
std::vector<std::string> WrittenLanguages(const Catalogue& catalogue) {
  const std::vector<std::string>& all = catalogue.languages();
  std::vector<std::string> written;
  for (const std::string& language : all) {
    if (!IsDerived(language, all)) written.push_back(language);
  }
  if (std::find(all.begin(), all.end(), "en") == all.end()) written.push_back("en");
  return written;
}

std::string Shown(const TextRow& row, const std::string& language) {
  auto it = row.text.texts().find(language);
  return it == row.text.texts().end() ? "" : it->second;
}

std::string CsvCell(const std::string& text) {
  const bool plain = text.find_first_of(std::string("\"\r\n,\t") + kSeparator) == std::string::npos;
  if (plain && Trim(text).size() == text.size()) return text;
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? "\"\"" : std::string(1, c);
  return quoted + "\"";
}

std::string CsvLine(const std::vector<std::string>& cells) {
  std::string line;
  for (const std::string& cell : cells) {
    line += (&cell == &cells.front() ? "" : std::string(1, kSeparator)) + CsvCell(cell);
  }
  return line + "\r\n";
}

// A spreadsheet program may end the lines of a cell in another way than the document.
std::string WithPlainLines(const std::string& text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\r') plain += text[i];
    if (text[i] == '\r' && (i + 1 == text.size() || text[i + 1] != '\n')) plain += '\n';
  }
  return plain;
}

using Table = std::vector<std::vector<std::string>>;

char SeparatorOf(std::string_view line) {
  for (const char c : {';', '\t', ','}) {
    if (line.substr(0, line.find('\n')).find(c) != std::string_view::npos) return c;
  }
  return kSeparator;
}

Result<Table> ReadCells(const std::string& bytes, const std::string& file) {
  Result<Fd> given = MemoryFile("table", bytes);
  Result<Fd> utf8 = MemoryFile("table", "");
  if (!given.ok()) return given.status();
  if (!utf8.ok()) return utf8.status();
  Result<FoundEncoding> encoding = FindEncoding(given->get(), {}, file);
  if (!encoding.ok()) return encoding.status();
  if (Status s = TranscodeToUtf8(given->get(), *encoding, utf8->get(), file); !s.ok()) return s;
  Table table;
  try {
    rpt::CsvReader head(utf8->get(), {kSeparator});
    const char separator = head.next_line() && head.size() > 0 ? SeparatorOf(head[0]) : kSeparator;
    rpt::CsvReader csv(utf8->get(), {separator});
    while (csv.next()) {
      std::vector<std::string>& row = table.emplace_back();
      for (std::size_t i = 0; !csv.blank() && i < csv.size(); ++i) row.emplace_back(csv[i]);
    }
  } catch (const rpt::Error& error) {
    std::string place = file;
    if (error.row > 0) place += ", row " + std::to_string(error.row);
    if (error.column > 0) place += ", column " + std::to_string(error.column);
    return Status::Refused("bad-table", place + ": " + error.what() + ".");
  }
  return table;
}

struct Opened {
  std::shared_ptr<const Catalogue> catalogue;
  std::vector<TextRow> rows;
};

Result<Opened> Open(const Draft& draft, const Json& base) {
  const DocumentFaults faults = FaultsOf(*draft.document, &base, draft.file);
  if (faults.catalogue == nullptr) return AsStatus(faults.shape);
  return Opened{faults.catalogue, TextRowsOf(*draft.document, *faults.catalogue)};
}

// Compares the table with what the document would write, and changes the document.
class Reader {
 public:
  Reader(const Draft& draft, const Opened& opened, const std::string& file)
      : draft_(draft), file_(file), languages_(WrittenLanguages(*opened.catalogue)) {
    for (const TextRow& row : opened.rows) rows_[NameOf(row)] = &row;
    out_.text = draft.text;
  }

  Result<ReadTable> Run(const Table& table) {
    if (table.empty()) return At(0, "", "bad-table", "the table is empty.");
    if (Status s = ReadHead(table[0]); !s.ok()) return s;
    for (std::size_t i = 1; i < table.size(); ++i) {
      const auto filled = [](const std::string& cell) { return !Trim(cell).empty(); };
      if (std::none_of(table[i].begin(), table[i].end(), filled)) continue;
      if (Status s = ReadRow(table[i], i + 1); !s.ok()) return s;
    }
    return std::move(out_);
  }

 private:
  Status At(std::size_t row, const std::string& column, const char* code, const std::string& said) {
    std::string place = file_;
    if (row > 0) place += ", row " + std::to_string(row);
    if (!column.empty()) place += ", column " + column;
    return Status::Refused(code, place + ": " + said);
  }

  Status ReadHead(const std::vector<std::string>& head) {
    for (const std::string& cell : head) columns_.emplace_back(Trim(cell));
    for (std::size_t i = 0; i < kHead.size(); ++i) {
      if (i < columns_.size() && columns_[i] == kHead[i]) continue;
      return At(1, std::to_string(i + 1), "bad-table",
                "found " + Quote(i < columns_.size() ? columns_[i] : "") + ", expected " +
                    Quote(kHead[i]) + ".")
          .WithHint("Write the table anew with 'rapporteur plugin table'.");
    }
    for (std::size_t i = kHead.size(); i < columns_.size(); ++i) {
      const bool known = std::find(languages_.begin(), languages_.end(), columns_[i]) != languages_.end();
      const bool twice = std::find(columns_.begin(), columns_.begin() + static_cast<long>(i),
                                   columns_[i]) != columns_.begin() + static_cast<long>(i);
      if (columns_[i].empty() || (known && !twice)) continue;
      return At(1, std::to_string(i + 1), "unknown-column",
                "found " + Quote(columns_[i]) + (twice ? " a second time" : "") +
                    ", expected one of " + List(languages_, 20) + ".")
          .WithHint("A new language stands first in \"languages\" of the document.");
    }
    return {};
  }

  Status ReadRow(const std::vector<std::string>& cells, std::size_t number) {
    std::vector<std::string> name;
    for (std::size_t i = 0; i < kHead.size(); ++i) {
      name.emplace_back(i < cells.size() ? Trim(cells[i]) : "");
    }
    auto found = rows_.find(name);
    if (found == rows_.end()) {
      return At(number, "", "unknown-row",
                "the document has no text " + Quote(Join(name, " ")) + ".")
          .WithHint("A row says part, code, version and field as 'rapporteur plugin table' writes "
                    "them; a new indicator or institution is added in the document.");
    }
    if (!seen_.emplace(name, number).second) {
      return At(number, "", "bad-table",
                "this text stands already in row " + std::to_string(seen_[name]) + ".");
    }
    for (std::size_t i = kHead.size(); i < cells.size(); ++i) {
      const std::string column = i < columns_.size() ? columns_[i] : "";
      if (column.empty()) {
        if (Trim(cells[i]).empty()) continue;
        return At(number, std::to_string(i + 1), "unknown-column", "this column has no language.");
      }
      if (Status s = ReadCell(*found->second, column, cells[i], number); !s.ok()) return s;
    }
    return {};
  }

  Status ReadCell(const TextRow& row, const std::string& language, const std::string& cell,
                  std::size_t number) {
    const std::string before = Shown(row, language), now = WithPlainLines(cell);
    if (now == WithPlainLines(before)) return {};
    if (Trim(now).empty()) {
      if (before.empty()) return {};
      return At(number, language, "emptied-cell", "this cell is empty, the document has a text here.")
          .WithHint("A text is taken away in the document itself.");
    }
    JsonPath path = row.path;
    path.emplace_back(language);
    if (Status s = Set(path, now); !s.ok()) return s;
    ++(before.empty() ? out_.added : out_.changed);
    const std::string english = Shown(row, "en");
    if (row.record.empty() || language == "en" || english.empty()) return {};
    return Set({"translated", row.record + "/" + language}, Sha256(english));
  }

  Status Set(const JsonPath& path, const std::string& value) {
    Result<std::string> text = WithMember(out_.text, path, Json(value), draft_.file);
    if (text.ok()) out_.text = *std::move(text);
    return text.ok() ? Status() : text.status();
  }

  const Draft& draft_;
  const std::string& file_;
  const std::vector<std::string> languages_;
  std::map<std::vector<std::string>, const TextRow*> rows_;
  std::map<std::vector<std::string>, std::size_t> seen_;
  std::vector<std::string> columns_;
  ReadTable out_;
};

}  // namespace

Result<std::string> TextTable(const Draft& draft, const Json& base) {
  Result<Opened> opened = Open(draft, base);
  if (!opened.ok()) return opened.status();
  const std::vector<std::string> languages = WrittenLanguages(*opened->catalogue);
  std::vector<std::string> cells = kHead;
  cells.insert(cells.end(), languages.begin(), languages.end());
  std::string table = "\xEF\xBB\xBF" + CsvLine(cells);
  for (const TextRow& row : opened->rows) {
    cells = NameOf(row);
    for (const std::string& language : languages) cells.push_back(Shown(row, language));
    table += CsvLine(cells);
  }
  return table;
}

Result<ReadTable> ReadTextTable(const Draft& draft, const Json& base, const std::string& table,
                                const std::string& file) {
  Result<Opened> opened = Open(draft, base);
  if (!opened.ok()) return opened.status();
  Result<Table> cells = ReadCells(table, file);
  if (!cells.ok()) return cells.status();
  Result<ReadTable> read = Reader(draft, *opened, file).Run(*cells);
  if (!read.ok()) return read;
  // Never leave a document behind that can't be read any more.
  Result<Json> proof = ParseJson(read->text, draft.file);
  if (!proof.ok()) return proof.status();
  if (Status s = AsStatus(CheckDocument(*proof, draft.file)); !s.ok()) return s;
  return read;
}

}  // namespace rapporteur
