// The codes of a file that nobody knows, by column, with what a person could do about each: map it to
// a code (the likeliest are named), or leave its rows refused.  Nothing is ever created silently.
//
// A collector belongs to one import and one thread.
#ifndef RAPPORTEUR_IMPORT_UNKNOWN_CODES_H_
#define RAPPORTEUR_IMPORT_UNKNOWN_CODES_H_

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <tuple>
#include <vector>

#include "core/import/label_match.h"
#include "core/model/catalogue.h"
#include "core/model/finding.h"

namespace rapporteur {

struct UnknownCode {
  std::string column, target;  // header in the file; dimension or column of the vocabulary
  std::string found, country;
  std::uint64_t count = 0;
  Place first;
  std::vector<LabelMatch> suggestions;  // the likeliest codes, best first
};

class UnknownCodes {
 public:
  static constexpr std::size_t kMost = 500;

  // Takes every finding; those that are about no code are left alone.
  void Add(const Finding& finding, const std::string& country);
  // With suggestions, by column and count.  `catalogue` gives a country's, or null.
  std::vector<UnknownCode> Take(
      const std::function<std::shared_ptr<const Catalogue>(const std::string&)>& catalogue);
  std::uint64_t more() const { return more_; }

 private:
  std::map<std::tuple<std::string, std::string, std::string>, UnknownCode> codes_;
  std::uint64_t more_ = 0;
};

}  // namespace rapporteur

#endif  // RAPPORTEUR_IMPORT_UNKNOWN_CODES_H_
