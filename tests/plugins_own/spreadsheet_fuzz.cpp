// Fuzzes the importer of spreadsheets; corpus in tests/data/spreadsheet_fuzz.  The first byte says
// where the others stand: in a file of their own, or in a part of a workbook that is otherwise
// good, so that the fuzzer need not find out how to pack.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "plugins/spreadsheet_import/spreadsheet_import.h"
#include "tests/plugins_own/spreadsheet_results.h"
#include "tests/support/made_workbook.h"

namespace {

using namespace rapporteur;

std::string FileOf(char where, const std::string& text) {
  MadeXlsx made;
  made.sheets = {{"Sheet1", RowsXml({{"a", "b"}, {"x", "#1"}})}};
  made.formats = {"dd.mm.yyyy", "0%", "#,##0,"};
  made.shared = {"<t>a</t>", "<r><t>b</t></r>"};
  switch (where) {
    case 's':
      made.sheets[0].rows = text;
      return Made(made);
    case 'b':
      made.sheets[0].behind = text;
      return Made(made);
    case 't':
      made.shared = {text};
      return Made(made);
    case 'w':
      made.workbook = text;
      return Made(made);
    case 'f':
      made.formats = {text};
      return Made(made);
    case 'c':
      made.more = {{"docProps/core.xml", text}};
      return Made(made);
    case 'o':
      return MadeOds(text);
    default:
      return text;
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string text(reinterpret_cast<const char*>(data) + 1, size - 1);
  const std::string file = FileOf(static_cast<char>(data[0]), text);
  const auto run = rpt::testing::run(SpreadsheetImport(), file);
  // Whatever is handed out, it is a table with rows that count upwards; a refusal is a sentence.
  const auto broken = [](const char* what) {
    std::fprintf(stderr, "%s\n", what);
    std::abort();
  };
  if (!run.ok() && run.error.message[0] == '\0') broken("a refusal without a sentence");
  if (run.code == RPT_INTERNAL) broken(run.error.message);
  std::uint64_t before = 0;
  std::string sheet;
  for (const auto& row : run.rows) {
    const std::uint64_t number = std::stoull(row[0].value_or("0"));
    if (row[1].value_or("") == sheet && number <= before) broken("rows out of order");
    before = number;
    sheet = row[1].value_or("");
  }
  return 0;
}
