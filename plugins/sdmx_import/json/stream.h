// JSON as a stream of events, with limits: what reads it holds a handful of values, never the tree.
//
// Belongs to the job's thread.
#ifndef RAPPORTEUR_PLUGINS_SDMX_IMPORT_JSON_STREAM_H_
#define RAPPORTEUR_PLUGINS_SDMX_IMPORT_JSON_STREAM_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <rapporteur/files.hpp>
#include <string_view>

namespace sdmx_import {

inline constexpr std::size_t kDeepestJson = 64;
inline constexpr std::size_t kLongestJsonToken = std::size_t{1} << 20;

// A scalar.
struct JsonValue {
  enum class Kind { kNull, kTrue, kFalse, kInteger, kFloat, kText };
  Kind kind = Kind::kNull;
  std::int64_t integer = 0;  // kInteger; those that don't fit come as kFloat
  std::string_view text;     // as written; of kText without marks
};

// Views are valid during the call.
class JsonEvents {
 public:
  virtual ~JsonEvents() = default;
  virtual void Value(const JsonValue& value) = 0;
  virtual void Key(std::string_view key) = 0;
  virtual void Begin(bool array) = 0;
  virtual void End() = 0;
};

// Reads the whole file.  Throws BadInput with the line where it is no JSON or cut off, LimitReached
// where it is nested deeper or has longer texts than the limits above.  `progress` is told how many
// bytes are read.
void ReadJson(const rpt::InputFile& in, JsonEvents& events,
              const std::function<void(std::uint64_t)>& progress);

}  // namespace sdmx_import

#endif  // RAPPORTEUR_PLUGINS_SDMX_IMPORT_JSON_STREAM_H_
