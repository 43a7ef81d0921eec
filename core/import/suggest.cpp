#include "core/import/suggest.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "core/base/json.h"
#include "core/base/text.h"
#include "core/import/date_cell.h"
#include "core/import/header_words.h"
#include "core/import/mapping.h"
#include "core/import/suggest_columns.h"

namespace rapporteur {
namespace {

constexpr double kSure = 0.7;     // below it a column stays open
constexpr double kMargin = 0.1;   // by which the best must be better than the next

// The headers of a wide table: what stands above its columns is a period, a code or an indicator.
struct Wide {
  std::string to;  // "" = the table is not wide
  std::map<std::string, std::string> codes;  // header -> content
  bool years = false;
  std::string reason;
};

std::string EscapedPattern(const std::string& text) {
  std::string pattern;
  for (const char c : text) {
    if (std::string_view("\\^$.|?*+()[]{}").find(c) != std::string_view::npos) pattern += '\\';
    pattern += c;
  }
  return pattern;
}

bool HoldsNumbers(const ColumnProfile& column) {
  return column.filled > 0 && 2 * column.numbers >= column.filled;
}

class Suggester {
 public:
  Suggester(const RowPreview& table, const Catalogue& catalogue,
            const std::vector<EarlierMapping>& earlier, const SuggestOptions& options)
      : table_(table),
        catalogue_(catalogue),
        options_(options),
        judge_(catalogue, earlier, options.institution) {}

  Suggestion Run() {
    FindWide();
    NarrowByIndicator();
    Assign();
    NarrowByIndicator();  // now that a column may be known to name the indicators
    Assign();
    Write();
    return std::move(result_);
  }

 private:
  bool IsWide(const std::string& header) const { return wide_.codes.contains(header); }

  // ---- wide tables

  void FindWide() {
    std::vector<std::string> years;
    for (const ColumnProfile& column : table_.columns()) {
      if (IsYearHeader(column.name) && HoldsNumbers(column)) years.push_back(column.name);
    }
    if (years.size() >= 2) {
      wide_.to = "period";
      wide_.years = std::all_of(years.begin(), years.end(),
                                [](const std::string& year) { return year.size() == 4; });
      for (const std::string& year : years) wide_.codes[year] = year.substr(0, 4);
      wide_.reason = Counted(years.size(), "column is", "columns are") + " headed by a year";
      return;
    }
    std::vector<std::string> targets = {"indicator", "territory"};
    for (const auto& [id, list] : catalogue_.codelists()) {
      if (catalogue_.FindDimension(id) != nullptr) targets.push_back(id);
    }
    std::vector<std::pair<std::size_t, std::string>> fitting;
    std::map<std::string, std::map<std::string, std::string>> codes;
    for (const std::string& target : targets) {
      if (!judge_.has_labels(target)) continue;
      std::size_t labels = 0;
      for (const ColumnProfile& column : table_.columns()) {
        if (!HoldsNumbers(column)) continue;
        if (const auto match = judge_.labels(target).Exact(column.name)) {
          codes[target][column.name] = match->code;
          ++labels;
        } else if (IsTotalWord(column.name)) {
          codes[target][column.name] = "_T";
        }
      }
      if (labels >= 2) fitting.emplace_back(labels, target);
    }
    std::stable_sort(fitting.begin(), fitting.end(),
                     [](const auto& a, const auto& b) { return a.first > b.first; });
    if (fitting.empty()) return;
    if (fitting.size() > 1 && fitting[0].first == fitting[1].first) {
      open_.push_back({"unpivot", "", 0,
                       "the headers are codes or labels of " + fitting[0].second + " and of " +
                           fitting[1].second,
                       {}});
      return;
    }
    wide_.to = fitting[0].second;
    wide_.codes = codes[wide_.to];
    wide_.reason = "the headers are codes or labels of " + wide_.to;
  }

  // ---- columns

  // Where the indicators are known only their breakdowns can be meant.
  void NarrowByIndicator() {
    std::set<std::string> indicators;
    if (auto told = options_.constants.find("indicator"); told != options_.constants.end()) {
      indicators.insert(told->second);
    } else if (wide_.to == "indicator") {
      for (const auto& [header, code] : wide_.codes) indicators.insert(code);
    } else {
      for (std::size_t i = 0; i < result_.columns.size(); ++i) {
        if (result_.columns[i].target != "indicator") continue;
        for (const auto& [value, count] : table_.columns()[i].values) {
          if (auto match = judge_.labels("indicator").Exact(value)) indicators.insert(match->code);
        }
      }
    }
    std::set<std::string> dimensions;
    for (const std::string& code : indicators) {
      const Indicator* indicator = catalogue_.FindIndicator(code);
      if (indicator == nullptr) return;
      for (const IndicatorVersion& version : indicator->versions) {
        dimensions.insert(version.dimensions.begin(), version.dimensions.end());
      }
    }
    if (!indicators.empty()) judge_.AllowOnly(std::move(dimensions));
  }

