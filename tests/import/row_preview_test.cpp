// What a person sees of a table: the first rows, the last, and those that look worst.
#include "core/import/row_preview.h"

#include <catch2/catch.hpp>

#include "core/base/text.h"

namespace rapporteur {
namespace {

struct Previewed {
  RowPreview preview;
  std::vector<Field> fields = {{"row", "row", FieldType::kInt64}};
  std::uint64_t next = 2;

  explicit Previewed(const std::string& headers) {
    for (std::string_view name : Split(headers, '|')) {
      fields.push_back({std::string(name), "", FieldType::kText});
    }
    preview.Begin(fields);
  }
  void Row(const std::string& cells) {
    TableBuilder builder(fields);
    builder.AddInt64(static_cast<std::int64_t>(next));
    for (std::string_view cell : Split(cells, '|')) {
      if (cell.empty()) {
        builder.AddMissing();
      } else {
        builder.AddText(cell);
      }
    }
    builder.EndRow();
    preview.Add(builder.Take(), 0, {"cases.csv", "", next, ""}, nullptr);
    ++next;
  }
  std::vector<std::uint64_t> Worst() const {
    std::vector<std::uint64_t> rows;
    for (const PreviewRow& row : preview.worst()) rows.push_back(row.row);
    return rows;
  }
};

TEST_CASE("a column says its type, three different values and its blanks") {
  Previewed p("year|count|rate|what|mostly|nothing");
  for (int i = 0; i < 12; ++i) {
    p.Row("201" + std::to_string(i % 10) + "|" + std::to_string(40 + i) + "|1,5|text " +
          std::to_string(i) + "|" + (i == 7 ? "many" : "3") + "|");
  }
  p.preview.Finish();
  std::vector<std::string> types;
  for (const ColumnProfile& column : p.preview.columns()) types.push_back(column.type);
  CHECK(types == std::vector<std::string>{"period", "integer", "number", "text", "mixed", "empty"});
  CHECK(p.preview.columns()[3].samples == std::vector<std::string>{"text 0", "text 1", "text 2"});
  CHECK(p.preview.columns()[5].blank == 12);
  CHECK(p.preview.columns()[2].values.size() == 1);
  CHECK(p.preview.rows() == 12);
}

TEST_CASE("the worst rows are the blank, the odd and the long ones, wherever they stand") {
  Previewed p("count|note");
  for (int i = 0; i < 3000; ++i) {
    if (i == 5) {
      p.Row("many|short");
    } else if (i == 1500) {
      p.Row("3|" + std::string(90, 'x'));
    } else if (i == 2990) {
      p.Row("|");
    } else {
      p.Row("3|short");
    }
  }
  p.preview.AddIssue({"cases.csv", "", 2, ""}, "the importer doubts it");
  p.preview.Finish();
  CHECK(p.Worst() == std::vector<std::uint64_t>{2, 7, 2992, 1502});
  CHECK(p.preview.worst()[0].issues == std::vector<std::string>{"the importer doubts it"});
  CHECK(p.preview.first().size() == RowPreview::kFirst);
  CHECK(p.preview.last().size() == RowPreview::kLast);
  CHECK(p.preview.last().back().row == 3001);
}

TEST_CASE("what is kept of a large table is bounded") {
  Previewed p("code|text");
  const std::string longest(5000, 'y');
  for (int i = 0; i < 2000; ++i) p.Row(std::to_string(i) + "|" + longest);
  p.preview.Finish();
  CHECK(p.preview.columns()[0].values.size() == ColumnProfile::kValues);
  CHECK(p.preview.columns()[0].more_values);
  CHECK(p.preview.columns()[1].values.empty());
  CHECK(p.preview.first()[0].cells[1].size() == RowPreview::kCell + std::string("…").size());
}

TEST_CASE("of a table that must not be shown only the columns' names stay") {
  Previewed p("age|form");
  p.Row("17|sexual");
  p.preview.Withhold();
  p.Row("18|labour");
  p.preview.Finish();
  CHECK(p.preview.first().empty());
  CHECK(p.preview.last().empty());
  CHECK(p.preview.columns()[0].name == "age");
  CHECK(p.preview.columns()[0].samples.empty());
  CHECK(p.preview.columns()[0].values.empty());
}

}  // namespace
}  // namespace rapporteur
