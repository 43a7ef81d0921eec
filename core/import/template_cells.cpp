#include "core/import/template_cells.h"

#include <algorithm>
#include <set>

#include "core/base/json.h"
#include "core/model/cell_reference.h"

namespace rapporteur {
namespace {

using Kind = AskedCell::Kind;

bool Holds(const std::vector<std::string>& list, const std::string& item) {
  return std::find(list.begin(), list.end(), item) != list.end();
}

// Every text of a rule's body: its expressions are among them, and what is none names no cell.
void AddTexts(const Json& json, std::vector<std::string>& texts) {
  if (json.is_string()) texts.push_back(json.get<std::string>());
  if (!json.is_structured()) return;
  for (const Json& item : json) AddTexts(item, texts);
}

// The cells of more than one dimension that formulas and checks of the country read, by indicator:
// the only way in which a document asks for a crossing.
std::map<std::string, std::set<std::string>> CrossingsRead(const Catalogue& catalogue) {
  std::vector<std::string> expressions;
  for (const Indicator& indicator : catalogue.indicators()) {
    for (const IndicatorVersion& version : indicator.versions) {
      for (const std::string& text : {version.formula, version.subset_of, version.same_as,
                                      version.numerator, version.denominator}) {
        expressions.push_back(text);
      }
    }
  }
  for (const Rule& rule : catalogue.rules()) {
    if (rule.body) AddTexts(*rule.body, expressions);
  }
  std::map<std::string, std::set<std::string>> crossings;
  for (const std::string& expression : expressions) {
    for (const CellReference& cell : CellsIn(expression)) {
      Dimensions dimensions;
      for (const auto& pair : cell.where) {
        if (pair.second != "_T" && pair.first != "territory") dimensions.push_back(pair);
      }
      std::sort(dimensions.begin(), dimensions.end());
      if (dimensions.size() > 1) crossings[cell.code].insert(DimensionsText(dimensions));
    }
  }
  return crossings;
}

// The periods within the range in which an indicator of this frequency is asked.
std::vector<Period> PeriodsOf(const std::string& frequency, const PeriodRange& range) {
  std::vector<std::string> codes;
  const int first = range.first_day / 10000, last = range.last_day / 10000;
  for (int year = first; year <= last; ++year) {
    const std::string number = std::to_string(year);
    if (frequency == "half_yearly") {
      for (const char* part : {"-S1", "-S2"}) codes.push_back(number + part);
    } else if (frequency == "quarterly") {
      for (const char* part : {"-Q1", "-Q2", "-Q3", "-Q4"}) codes.push_back(number + part);
    } else if (frequency == "monthly") {
      for (int month = 1; month <= 12; ++month) {
        codes.push_back(number + (month < 10 ? "-0" : "-") + std::to_string(month));
      }
    } else if (frequency != "once" || year == last) {
      codes.push_back(number);
    }
  }
  std::vector<Period> periods;
  for (const std::string& code : codes) {
    Result<Period> period = ParsePeriod(code);
    if (period.ok() && range.Contains(*period)) periods.push_back(*period);
  }
  return periods;
}

int DepthOf(const Codelist& list, const Code& code) {
  int depth = 0;
  for (const Code* up = list.Find(code.parent); up != nullptr && depth < 4; ++depth) {
    up = list.Find(up->parent);
  }
  return depth;
}

class CellLister {
 public:
  CellLister(const Catalogue& catalogue, std::vector<AskedCell>& cells)
      : catalogue_(catalogue), crossings_(CrossingsRead(catalogue)), cells_(cells) {}

  void Add(const IndicatorVersion& version, const std::string& period) {
    next_ = {Kind::kTotal, &version, period, catalogue_.country(), {}, "", 0};
    cells_.push_back(next_);
    for (const std::string& dimension : version.dimensions) AddDimension(dimension);
    AddCrossings();
    if (version.by_territory) AddTerritories();
  }

