#include "plugins/csv_import/profile.h"

#include <string>
#include <string_view>

#include "core/base/number.h"

namespace csv_import {
namespace {

constexpr std::uint64_t kRowsBetweenCalls = 4096;

// What may be text below the table and not a row of it.
struct Tail {
  rpt::CsvReader::Position begin;
  bool after_empty_row = false;  // or straight behind the last row
  bool narrow = false;           // a record of fewer cells is among it
  std::uint64_t narrow_row = 0;
  std::size_t narrow_cells = 0;
};

// A sentence or a label, as in "Source: X" and "* provisional"; a code that was cut off has no
// blank.
bool IsProse(std::string_view text) { return text.find_first_of(" :*(") != text.npos; }

std::size_t Filled(const rpt::CsvReader& csv) {
  std::size_t filled = 0;
  for (std::size_t i = 0; i < csv.size(); i++) filled += csv[i].empty() ? 0 : 1;
  return filled;
}

bool IsEmptyBeyond(const rpt::CsvReader& csv, std::size_t width) {
  for (std::size_t i = width; i < csv.size(); i++) {
    if (!csv[i].empty()) return false;
  }
  return true;
}

[[noreturn]] void WrongWidth(std::uint64_t row, std::size_t found, std::size_t width,
                             std::uint64_t header_row) {
  const auto cells = [](std::size_t n) {
    return std::to_string(n) + (n == 1 ? " cell" : " cells");
  };
  throw rpt::BadInput(row, {},
                      "found " + cells(found) + ", expected " + std::to_string(width) +
                          (header_row > 0 ? " as in the header in row " + std::to_string(header_row)
                                          : " as in most rows"));
}

class Profiler {
 public:
  Profiler(std::size_t width, std::uint64_t header_row, const rpt::Job& job)
      : width_(width), header_row_(header_row), job_(job) {
    profile_.columns.resize(width);
  }

  // `before` is the record's position.
  void Take(const rpt::CsvReader& csv, const rpt::CsvReader::Position& before) {
    if (csv.comment()) {
      job_.aside("comment", {csv.row()}, csv[0]);
      return;
    }
    if (IsEmptyRow(csv, width_)) {
      if (!tail_) Begin(before, true);
      return;
    }
    if (csv.size() < width_) return TakeNarrow(csv, before);
    if (!IsEmptyBeyond(csv, width_)) WrongWidth(csv.row(), csv.size(), width_, header_row_);
    // "Source: X;;;;", as spreadsheets pad what stands below the table.
    const bool padded = width_ >= 3 && tail_ && tail_->after_empty_row && Filled(csv) == 1;
    if (tail_ && tail_->narrow && !padded) {
      WrongWidth(tail_->narrow_row, tail_->narrow_cells, width_, header_row_);
    }
    if (!padded) {
      tail_.reset();
      profile_.rows += 1 + padded_;
      padded_ = 0;
    } else {
      padded_++;
    }
    for (std::size_t i = 0; i < width_; i++) TakeCell(csv[i], csv.row(), &profile_.columns[i]);
  }

  Profile Finish(const rpt::CsvReader::Position& end) {
    if (tail_ && tail_->narrow && !tail_->after_empty_row && !prose_) {
      WrongWidth(tail_->narrow_row, tail_->narrow_cells, width_, header_row_);
    }
    profile_.end = tail_ ? tail_->begin : end;
    return std::move(profile_);
  }

 private:
  void Begin(const rpt::CsvReader::Position& before, bool after_empty_row) {
    tail_ = Tail{before, after_empty_row, false, 0, 0};
    padded_ = 0;
    prose_ = true;
  }

  void TakeNarrow(const rpt::CsvReader& csv, const rpt::CsvReader::Position& before) {
    if (!tail_) Begin(before, false);
    // Behind an empty row anything may follow; straight behind the rows, single cells of prose.
    prose_ = prose_ && width_ >= 3 && csv.size() == 1 && IsProse(csv[0]);
    if (!tail_->narrow) {
      tail_->narrow = true;
      tail_->narrow_row = csv.row();
      tail_->narrow_cells = csv.size();
    }
  }

  const std::size_t width_;
  const std::uint64_t header_row_;
  const rpt::Job& job_;
  Profile profile_;
  std::optional<Tail> tail_;
  std::uint64_t padded_ = 0;  // rows in the tail that are rows of the table if another one follows
  bool prose_ = true;
};

}  // namespace

void TakeCell(std::string_view cell, std::uint64_t row, ColumnProfile* column) {
  if (cell.empty()) return;
  column->filled++;
  if (column->comma_row > 0 && column->point_row > 0) return;
  if (cell.size() > 64 || cell.find_first_of(",.") == cell.npos) return;
  const rapporteur::Decimal evidence = rapporteur::Evidence(cell);
  if (evidence == rapporteur::Decimal::kComma && column->comma_row == 0) column->comma_row = row;
  if (evidence == rapporteur::Decimal::kPoint && column->point_row == 0) column->point_row = row;
}

bool IsEmptyRow(const rpt::CsvReader& csv, std::size_t width) {
  if (width == 1) return false;
  for (std::size_t i = 0; i < csv.size(); i++) {
    if (!csv[i].empty()) return false;
  }
  return true;
}

Profile ReadProfile(rpt::CsvReader& csv, std::size_t width, std::uint64_t header_row,
                    const rpt::Job& job) {
  Profiler profiler(width, header_row, job);
  const std::uint64_t size = csv.file_size();
  std::uint64_t count = 0;
  while (true) {
    const rpt::CsvReader::Position before = csv.position();
    if (!csv.next()) break;
    if (++count % kRowsBetweenCalls == 0) {
      job.throw_if_cancelled();
      job.progress(before.offset, 2 * size);
    }
    profiler.Take(csv, before);
  }
  return profiler.Finish(csv.position());
}

}  // namespace csv_import
