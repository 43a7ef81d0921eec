#include "core/report/words.h"

#include <iterator>
#include <set>

namespace rapporteur::report {
namespace {

struct Entry {
  const char *code, *english;
};

// Units as the catalogues write them.
constexpr Entry kUnits[] = {
    {"persons", Translatable("persons")},
    {"legal persons", Translatable("legal persons")},
    {"cases", Translatable("cases")},
    {"%", Translatable("%")},
    {"per 100,000", Translatable("per 100,000 inhabitants")},
    {"yes/no", Translatable("yes or no")},
    {"score 0-3", Translatable("score from 0 to 3")},
    {"text", Translatable("text")},
    {"days", Translatable("days")},
    {"months", Translatable("months")},
    {"months per person", Translatable("months per person")},
    {"hearings", Translatable("hearings")},
    {"hearings per person", Translatable("hearings per person")},
    {"national currency", Translatable("national currency")},
    {"national currency per person", Translatable("national currency per person")},
    {"currency per EUR", Translatable("national currency per euro")},
    {"purposes", Translatable("purposes")},
    {"measures", Translatable("measures")},
    {"meetings", Translatable("meetings")},
    {"FTE", Translatable("full-time posts")},
    {"recommendations", Translatable("recommendations")},
    {"teams", Translatable("teams")},
    {"decisions", Translatable("decisions")},
    {"appeals", Translatable("appeals")},
    {"places", Translatable("places")},
    {"calls", Translatable("calls")},
    {"providers", Translatable("providers")},
    {"complaints", Translatable("complaints")},
    {"regions", Translatable("regions")},
    {"trials", Translatable("trials")},
    {"services", Translatable("services")},
    {"campaigns", Translatable("campaigns")},
    {"inspections", Translatable("inspections")},
    {"agencies", Translatable("agencies")},
    {"sanctions", Translatable("sanctions")},
    {"requests", Translatable("requests")},
    {"indicators", Translatable("indicators")},
    {"studies", Translatable("studies")},
};

constexpr Entry kSourceKinds[] = {
    {"register", Translatable("register")}, {"report", Translatable("report")},
    {"court", Translatable("court files")}, {"survey", Translatable("survey")},
    {"media", Translatable("media")},       {"own_count", Translatable("own count of the body")},
};

constexpr Entry kTypes[] = {
    {"structure", Translatable("structure: has the state committed itself?")},
    {"process", Translatable("process: what does it do?")},
    {"outcome", Translatable("outcome: what do people get?")},
};

constexpr Entry kFields[] = {
    {"age_reference", Translatable("age at")},
    {"bounds", Translatable("allowed values")},
    {"breakdown", Translatable("breakdown codes")},
    {"codes", Translatable("breakdown codes")},
    {"counting_mode", Translatable("way of counting")},
    {"counting_unit", Translatable("counting unit")},
    {"definition", Translatable("definition")},
    {"dimensions", Translatable("broken down by")},
    {"formula", Translatable("formula")},
    {"person_status", Translatable("status of the persons")},
    {"question", Translatable("question")},
    {"reference", Translatable("reference period")},
    {"source_kind", Translatable("kind of source")},
    {"kind_of_source", Translatable("kind of source")},
    {"territorial_coverage", Translatable("territory covered")},
    {"by_territory", Translatable("broken down by territory")},
    {"unit", Translatable("unit")},
    {"value_kind", Translatable("kind of value")},
    {"coverage", Translatable("territory covered")},
    {"wording", Translatable("wording")},
};

constexpr Entry kDecisions[] = {
    {"taken_over", Translatable("taken over from the regional catalogue unchanged")},
    {"adapted", Translatable("adapted from the regional catalogue")},
    {"replaced", Translatable("replaced by a national indicator")},
    {"dropped", Translatable("not used in this country")},
    {"national", Translatable("national indicator")},
};

constexpr Entry kDecisionsInShort[] = {
    {"taken_over", Translatable("taken over")}, {"adapted", Translatable("adapted")},
    {"replaced", Translatable("replaced")},     {"dropped", Translatable("not used")},
    {"national", Translatable("national")},
};

template <std::size_t N>
const char* Find(const Entry (&entries)[N], const std::string& code) {
  for (const Entry& entry : entries) {
    if (code == entry.code) return entry.english;
  }
  return nullptr;
}

}  // namespace

bool IsCodedField(const std::string& field) {
  static const std::set<std::string> kFields = {"age_reference", "counting_mode", "counting_unit",
                                                "person_status", "reference"};
  return kFields.contains(field);
}

const char* WordFor(WordKind kind, const std::string& code) {
  switch (kind) {
    case WordKind::kUnit:
      return Find(kUnits, code);
    case WordKind::kSourceKind:
      return Find(kSourceKinds, code);
    case WordKind::kIndicatorType:
      return Find(kTypes, code);
    case WordKind::kField:
      return Find(kFields, code);
    case WordKind::kDecision:
      return Find(kDecisions, code);
    case WordKind::kDecisionInShort:
      return Find(kDecisionsInShort, code);
  }
  return nullptr;
}

std::string Word(const Messages& say, WordKind kind, const std::string& code, bool* known) {
  const char* english = WordFor(kind, code);
  if (known != nullptr) *known = english != nullptr;
  return english == nullptr ? code : say.Say(english);
}

}  // namespace rapporteur::report
