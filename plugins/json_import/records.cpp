#include "plugins/json_import/records.h"

#include <algorithm>

namespace json_import {
namespace {

constexpr std::size_t kLongestRecord = std::size_t{8} << 20;
constexpr std::size_t kMostOfOneRecord = std::size_t{64} << 20;
constexpr std::size_t kLongestAside = std::size_t{1} << 20;

class RecordReader final : public Walker {
 public:
  RecordReader(Shape& shape, Reader& reader, const Plan& plan, const Settings& settings,
               rpt::TableWriter& out, const rpt::Job& job)
      : Walker(shape, reader), plan_(plan), settings_(settings), out_(out), job_(job) {
    column_of_.assign(shape.size(), kNoColumn);
    for (std::size_t i = 0; i < plan.columns.size(); ++i) {
      if (plan.columns[i].member != 0) column_of_[plan.columns[i].member] = i;
    }
    slots_.resize(plan.columns.size());
  }

  void Run() {
    while (reader_.Next(*this)) {
    }
    HandOver();
  }

 private:
  static constexpr std::size_t kNoColumn = ~std::size_t{0};

  struct Cell {
    std::size_t column, begin, size;  // in text_
  };
  // An object that rows are made of: the record, or one of a repeat.
  struct Part {
    MemberId id = 0;
    std::size_t within = 0;  // the part around it
    std::vector<Cell> cells;
  };

  bool OnScalar(MemberId id, bool in_array, Kind kind, std::string_view text) override {
    const std::size_t column = column_of_[id];
    if (column == kNoColumn || !record_) {
      if (kind == Kind::kText || kind == Kind::kNumber) LeaveOut(text);
    } else if (kind == Kind::kNull) {
      // Nothing is what a cell holds that nobody fills.
    } else if (in_array) {
      AddToList(text);
    } else {
      AddCell(column, text);
    }
    return true;
  }

  void AddCell(std::size_t column, std::string_view text) {
    CheckLength(text);
    parts_[part_].cells.push_back({column, text_.size(), text.size()});
    text_.append(text);
  }

  void AddToList(std::string_view text) {
    if (text.find(settings_.list) != text.npos) {
      throw rpt::BadInput(row_, {},
                          "a value of an array holds '" + settings_.list +
                              "', which is to stand between the values; name another mark with "
                              "--option list=MARK");
    }
    CheckLength(list_);
    if (list_items_++ > 0) list_ += settings_.list;
    list_ += text;
  }

  void CheckLength(std::string_view more) const {
    if (text_.size() + more.size() > kLongestRecord) {
      throw rpt::LimitReached(row_, "the record is longer than 8 MiB");
    }
  }

  void OnObject(MemberId id) override {
    if (id == plan_.records) {
      HandOver();
      record_ = true;
      ++records_;
      row_ = plan_.lines ? reader_.line() : records_;
      text_.clear();
      used_ = 0;
      part_ = NewPart(id, 0);
    } else if (record_ && IsRepeat(id)) {
      part_ = NewPart(id, part_);
    }
  }

  void OnObjectEnd(MemberId id) override {
    if (id == plan_.records) {
      WriteRows();
      HandOver();
      record_ = false;
      row_ = 0;
    } else if (record_ && IsRepeat(id)) {
      part_ = parts_[part_].within;
    }
  }

  void OnArray(MemberId) override {
    list_.clear();
    list_items_ = 0;
  }

  void OnArrayEnd(MemberId id, std::uint64_t) override {
    const std::size_t column = column_of_[id];
    if (record_ && column != kNoColumn && list_items_ > 0) AddCell(column, list_);
    list_items_ = 0;
  }

  bool IsRepeat(MemberId id) const {
    return std::find(plan_.repeats.begin(), plan_.repeats.end(), id) != plan_.repeats.end();
  }

