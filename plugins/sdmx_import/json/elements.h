// The entries of an array of SDMX-JSON: values and attributes of an observation, a series, a data
// set.  An entry is a number, a text, null, or nested: several values, a text in several languages.
//
// Belongs to the job's thread.
#ifndef RAPPORTEUR_PLUGINS_SDMX_IMPORT_JSON_ELEMENTS_H_
#define RAPPORTEUR_PLUGINS_SDMX_IMPORT_JSON_ELEMENTS_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "plugins/sdmx_import/json/stream.h"

namespace sdmx_import {

struct JsonElement {
  enum class Kind { kNull, kInteger, kText, kList };
  Kind kind = Kind::kNull;
  std::int64_t integer = 0;
  std::string text;                // as written; of a number too
  std::vector<JsonElement> items;  // kList

  // As one cell: several values as SDMX-CSV joins them, "" for null.
  std::string Text() const;
};

// Gathers them from events.
class JsonElements {
 public:
  // An array begins; what was gathered is forgotten.
  void Start();
  void Value(const JsonValue& value);
  void Key(std::string_view key) { key_ = key; }
  void Begin(bool array);
  // An end: true where it is that of a nested entry, false where it is that of the whole array.
  bool End();

  std::size_t size() const { return size_; }
  const JsonElement& operator[](std::size_t i) const { return all_[i]; }
  std::vector<JsonElement> Copy() const {
    return {all_.begin(), all_.begin() + static_cast<std::ptrdiff_t>(size_)};
  }
  std::size_t bytes() const { return bytes_; }

 private:
  JsonElement& Next();

  std::vector<JsonElement> all_;  // those behind size_ are kept for their memory
  std::size_t size_ = 0, bytes_ = 0;
  std::vector<JsonElement*> open_;
  std::vector<bool> is_object_;
  std::string key_;
};

}  // namespace sdmx_import

#endif  // RAPPORTEUR_PLUGINS_SDMX_IMPORT_JSON_ELEMENTS_H_
