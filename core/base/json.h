// JSON as the core speaks it: nlohmann's ordered document (members keep their order, so outputs read
// as written) and typed getters that name the member that is missing or of the wrong kind.
//
// Include "core/base/json_fwd.h" in headers; this one only in .cpp files (it is heavy).
#ifndef RAPPORTEUR_BASE_JSON_H_
#define RAPPORTEUR_BASE_JSON_H_

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/json_fwd.h"
#include "core/base/status.h"

namespace rapporteur {

// `what` names the document in the message: "manifest.json, line 3, column 7: ...".
// Refuses duplicate members and nesting deeper than 100.
Result<Json> ParseJson(std::string_view text, const std::string& what);

// Getters with a default: an absent or null member gives the default; a member of another kind too
// (documents are checked against their schema before they are read).
std::string GetString(const Json& object, const char* key, const std::string& otherwise = "");
std::int64_t GetInt(const Json& object, const char* key, std::int64_t otherwise = 0);
std::optional<double> GetNumber(const Json& object, const char* key);
bool GetBool(const Json& object, const char* key, bool otherwise = false);
std::vector<std::string> GetStrings(const Json& object, const char* key);
// The member, or a null document if absent.
const Json& GetMember(const Json& object, const char* key);

// A required text member: "WHAT: the member "id" is missing."
Result<std::string> RequireString(const Json& object, const char* key, const std::string& what);

// null where empty.
Json NullIfEmpty(const std::string& text);

// The document as text, on one line or indented.  Never throws: what is not UTF-8 (the name of a file
// from another system) is shown as U+FFFD.  Use it for everything that may hold a text from outside.
std::string DumpJson(const Json& json, int indent = -1);

// The one error shape of the program: {"error": {status, code, message, file, sheet, row, column,
// hint, findings}}.  Members of `more` stand beside "error", and its "findings" are taken into it.
Json ErrorJson(const Status& status, const Json& more);

}  // namespace rapporteur

#endif  // RAPPORTEUR_BASE_JSON_H_
