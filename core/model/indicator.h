// One version of an indicator's definition as it stands in one country: what is asked, what counts,
// in which unit, broken down how.  Field names are those of the country document.
#ifndef RAPPORTEUR_MODEL_INDICATOR_H_
#define RAPPORTEUR_MODEL_INDICATOR_H_

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/base/date.h"
#include "core/model/local_text.h"

namespace rapporteur {

// What a value of the indicator may be; from "value_kinds" of the catalogue and "bounds" of the
// version.
struct Bounds {
  std::optional<double> min, max;
  bool integer = false;
  bool text = false;                // the value is a text, not a number
  std::vector<double> allowed;      // only these, where not empty (yes/no: 1 and 0)
};

// One field in which a country deviates from the base definition, and why.
struct Change {
  std::string field;
  std::string to;  // the new value as text; lists joined by ", "
  LocalText reason;
  bool same_meaning = false;  // of a wording: it says the same in other words
};

struct IndicatorVersion {
  std::string code;           // ID.02
  int version = 1;
  std::string definition;     // RS:ID.02@1, the name under which values are bound to it
  Date valid_from = kFirstDate, valid_to = kLastDate;

  std::string area, subarea;
  bool core = false;
  std::string type;           // structure, process, outcome
  std::string value_kind;     // count, ratio, percent, yesno, scale, currency, duration_days, text
  std::string unit;
  std::string direction;      // higher_better, lower_better, neutral
  std::string frequency;      // annual, half_yearly, quarterly, monthly, once
  std::string person_status, counting_unit, counting_mode, age_reference, reference;
  std::vector<std::string> dimensions;
  // The dimensions in which a counted unit may stand under several codes (see MayOverlap).
  std::vector<std::string> multi_dimensions;
  bool by_territory = false;
  Bounds bounds;

  LocalText title, question, definition_text;
  LocalText note;                            // what a reader of the figures must know
  std::map<std::string, LocalText> anchors;  // "0".."3" of a scale

  std::string formula;        // "" = none
  std::string missing = "strict";  // rule for missing inputs
  std::string numerator, denominator;
  std::optional<double> multiplier;
  std::string subset_of, same_as;

  std::string decision = "taken_over";  // taken_over, adapted, replaced, dropped, national
  LocalText reason;
  std::string replaced_by;    // the national indicator that is asked instead
  std::string base_code;      // "" for a national indicator
  int base_version = 0;
  std::vector<Change> changes;
  std::string owner;
  // Whom to ask: institutions of the country, kinds of institution in the regional catalogue; and
  // the ways of collecting beside asking (desk_research, interview, case_files).
  std::vector<std::string> asked_from, channels;
  bool ask = true;                    // false: computed from others, needn't be in a request
  std::vector<std::string> coverage;  // territories it covers, where not the whole country
  std::map<std::string, std::vector<std::string>> codes;  // dimension -> the codes that are used
  std::string source_kind;  // where the definition ties it to one kind of source
  std::vector<std::string> laws, legal_basis, comparable_with, review;

  // Not asked in the country: dropped, or replaced by a national indicator.
  bool dropped() const { return decision == "dropped" || decision == "replaced"; }
  bool HasDimension(const std::string& dimension) const;
  // True where the codes of the dimension may sum to more than the total, for a counted unit may
  // stand under several.  Where several are said to be possible and no dimension is named, in all.
  bool MayOverlap(const std::string& dimension) const;
};

struct Indicator {
  std::string code;
  std::vector<IndicatorVersion> versions;  // by valid_from, never overlapping

  // The version valid on `day`, else null.
  const IndicatorVersion* On(Date day) const;
  const IndicatorVersion& newest() const { return versions.back(); }
  const IndicatorVersion* Find(int version) const;
};

}  // namespace rapporteur

#endif  // RAPPORTEUR_MODEL_INDICATOR_H_
