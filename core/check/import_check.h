// The checks on what an import brings, before anything of it is stored: the rules of the documents
// run over the store as it would be, and what they did not find before is a finding of the import,
// with the row of the file.
//
// A check never refuses a file: an institution's word is stored as it stands, so that a level
// "error" of a rule is a warning here.  Computed values are left out, for they follow when the
// batch is stored; `rapporteur check` looks at all.
//
// Belongs to the thread of its Store and to one import.
//
// Example:
//   ImportCheck check(store, "cases.csv");
//   check.Add(observation);             // each mapped row, in any order
//   Result<std::vector<Finding>> findings = check.Run();
//   for (Finding& finding : *findings) all.Add(std::move(finding));   // grouped by code there
#ifndef RAPPORTEUR_CHECK_IMPORT_CHECK_H_
#define RAPPORTEUR_CHECK_IMPORT_CHECK_H_

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/base/status.h"
#include "core/model/finding.h"
#include "core/model/observation.h"

namespace rapporteur {

class Store;

class ImportCheck {
 public:
  // What is held in memory.  Where more comes, parts would be held against totals that are not
  // there, so nothing is checked and one finding of level info says so.
  static constexpr std::size_t kMost = 100'000;

  ImportCheck(Store& store, std::string file, std::size_t most = kMost)
      : store_(store), file_(std::move(file)), most_(most) {}

  // Takes key, period, value, remarks, source, definition, sheet and row.
  void Add(const Observation& incoming);

  // The findings that the rows bring, by row.  `code` is the rule's name.
  Result<std::vector<Finding>> Run(const std::string& language = "en");

 private:
  Status CheckCountry(const std::string& country, const std::string& language,
                      std::vector<Finding>* findings);

  Store& store_;
  const std::string file_;
  const std::size_t most_;
  std::uint64_t seen_ = 0;
  // country -> indicator -> what comes
  std::map<std::string, std::map<std::string, std::vector<Observation>>> incoming_;
};

}  // namespace rapporteur

#endif  // RAPPORTEUR_CHECK_IMPORT_CHECK_H_
