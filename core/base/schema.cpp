#include "core/base/schema.h"

#include <pthread.h>

#include <exception>
#include <functional>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

#include "core/base/json.h"
#include "core/base/schema_explain.h"
#include "core/base/text.h"

namespace rapporteur {
namespace {

// The library matches patterns with std::regex, which goes some calls deeper with each character:
// texts are limited, and the work is done on a thread with room for them.  (32,000 characters
// overflow 8 MiB in a build with optimisation.)
constexpr std::size_t kLongestText = 8000;
constexpr std::size_t kLongestName = 200;
constexpr std::size_t kStackBytes = std::size_t{16} << 20;

// The path of the first text or name that is too long, "" where none is.
std::string TooLong(const Json& value, const std::string& path) {
  if (value.is_string()) {
    return value.get_ref<const std::string&>().size() > kLongestText ? path : "";
  }
  std::size_t index = 0;
  for (const auto& [name, member] : value.items()) {
    if (value.is_object() && name.size() > kLongestName) return path;
    const std::string inner = value.is_array() ? path + "[" + std::to_string(index++) + "]"
                                               : path + (path.empty() ? "" : ".") + name;
    if (!member.is_structured() && !member.is_string()) continue;
    if (std::string found = TooLong(member, inner); !found.empty()) return found;
  }
  return "";
}

// False where the system gives no thread.
bool OnLargeStack(std::function<void()> work) {
  pthread_attr_t attributes;
  pthread_t thread;
  if (pthread_attr_init(&attributes) != 0) return false;
  const auto run = [](void* argument) -> void* {
    (*static_cast<std::function<void()>*>(argument))();
    return nullptr;
  };
  const bool started = pthread_attr_setstacksize(&attributes, kStackBytes) == 0 &&
                       pthread_create(&thread, &attributes, run, &work) == 0;
  pthread_attr_destroy(&attributes);
  return started && pthread_join(thread, nullptr) == 0;
}

}  // namespace

struct Schema::Compiled {
  Json text;
  valijson::Schema schema;
};

Result<Schema> Schema::Read(const Json& schema, const std::string& name) {
  auto compiled = std::make_shared<Compiled>();
  compiled->text = schema;
  const nlohmann::json plain = schema;
  try {
    valijson::SchemaParser parser;
    parser.populateSchema(valijson::adapters::NlohmannJsonAdapter(plain), compiled->schema);
  } catch (const std::exception& error) {
    return Status::Broken("invalid-schema", name + " is not a JSON Schema: " + error.what() + ".");
  }
  return Schema(std::move(compiled));
}

std::vector<DocumentFault> Schema::Check(const Json& document, const std::string& file) const {
  if (const std::string path = TooLong(document, ""); !path.empty()) {
    return {{path, "", "",
             file + ", " + path + ": the text or the name of a member is too long, " +
                 "expected at most " + Grouped(kLongestText) + " bytes.",
             ""}};
  }
  std::vector<DocumentFault> faults;
  const bool checked = OnLargeStack([&] {
    try {
      std::vector<SchemaError> errors;
      const nlohmann::json plain = document;
      valijson::ValidationResults results;
      valijson::Validator validator(valijson::Validator::kStrongTypes);
      const valijson::adapters::NlohmannJsonAdapter target(plain);
      if (validator.validate(compiled_->schema, target, &results)) return;
      for (const auto& error : results) errors.push_back({error.context, error.description});
      if (errors.empty()) errors.push_back({{}, ""});
      faults = ExplainSchemaErrors(compiled_->text, document, file, errors);
    } catch (const std::exception& error) {
      faults = {
          {"", "", "", file + ": the document could not be checked: " + error.what() + ".", ""}};
    }
  });
  if (!checked)
    faults = {{"", "", "", file + ": the document could not be checked: no thread.", ""}};
  if (faults.size() > kMaxFaults) faults.resize(kMaxFaults);
  return faults;
}

std::vector<DocumentFault> CheckDocument(const Json& document, const std::string& file) {
  static const std::map<std::string, Schema> kSchemas = [] {
    std::map<std::string, Schema> schemas;
    for (const char* kind : {"country/1", "mapping/1"}) {
      const std::string name = std::string("the schema of ") + kind;
      Result<Json> text = ParseJson(SchemaText(kind), name);
      if (!text.ok()) continue;
      if (Result<Schema> schema = Schema::Read(*text, name); schema.ok()) {
        schemas.emplace(kind, *std::move(schema));
      }
    }
    return schemas;
  }();
  const std::string kind = GetString(document, "document");
  auto schema = kSchemas.find(kind);
  if (schema != kSchemas.end()) return schema->second.Check(document, file);
  const std::string found = document.contains("document") ? Quote(kind) : "nothing";
  const std::string expected = "'country/1' or 'mapping/1'";
  return {{"document", found, expected,
           file + ", document: found " + found + ", expected " + expected + ".",
           "The member says what kind of document it is."}};
}

Status AsStatus(const std::vector<DocumentFault>& faults) {
  if (faults.empty()) return {};
  std::string message = faults.front().message;
  if (faults.size() > 1) {
    message += " There " + std::string(faults.size() == 2 ? "is " : "are ") +
               Counted(faults.size() - 1, "more fault", "more faults") + ".";
  }
  return Status::Refused("invalid-document", message).WithHint(faults.front().hint);
}

}  // namespace rapporteur
