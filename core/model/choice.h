// The rule by which one of several sources is chosen.  Pure: it looks at one group, that is all the
// current values of one (country, indicator, period), so that total and parts come from one source.
//
// The group's source is the best by this order, each step asked only where the one before is even:
//   1. it gives the total (a value for the cell that is not broken down)
//   2. it gives any value at all (a status without a value never beats a value)
//   3. its kind comes first in the order of the country document; unlisted kinds come last
//   4. its publication is newer; undated ones are oldest
//   5. its code comes first
// A person's choice for the group stands above that.  A cell for which the group's source has no
// value is filled by the next source in the same order that has one, provided that it contradicts the
// group's source in no cell; otherwise nothing is chosen there, or the group's own word without a
// value ("not collected").  A person's choice for a single cell stands above all.
//
// Functions without state; may be called from any thread.
#ifndef RAPPORTEUR_MODEL_CHOICE_H_
#define RAPPORTEUR_MODEL_CHOICE_H_

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "core/model/observation.h"
#include "core/model/source.h"

namespace rapporteur {

// A number or a text.  The interval beside a suppressed value ("<5") is none.
bool HasValue(const Value& value);

// Two values that both say something, and not the same.  A status without a value contradicts none.
bool Contradicts(const Value& a, const Value& b);

// One source's current value for one cell.  `cell` and `source` are numbers the caller gives, from 0.
struct ChoiceCandidate {
  std::size_t cell = 0;
  std::size_t source = 0;  // index into ChoiceGroup::sources
  const Value* value = nullptr;
};

// A standing choice of a person, for the whole group or for one cell.
struct PersonChoice {
  std::optional<std::size_t> cell;
  std::size_t source = 0;
  std::string reason;
};

struct ChoiceGroup {
  std::vector<const Source*> sources;       // each has at least one candidate
  std::size_t cells = 0;
  std::optional<std::size_t> total;         // the cell that is not broken down, where there is one
  std::vector<ChoiceCandidate> candidates;  // at most one per cell and source
  std::vector<PersonChoice> persons;        // at most one per scope
};

struct Verdict {
  bool chosen = false;
  std::string by;      // rule, person, "" where not chosen
  std::string reason;  // in words
  bool disputed = false;
};

// One verdict per candidate, in their order.
std::vector<Verdict> Choose(const ChoiceGroup& group, const std::vector<std::string>& choice_order);

}  // namespace rapporteur

#endif  // RAPPORTEUR_MODEL_CHOICE_H_
