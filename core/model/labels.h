// What the regional document calls its areas, codes, statuses and checks, in the languages of a
// country.  The country's document holds them, so that each country keeps its own words:
//
//   "labels": {
//     "areas": {"LF": {"sq": "…"}}, "value_statuses": {"A": {…}}, "flags": {…},
//     "institution_kinds": {…},
//     "codelists": {"sex": {"title": {…}, "codes": {"F": {…}}}},
//     "checks": {"part-sums": {"message": {…}, "hint": {…}}}}
//
// Functions of their arguments only; may be called from any thread.
#ifndef RAPPORTEUR_MODEL_LABELS_H_
#define RAPPORTEUR_MODEL_LABELS_H_

#include <functional>
#include <string>

#include "core/base/json_fwd.h"
#include "core/model/catalogue.h"

namespace rapporteur {

// The lists of `base` that have labels, with those of the country's document added to what they say
// themselves.  A list with "labels_from": "cldr" holds codes of ISO 3166-1, whose names in the
// languages of the document are those of the Unicode Common Locale Data Repository.
Json WithLabels(const Json& base, const Json& document);

// Calls `each` for every text of `labels` with where it stands ("codelists.sex.codes.F") and what
// the catalogue says there; null where the catalogue has no such thing.
void ForEachLabel(
    const Json& labels, const Catalogue& catalogue,
    const std::function<void(const std::string& path, const Json& text, const LocalText* said)>&
        each);

}  // namespace rapporteur

#endif  // RAPPORTEUR_MODEL_LABELS_H_
