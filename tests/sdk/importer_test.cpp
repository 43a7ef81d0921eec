#include <rapporteur/testing.hpp>

#include <algorithm>
#include <catch2/catch.hpp>

#include "sdk/examples/hello_importer/police_report.cpp"

namespace {

using rpt::testing::Row;
using rpt::testing::run;

// The smallest of each form that run() may have.
struct Dynamic {
  void run(rpt::InputFile& in, rpt::TableWriter& out, rpt::Job& job) {
    out.begin({{"row", rpt::Type::int64, "row"},
               {"text", rpt::Type::text, "decimal-comma"},
               {"share", rpt::Type::float64}});
    const std::string text = in.read_all();
    out.integer(1).text(text).number(0.5).end_row();
    out.integer(2).missing().missing().end_row();
    job.issue(rpt::Level::warning, {2, 0, "Sheet 1", "text"}, "this cell is empty");
    job.aside("comment", {1, 2, "Sheet 1"}, "checked by the office");
    job.log(rpt::Level::info, "read with " + job.options().text("mode", "none"));
  }
};

struct Unnamed {
  using Output = rpt::Rows<std::string>;
  void run(rpt::Lines& in, Output& out) {
    std::string_view line;
    while (in.next(line)) out.add(line);
    out.at(77).add("placed");
  }
};

struct TooFewCells {
  void run(rpt::Lines&, rpt::TableWriter& out) {
    out.begin({{"row", rpt::Type::int64, "row"}, {"b"}});
    out.integer(1).end_row();
  }
};

struct WrongType {
  void run(rpt::Lines&, rpt::TableWriter& out) {
    out.begin({{"row", rpt::Type::int64, "row"}});
    out.text("1").end_row();
  }
};

struct SameName {
  void run(rpt::Lines&, rpt::TableWriter& out) {
    out.begin({{"row", rpt::Type::int64, "row"}, {"a"}, {"a"}});
  }
};

struct NoRow {
  void run(rpt::Lines&, rpt::TableWriter& out) { out.begin({{"a"}}); }
};

struct NoColumns {
  void run(rpt::Lines&, rpt::TableWriter&) {}
};

struct Throws {
  void run(rpt::Lines&, rpt::TableWriter&) { throw 7; }
};

struct ManyRows {
  void run(rpt::Lines&, rpt::TableWriter& out) {
    out.begin({{"n", rpt::Type::int64, "row"}});
    for (int i = 0; i < 10000; ++i) {
      if (i % 3 == 0) {
        out.missing();
      } else {
        out.integer(i);
      }
      out.end_row();
    }
  }
};

// A file of sixteen thousand columns and nothing in them would otherwise fill the memory.
TEST_CASE("a batch of missing cells ends before it is large") {
  rpt::testing::Run run;
  rpt::testing::detail::Host host(run);
  std::uint64_t most = 0;
  rpt_import_job job{};
  job.struct_size = sizeof job;
  job.host = host.get();
  job.sink = &most;
  job.begin = [](void*, const rpt_field*, std::uint32_t, rpt_error*) -> std::int32_t { return RPT_OK; };
  job.emit = [](void* sink, const rpt_batch* batch, rpt_error*) -> std::int32_t {
    auto& rows = *static_cast<std::uint64_t*>(sink);
    rows = std::max(rows, batch->row_count);
    return RPT_OK;
  };
  rpt::TableWriter out(&job);
  std::vector<rpt::Field> fields{{"row", rpt::Type::int64, "row"}};
  for (int i = 0; i < 16383; ++i) fields.push_back({"column_" + std::to_string(i)});
  out.begin(fields);
  for (int row = 1; row <= 100; ++row) {
    out.integer(row);
    for (int i = 0; i < 16383; ++i) out.missing();
    out.end_row();
  }
  out.flush();
  CHECK(most == 16);
}

}  // namespace

