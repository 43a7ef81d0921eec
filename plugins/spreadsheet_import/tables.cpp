#include "plugins/spreadsheet_import/tables.h"

#include <algorithm>
#include <charconv>
#include <set>
#include <utility>

namespace spreadsheet_import {
namespace {

constexpr std::size_t kMostColumns = 16'382;  // the table has two more, for row and sheet
constexpr std::size_t kSheetsNamed = 4;

std::string Short(const std::string& text, std::size_t most) {
  if (text.size() <= most) return text;
  std::size_t end = most;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) end--;
  return text.substr(0, end) + "...";
}

// Names stand in messages: the core scans every message of an importer.
std::string NameOf(const common::Workbook& workbook, std::size_t index) {
  return "sheet " + std::to_string(index + 1) + " '" + Short(workbook.sheets()[index].name, 31) +
         "'";
}

std::size_t ToldSheet(const common::Workbook& workbook, const std::string& told) {
  const auto& sheets = workbook.sheets();
  for (std::size_t i = 0; i < sheets.size(); i++) {
    if (sheets[i].name == told) return i;
  }
  std::size_t number = 0;
  const auto parsed = std::from_chars(told.data(), told.data() + told.size(), number);
  if (parsed.ec == std::errc() && parsed.ptr == told.data() + told.size() && number >= 1 &&
      number <= sheets.size()) {
    return number - 1;
  }
  throw rpt::BadOption("sheet", "the workbook has no sheet of this name or number; it has " +
                                    std::to_string(sheets.size()) +
                                    (sheets.size() == 1 ? " sheet" : " sheets"));
}

[[noreturn]] void SeveralTables(const common::Workbook& workbook, const Tables& tables) {
  std::string list;
  for (std::size_t i = 0; i < tables.sheets.size() && i < kSheetsNamed; i++) {
    const SheetTable& table = tables.sheets[i];
    list += (i > 0 ? "; " : "") + NameOf(workbook, table.index);
    if (!table.survey.names.empty()) {
      list += " begins with '" + Short(table.survey.names[0], 20) + "'";
    }
  }
  if (tables.sheets.size() > kSheetsNamed) {
    list += "; and " + std::to_string(tables.sheets.size() - kSheetsNamed) + " more";
  }
  throw rpt::BadInput(0, {},
                      "the workbook holds " + std::to_string(tables.sheets.size()) +
                          " tables with different headers; say with the option sheet which one is "
                          "meant: " +
                          list);
}

bool HasCells(common::Workbook& workbook, std::size_t index) {
  const auto reader = workbook.Read(index, nullptr);
  return reader->Next();
}

class Finder {
 public:
  Finder(common::Workbook& workbook, const Settings& settings, const rpt::Job& job,
         const common::Beside& beside)
      : workbook_(workbook), settings_(settings), job_(job), beside_(beside) {}

  Tables Find() {
    const bool told = !settings_.sheet.empty();
    const std::size_t only = told ? ToldSheet(workbook_, settings_.sheet) : 0;
    std::vector<SheetTable> notes;  // sheets of single cells: a table only where there is no other
    std::string lacks = "every row is empty";
    for (std::size_t i = 0; i < workbook_.sheets().size(); i++) {
      if (told ? i != only : IsLeftOut(i)) {
        tables_.unread.push_back(i);
        continue;
      }
      SheetTable table;
      table.index = i;
      const auto reader = workbook_.Read(i, &beside_);
      try {
        table.survey = SurveySheet(*reader, workbook_.sheets()[i].name, settings_, job_);
      } catch (rpt::Error& error) {
        if (error.sheet.empty()) error.sheet = workbook_.sheets()[i].name;
        throw;
      }
      if (!table.survey.lacks.empty()) {
        if (table.survey.lacks != "every row is empty") Fail(table, told);
        if (told) lacks = table.survey.lacks;
      } else if (table.survey.wide || told) {
        tables_.sheets.push_back(std::move(table));
      } else {
        notes.push_back(std::move(table));
      }
    }
    if (tables_.sheets.empty() && pending_) throw *pending_;
    if (tables_.sheets.empty() && notes.size() == 1) std::swap(tables_.sheets, notes);
    if (tables_.sheets.empty() && notes.size() > 1) {
      tables_.sheets = std::move(notes);
      notes.clear();
    }
    for (const SheetTable& note : notes) LeaveOutNotes(note);
    if (tables_.sheets.empty()) {
      throw rpt::BadInput(
          0, {}, (told ? "the sheet holds no table: " : "the workbook holds no table: ") + lacks);
    }
    // A sheet that has text and no table beside one that has: a page of explanations.
    if (pending_) LeaveOut(pending_index_, "holds no table");
    for (const SheetTable& table : tables_.sheets) {
      if (table.survey.names != tables_.sheets[0].survey.names) {
        SeveralTables(workbook_, tables_);
      }
    }
    return std::move(tables_);
  }

