#include "plugins/kobo_import/kobo_import.h"

#include <algorithm>
#include <charconv>
#include <memory>
#include <string>
#include <vector>

#include "plugins/common/text/utf8_input.h"
#include "plugins/common/workbook/workbook.h"
#include "plugins/common/zip/zip_archive.h"
#include "plugins/kobo_import/columns.h"
#include "plugins/kobo_import/kobo_table.h"
#include "plugins/kobo_import/parents.h"

namespace kobo_import {
namespace {

struct Settings {
  std::string sheet;
  bool join = true;
  Multiple multiple = Multiple::kAll;
};

Settings ReadSettings(const rpt::Options& options) {
  Settings settings;
  settings.sheet = options.text("sheet");
  settings.join = options.flag("join", true);
  const std::string multiple = options.text("multiple", "all");
  settings.multiple = multiple == "one"    ? Multiple::kOne
                      : multiple == "each" ? Multiple::kEach
                                           : Multiple::kAll;
  return settings;
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
  throw rpt::BadOption("sheet", "the export has no sheet of this name or number; it has " +
                                    std::to_string(sheets.size()) +
                                    (sheets.size() == 1 ? " sheet" : " sheets"));
}

// A second header of tags (#affected+f), which the Humanitarian Exchange Language writes.
bool IsTagRow(const KoboTable& table) {
  bool any = false;
  for (const std::string_view cell : table.cells()) {
    if (cell.empty()) continue;
    if (cell.size() < 2 || cell[0] != '#' ||
        !((cell[1] | 0x20) >= 'a' && (cell[1] | 0x20) <= 'z')) {
      return false;
    }
    any = true;
  }
  return any;
}

// Hands out `table`, with the columns of `parents` before its own where there are any.
void HandOut(KoboTable& table, const Parents* parents, const Settings& settings,
             rpt::TableWriter& out, const rpt::Job& job) {
  if (table.headers().empty()) throw rpt::BadInput(0, {}, "the export is empty, expected a header");
  std::vector<std::string> headers =
      parents == nullptr ? std::vector<std::string>() : parents->headers();
  const std::size_t before = headers.size();
  headers.insert(headers.end(), table.headers().begin(), table.headers().end());
  if (headers.size() > 16'382) throw rpt::LimitReached(1, "the table has more than 16,382 columns");
  const auto link = Find(table.headers(), "_parent_index");
  const auto parent_of = [&]() -> const std::vector<std::string>* {
    return parents == nullptr ? nullptr : parents->Row(table.cells()[*link]);
  };

  std::vector<ColumnFacts> facts(headers.size());
  std::uint64_t rows = 0;
  while (table.Next()) {
    if (++rows % 4096 == 0) {
      job.throw_if_cancelled();
      job.progress(rows);
    }
    if (rows == 1 && IsTagRow(table)) continue;
    if (const auto* parent = parent_of()) {
      for (std::size_t i = 0; i < before; i++) facts[i].Take((*parent)[i]);
    }
    for (std::size_t i = 0; i < table.cells().size(); i++) facts[before + i].Take(table.cells()[i]);
  }
  if (rows == 0) throw rpt::BadInput(1, {}, "the export has a header and no submission below it");
  const Columns columns =
      ChooseColumns(headers, before, facts, settings.multiple, table.sheet(), job);
  out.begin(columns.fields);

  table.Rewind();
  std::uint64_t count = 0;
  while (table.Next()) {
    if (++count == 1 && IsTagRow(table)) {
      for (const std::string_view cell : table.cells()) {
        job.aside("preamble", {table.row(), 0, table.sheet()}, cell);
      }
      continue;
    }
    const std::vector<std::string>* parent = parent_of();
    if (parents != nullptr && parent == nullptr) {
      job.issue(rpt::Level::error, {table.row(), *link + 1, table.sheet(), "_parent_index"},
                "the table above has no row of this number");
      for (const std::string_view cell : table.cells()) {
        job.aside("hidden", {table.row(), 0, table.sheet()}, cell);
      }
      continue;
    }
    out.integer(static_cast<std::int64_t>(table.row()));
    if (table.sheet().empty()) {
      out.missing();
    } else {
      out.text(table.sheet());
    }
    std::size_t next = 0;  // columns that are left out are scanned
    const auto left_out = [&](std::size_t place) {
      if (place >= before) {
        job.aside("hidden", {table.row(), place - before + 1, table.sheet()},
                  table.cells()[place - before]);
      }
    };
    for (const std::size_t place : columns.places) {
      for (; next < place; next++) left_out(next);
      next = place + 1;
      const std::string_view cell =
          place < before ? std::string_view((*parent)[place]) : table.cells()[place - before];
      if (cell.empty()) {
        out.missing();
      } else {
        out.text(cell);
      }
    }
    for (; next < headers.size(); next++) left_out(next);
    out.end_row();
  }
}

void MentionUnread(const common::Workbook& workbook, const std::vector<std::size_t>& read,
                   const rpt::Job& job) {
  for (std::size_t i = 0; i < workbook.sheets().size(); i++) {
    if (std::find(read.begin(), read.end(), i) != read.end()) continue;
    job.issue(rpt::Level::warning, {0, 0, workbook.sheets()[i].name},
              "sheet " + std::to_string(i + 1) +
                  " holds a repeated group and is not read; the option sheet reads it");
  }
  const common::Unread& unread = workbook.unread();
  if (unread.pictures + unread.objects + unread.macros > 0) {
    job.issue(rpt::Level::warning, {},
              "the workbook holds pictures, embedded files or macros, which can't be searched for "
              "personal data; look at them yourself");
  }
}

void ScanOthers(common::Workbook& workbook, const std::vector<std::size_t>& read,
                const common::Beside& beside, const rpt::Job& job) {
  for (std::size_t i = 0; i < workbook.sheets().size(); i++) {
    if (std::find(read.begin(), read.end(), i) != read.end()) continue;
    const auto reader = workbook.Read(i, &beside);
    std::uint64_t count = 0;
    while (reader->Next()) {
      if (++count % 4096 == 0) job.throw_if_cancelled();
      for (const common::Cell& cell : reader->row().cells) {
        beside("hidden", workbook.sheets()[i].name, reader->row().number, cell.column, cell.text);
      }
    }
  }
  workbook.VisitUnused(beside);
}

void RunWorkbook(const rpt::InputFile& in, const Settings& settings, rpt::TableWriter& out,
                 const rpt::Job& job) {
  const common::Beside beside = [&job](const char* kind, std::string_view sheet, std::uint64_t row,
                                       std::uint64_t column, std::string_view text) {
    job.aside(kind, {row, column, sheet}, text);
  };
  const auto workbook = common::Workbook::Open(in, beside, [&job](std::uint64_t bytes) {
    job.throw_if_cancelled();
    job.progress(bytes);
  });
  if (workbook->sheets().empty()) throw rpt::BadInput(0, {}, "the export has no sheet");
  const std::size_t sheet = settings.sheet.empty() ? 0 : ToldSheet(*workbook, settings.sheet);
  std::vector<std::size_t> read{sheet};
  std::unique_ptr<Parents> parents;
  if (settings.join) {
    std::string parent;
    {
      const auto table = OpenSheet(*workbook, sheet, nullptr);
      const auto name = Find(table->headers(), "_parent_table_name");
      const auto index = Find(table->headers(), "_parent_index");
      if (name && index && table->Next()) parent = table->cells()[*name];
    }
    if (!parent.empty()) {
      const auto above = FindParentSheet(*workbook, parent);
      if (!above || *above == sheet) {
        rpt::BadInput error(2, "_parent_table_name",
                            "no sheet, or more than one, has the name of the table to which the "
                            "repeated group belongs; read the group alone with join=false");
        error.sheet = workbook->sheets()[sheet].name;
        throw error;
      }
      parents = std::make_unique<Parents>(*workbook, *above, beside, job);
      read.insert(read.end(), parents->sheets().begin(), parents->sheets().end());
    }
  }
  MentionUnread(*workbook, read, job);
  {
    const auto table = OpenSheet(*workbook, sheet, &beside);
    HandOut(*table, parents.get(), settings, out, job);
  }
  ScanOthers(*workbook, read, beside, job);
}

}  // namespace
}  // namespace kobo_import

void KoboImport::run(rpt::InputFile& in, rpt::TableWriter& out, rpt::Job& job) {
  using namespace kobo_import;
  const Settings settings = ReadSettings(job.options());
  if (common::Recognise(in) != common::FileKind::kOther) {
    return RunWorkbook(in, settings, out, job);
  }
  if (in.size() == 0) throw rpt::BadInput(0, {}, "the file is empty, expected an export of Kobo");
  common::CheckUtf8(in);
  if (!settings.sheet.empty()) {
    throw rpt::BadOption("sheet",
                         "a CSV file has no sheets; repeated groups are in Kobo's XLSX export");
  }
  const auto table = OpenCsv(in);
  HandOut(*table, nullptr, settings, out, job);
}

int KoboImport::sniff(rpt::InputFile& in) {
  using namespace kobo_import;
  try {
    const common::FileKind kind = common::Recognise(in);
    if (kind == common::FileKind::kOther) {
      const std::string head = in.head(std::size_t{64} << 10);
      if (head.empty() || head.find('\0') != head.npos) return 0;
      return HasKoboHeader(OpenCsv(in)->headers()) ? 95 : 0;
    }
    if (kind != common::FileKind::kXlsx) return 0;
    const auto workbook = common::Workbook::Open(
        in, [](const char*, std::string_view, std::uint64_t, std::uint64_t, std::string_view) {});
    for (std::size_t i = 0; i < workbook->sheets().size() && i < 8; i++) {
      if (HasKoboHeader(OpenSheet(*workbook, i, nullptr)->headers())) return 95;
    }
    return 0;
  } catch (const rpt::Error&) {
    return 0;  // another importer says what is wrong with it
  }
}
