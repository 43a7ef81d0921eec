#include "tests/worker/wire_properties.h"

#include <cmath>
#include <cstring>

#include "core/base/utf8.h"
#include "core/worker/table.h"
#include "core/worker/wire.h"

namespace rapporteur {
namespace {

// A refusal has a reason; what is accepted is what would have been sent.
template <typename T>
std::string SameAgain(const Result<T>& decoded, std::string_view payload) {
  if (!decoded.ok()) return decoded.status().message().empty() ? "a refusal without reason" : "";
  return wire::Encode(*decoded) == payload ? "" : "what was accepted is encoded differently";
}

std::string BrokenBatch(const wire::Header& header, std::string_view bytes) {
  Result<Table> table = Table::FromPayload(std::vector<char>(bytes.begin(), bytes.end()),
                                           header.columns, header.rows);
  if (!table.ok()) return table.status().message().empty() ? "a refusal without reason" : "";
  // Everything is touched, for the sanitizers; and built again from its cells.
  std::vector<Field> fields(table->column_count());
  for (std::size_t c = 0; c < fields.size(); ++c) fields[c].type = table->type(c);
  TableBuilder builder(fields);
  for (std::size_t r = 0; r < table->row_count(); ++r) {
    for (std::size_t c = 0; c < fields.size(); ++c) {
      if (table->IsMissing(c, r)) {
        builder.AddMissing();
      } else if (fields[c].type == FieldType::kText) {
        if (!IsValidUtf8(table->Text(c, r))) return "a text is not UTF-8";
        builder.AddText(table->Text(c, r));
      } else if (fields[c].type == FieldType::kInt64) {
        builder.AddInt64(table->Int64(c, r));
      } else {
        if (!std::isfinite(table->Float64(c, r))) return "a number is not finite";
        builder.AddFloat64(table->Float64(c, r));
      }
    }
    builder.EndRow();
  }
  const Table again = builder.Take();
  if (!wire::CheckColumns(again.columns(), again.row_count()).ok()) {
    return "the same rows are refused from memory";
  }
  for (std::size_t r = 0; r < table->row_count(); ++r) {
    for (std::size_t c = 0; c < fields.size(); ++c) {
      if (table->IsMissing(c, r) != again.IsMissing(c, r)) return "a missing cell is not missing";
      if (fields[c].type == FieldType::kText && !table->IsMissing(c, r) &&
          table->Text(c, r) != again.Text(c, r)) {
        return "a text has changed";
      }
    }
  }
  return "";
}

}  // namespace

std::string BrokenWireProperty(std::string_view message) {
  wire::Header header;
  if (message.size() < sizeof header) return "";
  std::memcpy(&header, message.data(), sizeof header);
  if (Status s = wire::CheckHeader(header); !s.ok()) {
    return s.message().empty() ? "a refusal without reason" : "";
  }
  const std::string_view bytes = message.substr(sizeof header);
  const std::span<const char> payload(bytes.data(), bytes.size());
  switch (header.kind) {
    case wire::Kind::kBatch: return BrokenBatch(header, bytes);
    case wire::Kind::kHello: return SameAgain(wire::DecodeHello(payload), bytes);
    case wire::Kind::kRefused: return SameAgain(wire::DecodeRefused(payload), bytes);
    case wire::Kind::kJob: return SameAgain(wire::DecodeJob(payload), bytes);
    case wire::Kind::kFields: return SameAgain(wire::DecodeFields(payload), bytes);
    case wire::Kind::kAside: return SameAgain(wire::DecodeAside(payload), bytes);
    case wire::Kind::kIssue: return SameAgain(wire::DecodeIssue(payload), bytes);
    case wire::Kind::kProgress: return SameAgain(wire::DecodeProgress(payload), bytes);
    case wire::Kind::kLog: return SameAgain(wire::DecodeLog(payload), bytes);
    case wire::Kind::kWanted: return SameAgain(wire::DecodeWanted(payload), bytes);
    case wire::Kind::kDone: return SameAgain(wire::DecodeDone(payload), bytes);
    default: return "";
  }
}

}  // namespace rapporteur