  void Assign() {
    result_.columns.clear();
    const std::vector<ColumnProfile>& columns = table_.columns();
    std::vector<std::vector<Candidate>> all;
    for (const ColumnProfile& column : columns) {
      SuggestedColumn suggested{column.name, "", 0, "", {}};
      std::vector<Candidate> candidates;
      if (IsWide(column.name)) {
        suggested = {column.name, wide_.to, 0.95, wide_.reason, {}};
      } else if (column.filled == 0) {
        suggested = {column.name, "-", 0.9, "every cell is blank", {}};
      } else if (IsRowNumberHeader(column.name) && column.integers == column.filled &&
                 column.values.size() == std::min<std::size_t>(column.filled, ColumnProfile::kValues)) {
        suggested = {column.name, "-", 0.9, "it numbers the rows", {}};
      } else {
        candidates = judge_.Judge(column);
        // A wide table has its values elsewhere, and says its periods or codes in the headers.
        candidates.erase(std::remove_if(candidates.begin(), candidates.end(),
                                        [&](const Candidate& c) {
                                          return options_.constants.contains(c.target) ||
                                                 (!wide_.to.empty() &&
                                                  (c.target == "value" || c.target == wide_.to));
                                        }),
                         candidates.end());
      }
      result_.columns.push_back(std::move(suggested));
      all.push_back(std::move(candidates));
    }
    // The only column of numbers that nobody claims is the value.
    RaiseOnlyValue(all);
    for (std::size_t i = 0; i < columns.size(); ++i) Decide(i, all);
  }

  void RaiseOnlyValue(std::vector<std::vector<Candidate>>& all) {
    Candidate* only = nullptr;
    for (std::vector<Candidate>& candidates : all) {
      for (Candidate& candidate : candidates) {
        if (candidate.target != "value") continue;
        if (only != nullptr) return;
        only = &candidate;
      }
    }
    if (only == nullptr || only->confidence >= kSure || only->confidence < 0.5) return;
    only->confidence = 0.75;
    only->reason += ", in this column only";
    for (std::vector<Candidate>& candidates : all) {
      std::stable_sort(candidates.begin(), candidates.end(), [](const auto& a, const auto& b) {
        return a.confidence > b.confidence;
      });
    }
  }

  void Decide(std::size_t i, const std::vector<std::vector<Candidate>>& all) {
    SuggestedColumn& column = result_.columns[i];
    const std::vector<Candidate>& candidates = all[i];
    if (!column.target.empty()) return;
    if (candidates.empty()) {
      column.reason = "nothing of its header or its cells is known";
      return;
    }
    const Candidate& best = candidates.front();
    column.confidence = best.confidence;
    for (std::size_t k = 1; k < candidates.size(); ++k) {
      if (best.confidence - candidates[k].confidence < kMargin) {
        column.others.push_back(candidates[k].target);
      }
    }
    if (best.confidence < kSure) {
      column.others.insert(column.others.begin(), best.target);
      column.reason = "perhaps " + best.target + ": " + best.reason;
      return;
    }
    if (!column.others.empty()) {
      column.others.insert(column.others.begin(), best.target);
      column.reason = "it may be " + List(column.others);
      return;
    }
    // Another column may claim the same.
    for (std::size_t other = 0; other < all.size(); ++other) {
      if (other == i || all[other].empty() || !Claims(other, all)) continue;
      const Candidate& rival = all[other].front();
      if (rival.target != best.target || rival.confidence < best.confidence - kMargin) continue;
      column.others = {best.target};
      column.reason = "it may be " + best.target + ", and so may the column " +
                      Quote(table_.columns()[other].name);
      return;
    }
    for (std::size_t other = 0; other < all.size(); ++other) {
      if (other == i || all[other].empty()) continue;
      const Candidate& rival = all[other].front();
      if (rival.target == best.target && rival.confidence > best.confidence) {
        column.others = {best.target};
        column.reason = "the column " + Quote(table_.columns()[other].name) + " is the likelier " +
                        best.target;
        return;
      }
    }
    column.target = best.target;
    column.reason = best.reason;
  }