 private:
  bool IsLeftOut(std::size_t index) {
    if (!workbook_.sheets()[index].hidden || settings_.hidden == Hidden::kRead) return false;
    if (!HasCells(workbook_, index)) return true;
    if (settings_.hidden == Hidden::kRefuse) {
      rpt::BadInput error(0, {},
                          NameOf(workbook_, index) +
                              " is hidden; say with the option hidden whether it is to be "
                              "read (read) or left out (skip)");
      throw error;
    }
    LeaveOut(index, "is hidden");
    return true;
  }

  void LeaveOut(std::size_t index, const char* why) {
    job_.issue(rpt::Level::warning, {0, 0, workbook_.sheets()[index].name},
               "sheet " + std::to_string(index + 1) + " " + why + " and is not read");
  }
  void LeaveOutNotes(const SheetTable& note) {
    tables_.unread.push_back(note.index);
    LeaveOut(note.index, "holds single cells only, no table,");
  }

  // What is wrong with a sheet only counts where no other sheet holds a table, or it was named.
  void Fail(const SheetTable& table, bool told) {
    rpt::BadInput error(table.survey.header_row, {}, table.survey.lacks);
    error.sheet = workbook_.sheets()[table.index].name;
    if (told || table.survey.lacks.starts_with("row ")) throw error;
    if (pending_) LeaveOut(table.index, "holds no table");
    tables_.unread.push_back(table.index);
    if (pending_) return;
    pending_ = error;
    pending_index_ = table.index;
  }

  common::Workbook& workbook_;
  const Settings& settings_;
  const rpt::Job& job_;
  const common::Beside& beside_;
  Tables tables_;
  std::optional<rpt::BadInput> pending_;
  std::size_t pending_index_ = 0;
};

// What a column holds over all sheets.
struct Whole {
  std::uint64_t filled = 0, numbers = 0, others = 0;
  ColumnProfile first;  // rows of the first sheet that shows it
  std::string_view sheet;
};

void Merge(const ColumnProfile& profile, std::string_view sheet, Whole* whole) {
  whole->filled += profile.filled;
  whole->numbers += profile.numbers;
  whole->others += profile.others;
  const auto take = [](std::uint64_t* place, std::uint64_t row) {
    if (*place == 0) *place = row;
  };
  take(&whole->first.percent_row, profile.percent_row);
  take(&whole->first.plain_row, profile.plain_row);
  take(&whole->first.fraction_row, profile.fraction_row);
  take(&whole->first.comma_row, profile.comma_row);
  take(&whole->first.point_row, profile.point_row);
  take(&whole->first.ambiguous_row, profile.ambiguous_row);
  take(&whole->first.scaled_row, profile.scaled_row);
  if (whole->sheet.empty()) whole->sheet = sheet;
}

std::string FreeName(std::string name, const std::set<std::string>& taken, const char* end) {
  while (taken.count(name) > 0) name += end;
  return name;
}

class LayoutMaker {
 public:
  LayoutMaker(const Settings& settings, const rpt::Job& job) : settings_(settings), job_(job) {}

  // The type of a column, how numbers are written in it, and its role.
  std::string Decide(const Whole& whole, const std::string& name, std::uint32_t place,
                     Column* column) {
    const ColumnProfile& p = whole.first;
    if (p.scaled_row > 0) {
      Warn(p.scaled_row, place, name, whole.sheet,
           "the numbers are shown in thousands or millions; they are read as they are stored");
    }
    if (p.percent_row > 0 && p.plain_row > 0) {
      Warn(std::max(p.percent_row, p.plain_row), place, name, whole.sheet,
           "some numbers are shown as shares with % (row " + std::to_string(p.percent_row) +
               ") and some are not (row " + std::to_string(p.plain_row) + ")");
    }
    column->decimal = settings_.decimal == ',' ? ',' : '.';
    if (whole.others == 0 && whole.numbers > 0) {
      column->type = rpt::Type::float64;
      return "";
    }
    if (settings_.decimal != '\0')
      return settings_.decimal == ',' ? "decimal-comma" : "decimal-point";
    const bool fractions = p.fraction_row > 0;
    if (p.comma_row > 0 && p.point_row > 0) {
      Warn(std::max(p.comma_row, p.point_row), place, name, whole.sheet,
           "numbers that stand as text are written with a decimal comma (row " +
               std::to_string(p.comma_row) + ") and with a decimal point (row " +
               std::to_string(p.point_row) + "); one such as 1.234 can't be read");
      return "";
    }
    if (p.comma_row > 0) {
      column->decimal = ',';
      return "decimal-comma";
    }
    if (p.ambiguous_row > 0 && p.point_row == 0) {
      if (fractions) {
        Warn(p.ambiguous_row, place, name, whole.sheet,
             "a number stands as text, and its mark may part thousands or decimals; say which with "
             "the option decimal");
      }
      return "";
    }
    return fractions || p.point_row > 0 ? "decimal-point" : "";
  }

