// The first state of a country's folder: a document that can be checked, installed and reported
// from at once, because it takes every core indicator over as the region defines it.  What the
// Unicode CLDR knows of the country is filled in; everything carries "review".
//
// A function of its arguments only; may be called from any thread.
#ifndef RAPPORTEUR_DRAFT_NEW_DRAFT_H_
#define RAPPORTEUR_DRAFT_NEW_DRAFT_H_

#include <map>
#include <string>
#include <vector>

#include "core/base/json_fwd.h"
#include "core/base/status.h"

namespace rapporteur {

struct NewDraft {
  std::string id;       // HR, or the whole id of which the last part is the country
  std::string name;     // in English; "" = as the CLDR has it
  std::vector<std::string> languages;  // the national ones; empty = as the CLDR has it
  std::string publisher, licence;
};

// Path in the folder -> bytes.  Errors: bad-country, bad-language.
Result<std::map<std::string, std::string>> FilesOf(const NewDraft& draft, const Json& base);

}  // namespace rapporteur

#endif  // RAPPORTEUR_DRAFT_NEW_DRAFT_H_