  static bool Claims(std::size_t i, const std::vector<std::vector<Candidate>>& all) {
    return all[i].front().confidence >= kSure;
  }

  // ---- the document

  void Write() {
    Json document;
    document["document"] = "mapping/1";
    document["name"] = options_.name;
    document["version"] = 1;
    Json headers = Json::array();
    for (const ColumnProfile& column : table_.columns()) headers.push_back(column.name);
    document["for"] = {{"institution", NullIfEmpty(options_.institution)},
                       {"country", catalogue_.country()},
                       {"headers", std::move(headers)}};
    document["read"] = {{"plugin", options_.plugin},
                        {"options", options_.read_options ? *options_.read_options : Json::object()}};
    document["rows"] = "observations";
    Json columns = Json::object();
    Json ignored = Json::array();
    for (std::size_t i = 0; i < result_.columns.size(); ++i) {
      const SuggestedColumn& column = result_.columns[i];
      if (column.target.empty()) {
        open_.push_back({column.from, "", table_.columns()[i].filled, column.reason, {}});
      } else if (column.target == "-") {
        ignored.push_back(column.from);
      } else if (!IsWide(column.from)) {
        columns[column.target] = ColumnBody(i);
      }
    }
    AddConstants(columns);
    document["columns"] = std::move(columns);
    document["unpivot"] = Unpivoted();
    document["count"] = nullptr;
    document["ignored"] = std::move(ignored);
    Json open = Json::array();
    for (const OpenPoint& point : open_) open.push_back(OpenJson(point));
    if (!open.empty()) document["x_open"] = std::move(open);
    result_.document = std::make_shared<const Json>(std::move(document));
    result_.open = std::move(open_);
  }

  Json ColumnBody(std::size_t i) {
    const SuggestedColumn& column = result_.columns[i];
    const ColumnProfile& profile = table_.columns()[i];
    Json body;
    body["from"] = column.from;
    if (judge_.has_labels(column.target)) {
      Json codes = Codes(column.target, profile);
      if (!codes.empty()) body["codes"] = std::move(codes);
    }
    if (column.target == "value") {
      Json symbols = Symbols(profile);
      if (!symbols.empty()) body["symbols"] = std::move(symbols);
    }
    if (column.target == "period" && profile.periods < profile.filled) SayDays(profile);
    body["x_confidence"] = std::round(100 * column.confidence) / 100;
    body["x_reason"] = column.reason;
    return body;
  }

  // What the file writes -> our code; what is unknown is left out, so that the import refuses it.
  Json Codes(const std::string& target, const ColumnProfile& profile) {
    const LabelIndex& labels = judge_.labels(target);
    std::vector<std::pair<std::string, std::uint64_t>> values(profile.values.begin(),
                                                              profile.values.end());
    std::sort(values.begin(), values.end());
    Json codes = Json::object();
    for (const auto& [value, count] : values) {
      if (auto code = judge_.EarlierCode(profile.name, target, value)) {
        codes[value] = *code;
      } else if (auto match = labels.Exact(value)) {
        if (match->code != value) codes[value] = match->code;
      } else if (IsTotalWord(value)) {
        if (value != "_T" && value != "total") codes[value] = "_T";
      } else {
        open_.push_back({profile.name, value, count, "no code or label of " + target,
                         labels.Like(value)});
      }
    }
    return codes;
  }

  // Texts among the numbers that the catalogue does not know: somebody has to say what they mean.
  Json Symbols(const ColumnProfile& profile) {
    Json symbols = Json::object();
    if (profile.numbers == profile.filled) return symbols;
    std::set<std::string> known;
    for (const ValueStatus& status : catalogue_.statuses()) {
      known.insert(status.symbols.begin(), status.symbols.end());
    }
    std::map<std::string, std::uint64_t> values(profile.values.begin(), profile.values.end());
    for (const auto& [value, count] : values) {
      const bool interval = value.size() > 1 && value.front() == '<';
      if (ParseNumber(value).kind != NumberKind::kNotANumber || known.contains(value) || interval) {
        continue;
      }
      if (value.size() > 12) continue;  // a text of its own: the import refuses its row
      symbols[value] = "refuse";
      open_.push_back({profile.name, value, count,
                       "no number; say in \"symbols\" what it stands for (missing, zero, suppressed)",
                       {}});
    }
    return symbols;
  }

