// Attributes that a message gives once for all observations with certain codes: groups of SDMX-ML,
// dimension groups of SDMX-JSON.
//
// Belongs to the job's thread.
#ifndef RAPPORTEUR_PLUGINS_SDMX_IMPORT_GROUPS_H_
#define RAPPORTEUR_PLUGINS_SDMX_IMPORT_GROUPS_H_

#include <cstddef>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "plugins/sdmx_import/observations.h"

namespace sdmx_import {

// A component and its text.
using Pair = std::pair<std::size_t, std::string>;

class Groups {
 public:
  // The attributes of every observation that has the codes of `key`.  Throws LimitReached for more
  // than fits into memory.
  void Add(std::vector<Pair> key, std::vector<Pair> attributes);
  bool empty() const { return sets_.empty(); }

  // Sets the attributes of the groups that the running observation belongs to.
  void Apply(Observations* observations);

  // How many groups no observation belonged to.
  std::size_t unused() const;

 private:
  struct Group {
    std::vector<Pair> attributes;
    bool used = false;
  };
  // The groups over the same dimensions.
  struct Set {
    std::vector<std::size_t> dimensions;
    std::unordered_map<std::string, Group> groups;  // by their codes
  };
  std::vector<Set> sets_;
  std::size_t bytes_ = 0;
  std::string codes_;
};

}  // namespace sdmx_import

#endif  // RAPPORTEUR_PLUGINS_SDMX_IMPORT_GROUPS_H_
