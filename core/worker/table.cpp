#include "core/worker/table.h"

#include <cassert>

#include "core/worker/wire.h"

namespace rapporteur {

Result<Table> Table::FromPayload(std::vector<char> payload, std::uint32_t columns,
                                 std::uint64_t rows) {
  Result<std::vector<ColumnView>> views = wire::DecodeBatch(payload, columns, rows);
  if (!views.ok()) return views.status();
  Table table;
  table.payload_ = std::move(payload);
  table.columns_ = *std::move(views);
  table.rows_ = static_cast<std::size_t>(rows);
  return table;
}

std::vector<char> Table::TakePayload() {
  columns_.clear();
  rows_ = 0;
  return std::move(payload_);
}

TableBuilder::TableBuilder(const std::vector<Field>& fields) : columns_(fields.size()) {
  for (std::size_t c = 0; c < fields.size(); ++c) {
    columns_[c].type = fields[c].type;
    if (fields[c].type == FieldType::kText) columns_[c].offsets.push_back(0);
  }
}

TableBuilder::Column& TableBuilder::Next([[maybe_unused]] FieldType type) {
  assert(at_ < columns_.size() && columns_[at_].type == type);
  return columns_[at_++];
}

void TableBuilder::AddText(std::string_view cell) {
  Column& column = Next(FieldType::kText);
  column.values.insert(column.values.end(), cell.begin(), cell.end());
  bytes_ += cell.size() + sizeof(std::uint32_t);
  Mark(column, true);
}

void TableBuilder::AddInt64(std::int64_t cell) {
  Column& column = Next(FieldType::kInt64);
  AddFixed(column, &cell);
  Mark(column, true);
}

void TableBuilder::AddFloat64(double cell) {
  Column& column = Next(FieldType::kFloat64);
  AddFixed(column, &cell);
  Mark(column, true);
}

void TableBuilder::AddMissing() {
  assert(at_ < columns_.size());
  Column& column = columns_[at_++];
  const std::int64_t zero = 0;
  if (column.type != FieldType::kText) AddFixed(column, &zero);
  Mark(column, false);
}

void TableBuilder::AddFixed(Column& column, const void* cell) {
  const char* bytes = static_cast<const char*>(cell);
  column.values.insert(column.values.end(), bytes, bytes + 8);
  bytes_ += 8;
}

void TableBuilder::Mark(Column& column, bool present) {
  if (column.type == FieldType::kText) {
    column.offsets.push_back(static_cast<std::uint32_t>(column.values.size()));
  }
  if (rows_ % 8 == 0) column.validity.push_back(0);
  if (present) {
    column.validity.back() = static_cast<std::uint8_t>(column.validity.back() | 1u << (rows_ % 8));
  } else {
    column.any_missing = true;
  }
}

void TableBuilder::EndRow() {
  assert(at_ == columns_.size());
  at_ = 0;
  ++rows_;
}

Table TableBuilder::Take() {
  Table table;
  if (rows_ == 0) return table;
  std::size_t total = columns_.size() * sizeof(wire::ColumnHeader);
  for (const Column& column : columns_) {
    total += wire::Padded(column.values.size()) + wire::Padded(column.offsets.size() * 4) +
             (column.any_missing ? wire::Padded(column.validity.size()) : 0);
  }
  table.payload_.resize(total);
  table.columns_.resize(columns_.size());
  table.rows_ = rows_;
  char* at = table.payload_.data() + columns_.size() * sizeof(wire::ColumnHeader);
  const auto append = [&](const void* bytes, std::size_t size) {
    char* written = at;
    if (size > 0) std::memcpy(at, bytes, size);
    at += wire::Padded(size);
    return written;
  };
  for (std::size_t c = 0; c < columns_.size(); ++c) {
    Column& column = columns_[c];
    ColumnView& view = table.columns_[c];
    const wire::ColumnHeader header{static_cast<std::uint32_t>(column.type),
                                    column.any_missing ? 1u : 0u, column.values.size()};
    std::memcpy(table.payload_.data() + c * sizeof header, &header, sizeof header);
    view.type = column.type;
    if (column.any_missing) {
      view.validity = reinterpret_cast<const std::uint8_t*>(
          append(column.validity.data(), column.validity.size()));
    }
    if (column.type == FieldType::kText) {
      view.offsets = reinterpret_cast<const std::uint32_t*>(
          append(column.offsets.data(), column.offsets.size() * 4));
    }
    view.values = append(column.values.data(), column.values.size());
    column.any_missing = false;
    column.validity.clear();
    column.values.clear();
    column.offsets.clear();
    if (column.type == FieldType::kText) column.offsets.push_back(0);
  }
  rows_ = 0;
  bytes_ = 0;
  return table;
}

}  // namespace rapporteur
