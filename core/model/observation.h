// One stored value: what it is about (its key), what was read, and where it comes from.
#ifndef RAPPORTEUR_MODEL_OBSERVATION_H_
#define RAPPORTEUR_MODEL_OBSERVATION_H_

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace rapporteur {

// (dimension, code) pairs sorted by dimension; a dimension that is not broken down is absent.
using Dimensions = std::vector<std::pair<std::string, std::string>>;

// "age_group=CHD;sex=F", "" for the total: the form that is stored and compared.
std::string DimensionsText(const Dimensions& dimensions);
// REQUIRES: text came from DimensionsText.
Dimensions ParseDimensions(const std::string& text);

// What a series is about.
struct SeriesKey {
  std::string country, indicator;
  std::string territory;   // the country's code where not broken down
  std::string dimensions;  // DimensionsText
  auto operator<=>(const SeriesKey&) const = default;
};

// What was read.  A number or a text or neither, and the status that says why.
struct Value {
  std::optional<double> number;
  std::string text;    // a text value, or the interval of a suppressed one ("<5")
  std::string status = "A";
  std::string flags;   // letters in alphabetical order
  bool operator==(const Value&) const = default;
};

// A number or a text is known, or hidden by its source: anything but a status that says why there is
// nothing.
bool SaysSomething(const Value& value);

// What is said beside a value.
struct Remarks {
  std::string note, source_ref, evidence, law, unit, counting_mode;
  bool empty() const {
    return note.empty() && source_ref.empty() && evidence.empty() && law.empty() && unit.empty() &&
           counting_mode.empty();
  }
  bool operator==(const Remarks&) const = default;
};

// A row of a query: one revision of one source's value for one cell, with everything a reader needs.
struct Observation {
  SeriesKey key;
  std::string period;
  Value value;
  Remarks remarks;
  std::string origin;        // imported, entered, computed
  std::string source;        // "" for a computed value
  std::string counted_by, publication;
  std::string definition;    // RS:ID.02@1
  bool chosen = false;
  std::string choice_by;     // rule, person, "" where not chosen
  std::string choice_reason;
  bool disputed = false;     // another source says something else for the same cell
  int revision = 1;
  bool current = true;       // the newest revision
  bool withdrawn = false;
  std::int64_t batch = 0;    // 0 = none (computed)
  std::string file, sheet;   // the place it was read from
  std::uint64_t row = 0;
};

}  // namespace rapporteur

#endif  // RAPPORTEUR_MODEL_OBSERVATION_H_
