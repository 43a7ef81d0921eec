#include "tests/report/published.h"

#include <algorithm>
#include <map>
#include <set>
#include <stdexcept>

#include "core/base/fd.h"
#include "core/base/json.h"
#include "core/base/number.h"
#include "core/base/text.h"

namespace rapporteur {
namespace {

std::string ReadText(const std::string& path) {
  Result<std::string> text = ReadFile(std::string(RAPPORTEUR_COUNTRIES) + "/" + path);
  if (!text.ok()) throw std::runtime_error(text.status().message());
  return *std::move(text);
}

Json ReadDocument(const std::string& path) {
  Result<Json> json = ParseJson(ReadText(path), path);
  if (!json.ok()) throw std::runtime_error(json.status().message());
  return *std::move(json);
}

// The fields of a line of the samples: quotes around a field that holds a comma.
std::vector<std::string> Fields(const std::string& line) {
  std::vector<std::string> fields(1);
  bool quoted = false;
  for (const char c : line) {
    if (c == '"') {
      quoted = !quoted;
    } else if (c == ',' && !quoted) {
      fields.emplace_back();
    } else if (c != '\r') {
      fields.back() += c;
    }
  }
  return fields;
}

// "age_group=CHD;sex=F" where every pair is a dimension and a code of the catalogue.
bool ReadBreakdown(const Catalogue& catalogue, const std::string& text, Observation& observation) {
  if (text == "total") return true;
  Dimensions dimensions;
  for (std::string_view pair : Split(text, ';')) {
    const std::size_t equals = pair.find('=');
    if (equals == pair.npos) return false;
    std::string dimension(pair.substr(0, equals)), code(pair.substr(equals + 1));
    if (dimension == "source" && code == "police") {
      observation.counted_by = "RS-MUP";
      continue;
    }
    if (code == "foreign") code = "FOR";
    if (code == "other government") code = "GOV.OTH";
    if (code == "government") code = "GOV";
    if (code == "BEG (of LAB)") code = "LAB.BEG";
    const Codelist* list = catalogue.FindDimension(dimension);
    if (list == nullptr || list->Find(code) == nullptr) return false;
    dimensions.emplace_back(std::move(dimension), std::move(code));
  }
  std::sort(dimensions.begin(), dimensions.end());
  observation.key.dimensions = DimensionsText(dimensions);
  return true;
}

const Source* FindByTitle(const Catalogue& catalogue, const std::string& title,
                          const std::string& counted_by) {
  const Source* found = nullptr;
  for (const Source& source : catalogue.sources()) {
    if (source.title != title) continue;
    if (!counted_by.empty() && source.counted_by != counted_by) continue;
    if (found == nullptr || source.main) found = &source;
  }
  return found;
}

}  // namespace

std::shared_ptr<const Catalogue> RegionalCatalogue() {
  static const auto catalogue = *Catalogue::Build(ReadDocument("regional/regional.json"), nullptr);
  return catalogue;
}

std::shared_ptr<const Catalogue> SerbianCatalogue() {
  static const auto catalogue = [] {
    const Json country = ReadDocument("serbia/serbia.json");
    return *Catalogue::Build(ReadDocument("regional/regional.json"), &country);
  }();
  return catalogue;
}

ReportData PublishedFigures(const std::shared_ptr<const Catalogue>& catalogue) {
  ReportData data;
  data.catalogue = catalogue;
  data.regional = RegionalCatalogue();
  data.program = "Rapporteur 1.0.0";
  data.batches = {{1, "published_figures.csv", "sha256:0000", "org.rapporteur.csv-import", "1.0.0",
                   "2026-01-30T09:00:00Z"}};
  const std::string text = ReadText("regional/samples/published_figures.csv");
  std::uint64_t row = 0;
  for (std::string_view line : Split(text, '\n')) {
    const std::vector<std::string> fields = Fields(std::string(line));
    if (++row == 1 || fields.size() != 9 || fields[0] != catalogue->country()) continue;
    Observation o;
    o.key = {fields[0], fields[2], fields[0], ""};
    const Result<Period> period = ParsePeriod(fields[1]);
    const Indicator* indicator = catalogue->FindIndicator(fields[2]);
    const ParsedNumber number = ParseNumber(fields[4], Decimal::kPoint);
    if (!period.ok() || indicator == nullptr || number.kind != NumberKind::kNumber) continue;
    if (!ReadBreakdown(*catalogue, fields[3], o)) continue;
    const Source* source = FindByTitle(*catalogue, fields[5], o.counted_by);
    if (source == nullptr) continue;
    o.period = period->code;
    o.value.number = number.value;
    o.remarks.note = fields[8];
    o.remarks.source_ref = fields[7];
    o.origin = "imported";
    o.source = source->code;
    o.counted_by = source->counted_by;
    o.publication = source->publication;
    const IndicatorVersion* version = indicator->On(period->last_day);
    o.definition = (version == nullptr ? indicator->newest() : *version).definition;
    o.batch = 1;
    o.file = "published_figures.csv";
    o.row = row;
    data.observations.push_back(std::move(o));
  }
  ChooseByRule(*catalogue, data.observations);
  return data;
}

void ChooseByRule(const Catalogue& catalogue, std::vector<Observation>& observations) {
  auto rank = [&](const std::string& code) {
    for (const Source& source : catalogue.sources()) {
      if (source.code != code) continue;
      const auto& order = catalogue.choice_order();
      const auto kind = std::find(order.begin(), order.end(), source.kind) - order.begin();
      return std::pair(-kind, source.published_on);
    }
    return std::pair(std::ptrdiff_t{-99}, std::string());
  };
  std::map<std::pair<std::string, std::string>, std::string> best;
  for (const Observation& o : observations) {
    std::string& source = best[{o.key.indicator, o.period}];
    if (source.empty() || rank(o.source) > rank(source)) source = o.source;
  }
  std::map<std::pair<SeriesKey, std::string>, std::set<std::string>> sources;
  std::map<std::pair<SeriesKey, std::string>, std::set<double>> values;
  for (const Observation& o : observations) {
    sources[{o.key, o.period}].insert(o.source);
    if (o.value.number) values[{o.key, o.period}].insert(*o.value.number);
  }
  for (Observation& o : observations) {
    const std::string& source = best[{o.key.indicator, o.period}];
    const auto& here = sources[{o.key, o.period}];
    // A cell that the source of the group does not give is taken from the best that does.
    const std::string& own = *std::max_element(
        here.begin(), here.end(),
        [&](const std::string& a, const std::string& b) { return rank(a) < rank(b); });
    o.chosen = o.source == (here.contains(source) ? source : own);
    if (o.chosen) o.choice_by = "rule";
    o.disputed = values[{o.key, o.period}].size() > 1;
  }
}

}  // namespace rapporteur
