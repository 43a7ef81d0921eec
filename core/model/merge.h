// Takes a country's document from one version of the regional catalogue to the next: old base, new
// base and the country's own, laid side by side field by field.
//
//   changed in the base only          taken over (a text that translates it becomes stale)
//   changed in the country only       stays
//   changed in both, to the same      stays
//   changed in both                   stays as the country has it, and is listed as unresolved
//
// Nothing is guessed: what a person must decide is listed, never filled in.
//
// A function of its arguments only; may be called from any thread.
#ifndef RAPPORTEUR_MODEL_MERGE_H_
#define RAPPORTEUR_MODEL_MERGE_H_

#include <memory>
#include <string>
#include <vector>

#include "core/base/json_fwd.h"
#include "core/base/schema.h"
#include "core/base/status.h"

namespace rapporteur {

enum class MergeKind {
  kTaken,       // changed in the base only
  kAgreed,      // changed in both to the same
  kUnresolved,  // changed in both
  kRemoved,     // what the country adapts is no longer in the new base
  kToDecide,    // a core indicator, or a version of one, that the country has not decided on
};

struct MergeItem {
  MergeKind kind = MergeKind::kTaken;
  std::string path;  // ID.02, version 1, age_reference
  // As JSON; null where there is nothing.
  std::shared_ptr<const Json> old_base, new_base, national;
  std::string note;  // what a person should know or do; "" = nothing beyond the values
};

struct MergeResult {
  std::shared_ptr<const Json> document;  // based on the new version
  std::vector<MergeItem> items;          // in the order of the national document
  std::vector<std::string> stale;        // texts whose English has changed: ID.02/1/question/sr-Cyrl
  std::vector<DocumentFault> faults;     // what else the merged document still lacks

  // True where a person must decide something before the document can be used.
  bool open() const;
  std::size_t Count(MergeKind kind) const;
};

// Errors: wrong-base where the documents are not of one family, bad-document where one of them can't
// be built upon its base.  REQUIRES: all three passed their schema.
Result<MergeResult> MergeBase(const Json& old_base, const Json& new_base, const Json& national);

}  // namespace rapporteur

#endif  // RAPPORTEUR_MODEL_MERGE_H_
