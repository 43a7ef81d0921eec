// Checks a document against its JSON Schema (draft-07) and says what is wrong in whole sentences:
// the file, the place in it, what was found, what was expected.  The schemas of the project's own
// documents are part of the program.
//
// A Schema is immutable once read and may be used from any thread.
//
// Example:
//   for (const DocumentFault& fault : CheckDocument(document, "serbia.json")) Print(fault.message);
//   // serbia.json, indicators[12].versions[0].frequency: found 'anual', expected 'annual', ...
#ifndef RAPPORTEUR_BASE_SCHEMA_H_
#define RAPPORTEUR_BASE_SCHEMA_H_

#include <memory>
#include <string>
#include <vector>

#include "core/base/json_fwd.h"
#include "core/base/status.h"

namespace rapporteur {

struct DocumentFault {
  std::string path;  // indicators[12].versions[0].unit; "" = the document itself
  std::string found,
      expected;  // as the message says them; "" where it is about a member's presence
  std::string message;
  std::string hint;  // "" = none
};

class Schema {
 public:
  // How many faults of one document are told.
  static constexpr std::size_t kMaxFaults = 20;

  // `name` names the schema in errors about itself.
  static Result<Schema> Read(const Json& schema, const std::string& name);

  // The faults in the order of the document, at most kMaxFaults; none = the document is valid.
  std::vector<DocumentFault> Check(const Json& document, const std::string& file) const;

 private:
  struct Compiled;
  explicit Schema(std::shared_ptr<const Compiled> compiled) : compiled_(std::move(compiled)) {}
  std::shared_ptr<const Compiled> compiled_;
};

// The text of the schema of a kind of document ("country/1", "mapping/1"), "" where there is none.
std::string SchemaText(const std::string& kind);

// Checks a document against the schema that its member "document" names.
std::vector<DocumentFault> CheckDocument(const Json& document, const std::string& file);

// The faults as one Status with code "invalid-document": the first in full, the others counted.
Status AsStatus(const std::vector<DocumentFault>& faults);

}  // namespace rapporteur

#endif  // RAPPORTEUR_BASE_SCHEMA_H_
