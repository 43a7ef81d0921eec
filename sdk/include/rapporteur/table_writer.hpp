// Writes a table whose columns are known only when the file is open.  For columns known when the
// plugin is compiled see rows.hpp.
//
// Cells are given in the order of the columns; batches are sent when 4,096 rows or 1 MiB are
// together, and the rest when run() returns.
//
// Example:
//   out.begin({{"row", rpt::Type::int64, "row"}, {"region"}, {"value", rpt::Type::float64}});
//   out.integer(2).text("North").number(3.5).end_row();
//   out.integer(3).text("South").missing().end_row();
#ifndef RAPPORTEUR_TABLE_WRITER_HPP_
#define RAPPORTEUR_TABLE_WRITER_HPP_

#include <rapporteur/guard.hpp>
#include <rapporteur/import.h>

#include <cstdint>
#include <cstring>
#include <limits>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rpt {

enum class Type : std::uint32_t { text = RPT_TEXT, int64 = RPT_INT64, float64 = RPT_FLOAT64 };

// One column.  Roles: "" (data), "row", "sheet", "decimal-comma", "decimal-point"; see rpt_field.
struct Field {
  std::string name;
  Type type = Type::text;
  std::string role = {};
};

class TableWriter {
 public:
  explicit TableWriter(const rpt_import_job* job) : job_(job) {}
  TableWriter(const TableWriter&) = delete;
  TableWriter& operator=(const TableWriter&) = delete;

  // Says the columns.  Once, before the first cell.
  void begin(const std::vector<Field>& fields) {
    if (begun_) throw Internal("the columns were given twice");
    if (fields.empty()) throw Internal("a table needs at least one column");
    begun_ = true;
    std::vector<rpt_field> said(fields.size());
    columns_.resize(fields.size());
    for (std::size_t i = 0; i < fields.size(); ++i) {
      said[i] = {static_cast<std::uint32_t>(fields[i].type), 0, str(fields[i].name),
                 str(fields[i].role)};
      columns_[i].type = fields[i].type;
    }
    rpt_error error = detail::empty_error();
    detail::check(
        job_->begin(job_->sink, said.data(), static_cast<std::uint32_t>(said.size()), &error),
        error);
    clear();
  }
  bool begun() const { return begun_; }

  TableWriter& text(std::string_view cell) {
    Column& column = next(Type::text);
    if (column.bytes.size() + cell.size() > kMostBytes) {
      throw LimitReached(0, "a row holds more than 8 MiB of text");
    }
    column.bytes.append(cell.data(), cell.size());
    size_ += cell.size() + sizeof(std::uint32_t);
    return mark(column, true);
  }
  TableWriter& integer(std::int64_t cell) { return fixed(next(Type::int64), &cell, true); }
  TableWriter& number(double cell) { return fixed(next(Type::float64), &cell, true); }
  TableWriter& missing() {
    if (at_ >= columns_.size()) throw Internal("a row has more cells than columns");
    Column& column = columns_[at_++];
    if (column.type == Type::text) {
      size_ += sizeof(std::uint32_t);  // a wide table of nothing is large too
      return mark(column, false);
    }
    const std::int64_t zero = 0;
    return fixed(column, &zero, false);
  }

  void end_row() {
    if (at_ != columns_.size()) {
      throw Internal("a row has " + std::to_string(at_) + " cells, the table has " +
                     std::to_string(columns_.size()) + " columns");
    }
    at_ = 0;
    ++rows_;
    ++total_;
    if (rows_ == kRows || size_ >= kBytes) flush();
  }

  // Rows ended so far.
  std::uint64_t count() const { return total_; }

  // Sends what is there; needed only by the glue.
  void flush() {
    if (at_ != 0) throw Internal("the last row was not ended");
    if (rows_ == 0) return;
    if (job_->host->cancelled(job_->host->ctx) != 0) throw Cancelled();
    std::vector<rpt_column> lent(columns_.size());
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      const Column& column = columns_[i];
      lent[i] = {static_cast<std::uint32_t>(column.type), 0,
                 column.any_missing ? column.validity.data() : nullptr, column.bytes.data(),
                 column.type == Type::text ? column.offsets.data() : nullptr};
    }
    rpt_batch batch;
    std::memset(&batch, 0, sizeof batch);
    batch.struct_size = sizeof batch;
    batch.column_count = static_cast<std::uint32_t>(lent.size());
    batch.row_count = rows_;
    batch.columns = lent.data();
    rpt_error error = detail::empty_error();
    detail::check(job_->emit(job_->sink, &batch, &error), error);
    clear();
  }

 private:
  static constexpr std::uint64_t kRows = 4096;
  static constexpr std::size_t kBytes = 1 << 20;
  static constexpr std::size_t kMostBytes = 8 << 20;

  struct Column {
    Type type = Type::text;
    bool any_missing = false;
    std::string bytes;                    // texts, or fixed-size values
    std::vector<std::uint32_t> offsets;   // texts only
    std::vector<std::uint8_t> validity;
  };

  Column& next(Type type) {
    if (at_ >= columns_.size()) throw Internal("a row has more cells than columns");
    Column& column = columns_[at_];
    if (column.type != type) {
      throw Internal("cell " + std::to_string(at_ + 1) + " is not of its column's type");
    }
    ++at_;
    return column;
  }

  TableWriter& fixed(Column& column, const void* cell, bool present) {
    column.bytes.append(static_cast<const char*>(cell), 8);
    size_ += 8;
    return mark(column, present);
  }

  TableWriter& mark(Column& column, bool present) {
    if (column.type == Type::text) {
      column.offsets.push_back(static_cast<std::uint32_t>(column.bytes.size()));
    }
    if (rows_ % 8 == 0) column.validity.push_back(0);
    if (present) {
      column.validity.back() =
          static_cast<std::uint8_t>(column.validity.back() | (1u << (rows_ % 8)));
    } else {
      column.any_missing = true;
    }
    return *this;
  }

  void clear() {
    rows_ = 0;
    size_ = 0;
    for (Column& column : columns_) {
      column.bytes.clear();
      column.validity.clear();
      column.any_missing = false;
      column.offsets.clear();
      if (column.type == Type::text) column.offsets.push_back(0);
    }
  }

  const rpt_import_job* job_;
  std::vector<Column> columns_;
  std::size_t at_ = 0;    // next cell of the running row
  std::uint64_t rows_ = 0;  // in the running batch
  std::uint64_t total_ = 0;
  std::size_t size_ = 0;  // of the running batch
  bool begun_ = false;
};

}  // namespace rpt

#endif  // RAPPORTEUR_TABLE_WRITER_HPP_