  // The memory of an earlier record's parts is used again.
  std::size_t NewPart(MemberId id, std::size_t within) {
    if (used_ == parts_.size()) parts_.emplace_back();
    Part& part = parts_[used_];
    part.id = id;
    part.within = within;
    part.cells.clear();
    return used_++;
  }

  void WriteRows() {
    const MemberId rows_of = plan_.repeats.empty() ? plan_.records : plan_.repeats.back();
    std::size_t written = 0;
    for (std::size_t i = 0; i < used_; ++i) {
      if (parts_[i].id != rows_of) continue;
      written += WriteRow(i);
      // Each row of a repeat repeats the cells around it.
      if (written > kMostOfOneRecord) {
        throw rpt::LimitReached(row_, "the rows of one record would hold more than 64 MiB");
      }
    }
  }

  std::size_t WriteRow(std::size_t part) {
    std::fill(slots_.begin(), slots_.end(), nullptr);
    for (std::size_t p = part;; p = parts_[p].within) {
      for (const Cell& cell : parts_[p].cells) slots_[cell.column] = &cell;
      if (p == 0) break;
    }
    std::size_t size = 0;
    out_.integer(static_cast<std::int64_t>(row_));
    for (std::size_t i = 0; i < slots_.size(); ++i) {
      const Column& column = plan_.columns[i];
      if (column.member == 0 && !column.constant.empty()) {
        out_.text(column.constant);
      } else if (slots_[i] == nullptr) {
        out_.missing();
      } else {
        out_.text(std::string_view(text_).substr(slots_[i]->begin, slots_[i]->size));
        size += slots_[i]->size;
      }
    }
    out_.end_row();
    return size;
  }

  void LeaveOut(std::string_view text) {
    if (aside_.size() + text.size() + 1 > kLongestAside) HandOver();
    if (!aside_.empty()) aside_ += '\n';
    aside_ += text;
  }

  void HandOver() {
    if (!aside_.empty()) job_.aside(record_ ? "hidden" : "property", {row_}, aside_);
    aside_.clear();
  }

  const Plan& plan_;
  const Settings& settings_;
  rpt::TableWriter& out_;
  const rpt::Job& job_;
  std::vector<std::size_t> column_of_;  // by member
  bool record_ = false;
  std::uint64_t records_ = 0;
  std::string text_;  // of the record's cells
  std::vector<Part> parts_;
  std::size_t used_ = 0, part_ = 0;
  std::vector<const Cell*> slots_;
  std::string list_, aside_;
  std::uint64_t list_items_ = 0;
};

// What is not read is said once, so that nobody takes the table for the whole file.
void Mention(const Plan& plan, const rpt::Job& job) {
  std::vector<std::string> own, system;
  for (const std::string& name : plan.left_out) (name[0] == '_' ? system : own).push_back(name);
  if (!own.empty()) {
    job.issue(rpt::Level::warning, {},
              "the objects in these arrays are not read: " + ShownNames(own) +
                  "; --option repeat=NAME makes a row of each object of one of them");
  }
  if (!system.empty()) {
    job.issue(rpt::Level::info, {},
              "the objects in these arrays are not read: " + ShownNames(system));
  }
}

}  // namespace

void ReadRecords(Reader& reader, Shape& shape, const Plan& plan, const Settings& settings,
                 rpt::TableWriter& out, const rpt::Job& job) {
  Mention(plan, job);
  std::string row = "row";
  const auto taken = [&plan](const std::string& name) {
    return std::any_of(plan.columns.begin(), plan.columns.end(),
                       [&name](const Column& column) { return column.name == name; });
  };
  while (taken(row)) row += "_of_file";
  std::vector<rpt::Field> fields{{row, rpt::Type::int64, "row"}};
  for (const Column& column : plan.columns) {
    fields.push_back({column.name, rpt::Type::text, column.role});
  }
  out.begin(fields);
  RecordReader(shape, reader, plan, settings, out, job).Run();
}

}  // namespace json_import