  void SayDays(const ColumnProfile& profile) {
    std::uint64_t days = 0;
    for (const auto& [value, count] : profile.values) days += LooksLikeDate(value) ? count : 0;
    open_.push_back({profile.name, "", profile.filled - profile.periods,
                     days > 0 ? "cells are days; say \"date\" and \"period\" for the column"
                              : "not every cell is a period",
                     {}});
  }

  void AddConstants(Json& columns) {
    for (const auto& [target, content] : options_.constants) {
      columns[target] = {{"constant", content}, {"x_reason", "told"}};
    }
    const auto missing = [&](const char* target) {
      return !columns.contains(target) && wide_.to != target;
    };
    if (missing("country")) {
      columns["country"] = {{"constant", catalogue_.country()}, {"x_reason", "the country of the table"}};
    }
    if (missing("source") && !options_.institution.empty()) {
      columns["source"] = {{"constant", options_.institution},
                           {"x_reason", "the institution answered itself"}};
    }
    if (missing("source")) {
      open_.push_back({"source", "", 0,
                       "the file does not say who counted; name the institution, or import with "
                       "--source CODE",
                       {}});
    }
    if (missing("indicator")) {
      open_.push_back({"indicator", "", 0,
                       "the file does not say which indicator it is; add "
                       "\"indicator\": {\"constant\": \"CODE\"}",
                       {}});
    }
    if (missing("period")) {
      open_.push_back({"period", "", 0,
                       "the file does not say the period; add \"period\": {\"constant\": \"2025\"}",
                       {}});
    }
    if (missing("value") && wide_.to.empty()) {
      open_.push_back({"value", "", 0, "no column is surely the value", {}});
    }
  }

  Json Unpivoted() const {
    if (wide_.to.empty()) return nullptr;
    Json unpivot;
    Json codes = Json::object();
    std::string pattern;
    for (const ColumnProfile& column : table_.columns()) {
      auto code = wide_.codes.find(column.name);
      if (code == wide_.codes.end()) continue;
      pattern += (pattern.empty() ? "" : "|") + EscapedPattern(column.name);
      if (code->second != column.name) codes[column.name] = code->second;
    }
    // The next file has another year.
    unpivot["headers"] = wide_.years ? "(19|20)[0-9]{2}" : pattern;
    unpivot["to"] = wide_.to;
    unpivot["value"] = "value";
    if (!codes.empty()) unpivot["codes"] = std::move(codes);
    unpivot["x_reason"] = wide_.reason;
    return unpivot;
  }

  static Json OpenJson(const OpenPoint& point) {
    Json json = {{"where", point.where},
                 {"found", NullIfEmpty(point.found)},
                 {"count", point.count},
                 {"reason", point.reason}};
    Json suggestions = Json::array();
    for (const LabelMatch& match : point.suggestions) {
      suggestions.push_back({{"code", match.code},
                             {"label", match.label},
                             {"likeness", std::round(100 * match.likeness) / 100}});
    }
    json["suggestions"] = std::move(suggestions);
    return json;
  }

  const RowPreview& table_;
  const Catalogue& catalogue_;
  const SuggestOptions& options_;
  ColumnJudge judge_;
  Wide wide_;
  std::vector<OpenPoint> open_;
  Suggestion result_;
};

}  // namespace

Suggestion SuggestMapping(const RowPreview& table, const Catalogue& catalogue,
                          const std::vector<EarlierMapping>& earlier,
                          const SuggestOptions& options) {
  return Suggester(table, catalogue, earlier, options).Run();
}

Json ToJson(const Suggestion& suggestion) {
  Json columns = Json::array();
  for (const SuggestedColumn& column : suggestion.columns) {
    columns.push_back({{"from", column.from},
                       {"target", column.target == "-" ? Json() : NullIfEmpty(column.target)},
                       {"state", column.target.empty()  ? "open"
                                 : column.target == "-" ? "ignored"
                                                        : "mapped"},
                       {"confidence", std::round(100 * column.confidence) / 100},
                       {"reason", column.reason},
                       {"others", column.others}});
  }
  const Json& document = *suggestion.document;
  return {{"format", "suggestion/1"},
          {"columns", std::move(columns)},
          {"open", document.contains("x_open") ? document["x_open"] : Json::array()},
          {"mapping", document}};
}

}  // namespace rapporteur
