// A staged row as it lies in the temporary files: 56 bytes, everything long behind a number.
#ifndef RAPPORTEUR_STORE_STAGE_RECORD_H_
#define RAPPORTEUR_STORE_STAGE_RECORD_H_

#include <cstdint>
#include <string_view>
#include <type_traits>

namespace rapporteur {

struct StageRecord {
  std::uint32_t series = 0, period = 0, source = 0;  // refs while staged, then ids of the store
  std::uint32_t order = 0;  // position in the file; in the result, the revision to write
  std::uint32_t definition = 0, remark = 0, sheet = 0;
  std::uint16_t status = 0, flags = 0;  // positions in the stage's lists
  std::uint64_t row = 0;
  double number = 0;
  std::uint32_t text_size = 0;
  std::uint32_t has_number = 0;
  std::uint64_t text = 0;  // offset in the stage's texts

  bool SameCell(const StageRecord& other) const {
    return series == other.series && period == other.period && source == other.source;
  }
  // The order of the observation table, then of the file.
  bool operator<(const StageRecord& other) const {
    if (series != other.series) return series < other.series;
    if (period != other.period) return period < other.period;
    if (source != other.source) return source < other.source;
    return order < other.order;
  }
};
static_assert(std::is_trivially_copyable_v<StageRecord>);

inline std::string_view Bytes(const StageRecord& record) {
  return {reinterpret_cast<const char*>(&record), sizeof record};
}

}  // namespace rapporteur

#endif  // RAPPORTEUR_STORE_STAGE_RECORD_H_
