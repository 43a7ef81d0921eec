#include "core/worker/table.h"

#include <catch2/catch.hpp>

namespace rapporteur {
namespace {

const std::vector<Field> kFields{{"row", "row", FieldType::kInt64},
                                 {"region", "", FieldType::kText},
                                 {"value", "", FieldType::kFloat64}};

}  // namespace

TEST_CASE("a table gives back what was put in, missing cells included") {
  TableBuilder builder(kFields);
  for (int i = 0; i < 20; ++i) {
    builder.AddInt64(i + 2);
    if (i % 4 == 0) {
      builder.AddMissing();
    } else {
      builder.AddText(i % 2 == 0 ? "Ниш" : "");
    }
    if (i == 19) {
      builder.AddMissing();
    } else {
      builder.AddFloat64(i / 2.0);
    }
    builder.EndRow();
  }
  CHECK(builder.row_count() == 20);
  const Table table = builder.Take();
  CHECK(builder.row_count() == 0);
  REQUIRE(table.row_count() == 20);
  REQUIRE(table.column_count() == 3);
  CHECK(table.type(2) == FieldType::kFloat64);
  for (std::size_t i = 0; i < 20; ++i) {
    CHECK_FALSE(table.IsMissing(0, i));
    CHECK(table.Int64(0, i) == static_cast<std::int64_t>(i) + 2);
    CHECK(table.IsMissing(1, i) == (i % 4 == 0));
    CHECK(table.Text(1, i) == (i % 2 == 0 && i % 4 != 0 ? "Ниш" : ""));
    CHECK(table.IsMissing(2, i) == (i == 19));
    if (i < 19) CHECK(table.Float64(2, i) == static_cast<double>(i) / 2.0);
  }
}

TEST_CASE("a builder is used again after Take, and an empty one gives an empty table") {
  TableBuilder builder(kFields);
  CHECK(builder.Take().row_count() == 0);
  for (const char* text : {"first", "second"}) {
    builder.AddInt64(1);
    builder.AddText(text);
    builder.AddMissing();
    builder.EndRow();
    const Table table = builder.Take();
    CHECK(table.row_count() == 1);
    CHECK(table.Text(1, 0) == text);
  }
}

TEST_CASE("a builder is full at 4,096 rows or 1 MiB") {
  TableBuilder rows({{"n", "", FieldType::kInt64}});
  for (int i = 0; i < 4095; ++i) {
    rows.AddInt64(i);
    rows.EndRow();
  }
  CHECK_FALSE(rows.full());
  rows.AddInt64(0);
  rows.EndRow();
  CHECK(rows.full());
  TableBuilder bytes({{"t", "", FieldType::kText}});
  bytes.AddText(std::string(1 << 20, 'x'));
  bytes.EndRow();
  CHECK(bytes.full());
}

TEST_CASE("a table survives being moved, and its bytes make the same table again") {
  TableBuilder builder(kFields);
  builder.AddInt64(7);
  builder.AddText("x");
  builder.AddFloat64(1);
  builder.EndRow();
  Table moved = builder.Take();
  Table table = std::move(moved);
  CHECK(table.Text(1, 0) == "x");
  Result<Table> again = Table::FromPayload(table.TakePayload(), 3, 1);
  REQUIRE(again.ok());
  CHECK(again->Int64(0, 0) == 7);
  CHECK(again->Text(1, 0) == "x");
  CHECK(again->Float64(2, 0) == 1);
  CHECK(table.row_count() == 0);
}

}  // namespace rapporteur
