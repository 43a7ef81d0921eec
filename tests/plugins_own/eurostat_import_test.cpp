#include "plugins/eurostat_import/eurostat_import.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <map>
#include <rapporteur/testing.hpp>
#include <sstream>
#include <string>

#include "tests/plugins_own/shown_run.h"
#include "tests/support/csv_answers.h"
#include "tests/support/shared_data.h"

namespace rapporteur {
namespace {

using rpt::testing::Run;

Run Import(const std::string& text) { return rpt::testing::run(EurostatImport(), text); }

int Sniff(const std::string& text) {
  rpt::testing::detail::MemoryFile file(text);
  rpt::InputFile input(file.fd());
  return EurostatImport::sniff(input);
}

TEST_CASE("the old and the new layout of Eurostat's TSV give the same columns") {
  struct Case {
    const char *text, *table;
  };
  const Case cases[] = {
      {"unit,iccs,geo\\time\t2009 \t2008 \nNR,ICCS0101,AL\t82 \t88 \n",
       "unit|iccs|geo|TIME_PERIOD|OBS_VALUE.|OBS_FLAG\n"
       "2: NR|ICCS0101|AL|2009|82|-\n2: NR|ICCS0101|AL|2008|88|-"},
      {"freq,iccs,unit,geo\\TIME_PERIOD\t2008 \nA,ICCS0101,NR,AL\t88 \nA,ICCS0101,NR,RS\t128 \n",
       "freq|iccs|unit|geo|TIME_PERIOD|OBS_VALUE.|OBS_FLAG\n"
       "2: A|ICCS0101|NR|AL|2008|88|-\n3: A|ICCS0101|NR|RS|2008|128|-"},
      {"geo\\time\t2008Q1\nRS\t5\n", "geo|TIME_PERIOD|OBS_VALUE.|OBS_FLAG\n2: RS|2008Q1|5|-"},
      // A file that was turned on its side.
      {"unit,time\\geo\tRS\tMK\nNR,2008\t5\t6\n",
       "unit|TIME_PERIOD|geo|OBS_VALUE.|OBS_FLAG\n2: NR|2008|RS|5|-\n2: NR|2008|MK|6|-"},
      {"\xEF\xBB\xBFgeo\\time\t2008 \r\nRS\t5 \r\n\r\n",
       "geo|TIME_PERIOD|OBS_VALUE.|OBS_FLAG\n2: RS|2008|5|-"},
      {"row,geo\\time\t2008\n7,RS\t5\n",
       "row|geo|TIME_PERIOD|OBS_VALUE.|OBS_FLAG\n2: 7|RS|2008|5|-"},
  };
  for (const Case& c : cases) {
    INFO(c.text);
    CHECK(TableOf(Import(c.text)) == c.table);
  }
}

TEST_CASE("periods are kept as Eurostat writes them") {
  CHECK(
      TableOf(Import("geo\\TIME_PERIOD\t2008 \t2008-Q1 \t2008M01 \t2008-S1 \t2008-01 \t2008-W05 \n"
                     "RS\t1 \t2 \t3 \t4 \t5 \t6 \n")) ==
      "geo|TIME_PERIOD|OBS_VALUE.|OBS_FLAG\n"
      "2: RS|2008|1|-\n2: RS|2008-Q1|2|-\n2: RS|2008M01|3|-\n2: RS|2008-S1|4|-\n"
      "2: RS|2008-01|5|-\n2: RS|2008-W05|6|-");
}

TEST_CASE("a cell is a number as written, missing, and flags beside either") {
  struct Case {
    const char *cell, *value_and_flag;
  };
  const Case good[] = {
      {"12 ", "12|"},
      {"12 b", "12|b"},
      {"12 b ", "12|b"},
      {"12.50 bp", "12.50|bp"},
      {": ", "|"},
      {":", "|"},
      {"", "|"},
      {" ", "|"},
      {": c", "|c"},
      {":c", "|c"},
      {": z", "|z"},
      {": @C", "|@C"},
      {"0 ", "0|"},
      {"0 n", "0|n"},
      {"0n", "0|n"},
      {"-3.5 e", "-3.5|e"},
      {"1.5E-05", "1.5E-05|"},
      {"1e6 s", "1e6|s"},
      {"12e", "12|e"},
      {"+7", "+7|"},
      {"1.234", "1.234|"},
      {"007", "007|"},
  };
  for (const Case& c : good) {
    INFO(c.cell);
    const auto cell = eurostat_import::ReadCell(c.cell);
    REQUIRE(cell);
    CHECK(std::string(cell->value) + "|" + std::string(cell->flag) == c.value_and_flag);
  }
  for (const char* bad : {"12,5", "1 234", "1,234", "..", "-", "n/a", "<5", "b", "12 b c", "12 b1",
                          ": 12", "::", "1.", ".5", "0x10", "nan", "12 bbbbbbbbb", "12 \xC5\xBE"}) {
    INFO(bad);
    CHECK_FALSE(eurostat_import::ReadCell(bad));
  }
}

TEST_CASE("what Eurostat did not write is refused with a sentence") {
  struct Case {
    std::string text;
    const char* message;
  };
  const std::string head = "unit,geo\\time\t2008 \t2009 \n";
  const Case cases[] = {
      {"", "the file is empty, expected a Eurostat table"},
      {"\x1F\x8B\x08 and more\n",
       "the file is packed (gzip); unpack it first, for instance with 'gunzip FILE.tsv.gz', and "
       "import the .tsv"},
      {std::string("\xFF\xFEg\0e\0\n\0", 8),
       "the file is in UTF-16, expected UTF-8 as Eurostat writes it; download it again instead of "
       "saving it from a spreadsheet"},
      {std::string("geo\0\n", 5), "byte 4 is NUL, expected a text file"},
      {"geo,2008\nRS,1\n",
       "row 1, column 1: found no dimensions as Eurostat packs them, expected a header such as "
       "freq,unit,geo\\TIME_PERIOD and a tab before each period"},
      {"geo\\time\n",
       "row 1, column 1: found no dimensions as Eurostat packs them, expected a header such as "
       "freq,unit,geo\\TIME_PERIOD and a tab before each period"},
      {head, "row 1: the table has a header and no rows below it"},
      {head + "\n \n", "row 1: the table has a header and no rows below it"},
      {head + "NR,RS\t1 \n", "row 2: found 2 cells, expected 3 as in the header"},
      {head + "NR,RS\t1 \t2 \t3 \n", "row 2: found 4 cells, expected 3 as in the header"},
      {head + "NR,RS\n", "row 2: found 1 cell, expected 3 as in the header"},
      {head + "NR,RS\t1 \t2 \nRS\t1 \t2 \n",
       "row 3, column 1: found 1 code, expected 2 as in the header"},
      {head + "NR,\t1 \t2 \n", "row 2, column 1: a code is empty"},
      {head + "NR,RS\t1 \t2,5 \n",
       "row 2, column 3: the cell is neither a number nor ':', with or without flags behind it, "
       "such as 12.5 b"},
      {head + "NR,R\xC5\t1 \t2 \n", "row 2, column 1: the codes are not valid UTF-8"},
      {head + "NR,RS\t1 \t2",
       "the last line has no line end, which Eurostat always writes: the file was cut off; "
       "download it again"},
      {"geo,geo\\time\t2008\n1,2\t3\n",
       "row 1, column 1: the name geo stands there twice, or is one of the importer's own columns"},
      {"geo\\OBS_FLAG\t2008\n1\t3\n",
       "row 1, column 1: the name OBS_FLAG stands there twice, or is one of the importer's own "
       "columns"},
      {"geo,time\\time\t2008\n1,2\t3\n",
       "row 1, column 1: the name TIME_PERIOD stands there twice, or is one of the importer's own "
       "columns"},
      {"geo,\\time\t2008\n1,2\t3\n", "row 1, column 1: a dimension has no name"},
      {"geo\\ \t2008\n1\t3\n", "row 1, column 1: the dimension behind \\ has no name"},
      {"geo\\time\t2008 \t2008\n1\t3\t4\n",
       "row 1, column 3: the period stands there a second time"},
      {"geo\\time\t2008\t\n1\t3\t4\n", "row 1, column 3: the header is empty, expected a period"},
      {"geo\\time\t" + std::string(65, '2') + "\n1\t3\n",
       "row 1, column 2: the header is longer than 64 bytes"},
      {"geo\\time\t2008\n" + std::string(1001, 'a') + "\t3\n",
       "row 2, column 1: the codes are longer than 1,000 bytes"},
      {"geo\\time\t2008\nRS\t" + std::string(1 << 20, '1') + "\n",
       "row 2: a line is longer than 1 MiB; is this a text file?"},
  };
  for (const Case& c : cases) {
    INFO(c.text.substr(0, 100));
    const Run run = Import(c.text);
    CHECK(FailureOf(run) == c.message);
    CHECK(BrokenImport(run) == "");
  }
}

TEST_CASE("a line of 16,384 periods is read") {
  std::string text = "geo\\time", line = "RS";
  for (int i = 0; i < 16384; ++i) {
    text += "\tD" + std::to_string(i);
    line += "\t" + std::to_string(i) + " ";
  }
  const Run run = Import(text + "\n" + line + "\n");
  REQUIRE(run.rows.size() == 16384);
  CHECK(run.rows.back() == rpt::testing::Row{"2", "RS", "D16383", "16383", std::nullopt});
}

TEST_CASE("a Eurostat file is known by its header") {
  CHECK(Sniff("freq,geo\\TIME_PERIOD\t2008 \nA,RS\t1 \n") == 95);
  CHECK(Sniff("\xEF\xBB\xBFunit,geo\\time\t2008 \nA,RS\t1 \n") == 95);
  CHECK(Sniff("geo\\time\t2008") == 95);
  CHECK(Sniff("\x1F\x8B\x08") == 10);
  for (const char* other : {"", "a\tb\n1\t2\n", "a\\b,c\n1,2\n", "\\time\t2008\n", "geo\\\t2008\n",
                            "a\nb\\c\td\n", "{\"a\\b\":\t1}"}) {
    INFO(other);
    CHECK(Sniff(other) == 0);
  }
}

// Another way to read the same file: every cell by its own line of code, nothing of the importer's.
struct Independent {
  std::size_t series = 0, cells = 0, missing = 0;
  double sum = 0;
  std::map<std::string, double> by_country;
};

Independent CountByHand(const std::string& text) {
  Independent found;
  std::istringstream lines(text);
  std::string line, cell;
  std::getline(lines, line);
  while (std::getline(lines, line)) {
    ++found.series;
    std::istringstream cells(line);
    std::getline(cells, cell, '\t');
    const std::string country = cell.substr(cell.rfind(',') + 1);
    while (std::getline(cells, cell, '\t')) {
      ++found.cells;
      if (cell[0] == ':') {
        ++found.missing;
        continue;
      }
      found.sum += std::stod(cell);
      found.by_country[country] += std::stod(cell);
    }
  }
  return found;
}

void CheckAgainstCount(const std::string& path) {
  const std::string text = ReadTestFile(path);
  const Independent expected = CountByHand(text);
  const Run run = Import(text);
  REQUIRE(FailureOf(run) == "no failure");
  CHECK(run.rows.size() == expected.cells);
  Independent found;
  std::string last_row;
  for (const rpt::testing::Row& row : run.rows) {
    if (*row[0] != last_row) ++found.series;
    last_row = *row[0];
    if (!row[6]) {
      ++found.missing;
      continue;
    }
    found.sum += std::stod(*row[6]);
    found.by_country[*row[4]] += std::stod(*row[6]);
  }
  CHECK(found.series == expected.series);
  CHECK(found.missing == expected.missing);
  CHECK(found.sum == expected.sum);
  CHECK(found.by_country == expected.by_country);
}

TEST_CASE("every cell of a Eurostat file comes out, counted by other means") {
  CheckAgainstCount(TestData("eurostat_fuzz/new_layout.tsv"));
  if (auto path = SharedData("data/eurostat/estat_crim_off_cat.tsv")) {
    CheckAgainstCount(*path);
    CHECK(CountByHand(ReadTestFile(*path)).series == 1558);
    CHECK(CountByHand(ReadTestFile(*path)).missing == 5896);
  }
}

TEST_CASE("whatever bytes stand in a Eurostat file, it is read or refused with a sentence") {
  int samples = 0;
  for (const auto& file : std::filesystem::directory_iterator(TestData("eurostat_fuzz"))) {
    const std::string bytes = ReadTestFile(file.path().string());
    INFO(file.path().filename().string());
    CHECK(BrokenImport(Import(bytes)) == "");
    ++samples;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
      const Run cut = Import(bytes.substr(0, i));
      CHECK(BrokenImport(cut) == "");
      // Only at the end of a line nothing shows that lines are missing.
      if (i > 0 && bytes[i - 1] != '\n') CHECK_FALSE(cut.ok());
      for (const char c : {'\0', '\t', '\n', '\\', '\xFF'}) {
        std::string changed = bytes;
        changed[i] = c;
        CHECK(BrokenImport(Import(changed)) == "");
      }
    }
  }
  CHECK(samples >= 6);
}

}  // namespace
}  // namespace rapporteur
