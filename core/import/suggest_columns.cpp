#include "core/import/suggest_columns.h"

#include <algorithm>
#include <cmath>

#include "core/base/json.h"
#include "core/base/text.h"
#include "core/import/date_cell.h"
#include "core/import/header_words.h"

namespace rapporteur {
namespace {

// Columns of the vocabulary that a table of an institution may have.
constexpr const char* kTargets[] = {"country", "indicator", "territory", "period", "value",
                                    "source",  "note",      "source_ref", "unit",  "status"};

bool StartsLikeAddress(const ColumnProfile& column) {
  return !column.samples.empty() &&
         std::all_of(column.samples.begin(), column.samples.end(),
                     [](const std::string& text) { return text.starts_with("http"); });
}

double Share(std::uint64_t part, std::uint64_t all) {
  return all == 0 ? 0 : static_cast<double>(part) / static_cast<double>(all);
}

}  // namespace

bool IsYearHeader(std::string_view header) {
  header = Trim(header);
  if (header.ends_with('.')) header.remove_suffix(1);
  return header.size() == 4 && (header.starts_with("19") || header.starts_with("20")) &&
         header.find_first_not_of("0123456789") == std::string_view::npos;
}

ColumnJudge::ColumnJudge(const Catalogue& catalogue, const std::vector<EarlierMapping>& earlier,
                         const std::string& institution)
    : catalogue_(catalogue), earlier_(earlier), institution_(institution) {
  const auto add_name = [&](const std::string& target, const std::string& name) {
    std::string folded = FoldLabel(name);
    if (!folded.empty()) names_[target].push_back(std::move(folded));
  };
  for (const char* target : kTargets) {
    targets_.push_back(target);
    add_name(target, target);
    for (std::string_view word : WordsForColumn(target)) names_[target].emplace_back(word);
    LabelIndex labels = LabelIndex::OfTarget(catalogue, target);
    if (!labels.empty()) labels_.emplace(target, std::move(labels));
  }
  for (const auto& [id, list] : catalogue.codelists()) {
    const Codelist* dimension = catalogue.FindDimension(id);
    if (dimension == nullptr) continue;
    targets_.push_back(id);
    add_name(id, id);
    for (const auto& [language, title] : dimension->title().texts()) {
      add_name(id, title);
      const std::size_t end = title.find_first_of(",(");
      if (end != std::string::npos) add_name(id, title.substr(0, end));
    }
    labels_.emplace(id, LabelIndex::OfTarget(catalogue, id));
  }
}

void ColumnJudge::AllowOnly(std::set<std::string> dimensions) {
  targets_.erase(std::remove_if(targets_.begin(), targets_.end(),
                                [&](const std::string& target) {
                                  return catalogue_.FindDimension(target) != nullptr &&
                                         !dimensions.contains(target);
                                }),
                 targets_.end());
}

double ColumnJudge::Named(const std::string& header, const std::string& target) const {
  const auto names = names_.find(target);
  if (names == names_.end()) return 0;
  const std::string folded = FoldLabel(header);
  double best = 0;
  for (const std::string& name : names->second) best = std::max(best, Likeness(folded, name));
  return best;
}

double ColumnJudge::Known(const ColumnProfile& column, const std::string& target) const {
  const auto labels = labels_.find(target);
  if (labels == labels_.end()) return 0;
  std::uint64_t known = 0, all = 0, totals = 0;
  for (const auto& [value, count] : column.values) {
    all += count;
    if (labels->second.Exact(value)) {
      known += count;
    } else if (IsTotalWord(value)) {
      totals += count;
    }
  }
  return known == 0 ? 0 : Share(known + totals, all);  // totals alone say nothing
}

bool ColumnJudge::OnlyOwnCountry(const ColumnProfile& column) const {
  return std::all_of(column.values.begin(), column.values.end(), [&](const auto& value) {
    const auto match = labels_.at("country").Exact(value.first);
    return match && match->code == catalogue_.country();
  });
}

std::optional<std::string> ColumnJudge::EarlierCode(const std::string& header,
                                                    const std::string& target,
                                                    const std::string& value) const {
  for (const EarlierMapping& mapping : earlier_) {
    const Json& body = GetMember(GetMember(*mapping.document, "columns"), target.c_str());
    if (GetString(body, "from") != header) continue;
    const Json& codes = GetMember(body, "codes");
    if (codes.is_object() && codes.contains(value)) return GetString(codes, value.c_str());
  }
  return std::nullopt;
}

Candidate ColumnJudge::JudgeTarget(const ColumnProfile& column, const std::string& target) const {
  const double named = Named(column.name, target);
  const std::string by_name = named >= 0.95 ? "the header names it" : "the header is like its name";
  const double numbers = Share(column.numbers, column.filled);
  const double periods = Share(column.periods, column.filled);
  Candidate candidate{target, 0, ""};
  if (target == "period") {
    if (periods == 1) {
      candidate.confidence = named >= 0.7 ? 0.98 : 0.75;
      candidate.reason = (named >= 0.7 ? by_name + ", and " : "") + "every cell is a period";
    } else if (named >= 0.9) {
      candidate.confidence = 0.6;
      candidate.reason = by_name + ", but not every cell is a period";
    }
  } else if (target == "value") {
    // Years and numbers of rows are numbers too.
    if (numbers >= 0.5 && periods < 1) {
      candidate.confidence = named >= 0.95 ? 0.97 : named >= 0.75 ? 0.85 : numbers >= 0.9 ? 0.5 : 0.3;
      candidate.reason = (named >= 0.75 ? by_name + ", and " : "") +
                         (numbers == 1 ? "every cell is a number" : "most cells are numbers");
    }
  } else if (target == "source_ref") {
    if (StartsLikeAddress(column)) {
      candidate = {target, named >= 0.7 ? 0.97 : 0.8, "the cells are addresses of pages"};
    }
  } else if (labels_.contains(target)) {
    const double known = Known(column, target);
    const std::string cells =
        known == 1 ? "every cell is a code or label of " + target
                   : std::to_string(std::lround(100 * known)) + " % of the cells are codes or labels of " +
                         target;
    if (target == "country" && known > 0 && named >= 0.7 && !OnlyOwnCountry(column)) {
      // Countries in a table of one country are rather citizenships, or where somebody came from.
      candidate.confidence = 0.68;
      candidate.reason = by_name + ", but its cells name other countries too";
    } else if (known > 0 && named >= 0.7) {
      candidate.confidence = (known >= 0.5 ? 0.55 + 0.4 * known : 0.4) + 0.03 * named;
      candidate.reason = by_name + ", and " + cells;
    } else if (known == 1 && column.values.size() >= 2 && numbers < 0.5 && column.longest > 2) {
      candidate.confidence = 0.72;
      candidate.reason = cells;
    } else if (known >= 0.5) {
      candidate.confidence = 0.5 * known;
      candidate.reason = cells;
    } else if (named >= 0.95) {
      candidate.confidence = 0.4;
      candidate.reason = by_name + ", but its cells are none of its codes and labels";
    }
  } else if (named >= 0.9) {
    candidate = {target, 0.9, by_name};
  }
  return candidate;
}

// The same header in a mapping of the same institution, or of another one, says what is meant.
void ColumnJudge::AddEarlier(const ColumnProfile& column, std::vector<Candidate>& candidates) const {
  for (const EarlierMapping& mapping : earlier_) {
    const bool same = !institution_.empty() && mapping.institution == institution_;
    for (const auto& [target, body] : GetMember(*mapping.document, "columns").items()) {
      if (target == "*" || GetString(body, "from") != column.name) continue;
      Candidate candidate{target, same ? 0.96 : 0.8, ""};
      candidate.reason = mapping.batch > 0
                             ? "same header as batch " + std::to_string(mapping.batch)
                             : "same header as mapping " + mapping.name + " version " +
                                   std::to_string(mapping.version);
      if (same) candidate.reason += " of the same institution";
      auto known = std::find_if(candidates.begin(), candidates.end(),
                                [&](const Candidate& c) { return c.target == target; });
      if (known == candidates.end()) {
        // A column whose cells now say something else is another column.
        const bool contradicted =
            labels_.contains(target) && column.filled > 0 && Known(column, target) < 0.5 &&
            GetMember(body, "codes").empty();
        if (!contradicted) candidates.push_back(std::move(candidate));
      } else if (known->confidence < candidate.confidence) {
        *known = std::move(candidate);
      }
    }
  }
}

std::vector<Candidate> ColumnJudge::Judge(const ColumnProfile& column) const {
  std::vector<Candidate> candidates;
  for (const std::string& target : targets_) {
    Candidate candidate = JudgeTarget(column, target);
    if (candidate.confidence > 0) candidates.push_back(std::move(candidate));
  }
  AddEarlier(column, candidates);
  std::stable_sort(candidates.begin(), candidates.end(), [](const Candidate& a, const Candidate& b) {
    return a.confidence > b.confidence;
  });
  return candidates;
}

}  // namespace rapporteur
