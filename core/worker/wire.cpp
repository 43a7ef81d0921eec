#include "core/worker/wire.h"

#include <cmath>
#include <cstring>
#include <set>

#include "core/base/utf8.h"

namespace rapporteur::wire {
namespace {

Status Bad(std::string reason) {
  return Status::Refused("plugin-broke-protocol", std::move(reason));
}

std::string Column(std::size_t column) { return "column " + std::to_string(column + 1); }

std::string Cell(std::size_t column, std::uint64_t row) {
  return Column(column) + ", row " + std::to_string(row + 1);
}

bool IsContinuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

Status CheckTexts(const ColumnView& view, std::size_t column, std::uint64_t rows,
                  std::uint64_t bytes) {
  if (view.offsets[0] != 0) return Bad(Column(column) + ": the first offset is not 0");
  for (std::uint64_t r = 0; r < rows; ++r) {
    if (view.offsets[r + 1] < view.offsets[r]) {
      return Bad(Cell(column, r) + ": the offsets decrease");
    }
  }
  if (view.offsets[rows] != bytes) {
    return Bad(Column(column) + ": the last offset is " + std::to_string(view.offsets[rows]) +
               ", the texts have " + std::to_string(bytes) + " bytes");
  }
  // All texts together are UTF-8 and no text begins inside a character: so each of them is.
  if (IsValidUtf8({view.values, static_cast<std::size_t>(bytes)})) {
    bool whole = true;
    for (std::uint64_t r = 0; r < rows && whole; ++r) {
      whole = view.offsets[r] == bytes || !IsContinuation(view.values[view.offsets[r]]);
    }
    if (whole) return {};
  }
  for (std::uint64_t r = 0; r < rows; ++r) {
    if (!IsValidUtf8({view.values + view.offsets[r], view.offsets[r + 1] - view.offsets[r]})) {
      return Bad(Cell(column, r) + ": the text is not UTF-8");
    }
  }
  return {};
}

Status CheckNumbers(const ColumnView& view, std::size_t column, std::uint64_t rows) {
  for (std::uint64_t r = 0; r < rows; ++r) {
    double value;
    std::memcpy(&value, view.values + r * sizeof value, sizeof value);
    if (std::isfinite(value)) continue;
    if (view.validity != nullptr && (view.validity[r / 8] >> (r % 8) & 1) == 0) continue;
    return Bad(Cell(column, r) + ": the number is not finite");
  }
  return {};
}

Status CheckCounts(std::uint64_t columns, std::uint64_t rows) {
  if (columns == 0 || columns > kMostColumns) {
    return Bad("a batch has 1 to " + std::to_string(kMostColumns) + " columns, found " +
               std::to_string(columns));
  }
  if (rows == 0 || rows > kMostRows) {
    return Bad("a batch has 1 to " + std::to_string(kMostRows) + " rows, found " +
               std::to_string(rows));
  }
  return {};
}

bool IsType(std::uint32_t type) { return type >= 1 && type <= 3; }

}  // namespace

const char* NameOf(Kind kind) {
  static constexpr const char* kNames[] = {"",        "HELLO", "REFUSED",  "JOB",  "FIELDS",
                                           "BATCH",   "ASIDE", "ISSUE",    "PROGRESS", "LOG",
                                           "DOCUMENT", "NEXT",  "END",      "CANCEL",   "DONE",
                                           "WANTED"};
  const auto i = static_cast<std::uint32_t>(kind);
  return i <= kLastKind ? kNames[i] : "";
}

Status CheckHeader(const Header& header) {
  if (header.magic != kMagic) return Bad("a message does not begin with RPT1");
  const auto kind = static_cast<std::uint32_t>(header.kind);
  if (kind == 0 || kind > kLastKind) {
    return Bad("there is no message of kind " + std::to_string(kind));
  }
  if (header.reserved != 0) return Bad("a reserved field is not 0");
  const std::string name = NameOf(header.kind);
  if (header.kind == Kind::kBatch) {
    if (Status s = CheckCounts(header.columns, header.rows); !s.ok()) return s;
  } else if (header.columns != 0 || header.rows != 0) {
    return Bad(name + ": only a BATCH has columns and rows");
  }
  const std::uint64_t most = header.kind == Kind::kBatch ? kMostBytes : kMostMessage;
  if (header.payload_bytes > most) {
    return Bad(name + ": " + std::to_string(header.payload_bytes) + " bytes, at most " +
               std::to_string(most) + " are allowed");
  }
  if ((header.kind == Kind::kBatch && header.payload_bytes % 8 != 0)) {
    return Bad(name + ": the size is no multiple of 8");
  }
  return {};
}

Result<std::vector<ColumnView>> DecodeBatch(std::span<const char> payload, std::uint32_t columns,
                                            std::uint64_t rows) {
  if (Status s = CheckCounts(columns, rows); !s.ok()) return s;
  std::uint64_t at = columns * sizeof(ColumnHeader);
  if (at > payload.size()) return Bad("the batch ends within its column headers");
  bool padded = true;
  const auto take = [&](std::uint64_t bytes) -> const char* {
    // `bytes` is below 2^33 here, so nothing overflows.
    if (Padded(bytes) > payload.size() - at) return nullptr;
    const char* taken = payload.data() + at;
    at += Padded(bytes);
    for (const char* p = taken + bytes; p < payload.data() + at; ++p) padded = padded && *p == 0;
    return taken;
  };
  std::vector<ColumnView> views(columns);
  for (std::size_t c = 0; c < columns; ++c) {
    ColumnHeader header;
    std::memcpy(&header, payload.data() + c * sizeof header, sizeof header);
    if (!IsType(header.type)) {
      return Bad(Column(c) + ": there is no type " + std::to_string(header.type));
    }
    if (header.flags > 1) return Bad(Column(c) + ": an unknown flag is set");
    const bool text = header.type == static_cast<std::uint32_t>(FieldType::kText);
    if (text ? header.bytes > kMostBytes : header.bytes != rows * 8) {
      return Bad(Column(c) + ": " + std::to_string(header.bytes) + " bytes of values do not fit " +
                 std::to_string(rows) + " rows");
    }
    ColumnView& view = views[c];
    view.type = static_cast<FieldType>(header.type);
    bool whole = true;
    if (header.flags == 1) {
      view.validity = reinterpret_cast<const std::uint8_t*>(take((rows + 7) / 8));
      whole = view.validity != nullptr;
    }
    if (whole && text) {
      view.offsets = reinterpret_cast<const std::uint32_t*>(take((rows + 1) * 4));
      whole = view.offsets != nullptr;
    }
    if (whole) {
      view.values = take(header.bytes);
      whole = view.values != nullptr;
    }
    if (!whole) return Bad(Column(c) + ": the batch ends within its values");
    if (!padded) return Bad(Column(c) + ": the padding is not 0");
    Status checked = text ? CheckTexts(view, c, rows, header.bytes) : Status();
    if (view.type == FieldType::kFloat64) checked = CheckNumbers(view, c, rows);
    if (!checked.ok()) return checked;
  }
  if (at != payload.size()) {
    return Bad(std::to_string(payload.size() - at) + " bytes follow the last column");
  }
  return views;
}

Status CheckColumns(std::span<const ColumnView> columns, std::uint64_t rows) {
  if (Status s = CheckCounts(columns.size(), rows); !s.ok()) return s;
  std::uint64_t total = columns.size() * sizeof(ColumnHeader);
  for (std::size_t c = 0; c < columns.size(); ++c) {
    const ColumnView& view = columns[c];
    const bool text = view.type == FieldType::kText;
    if (text && view.offsets == nullptr) return Bad(Column(c) + ": a text column has no offsets");
    const std::uint64_t bytes = text ? view.offsets[rows] : rows * 8;
    if (view.values == nullptr && bytes > 0) return Bad(Column(c) + ": there are no values");
    total += Padded(bytes) + (text ? Padded((rows + 1) * 4) : 0) +
             (view.validity != nullptr ? Padded((rows + 7) / 8) : 0);
    if (total > kMostBytes) {
      return Bad("the batch is larger than " + std::to_string(kMostBytes) + " bytes");
    }
    Status checked = text ? CheckTexts(view, c, rows, bytes) : Status();
    if (view.type == FieldType::kFloat64) checked = CheckNumbers(view, c, rows);
    if (!checked.ok()) return checked;
  }
  return {};
}

Status CheckFields(const std::vector<Field>& fields) {
  if (fields.empty() || fields.size() > kMostColumns) {
    return Bad("a table has 1 to " + std::to_string(kMostColumns) + " columns, found " +
               std::to_string(fields.size()));
  }
  std::set<std::string_view> names, roles;
  for (std::size_t c = 0; c < fields.size(); ++c) {
    const Field& field = fields[c];
    if (field.name.empty()) return Bad(Column(c) + " has no name");
    if (field.name.size() > 1024) return Bad(Column(c) + " has a name of more than 1024 bytes");
    if (!names.insert(field.name).second) {
      return Bad(Column(c) + " has the name of an earlier column");
    }
    if (field.role.size() > 64) return Bad(Column(c) + " has a role of more than 64 bytes");
    const bool single = field.role == "row" || field.role == "sheet";
    if (single && !roles.insert(field.role).second) {
      return Bad(Column(c) + ": there is another column with the role \"" + field.role + "\"");
    }
    const FieldType wanted = field.role == "row" ? FieldType::kInt64 : FieldType::kText;
    const bool known = single || field.role == "decimal-comma" || field.role == "decimal-point";
    if (known && field.type != wanted) {
      return Bad(Column(c) + ": the role \"" + field.role + "\" belongs to a column of " +
                 (wanted == FieldType::kText ? "text" : "whole numbers"));
    }
  }
  return {};
}

}  // namespace rapporteur::wire
