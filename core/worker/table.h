// A Table is one batch of rows as it crosses between core and worker: columns of text, whole numbers
// and numbers, any cell of which may be missing.
//
// A Table never changes once it is made, and may be read from any thread.  It owns its bytes, which
// are laid out as the wire format says (core/doc/wire_format.md), so that sending one copies nothing.
//
// Example:
//   TableBuilder builder(fields);
//   builder.AddInt64(2); builder.AddText("North"); builder.AddMissing(); builder.EndRow();
//   Table table = builder.Take();
//   table.Text(1, 0);       // "North"
//   table.IsMissing(2, 0);  // true
#ifndef RAPPORTEUR_WORKER_TABLE_H_
#define RAPPORTEUR_WORKER_TABLE_H_

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/status.h"

namespace rapporteur {

enum class FieldType { kText = 1, kInt64 = 2, kFloat64 = 3 };

// One column.  Roles: "" data, "row", "sheet", "decimal-comma", "decimal-point"; rpt_field in
// plugin.h says what they mean.
struct Field {
  std::string name;
  std::string role;
  FieldType type = FieldType::kText;

  bool operator==(const Field&) const = default;
};

// Where the cells of one column lie in a batch.
struct ColumnView {
  FieldType type = FieldType::kText;
  const std::uint8_t* validity = nullptr;  // bit per row, lowest first, 1 = present; null: all are
  const char* values = nullptr;            // 8 bytes per row, or all texts
  const std::uint32_t* offsets = nullptr;  // texts only: rows + 1
};

class Table {
 public:
  Table() = default;
  Table(Table&&) noexcept = default;  // a vector that moves keeps its bytes where they are
  Table& operator=(Table&&) noexcept = default;

  // The batch in `payload`, which becomes the table's own.  The message says what is wrong with it:
  // "column 2, row 17: the text is not UTF-8".
  static Result<Table> FromPayload(std::vector<char> payload, std::uint32_t columns,
                                   std::uint64_t rows);

  std::size_t row_count() const { return rows_; }
  std::size_t column_count() const { return columns_.size(); }
  FieldType type(std::size_t column) const { return columns_[column].type; }

  // REQUIRES: column < column_count(), row < row_count(), and the column is of that type.
  bool IsMissing(std::size_t column, std::size_t row) const {
    const std::uint8_t* validity = columns_[column].validity;
    return validity != nullptr && (validity[row / 8] >> (row % 8) & 1) == 0;
  }
  std::string_view Text(std::size_t column, std::size_t row) const {
    const ColumnView& c = columns_[column];
    return {c.values + c.offsets[row], c.offsets[row + 1] - c.offsets[row]};
  }
  std::int64_t Int64(std::size_t column, std::size_t row) const {
    std::int64_t value;
    std::memcpy(&value, columns_[column].values + row * sizeof value, sizeof value);
    return value;
  }
  double Float64(std::size_t column, std::size_t row) const {
    double value;
    std::memcpy(&value, columns_[column].values + row * sizeof value, sizeof value);
    return value;
  }

  std::span<const ColumnView> columns() const { return columns_; }
  // The bytes as they cross.
  std::span<const char> payload() const { return payload_; }
  // Gives the bytes away, to be filled with the next batch.  The table is empty afterwards.
  std::vector<char> TakePayload();

 private:
  friend class TableBuilder;
  std::vector<char> payload_;
  std::vector<ColumnView> columns_;
  std::size_t rows_ = 0;
};

// Collects rows, cell by cell in the order of the fields.
class TableBuilder {
 public:
  explicit TableBuilder(const std::vector<Field>& fields);

  // REQUIRES: the next column is of that type.
  void AddText(std::string_view cell);
  void AddInt64(std::int64_t cell);
  void AddFloat64(double cell);
  void AddMissing();
  // REQUIRES: every column has its cell.
  void EndRow();

  std::size_t row_count() const { return rows_; }
  // True where it is time to Take(): 4,096 rows or 1 MiB.
  bool full() const { return rows_ >= 4096 || bytes_ >= (1u << 20); }

  // The rows so far; the builder is empty afterwards and may be used again.  What may not cross (a
  // text that is not UTF-8, a number that is not finite) is refused when the table is sent.
  Table Take();

 private:
  struct Column {
    FieldType type = FieldType::kText;
    bool any_missing = false;
    std::vector<std::uint8_t> validity;
    std::vector<char> values;
    std::vector<std::uint32_t> offsets;
  };
  Column& Next(FieldType type);
  void AddFixed(Column& column, const void* cell);
  void Mark(Column& column, bool present);

  std::vector<Column> columns_;
  std::size_t at_ = 0;
  std::size_t rows_ = 0;
  std::size_t bytes_ = 0;
};

}  // namespace rapporteur

#endif  // RAPPORTEUR_WORKER_TABLE_H_
