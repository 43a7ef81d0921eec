// The rows of a table that a person looks at: the first, the last, and those that look worst, with
// what each column holds.  Bounded memory: cells are cut, and a column remembers so many different
// values and no more.
//
// A RowPreview belongs to one import and one thread until Finish(); then it is a value.
#ifndef RAPPORTEUR_IMPORT_ROW_PREVIEW_H_
#define RAPPORTEUR_IMPORT_ROW_PREVIEW_H_

#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/import/resolver.h"
#include "core/import/row_mapper.h"
#include "core/worker/table.h"

namespace rapporteur {

// What stands in one column.
struct ColumnProfile {
  std::string name;
  std::string type;  // integer, number, period, text, mixed, empty
  std::uint64_t filled = 0, blank = 0;
  std::uint64_t numbers = 0, integers = 0, periods = 0;  // of the filled ones
  std::size_t longest = 0;                               // bytes
  std::vector<std::string> samples;                      // three different values
  // How often each value stands there, up to kValues of them; `more` where there are others.
  TextMap<std::uint64_t> values;
  bool more_values = false;
  static constexpr std::size_t kValues = 500;
};

struct PreviewRow {
  std::string sheet;
  std::uint64_t row = 0;
  std::vector<std::string> cells;   // by column, cut
  std::vector<std::string> issues;  // what importer and mapping say of it
  std::string outcome;              // mapped, skipped, refused; "" where it was not mapped
  struct Cell {                     // an observation that comes of it
    SeriesKey key;
    std::string period, source, definition;
    Value value;
  };
  std::vector<Cell> observations;
};

class RowPreview {
 public:
  static constexpr std::size_t kFirst = 50, kLast = 10, kWorst = 20;
  static constexpr std::size_t kColumns = 100;  // whose cells are shown
  static constexpr std::size_t kCell = 120;     // bytes of a cell that are shown

  void Begin(const std::vector<Field>& fields);
  // `result` is null where the row is not mapped.
  void Add(const Table& table, std::size_t row, const Place& place, const RowResult* result);
  // What the importer said about a row; the row may come later or not at all.
  void AddIssue(const Place& place, const std::string& message);
  // Names the types and chooses the worst rows.
  void Finish();
  // Forgets every cell, for a table that must not be shown.
  void Withhold();

  const std::vector<ColumnProfile>& columns() const { return columns_; }
  std::uint64_t rows() const { return rows_; }
  const std::vector<PreviewRow>& first() const { return first_; }
  const std::deque<PreviewRow>& last() const { return last_; }
  const std::vector<PreviewRow>& worst() const { return worst_; }
  bool withheld() const { return withheld_; }

 private:
  static constexpr std::size_t kCandidates = 100;
  struct Candidate {
    double score = 0;
    PreviewRow row;
  };
  std::string_view CellOf(const Table& table, std::size_t column, std::size_t row);
  void Look(ColumnProfile& column, std::string_view cell);
  double ScoreOf(const PreviewRow& row) const;
  double ScoreOfCell(const ColumnProfile& column, std::string_view cell) const;

  std::vector<std::size_t> fields_;  // position in the table, by column
  std::vector<ColumnProfile> columns_;
  std::vector<double> lengths_;      // sum of the lengths of filled cells, by column
  std::uint64_t rows_ = 0;
  std::vector<PreviewRow> first_, worst_;
  std::deque<PreviewRow> last_;
  std::vector<Candidate> candidates_;
  double lowest_ = 0;                // score of the best candidate kept, when they are full
  std::map<std::pair<std::string, std::uint64_t>, std::vector<std::string>> issues_;
  std::string number_;
  bool withheld_ = false;
};

}  // namespace rapporteur

#endif  // RAPPORTEUR_IMPORT_ROW_PREVIEW_H_
