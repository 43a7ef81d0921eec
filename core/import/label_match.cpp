#include "core/import/label_match.h"

#include <algorithm>
#include <array>
#include <set>

#include "core/base/fold.h"
#include "core/base/text.h"
#include "core/import/header_words.h"

namespace rapporteur {
namespace {

// Pairs of neighbouring characters, with the blanks at both ends of a word.
std::vector<std::string> PairsOf(std::string_view folded) {
  std::vector<std::string> pairs;
  const std::string text = " " + std::string(folded) + " ";
  for (std::size_t i = 0; i + 1 < text.size(); ++i) pairs.push_back(text.substr(i, 2));
  std::sort(pairs.begin(), pairs.end());
  return pairs;
}

bool StandsIn(std::string_view part, std::string_view whole) {
  const std::string padded = " " + std::string(whole) + " ";
  return padded.find(" " + std::string(part) + " ") != std::string::npos;
}

}  // namespace

std::string FoldLabel(std::string_view utf8) {
  std::string label;
  const std::string folded = FoldForSearch(utf8);
  for (std::size_t i = 0; i < folded.size(); ++i) {
    char c = folded[i];
    if (folded.compare(i, 2, "\xE2\x80") == 0) {  // dashes, quotation marks and other punctuation
      c = ' ';
      i += 2;
    }
    const bool ascii = static_cast<unsigned char>(c) < 0x80;
    const bool letter = !ascii || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '<' ||
                        c == '>' || c == '+';
    if (letter) {
      label += c;
    } else if (!label.empty() && label.back() != ' ') {
      label += ' ';
    }
  }
  return std::string(Trim(label));
}

double Likeness(std::string_view folded, std::string_view other) {
  if (folded.empty() || other.empty()) return 0;
  if (folded == other) return 1;
  const std::vector<std::string> left = PairsOf(folded), right = PairsOf(other);
  std::vector<std::string> both;
  std::set_intersection(left.begin(), left.end(), right.begin(), right.end(),
                        std::back_inserter(both));
  const double dice = 2.0 * static_cast<double>(both.size()) /
                      static_cast<double>(left.size() + right.size());
  // A whole label within the other says more than the pairs of letters do.
  const bool within = (folded.size() >= 3 && StandsIn(folded, other)) ||
                      (other.size() >= 3 && StandsIn(other, folded));
  return std::min(0.95, within ? std::max(dice, 0.8) : dice);
}

void LabelIndex::Add(const std::string& code, const std::string& label) {
  std::string folded = FoldLabel(label);
  if (folded.empty()) return;
  std::vector<std::size_t>& same = by_label_[folded];
  for (std::size_t entry : same) {
    if (entries_[entry].code == code) return;
  }
  same.push_back(entries_.size());
  entries_.push_back({code, label, std::move(folded)});
}

// Folding makes one of both scripts, so that the texts as they are written are enough.
void LabelIndex::Add(const std::string& code, const LocalText& label, const Catalogue&) {
  codes_.emplace(code, code);
  for (const auto& [language, text] : label.texts()) {
    Add(code, text);
    // "Child, 0-17" is also called "Child", "Adult (18+)" also "Adult".
    const std::size_t end = text.find_first_of(",(");
    if (end != std::string::npos && end > 2) Add(code, text.substr(0, end));
  }
}

LabelIndex LabelIndex::OfTarget(const Catalogue& catalogue, const std::string& target) {
  LabelIndex index;
  const auto add_list = [&](const Codelist& list) {
    for (const Code& code : list.codes()) {
      index.Add(code.code, code.label, catalogue);
      for (const auto& [system, other] : code.maps_to) {
        if (other.size() > 1) index.Add(code.code, other);  // one letter says too little
      }
    }
  };
  if (const Codelist* list = catalogue.FindDimension(target)) {
    add_list(*list);
    for (const CodeWord& word : WordsForCodes()) {
      if (word.dimension == target && list->Find(std::string(word.code)) != nullptr) {
        index.Add(std::string(word.code), std::string(word.word));
      }
    }
  } else if (target == "country") {
    if (const Codelist* countries = catalogue.FindCodelist("country")) add_list(*countries);
    index.Add(catalogue.country(), catalogue.name(), catalogue);
  } else if (target == "territory") {
    for (const Territory& territory : catalogue.territories()) {
      index.Add(territory.code, territory.name, catalogue);
      for (const auto& [system, other] : territory.maps_to) index.Add(territory.code, other);
    }
  } else if (target == "counted_by") {
    for (const Institution& institution : catalogue.institutions()) {
      index.Add(institution.code, institution.name, catalogue);
      index.Add(institution.code, institution.short_name, catalogue);
    }
  } else if (target == "indicator") {
    for (const Indicator& indicator : catalogue.indicators()) {
      const IndicatorVersion& version = indicator.newest();
      if (version.dropped()) continue;
      index.Add(indicator.code, version.question, catalogue);
      index.Add(indicator.code, version.title, catalogue);
    }
  } else if (target == "source") {
    for (const Source& source : catalogue.sources()) {
      index.codes_.emplace(source.code, source.code);
      index.Add(source.code, source.title);
    }
    for (const Institution& institution : catalogue.institutions()) {  // what it answered itself
      index.Add(institution.code, institution.name, catalogue);
      index.Add(institution.code, institution.short_name, catalogue);
    }
  } else if (target == "status") {
    for (const ValueStatus& status : catalogue.statuses()) {
      index.Add(status.code, status.title, catalogue);
      for (const std::string& symbol : status.symbols) index.codes_.emplace(symbol, status.code);
    }
  }
  return index;
}

std::optional<LabelMatch> LabelIndex::Exact(std::string_view text) const {
  text = Trim(text);
  if (auto code = codes_.find(text); code != codes_.end()) {
    return LabelMatch{code->second, code->second, 1};
  }
  auto same = by_label_.find(FoldLabel(text));
  if (same == by_label_.end()) return std::nullopt;
  const Entry& first = entries_[same->second.front()];
  for (std::size_t entry : same->second) {
    if (entries_[entry].code != first.code) return std::nullopt;
  }
  return LabelMatch{first.code, first.label, 1};
}

std::vector<LabelMatch> LabelIndex::Like(std::string_view text, std::size_t most,
                                         double least) const {
  const std::string folded = FoldLabel(text);
  std::vector<LabelMatch> matches;
  for (const Entry& entry : entries_) {
    const double likeness = Likeness(folded, entry.folded);
    if (likeness >= least) matches.push_back({entry.code, entry.label, likeness});
  }
  for (const auto& [code, same] : codes_) {
    const double likeness = Likeness(folded, FoldLabel(code));
    if (likeness >= std::max(least, 0.7)) matches.push_back({same, same, likeness});
  }
  std::stable_sort(matches.begin(), matches.end(), [](const LabelMatch& a, const LabelMatch& b) {
    return a.likeness != b.likeness ? a.likeness > b.likeness : a.code < b.code;
  });
  std::vector<LabelMatch> best;
  std::set<std::string> seen;
  for (LabelMatch& match : matches) {
    if (best.size() < most && seen.insert(match.code).second) best.push_back(std::move(match));
  }
  return best;
}

bool IsTotalWord(std::string_view text) {
  // Folded: English, Albanian, Bosnian, Croatian, Montenegrin, Serbian, Macedonian.
  static constexpr std::array<std::string_view, 13> kWords = {
      "total", "all",    "sum",    "gjithsej", "totali", "te gjitha", "ukupno",
      "svega", "sveukupno", "zbir", "vkupno",   "se vkupno", "t"};
  const std::string folded = FoldLabel(text);
  if (folded == "t") return Trim(text) == "_T";
  return std::find(kWords.begin(), kWords.end(), folded) != kWords.end();
}

}  // namespace rapporteur
