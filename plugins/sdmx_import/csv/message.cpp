#include "plugins/sdmx_import/csv/message.h"

#include <algorithm>
#include <rapporteur/csv.hpp>
#include <set>
#include <string>
#include <vector>

#include "plugins/common/text/utf8_input.h"
#include "plugins/sdmx_import/csv/header.h"
#include "plugins/sdmx_import/csv/labels.h"
#include "plugins/sdmx_import/csv/survey.h"
#include "plugins/sdmx_import/kind.h"
#include "plugins/sdmx_import/unit_mult.h"
#include "plugins/sdmx_import/values.h"

namespace sdmx_import {
namespace {

constexpr std::uint64_t kRowsBetweenCalls = 4096;

// A column of the table.
struct OutColumn {
  std::size_t place = 0;
  std::string name;
  bool labelled = false, several = false;
};

// How the numbers of a column are written: ',' or '.', '\0' where it doesn't show.
char MarkOf(const CsvColumn& column, const csv_import::ColumnProfile& numbers, char separator,
            const Settings& settings) {
  if (settings.decimal != '\0') return settings.decimal;
  if (numbers.comma_row > 0 && numbers.point_row > 0) return '\0';
  if (numbers.comma_row > 0) return ',';
  // Where the cells are not parted by commas the message may be written in a country's own way.
  const bool standard = column.name == kObsValue && separator == ',';
  return numbers.point_row > 0 || standard ? '.' : '\0';
}

class CsvTable {
 public:
  CsvTable(const CsvHeader& header, const CsvSurvey& survey, char separator,
           const Settings& settings, rpt::TableWriter& out, const rpt::Job& job)
      : header_(header),
        survey_(survey),
        settings_(settings),
        out_(out),
        job_(job),
        gate_(settings, job) {
    std::set<std::string> taken;
    for (const CsvColumn& column : header.columns) taken.insert(column.name);
    std::string row = "row", structure = "STRUCTURE_ID";
    while (taken.count(row) > 0) row += "_of_file";
    while (taken.count(structure) > 0) structure += "_of_file";
    fields_.push_back({row, rpt::Type::int64, "row"});
    if (survey.several_structures) fields_.push_back({structure});
    for (std::size_t i = 0; i < header.columns.size(); i++) AddColumn(i, separator, taken);
    out_.begin(fields_);
  }

  void Take(const rpt::CsvReader& csv) {
    if (!gate_.Reads(ActionOf(csv, header_), csv.row())) return;
    if (HasPartialKey(csv, header_) && !SkipPartial(csv.row())) return;
    out_.integer(static_cast<std::int64_t>(csv.row()));
    if (survey_.several_structures) Write(StructureOf(csv, header_));
    const std::string_view unit_mult =
        unit_mult_place_ == kNowhere ? std::string_view() : Cell(csv, unit_mult_);
    for (const OutColumn& column : columns_) {
      std::string_view cell = Cell(csv, column);
      const bool measure = column.place == value_place_;
      if (IsMissingMark(cell, measure)) cell = {};
      if (measure && !unit_mult.empty() && !cell.empty()) {
        cell = Scaled(cell, unit_mult, mark_, settings_, csv.row(), &scaled_);
      }
      Write(cell);
    }
    if (value_place_ == kNowhere) RefuseScale(unit_mult, settings_, csv.row());
    out_.end_row();
  }

  void Finish() {
    gate_.Finish();
    if (partial_ > 0) {
      job_.issue(rpt::Level::warning, {first_partial_},
                 std::to_string(partial_) + (partial_ == 1 ? " row gives" : " rows give") +
                     " attributes of several observations at once and left out; the attributes are "
                     "not in the table");
    }
    if (out_.count() == 0)
      throw rpt::BadInput(0, {}, "no row of the message is read: all are left out");
  }

 private:
  void AddColumn(std::size_t i, char separator, const std::set<std::string>& taken) {
    const CsvColumn& column = header_.columns[i];
    const csv_import::ColumnProfile& numbers = survey_.numbers[i];
    const char mark = MarkOf(column, numbers, separator, settings_);
    if (column.name == kUnitMult && settings_.unit_mult != Settings::UnitMult::kColumn) {
      unit_mult_place_ = column.place;
      unit_mult_ = {column.place, column.name, survey_.labelled[i], false};
      return AddBeside(i, taken);
    }
    if (column.name == kObsValue) {
      value_place_ = column.place;
      mark_ = mark;
    }
    if (mark == '\0' && numbers.comma_row > 0) {
      job_.issue(
          rpt::Level::warning,
          {std::max(numbers.comma_row, numbers.point_row), column.place + 1, {}, column.name},
          "numbers are written with a decimal comma (row " + std::to_string(numbers.comma_row) +
              ") and with a decimal point (row " + std::to_string(numbers.point_row) +
              "); one such as 1.234 can't be read");
    }
    columns_.push_back({column.place, column.name, survey_.labelled[i], column.several});
    fields_.push_back({column.name, rpt::Type::text,
                       mark == ','   ? "decimal-comma"
                       : mark == '.' ? "decimal-point"
                                     : ""});
    AddBeside(i, taken);
  }

