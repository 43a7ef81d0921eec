// Something that is wrong or doubtful in a file or in the store, with the place, what was found,
// what was expected, and a hint.  `message` is the whole sentence.
#ifndef RAPPORTEUR_MODEL_FINDING_H_
#define RAPPORTEUR_MODEL_FINDING_H_

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/base/json_fwd.h"
#include "core/base/status.h"
#include "core/model/observation.h"

namespace rapporteur {

enum class Level { kInfo, kWarning, kError };
std::string LevelName(Level level);  // info, warning, error
Level ParseLevel(const std::string& name);

struct Finding {
  Level level = Level::kError;
  std::string code;      // kebab-case kind: unknown-code, duplicate-key, part-sums, ...
  Place place;           // in a file
  std::string found;     // "" where it may not be shown
  std::string expected;
  std::string message, hint;
  std::string target{};  // the dimension or column whose code it is about, "" = about no code
};

// A finding of a check on stored values.
struct CheckFinding {
  Level level = Level::kError;
  std::string rule;
  std::string country, indicator, territory, period, dimensions;
  std::optional<double> found, expected, gap;
  std::string message, hint;
};

Json ToJson(const Finding& finding);
Json ToJson(const CheckFinding& finding);

// Collects findings: the first thousand are kept, all are counted.
class Findings {
 public:
  static constexpr std::size_t kKept = 1000;
  void Add(Finding finding);
  const std::vector<Finding>& kept() const { return kept_; }
  std::uint64_t total() const { return total_; }
  std::uint64_t errors() const { return errors_; }
  const std::map<std::string, std::uint64_t>& by_code() const { return by_code_; }
  const std::map<std::string, std::uint64_t>& errors_by_code() const { return errors_by_code_; }

 private:
  std::vector<Finding> kept_;
  std::uint64_t total_ = 0, errors_ = 0;
  std::map<std::string, std::uint64_t> by_code_, errors_by_code_;
};

}  // namespace rapporteur

#endif  // RAPPORTEUR_MODEL_FINDING_H_
