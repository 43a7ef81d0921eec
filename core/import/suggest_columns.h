// How likely a column of a file is each column of the vocabulary or dimension: by its header, by what
// stands in it, by earlier mappings.  For core/import/suggest.cpp only.
#ifndef RAPPORTEUR_IMPORT_SUGGEST_COLUMNS_H_
#define RAPPORTEUR_IMPORT_SUGGEST_COLUMNS_H_

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/import/suggest.h"

namespace rapporteur {

struct Candidate {
  std::string target;
  double confidence = 0;
  std::string reason;
};

class ColumnJudge {
 public:
  ColumnJudge(const Catalogue& catalogue, const std::vector<EarlierMapping>& earlier,
              const std::string& institution);

  // The likeliest first; those that are out of the question are left out.
  std::vector<Candidate> Judge(const ColumnProfile& column) const;
  // Only these dimensions can be meant, for the indicators of the table have no others.
  void AllowOnly(std::set<std::string> dimensions);

  const LabelIndex& labels(const std::string& target) const { return labels_.at(target); }
  bool has_labels(const std::string& target) const { return labels_.contains(target); }

  // What an earlier mapping made of a cell under the same header.
  std::optional<std::string> EarlierCode(const std::string& header, const std::string& target,
                                         const std::string& value) const;

  // The share of the filled cells that say a code or label of the target, or a word for all of it.
  double Known(const ColumnProfile& column, const std::string& target) const;
  // How well the header names the target, 0 to 1.
  double Named(const std::string& header, const std::string& target) const;

 private:
  bool OnlyOwnCountry(const ColumnProfile& column) const;
  Candidate JudgeTarget(const ColumnProfile& column, const std::string& target) const;
  void AddEarlier(const ColumnProfile& column, std::vector<Candidate>& candidates) const;

  const Catalogue& catalogue_;
  const std::vector<EarlierMapping>& earlier_;
  const std::string institution_;
  std::vector<std::string> targets_;
  std::map<std::string, std::vector<std::string>> names_;  // folded, by target
  std::map<std::string, LabelIndex> labels_;               // of targets with codes
};

// "^\\d{4}$" and the like: what stands above the columns of a wide table.
bool IsYearHeader(std::string_view header);

}  // namespace rapporteur

#endif  // RAPPORTEUR_IMPORT_SUGGEST_COLUMNS_H_