 private:
  void AddDimension(const std::string& dimension) {
    const Codelist* list = catalogue_.FindDimension(dimension);
    if (list == nullptr) return;
    AskedCell cell = next_;
    if (IsOpenDimension(catalogue_, *next_.version, dimension)) {
      cell.kind = Kind::kOpen;
      cell.open = dimension;
      cells_.insert(cells_.end(), kOpenRows, cell);
      return;
    }
    for (const Code* code : CodesUsed(catalogue_, *next_.version, dimension)) {
      cell.kind = Kind::kPart;
      cell.dimensions = {{dimension, code->code}};
      cell.depth = DepthOf(*list, *code);
      cells_.push_back(cell);
    }
  }

  void AddCrossings() {
    auto it = crossings_.find(next_.version->code);
    if (it == crossings_.end()) return;
    for (const std::string& text : it->second) {
      AskedCell cell = next_;
      cell.kind = Kind::kCrossing;
      cell.dimensions = ParseDimensions(text);
      const bool known = std::all_of(
          cell.dimensions.begin(), cell.dimensions.end(),
          [&](const auto& pair) { return next_.version->HasDimension(pair.first); });
      if (known) cells_.push_back(std::move(cell));
    }
  }

  void AddTerritories() {
    for (const Territory& territory : catalogue_.territories()) {
      if (territory.code == catalogue_.country() || !territory.in_national_statistics) continue;
      if (!IsCovered(territory)) continue;
      AskedCell cell = next_;
      cell.kind = Kind::kTerritory;
      cell.territory = territory.code;
      for (const Territory* up = catalogue_.FindTerritory(territory.parent);
           up != nullptr && up->code != catalogue_.country() && cell.depth < 4; ++cell.depth) {
        up = catalogue_.FindTerritory(up->parent);
      }
      cells_.push_back(std::move(cell));
    }
  }

  // Within the territories that the definition covers, where it names some.
  bool IsCovered(const Territory& territory) const {
    const std::vector<std::string>& coverage = next_.version->coverage;
    if (coverage.empty()) return true;
    const Territory* up = &territory;
    for (int level = 0; up != nullptr && level < 5; ++level) {
      if (Holds(coverage, up->code)) return true;
      up = catalogue_.FindTerritory(up->parent);
    }
    return false;
  }

  const Catalogue& catalogue_;
  const std::map<std::string, std::set<std::string>> crossings_;
  std::vector<AskedCell>& cells_;
  AskedCell next_;
};

}  // namespace

std::string BreakdownText(const AskedCell& cell) {
  if (!cell.open.empty()) return cell.open + "=?";
  std::string text;
  for (const auto& [dimension, code] : cell.dimensions) {
    text += (text.empty() ? "" : "; ") + dimension + "=" + code;
  }
  return text.empty() ? "_T" : text;
}

std::vector<const Code*> CodesUsed(const Catalogue& catalogue, const IndicatorVersion& version,
                                   const std::string& dimension) {
  std::vector<const Code*> used;
  const Codelist* list = catalogue.FindDimension(dimension);
  if (list == nullptr) return used;
  auto named = version.codes.find(dimension);
  for (const Code& code : list->codes()) {
    if (named == version.codes.end() || Holds(named->second, code.code)) used.push_back(&code);
  }
  return used;
}

bool IsOpenDimension(const Catalogue& catalogue, const IndicatorVersion& version,
                     const std::string& dimension) {
  return CodesUsed(catalogue, version, dimension).size() > kLongestCodelist;
}

bool IsAskedOf(const IndicatorVersion& version, const std::string& institution) {
  if (!version.ask || version.dropped()) return false;
  return version.owner == institution || Holds(version.asked_from, institution);
}

std::vector<AskedCell> CellsAskedOf(const Catalogue& catalogue, const std::string& institution,
                                    const PeriodRange& periods) {
  std::vector<AskedCell> cells;
  CellLister lister(catalogue, cells);
  for (const Indicator& indicator : catalogue.indicators()) {
    std::set<std::string> frequencies;
    for (const IndicatorVersion& version : indicator.versions) frequencies.insert(version.frequency);
    for (const std::string& frequency : frequencies) {
      for (const Period& period : PeriodsOf(frequency, periods)) {
        const IndicatorVersion* version = indicator.On(period.last_day);
        if (version == nullptr || version->frequency != frequency) continue;
        if (IsAskedOf(*version, institution)) lister.Add(*version, period.code);
      }
    }
  }
  return cells;
}

}  // namespace rapporteur