  void Warn(std::uint64_t row, std::uint32_t place, const std::string& name, std::string_view sheet,
            const std::string& text) const {
    job_.issue(rpt::Level::warning, {row, place, sheet, name}, text);
  }

 private:
  const Settings& settings_;
  const rpt::Job& job_;
};

}  // namespace

Tables FindTables(common::Workbook& workbook, const Settings& settings, const rpt::Job& job,
                  const common::Beside& beside) {
  return Finder(workbook, settings, job, beside).Find();
}

Layout LayOut(Tables& tables, const common::Workbook& workbook, const Settings& settings,
              const rpt::Job& job) {
  std::vector<std::string> names = tables.sheets[0].survey.names;
  std::vector<Whole> wholes(names.size());
  for (const SheetTable& table : tables.sheets) {
    const std::vector<ColumnProfile>& columns = table.survey.columns;
    if (columns.size() > names.size()) names.resize(columns.size());
    if (names.size() > wholes.size()) wholes.resize(names.size());
    for (std::size_t i = 0; i < columns.size(); i++) {
      Merge(columns[i], workbook.sheets()[table.index].name, &wholes[i]);
    }
  }
  const std::set<std::string> taken(names.begin(), names.end());
  std::set<std::string> used;
  Layout layout;
  layout.fields.push_back({FreeName("row", taken, "_of_file"), rpt::Type::int64, "row"});
  layout.fields.push_back({FreeName("sheet", taken, "_of_file"), rpt::Type::text, "sheet"});
  for (const rpt::Field& field : layout.fields) used.insert(field.name);
  const Survey& first = tables.sheets[0].survey;
  LayoutMaker maker(settings, job);
  for (std::size_t i = 0; i < names.size(); i++) {
    const auto place = static_cast<std::uint32_t>(i + 1);
    const bool no_name = names[i].empty();
    if (no_name && wholes[i].filled == 0) continue;
    const bool hidden =
        std::any_of(tables.sheets.begin(), tables.sheets.end(),
                    [place](const SheetTable& table) { return table.survey.IsHidden(place); });
    std::string name = no_name ? "column_" + std::to_string(place) : names[i];
    const std::string wanted = name;
    for (int n = 2; used.count(name) > 0 || (no_name && taken.count(name) > 0); n++) {
      name = wanted + " (" + std::to_string(n) + ")";
    }
    if (hidden) {
      const std::string& sheet = workbook.sheets()[tables.sheets[0].index].name;
      if (settings.hidden == Hidden::kRefuse) {
        rpt::BadInput error(first.header_row, name,
                            "the column is hidden; say with the option hidden whether it is to be "
                            "read (read) or left out (skip)");
        error.column = place;
        error.sheet = sheet;
        throw error;
      }
      const bool skip = settings.hidden == Hidden::kSkip;
      maker.Warn(
          first.header_row, place, name, sheet,
          skip ? "the column is hidden and is not read" : "the column is hidden, and is read");
      if (skip) continue;
    }
    if (first.header_row > 0 && name != names[i]) {
      maker.Warn(first.header_row, place, name, workbook.sheets()[tables.sheets[0].index].name,
                 no_name ? "the header is empty; the column is called " + name
                         : "the header stands there a second time; the column is called " + name);
    }
    if (layout.columns.size() == kMostColumns) {
      throw rpt::LimitReached(first.header_row, "the table has more than 16,382 columns");
    }
    Column column;
    const std::string role = maker.Decide(wholes[i], name, place, &column);
    used.insert(name);
    layout.fields.push_back({name, column.type, role});
    layout.columns.push_back(column);
    for (SheetTable& table : tables.sheets) table.places.push_back(place);
  }
  if (layout.columns.empty()) throw rpt::BadInput(0, {}, "every column of the table is hidden");
  return layout;
}

}  // namespace spreadsheet_import
