#include "core/model/choice.h"

#include <algorithm>
#include <numeric>

namespace rapporteur {
namespace {

constexpr std::size_t kNone = static_cast<std::size_t>(-1);

// What the order looks at, of one source.
struct Rank {
  std::size_t source = 0;
  bool gives_total = false, gives_value = false;
  std::size_t kind = 0;  // position in the document's order
};

std::string Words(const std::string& kind) {
  if (kind.empty()) return "unknown kind";
  std::string words = kind;
  std::replace(words.begin(), words.end(), '_', ' ');
  return words;
}

class Chooser {
 public:
  Chooser(const ChoiceGroup& group, const std::vector<std::string>& order)
      : group_(group), order_(order), verdicts_(group.candidates.size()),
        by_cell_(group.cells), agrees_(group.sources.size(), -1) {
    for (std::size_t i = 0; i < group.candidates.size(); ++i) {
      by_cell_[group.candidates[i].cell].push_back(i);
    }
  }

  std::vector<Verdict> Run() {
    if (group_.sources.empty()) return {};
    RankSources();
    ChooseForGroup();
    for (std::size_t cell = 0; cell < group_.cells; ++cell) ChooseForCell(cell);
    for (const std::vector<std::size_t>& cell : by_cell_) MarkDisputed(cell);
    return std::move(verdicts_);
  }

 private:
  const Value& ValueOf(std::size_t candidate) const { return *group_.candidates[candidate].value; }
  const Source& SourceOf(const Rank& rank) const { return *group_.sources[rank.source]; }

  void RankSources() {
    for (std::size_t i = 0; i < group_.sources.size(); ++i) {
      const auto place = std::find(order_.begin(), order_.end(), group_.sources[i]->kind);
      ranks_.push_back({i, false, false, static_cast<std::size_t>(place - order_.begin())});
    }
    for (const ChoiceCandidate& candidate : group_.candidates) {
      if (!HasValue(*candidate.value)) continue;
      ranks_[candidate.source].gives_value = true;
      if (candidate.cell == group_.total) ranks_[candidate.source].gives_total = true;
    }
    std::sort(ranks_.begin(), ranks_.end(), [this](const Rank& a, const Rank& b) {
      if (a.gives_total != b.gives_total) return a.gives_total;
      if (a.gives_value != b.gives_value) return a.gives_value;
      if (a.kind != b.kind) return a.kind < b.kind;
      const Source &left = SourceOf(a), &right = SourceOf(b);
      if (left.published_on != right.published_on) return left.published_on > right.published_on;
      return left.code < right.code;
    });
  }

  // Why the first is before the second.
  std::string Reason(const Rank& a, const Rank& b) const {
    const Source &first = SourceOf(a), &second = SourceOf(b);
    if (a.gives_total != b.gives_total) return "gives the total, " + second.code + " does not";
    if (a.gives_value != b.gives_value) return "gives a value, " + second.code + " does not";
    if (a.kind != b.kind) return Words(first.kind) + " before " + Words(second.kind);
    if (first.published_on != second.published_on) {
      return "newer publication (" + first.published_on + " before " +
             (second.published_on.empty() ? "undated" : second.published_on) + ")";
    }
    return "code order";
  }

  void ChooseForGroup() {
    chosen_ = ranks_[0].source;
    reason_ = ranks_.size() == 1 ? "only source" : Reason(ranks_[0], ranks_[1]);
    for (const PersonChoice& person : group_.persons) {
      if (person.cell) continue;
      chosen_ = person.source;
      reason_ = person.reason;
      by_ = "person";
    }
  }

  void Mark(std::size_t candidate, const std::string& by, const std::string& reason) {
    verdicts_[candidate].chosen = true;
    verdicts_[candidate].by = by;
    verdicts_[candidate].reason = reason;
  }

  // The source's candidate for the cell, or kNone.
  std::size_t Of(std::size_t cell, std::size_t source) const {
    for (std::size_t candidate : by_cell_[cell]) {
      if (group_.candidates[candidate].source == source) return candidate;
    }
    return kNone;
  }

  void ChooseForCell(std::size_t cell) {
    for (const PersonChoice& person : group_.persons) {
      if (person.cell != cell) continue;
      if (const std::size_t own = Of(cell, person.source); own != kNone) {
        return Mark(own, "person", person.reason);
      }
    }
    const std::size_t own = Of(cell, chosen_);
    if (own != kNone && HasValue(ValueOf(own))) return Mark(own, by_, reason_);
    std::size_t without_value = kNone;
    for (const Rank& rank : ranks_) {
      if (rank.source == chosen_) continue;
      const std::size_t other = Of(cell, rank.source);
      if (other == kNone || !Agrees(rank.source)) continue;
      if (HasValue(ValueOf(other))) return Fill(other);
      if (without_value == kNone) without_value = other;
    }
    if (own != kNone) return Mark(own, by_, reason_);
    if (without_value != kNone) Fill(without_value);
  }

  void Fill(std::size_t candidate) {
    Mark(candidate, "rule",
         "fills a cell that " + group_.sources[chosen_]->code + " does not give");
  }

  // True where the source contradicts the group's source in no cell.
  bool Agrees(std::size_t source) {
    if (agrees_[source] < 0) {
      agrees_[source] = 1;
      for (std::size_t cell = 0; cell < group_.cells && agrees_[source] == 1; ++cell) {
        const std::size_t mine = Of(cell, chosen_), theirs = Of(cell, source);
        if (mine != kNone && theirs != kNone && Contradicts(ValueOf(mine), ValueOf(theirs))) {
          agrees_[source] = 0;
        }
      }
    }
    return agrees_[source] == 1;
  }

  void MarkDisputed(const std::vector<std::size_t>& cell) {
    for (std::size_t a : cell) {
      for (std::size_t b : cell) {
        if (Contradicts(ValueOf(a), ValueOf(b))) verdicts_[a].disputed = true;
      }
    }
  }

  const ChoiceGroup& group_;
  const std::vector<std::string>& order_;
  std::vector<Verdict> verdicts_;
  std::vector<std::vector<std::size_t>> by_cell_;  // candidates of each cell
  std::vector<int> agrees_;                        // by source; -1 = not yet asked
  std::vector<Rank> ranks_;
  std::size_t chosen_ = 0;
  std::string reason_, by_ = "rule";
};

}  // namespace

bool HasValue(const Value& value) {
  return value.number.has_value() || (!value.text.empty() && value.status != "Q");
}

bool Contradicts(const Value& a, const Value& b) {
  if (!HasValue(a) || !HasValue(b)) return false;
  if (a.number || b.number) return a.number != b.number;
  return a.text != b.text;
}

std::vector<Verdict> Choose(const ChoiceGroup& group,
                            const std::vector<std::string>& choice_order) {
  if (group.sources.size() == 1 && group.persons.empty()) {  // most groups of a large store
    return std::vector<Verdict>(group.candidates.size(), {true, "rule", "only source", false});
  }
  return Chooser(group, choice_order).Run();
}

}  // namespace rapporteur
