#include "core/plugin/manifest.h"

#include <algorithm>
#include <array>

#include "core/base/json.h"
#include "core/base/text.h"
#include "core/plugin/version.h"

namespace rapporteur {
namespace {

constexpr std::array<std::string_view, 4> kKinds = {"importer", "exporter", "country", "catalogue"};

bool IsId(std::string_view id) {
  if (id.empty() || id.size() > 100 || id.find('.') == std::string_view::npos) return false;
  for (std::string_view part : Split(id, '.')) {
    if (part.empty() || part.front() == '-') return false;
    for (char c : part) {
      if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_')) return false;
    }
  }
  return true;
}

// A path that stays inside the package: no empty part, no "..", not absolute.
bool IsInnerPath(std::string_view path) {
  for (std::string_view part : Split(path, '/')) {
    if (part.empty() || part == "." || part == "..") return false;
  }
  return !path.empty();
}

Status Bad(const std::string& what, const std::string& member, const std::string& found,
           const std::string& expected) {
  return Status::Refused("bad-manifest", what + ", " + member + ": found " + Quote(found) +
                                             ", expected " + expected + ".");
}

std::string Allowed(const Json& option) {
  std::vector<std::string> values;
  for (const Json& value : GetMember(option, "enum")) values.push_back(value.dump());
  return Join(values, ", ");
}

bool HasType(const Json& value, const std::string& type) {
  if (type == "string") return value.is_string();
  if (type == "integer") return value.is_number_integer();
  if (type == "number") return value.is_number();
  if (type == "boolean") return value.is_boolean();
  return true;
}

// A command line can only say texts: "3" becomes 3 where the manifest wants an integer.
Json Converted(const Json& value, const std::string& type) {
  if (!value.is_string() || type == "string") return value;
  Json parsed = Json::parse(value.get<std::string>(), nullptr, false);
  return parsed.is_discarded() ? value : parsed;
}

Status CheckOption(const Manifest& manifest, const std::string& name, const Json& option,
                   const Json& value) {
  const std::string type = GetString(option, "type", "string");
  const std::string where = "The option " + Quote(name) + " of " + manifest.id;
  if (!HasType(value, type)) {
    return Status::Usage("bad-option", where + ": found " + value.dump() + ", expected a value of type " +
                                           type + ".");
  }
  const Json& values = GetMember(option, "enum");
  if (values.is_array() && std::find(values.begin(), values.end(), value) == values.end()) {
    return Status::Usage("bad-option", where + ": found " + value.dump() + ", expected one of " +
                                           Allowed(option) + ".");
  }
  return {};
}

}  // namespace

Result<Manifest> Manifest::Read(const Json& json, const std::string& what) {
  Manifest m;
  m.json = std::make_shared<const Json>(json);
  if (GetInt(json, "manifest") != 1) {
    return Bad(what, "manifest", GetMember(json, "manifest").dump(), "1");
  }
  m.id = GetString(json, "id");
  if (!IsId(m.id)) {
    return Bad(what, "id", m.id, "a reverse domain in lower case such as org.example.police-report");
  }
  m.version = GetString(json, "version");
  if (Result<Version> version = Version::Parse(m.version); !version.ok()) {
    return Bad(what, "version", m.version, "a version of three numbers such as 1.4.2");
  }
  m.kind = GetString(json, "kind");
  if (std::find(kKinds.begin(), kKinds.end(), m.kind) == kKinds.end()) {
    return Bad(what, "kind", m.kind, "importer, exporter, country or catalogue");
  }
  m.title = LocalText::Read(GetMember(json, "title"));
  m.publisher = GetString(json, "publisher");
  m.licence = GetString(json, "licence");
  m.abi_major = static_cast<int>(GetInt(GetMember(json, "abi"), "major", 1));
  m.needs_minor = static_cast<int>(GetInt(GetMember(json, "abi"), "needs_minor", 0));
  m.input = GetString(json, "input");
  m.takes = GetString(json, "takes");
  m.format = GetString(json, "format");
  for (const Json& item : GetMember(json, "reads")) {
    m.extensions.push_back(AsciiLower(GetString(item, "extension")));
  }
  const Json& options = GetMember(json, "options");
  m.options = std::make_shared<const Json>(options.is_object() ? options : Json::object());
  const Json& limits = GetMember(json, "limits");
  m.limits = std::make_shared<const Json>(limits.is_object() ? limits : Json::object());
  m.needs = GetStrings(json, "needs");
  for (const auto& [path, hash] : GetMember(json, "files").items()) {
    if (!IsInnerPath(path)) return Bad(what, "files", path, "a path inside the package");
    m.files[path] = hash.is_string() ? hash.get<std::string>() : "";
    if (path.find('/') == std::string::npos && path.ends_with(".so")) m.library = path;
  }
  m.document = GetString(json, "document");
  if (m.library.empty()) {
    return Status::Refused("bad-manifest",
                           what + ", files: no plugin library (a file NAME.so) is listed.");
  }
  return m;
}

Result<Json> ResolveOptions(const Manifest& manifest, const std::vector<Json>& layers) {
  Json resolved = Json::object();
  for (const auto& [name, option] : manifest.options->items()) {
    if (option.contains("default")) resolved[name] = option["default"];
  }
  for (const Json& layer : layers) {
    for (const auto& [name, given] : layer.items()) {
      const Json& option = GetMember(*manifest.options, name.c_str());
      if (!option.is_object()) {
        std::vector<std::string> known;
        for (const auto& [key, unused] : manifest.options->items()) known.push_back(key);
        return Status::Usage("bad-option", "The option " + Quote(name) + " is not known to " +
                                               manifest.id + "; it knows " + List(known, 20) + ".");
      }
      const Json value = Converted(given, GetString(option, "type", "string"));
      if (Status s = CheckOption(manifest, name, option, value); !s.ok()) return s;
      resolved[name] = value;
    }
  }
  return resolved;
}

}  // namespace rapporteur
