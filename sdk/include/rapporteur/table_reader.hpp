// Reads the table that the host hands to an exporter, row by row.
//
// Example:
//   const std::size_t value = table.column("value");
//   while (table.next()) {
//     if (!table.missing(value)) sum += table.number(value);
//   }
#ifndef RAPPORTEUR_TABLE_READER_HPP_
#define RAPPORTEUR_TABLE_READER_HPP_

#include <rapporteur/export.h>
#include <rapporteur/guard.hpp>
#include <rapporteur/table_writer.hpp>

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

namespace rpt {

class TableReader {
 public:
  static constexpr std::size_t npos = static_cast<std::size_t>(-1);

  explicit TableReader(const rpt_export_job* job) : job_(job) {
    const rpt_field* said = nullptr;
    std::uint32_t count = 0;
    rpt_error error = detail::empty_error();
    detail::check(job_->fields(job_->source, &said, &count, &error), error);
    for (std::uint32_t i = 0; i < count; ++i) {
      fields_.push_back({std::string(view(said[i].name)), static_cast<Type>(said[i].type),
                         std::string(view(said[i].role))});
    }
  }
  TableReader(const TableReader&) = delete;
  TableReader& operator=(const TableReader&) = delete;

  const std::vector<Field>& fields() const { return fields_; }

  // The column with this name, or npos.
  std::size_t find(std::string_view name) const {
    for (std::size_t i = 0; i < fields_.size(); ++i) {
      if (fields_[i].name == name) return i;
    }
    return npos;
  }
  // The same, where the exporter cannot do without it.
  std::size_t column(std::string_view name) const {
    const std::size_t found = find(name);
    if (found == npos) throw BadInput(0, std::string(name), "the table has no such column");
    return found;
  }

  // Moves to the next row; false at the end.
  bool next() {
    if (++row_ < rows_) return true;
    while (!ended_) {
      if (job_->host->cancelled(job_->host->ctx) != 0) throw Cancelled();
      rpt_error error = detail::empty_error();
      detail::check(job_->next(job_->source, &batch_, &error), error);
      if (batch_ == nullptr) ended_ = true;
      rows_ = ended_ ? 0 : batch_->row_count;
      row_ = 0;
      if (rows_ > 0) return true;
    }
    return false;
  }

  // Cells of the running row.  REQUIRES: next() was true, and the column is of that type.
  bool missing(std::size_t column) const {
    const std::uint8_t* validity = batch_->columns[column].validity;
    return validity != nullptr && (validity[row_ / 8] >> (row_ % 8) & 1) == 0;
  }
  std::string_view text(std::size_t column) const {
    const rpt_column& c = batch_->columns[column];
    const std::uint32_t begin = c.offsets[row_];
    return {static_cast<const char*>(c.values) + begin, c.offsets[row_ + 1] - begin};
  }
  std::int64_t integer(std::size_t column) const {
    return static_cast<const std::int64_t*>(batch_->columns[column].values)[row_];
  }
  double number(std::size_t column) const {
    return static_cast<const double*>(batch_->columns[column].values)[row_];
  }

 private:
  const rpt_export_job* job_;
  std::vector<Field> fields_;
  const rpt_batch* batch_ = nullptr;
  std::uint64_t rows_ = 0, row_ = 0;
  bool ended_ = false;
};

}  // namespace rpt

#endif  // RAPPORTEUR_TABLE_READER_HPP_