  // Where what stands beside is no name of a code, it is a column of its own.
  void AddBeside(std::size_t i, const std::set<std::string>& taken) {
    const CsvColumn& column = header_.columns[i];
    if (column.names_place == kNowhere || survey_.named[i]) return;
    std::string name = "column_" + std::to_string(column.names_place + 1);
    while (taken.count(name) > 0) name += "_of_file";
    columns_.push_back({column.names_place, name, false, false});
    fields_.push_back({name});
  }

  bool SkipPartial(std::uint64_t row) {
    if (!settings_.skip_partial_rows) {
      throw rpt::BadInput(
          row, {},
          "the row gives attributes of several observations at once (a dimension is switched off "
          "or "
          "TIME_PERIOD is empty), and SDMX-CSV does not say which; ask for the attributes beside "
          "each "
          "observation, for SDMX-JSON or SDMX-ML, or say the option partial_rows=skip");
    }
    if (partial_++ == 0) first_partial_ = row;
    return false;
  }

  std::string_view Cell(const rpt::CsvReader& csv, const OutColumn& column) {
    std::string_view cell = csv[column.place];
    if (column.several && (header_.several_separator != ';' || column.labelled)) {
      values_.clear();
      for (std::string_view value : SplitValues(cell, header_.several_separator)) {
        values_.emplace_back(column.labelled ? CodeOf(value, header_.label_separator) : value);
      }
      cell = cell.empty() ? cell : joined_ = JoinSplit(values_);
    } else if (column.labelled) {
      cell = CodeOf(cell, header_.label_separator);
    }
    return cell;
  }

  // Values that stand in quote marks keep them as they are.
  static std::string JoinSplit(const std::vector<std::string>& values) {
    std::string cell;
    for (std::size_t i = 0; i < values.size(); i++) {
      if (i > 0) cell += ';';
      cell += values[i].empty() || values[i].front() == '"' ? values[i] : JoinValues({values[i]});
    }
    return cell;
  }

  void Write(std::string_view cell) {
    if (cell.empty()) {
      out_.missing();
    } else {
      out_.text(cell);
    }
  }

  const CsvHeader& header_;
  const CsvSurvey& survey_;
  const Settings& settings_;
  rpt::TableWriter& out_;
  const rpt::Job& job_;
  ActionGate gate_;
  std::vector<OutColumn> columns_;
  std::vector<rpt::Field> fields_;
  std::size_t value_place_ = kNowhere, unit_mult_place_ = kNowhere;
  OutColumn unit_mult_;
  char mark_ = '\0';
  std::uint64_t first_partial_ = 0, partial_ = 0;
  std::vector<std::string> values_;
  std::string joined_, scaled_;
};

}  // namespace

void ReadCsvMessage(const rpt::InputFile& in, const Settings& settings, rpt::TableWriter& out,
                    const rpt::Job& job) {
  common::CheckUtf8(in);
  rpt::CsvFormat format;
  format.separator =
      settings.separator != '\0' ? settings.separator : FindCsvStart(in.head(4096)).separator;
  const std::uint64_t chunk = std::min<std::uint64_t>(in.size() + 1, std::uint64_t{256} << 10);
  rpt::CsvReader csv(in.fd(), format, nullptr, static_cast<std::size_t>(chunk));
  if (!csv.next()) throw rpt::BadInput(0, {}, "the file is empty, expected a message of SDMX");
  const CsvHeader header = ReadCsvHeader(csv);
  const rpt::CsvReader::Position first = csv.position();
  const CsvSurvey survey = SurveyCsv(csv, header, settings, job);
  CsvTable table(header, survey, format.separator, settings, out, job);
  csv.seek(first);
  std::uint64_t count = 0;
  while (csv.next()) {
    if (csv.blank()) continue;
    if (++count % kRowsBetweenCalls == 0) {
      job.progress(csv.file_size() + csv.position().offset, 2 * csv.file_size());
    }
    table.Take(csv);
  }
  table.Finish();
}

}  // namespace sdmx_import
