#include "core/import/unknown_codes.h"

#include <algorithm>

namespace rapporteur {

void UnknownCodes::Add(const Finding& finding, const std::string& country) {
  if (finding.target.empty() || finding.found.empty()) return;
  const std::tuple key{finding.place.column, finding.target, finding.found};
  auto it = codes_.find(key);
  if (it == codes_.end()) {
    if (codes_.size() >= kMost) {
      ++more_;
      return;
    }
    UnknownCode code;
    code.column = finding.place.column;
    code.target = finding.target;
    code.found = finding.found;
    code.country = country;
    code.first = finding.place;
    it = codes_.emplace(key, std::move(code)).first;
  }
  ++it->second.count;
}

std::vector<UnknownCode> UnknownCodes::Take(
    const std::function<std::shared_ptr<const Catalogue>(const std::string&)>& catalogue) {
  std::vector<UnknownCode> codes;
  std::map<std::pair<std::string, std::string>, LabelIndex> labels;
  for (auto& [key, code] : codes_) {
    const std::pair target{code.country, code.target};
    auto index = labels.find(target);
    if (index == labels.end()) {
      const std::shared_ptr<const Catalogue> of_country = catalogue(code.country);
      index = labels
                  .emplace(target, of_country == nullptr
                                       ? LabelIndex()
                                       : LabelIndex::OfTarget(*of_country, code.target))
                  .first;
    }
    code.suggestions = index->second.Like(code.found);
    codes.push_back(std::move(code));
  }
  codes_.clear();
  std::stable_sort(codes.begin(), codes.end(), [](const UnknownCode& a, const UnknownCode& b) {
    if (a.column != b.column) return a.column < b.column;
    return a.count > b.count;
  });
  return codes;
}

}  // namespace rapporteur
