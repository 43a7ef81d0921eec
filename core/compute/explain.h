// Where a number comes from: the formula and its inputs, down to the file and row that each was read
// from, what other sources say, and what is missing.
//
// Belongs to the thread of its Store.
//
// Example:
//   Result<ExplainNode> node = Explain(store, viewer, {"RS", "ID.10", "RS", ""}, "2023");
//   if (node.ok()) std::fputs(ToText(*node).c_str(), stdout);
#ifndef RAPPORTEUR_COMPUTE_EXPLAIN_H_
#define RAPPORTEUR_COMPUTE_EXPLAIN_H_

#include <optional>
#include <string>
#include <vector>

#include "core/base/status.h"
#include "core/model/observation.h"
#include "core/model/selection.h"

namespace rapporteur {

class Store;

struct ExplainNode {
  std::string ref;           // how the formula above names it: "ID.02[-1]"; "" at the top
  SeriesKey key;
  std::string period;
  std::string title, unit;   // the question, in the reader's language
  std::string definition;    // RS:ID.02@1; "" where none is valid
  Value value;               // what stands; status O without a number where nothing does
  std::optional<Observation> observation;  // the chosen or computed one
  std::vector<Observation> others;         // what other sources say of the same cell
  // How the value is computed, or would be; of a reported value, what it is checked against.
  std::string formula;
  std::string rule;                        // strict, skip, same as
  std::optional<double> formula_value;     // what the formula gives now
  std::vector<std::string> left_out;       // missing addends, under skip
  std::string reason;                      // a clause: why there is no value, or what is to be known
  std::vector<ExplainNode> inputs;
  bool repeated = false;                   // shown elsewhere in the tree, or too deep to go on
};

// `key.territory` "" = the country.  Error unknown-indicator, bad-period, country-not-enabled.
Result<ExplainNode> Explain(Store& store, const Viewer& viewer, SeriesKey key,
                            const std::string& period, const std::string& language = "en");

// The tree as lines of text, each level indented by two blanks.
std::string ToText(const ExplainNode& node);

}  // namespace rapporteur

#endif  // RAPPORTEUR_COMPUTE_EXPLAIN_H_