TEST_CASE("the hello importer reads its good sample") {
  const auto result = run(PoliceReport(),
                          "region;year;sex;measure;value\n"
                          "North;2023;male;cases_opened;12\r\n"
                          "North;2023;female;cases_opened;\n"
                          "South;2024;male;cases_opened;0");
  REQUIRE(result.ok());
  REQUIRE(result.fields.size() == 7);
  CHECK(result.fields[0].role == "row");
  CHECK(result.fields[1].name == "region");
  CHECK(result.rows ==
        std::vector<Row>{{"2", "North", "2023", "male", "cases_opened", "12", std::nullopt},
                         {"3", "North", "2023", "female", "cases_opened", std::nullopt,
                          "not reported"},
                         {"4", "South", "2024", "male", "cases_opened", "0", std::nullopt}});
}

TEST_CASE("the hello importer says line and field of a bad year") {
  const auto result = run(PoliceReport(), "h;h;h;h;h\n;1990;;;\n;2100;;;\nNorth;19x4;m;c;3\n");
  CHECK(result.code == RPT_BAD_INPUT);
  CHECK(result.error.code == RPT_BAD_INPUT);
  CHECK(result.error.row == 4);
  CHECK(std::string(result.error.field) == "year");
  CHECK(std::string(result.error.message) == "cannot read '19x4'");
}

TEST_CASE("a table whose columns are known at run time carries roles, issues and asides") {
  const auto result = run(Dynamic(), "1.234,5", R"({"mode": "fast"})");
  REQUIRE(result.ok());
  CHECK(result.fields[1].role == "decimal-comma");
  CHECK(result.rows == std::vector<Row>{{"1", "1.234,5", "0.5"}, {"2", std::nullopt, std::nullopt}});
  REQUIRE(result.issues.size() == 1);
  CHECK(result.issues[0].level == rpt::Level::warning);
  CHECK(result.issues[0].row == 2);
  CHECK(result.issues[0].sheet == "Sheet 1");
  CHECK(result.issues[0].text == "this cell is empty");
  REQUIRE(result.asides.size() == 1);
  CHECK(result.asides[0].kind == "comment");
  CHECK(result.asides[0].text == "checked by the office");
  CHECK(result.log == "read with fast\n");
}

TEST_CASE("columns without names are numbered, and a row may say where it stands") {
  const auto result = run(Unnamed(), "\xEF\xBB\xBFone\n\nthree");
  REQUIRE(result.ok());
  CHECK(result.fields[1].name == "column_1");
  CHECK(result.rows ==
        std::vector<Row>{{"1", "one"}, {"2", ""}, {"3", "three"}, {"77", "placed"}});
}

TEST_CASE("batches are cut and missing cells stay where they are") {
  const auto result = run(ManyRows(), "");
  REQUIRE(result.ok());
  REQUIRE(result.rows.size() == 10000);
  for (std::size_t i = 0; i < result.rows.size(); ++i) {
    REQUIRE(result.rows[i][0].has_value() == (i % 3 != 0));
    if (i % 3 != 0) REQUIRE(*result.rows[i][0] == std::to_string(i));
  }
}

TEST_CASE("what a plugin does wrong is an error with a sentence, never a crash") {
  const auto said = [](const rpt::testing::Run& result) {
    return std::to_string(result.code) + " " + result.error.message;
  };
  CHECK(said(run(TooFewCells(), "")) == "7 a row has 1 cells, the table has 2 columns");
  CHECK(said(run(WrongType(), "")) == "7 cell 1 is not of its column's type");
  CHECK(said(run(SameName(), "")) == "7 column 3 has the name of an earlier column");
  CHECK(said(run(NoRow(), "")) == "7 no column has the role \"row\"");
  CHECK(said(run(NoColumns(), "")) == "7 the importer said no columns");
  CHECK(said(run(Throws(), "")) == "7 the plugin threw something that is no std::exception");
  CHECK(said(run(Unnamed(), std::string(2 << 20, 'x'))) ==
        "6 a line is longer than 1 MiB; is this a text file?");
  CHECK(said(run(Unnamed(), "short\n" + std::string((1 << 20) + 1, 'x') + "\n")) ==
        "6 a line is longer than 1 MiB; is this a text file?");
  CHECK(said(run(Dynamic(), "", "[1]")) == "3 the options are not a flat JSON object");
}
