// Which indicator is computed from which, cycles, and the order to compute in.  Knows names only.
//
// Belongs to one thread.
#ifndef RAPPORTEUR_COMPUTE_GRAPH_H_
#define RAPPORTEUR_COMPUTE_GRAPH_H_

#include <map>
#include <set>
#include <string>
#include <vector>

namespace rapporteur {

class Graph {
 public:
  void Add(const std::string& result, const std::string& input) { inputs_[result].insert(input); }
  void Add(const std::string& result) { inputs_[result]; }

  // The first cycle, from a name back to itself ("A", "B", "A"); empty where there is none.  The
  // same graph gives the same cycle.
  std::vector<std::string> FindCycle() const;

  // How many steps each result stands behind its inputs: an input's rank is lower than its result's.
  // Names that are only inputs have rank 0 and are left out.
  // REQUIRES: there is no cycle.
  std::map<std::string, std::size_t> Ranks() const;

  // All results, those that share a cycle in one group; a group stands behind its inputs' groups.
  std::vector<std::vector<std::string>> Components() const;

  // The names that reach themselves, each with all names it shares a cycle with.
  std::map<std::string, std::set<std::string>> Loops() const;

 private:
  std::map<std::string, std::set<std::string>> inputs_;
};

}  // namespace rapporteur

#endif  // RAPPORTEUR_COMPUTE_GRAPH_H_
