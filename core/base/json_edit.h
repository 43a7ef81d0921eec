// Sets one member in the text of a JSON document and leaves every other byte as it is, so that a
// document that people keep by hand does not change its face when a program changes a word.
//
// A function of its arguments only; may be called from any thread.
//
// Example:
//   WithMember(text, {{"names"}, {"hr"}}, "Hrvatska", "croatia.json");
#ifndef RAPPORTEUR_BASE_JSON_EDIT_H_
#define RAPPORTEUR_BASE_JSON_EDIT_H_

#include <cstddef>
#include <string>
#include <vector>

#include "core/base/json_fwd.h"
#include "core/base/status.h"

namespace rapporteur {

struct JsonStep {
  JsonStep(std::string name) : member(std::move(name)) {}  // NOLINT: implicit on purpose
  JsonStep(const char* name) : member(name) {}             // NOLINT: implicit on purpose
  JsonStep(std::size_t position) : index(position), in_array(true) {}  // NOLINT
  std::string member;
  std::size_t index = 0;
  bool in_array = false;
};
using JsonPath = std::vector<JsonStep>;

// Objects that are not there yet are made; an item of an array must be there (no-such-place).
// REQUIRES: `text` is valid JSON.
Result<std::string> WithMember(const std::string& text, const JsonPath& path, const Json& value,
                               const std::string& what);

}  // namespace rapporteur

#endif  // RAPPORTEUR_BASE_JSON_EDIT_H_
