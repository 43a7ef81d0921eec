#include "core/upgrade/misfit.h"

#include <algorithm>
#include <iterator>

#include "core/base/period.h"
#include "core/base/text.h"
#include "core/check/value_check.h"

namespace rapporteur {
namespace {

class Fitter {
 public:
  Fitter(const Catalogue& catalogue, const Observation& value) : c_(catalogue), o_(value) {}

  std::vector<Misfit> Find() {
    Codes();
    Territory();
    const bool source = std::any_of(c_.sources().begin(), c_.sources().end(),
                                    [&](const Source& one) { return one.code == o_.source; });
    if (!source) Add("source-gone", "the source " + Quote(o_.source) + " is not in it");
    if (!c_.statuses().empty() && c_.FindStatus(o_.value.status) == nullptr) {
      Add("status-gone", "the status " + Quote(o_.value.status) + " is not in it");
    }
    Definition();
    return std::move(found_);
  }

 private:
  void Add(const char* kind, std::string reason) { found_.push_back({kind, std::move(reason)}); }

  void Definition() {
    if (c_.FindIndicator(o_.key.indicator) == nullptr) {
      return Add("indicator-gone", "the indicator " + o_.key.indicator + " is not in it");
    }
    const IndicatorVersion* v = c_.FindDefinition(o_.definition);
    if (v == nullptr) {
      return Add("definition-gone", "the definition " + o_.definition + " is not in it");
    }
    if (v->dropped()) {
      return Add("indicator-dropped", "the country no longer uses " + v->code);
    }
    const Result<Period> period = ParsePeriod(o_.period);
    if (period.ok() && (period->last_day < v->valid_from || period->last_day > v->valid_to)) {
      Add("definition-closed", "the definition " + o_.definition + " is not valid in " + o_.period);
    }
    for (const auto& [dimension, code] : ParseDimensions(o_.key.dimensions)) {
      auto used = v->codes.find(dimension);
      if (!v->HasDimension(dimension)) {
        Add("code-gone", o_.definition + " is not broken down by " + dimension);
      } else if (used != v->codes.end() && std::find(used->second.begin(), used->second.end(),
                                                     code) == used->second.end()) {
        Add("code-gone", o_.definition + " does not use the code " + Quote(code) + " of " + dimension);
      }
    }
    if (o_.key.territory != c_.country() && !v->by_territory) {
      Add("territory-gone", o_.definition + " is not broken down by territory");
    }
    if (const std::optional<ValueFault> fault = CheckValue(*v, o_.value)) {
      found_.push_back({fault->code, "found " + fault->found + ", expected " + fault->expected});
    }
  }

  void Codes() {
    for (const auto& [dimension, code] : ParseDimensions(o_.key.dimensions)) {
      const Codelist* list = c_.FindDimension(dimension);
      if (list == nullptr) {
        Add("code-gone", "the dimension " + Quote(dimension) + " is not in it");
      } else if (list->Find(code) == nullptr) {
        Add("code-gone", "the code " + Quote(code) + " of " + dimension + " is not in it");
      }
    }
  }

  void Territory() {
    if (c_.FindTerritory(o_.key.territory) != nullptr) return;
    Add("territory-gone", "the territory " + Quote(o_.key.territory) + " is not in it");
  }

  const Catalogue& c_;
  const Observation& o_;
  std::vector<Misfit> found_;
};

}  // namespace

std::vector<Misfit> MisfitsOf(const Catalogue& catalogue, const Observation& value) {
  return Fitter(catalogue, value).Find();
}

std::vector<Misfit> NewMisfits(const Catalogue& before, const Catalogue& after,
                               const Observation& value) {
  std::vector<Misfit> now = MisfitsOf(after, value);
  if (now.empty()) return now;
  const std::vector<Misfit> then = MisfitsOf(before, value);
  std::erase_if(now, [&](const Misfit& one) {
    return std::find(then.begin(), then.end(), one) != then.end();
  });
  return now;
}

std::string MisfitTitle(const std::string& kind) {
  if (kind == "indicator-gone") return "The indicator is gone: the values stay, no report shows them";
  if (kind == "indicator-dropped") return "The country no longer uses the indicator";
  if (kind == "definition-gone") {
    return "The definition is gone: the values keep it as it was kept with the old version";
  }
  if (kind == "definition-closed") {
    return "Another definition is valid in the period now: the values keep the one they were given "
           "under";
  }
  if (kind == "code-gone") return "The code of the breakdown is gone";
  if (kind == "territory-gone") return "The territory is gone";
  if (kind == "status-gone") return "The value status is gone";
  if (kind == "source-gone") return "The source is gone: it stays registered, the document forgets it";
  return "The value is outside what the definition allows now";
}

}  // namespace rapporteur
