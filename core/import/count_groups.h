// Counts while rows stream by: what a row says is a profile (where it belongs, and its codes by
// dimension); profiles become groups, and a group is one value that will be stored.
//
// Memory holds groups and a bounded number of profiles, whatever the number of rows.
//
// Belongs to one import, one thread.
#ifndef RAPPORTEUR_IMPORT_COUNT_GROUPS_H_
#define RAPPORTEUR_IMPORT_COUNT_GROUPS_H_

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "core/base/period.h"
#include "core/base/status.h"
#include "core/import/resolver.h"
#include "core/model/catalogue.h"

namespace rapporteur {

// Where a person is counted, but for the dimensions.
struct CountContext {
  const Catalogue* catalogue = nullptr;
  const IndicatorVersion* definition = nullptr;
  const Period* period = nullptr;
  const Source* source = nullptr;
};

struct CountLimits {
  std::size_t groups = 1'000'000;    // values that one file may come to
  std::size_t profiles = 1u << 16;   // remembered before they become groups
  std::size_t persons = 2'000'000;   // whose rows stand apart
  std::size_t rows_together = 4'000'000;  // persons whose rows stand together
};

// A dimension as the groups know it: "territory" is one too.
struct CountDimension {
  std::string name;
  // What a person without a code counts as; "" = it is left out of what this dimension breaks down.
  std::function<std::string(const Catalogue&)> unknown;
  std::string several;  // the code of a person with several; "" = each of them counts
  bool multi = false;   // a person may count under several codes
};

// The codes of one dimension, sorted.  Empty: none is known.
using CodeRefs = std::vector<std::uint32_t>;

struct CountProfile {
  std::uint32_t context = 0;
  std::vector<CodeRefs> codes;  // by dimension
  bool operator==(const CountProfile&) const = default;
};

class CountGroups {
 public:
  // `by`: the breakdowns, each a list of positions in `dimensions`.
  CountGroups(std::vector<CountDimension> dimensions, std::vector<std::vector<std::size_t>> by,
              const CountLimits& limits);

  std::uint32_t ContextRef(const CountContext& context);
  const CountContext& context(std::uint32_t ref) const { return contexts_[ref]; }
  // The reference of a code; codes of all dimensions share one table.
  std::uint32_t CodeRef(std::string_view code);
  const std::string& code(std::uint32_t ref) const { return *codes_[ref]; }

  // The codes without those that another one is part of (LAB beside LAB.CON).
  CodeRefs Narrow(std::uint32_t context, std::size_t dimension, CodeRefs codes) const;

  // Counts one person.  Error: too-many-groups.
  Status Add(const CountProfile& profile) { return Add(profile, 1); }
  Status Add(const CountProfile& profile, std::uint64_t persons);

  struct Group {
    const CountContext* context;
    std::string territory;  // "" = the whole country
    std::vector<std::pair<std::string_view, std::string_view>> dimensions;
    bool multi = false;     // persons may stand under several codes of it
    std::uint64_t count = 0;
  };
  // Every group, once, after the last Add.
  Status Finish(const std::function<Status(const Group&)>& each);

  std::size_t size() const { return groups_.size(); }
  // How many persons were counted in a context.
  std::uint64_t persons(std::uint32_t context) const { return persons_[context]; }
  std::size_t contexts() const { return contexts_.size(); }

 private:
  Status Flush();
  Status Expand(const CountProfile& profile, std::uint64_t persons);
  void Counted(const CountProfile& profile, std::size_t dimension, CodeRefs& out);
  std::string_view ParentOf(const CountContext& context, std::size_t dimension,
                            const std::string& code) const;

  const std::vector<CountDimension> dimensions_;
  const std::vector<std::vector<std::size_t>> by_;
  const CountLimits limits_;
  std::vector<CountContext> contexts_;
  std::vector<std::uint64_t> persons_;
  std::unordered_map<std::string, std::uint32_t> context_refs_;
  TextMap<std::uint32_t> code_refs_;
  std::vector<const std::string*> codes_;
  struct Remembered {
    CountProfile profile;
    std::uint64_t persons = 0;
  };
  TextMap<Remembered> profiles_;
  TextMap<std::uint64_t> groups_;
  std::string key_;
  std::vector<CodeRefs> counted_;
};

}  // namespace rapporteur

#endif  // RAPPORTEUR_IMPORT_COUNT_GROUPS_H_
