#include "core/compute/graph.h"

#include <algorithm>
#include <utility>

namespace rapporteur {
namespace {

using Inputs = std::map<std::string, std::set<std::string>>;

// Depth first without recursion: a document may chain as many indicators as it likes.
class Walk {
 public:
  explicit Walk(const Inputs& inputs) : inputs_(inputs) {}

  // Ranks in `ranks`; stops at the first cycle and returns it.
  std::vector<std::string> Run(std::map<std::string, std::size_t>* ranks) {
    for (const auto& [name, unused] : inputs_) {
      if (ranks->contains(name)) continue;
      Enter(name);
      while (!path_.empty()) {
        Frame& top = path_.back();
        if (top.next == top.end) {
          (*ranks)[*top.name] = top.rank;
          const std::size_t above = top.rank + 1;
          on_path_.erase(*top.name);
          path_.pop_back();
          if (!path_.empty()) path_.back().rank = std::max(path_.back().rank, above);
          continue;
        }
        const std::string& input = *top.next++;
        if (!inputs_.contains(input)) {
          top.rank = std::max<std::size_t>(top.rank, 1);
        } else if (auto done = ranks->find(input); done != ranks->end()) {
          top.rank = std::max(top.rank, done->second + 1);
        } else if (on_path_.contains(input)) {
          return CycleFrom(input);
        } else {
          Enter(input);
        }
      }
    }
    return {};
  }

 private:
  struct Frame {
    const std::string* name;
    std::set<std::string>::const_iterator next, end;
    std::size_t rank;
  };

  void Enter(const std::string& name) {
    const auto it = inputs_.find(name);
    path_.push_back({&it->first, it->second.begin(), it->second.end(), 1});
    on_path_.insert(name);
  }

  std::vector<std::string> CycleFrom(const std::string& name) const {
    std::vector<std::string> cycle;
    for (const Frame& frame : path_) {
      if (!cycle.empty() || *frame.name == name) cycle.push_back(*frame.name);
    }
    cycle.push_back(name);
    return cycle;
  }

  const Inputs& inputs_;
  std::vector<Frame> path_;
  std::set<std::string> on_path_;
};

}  // namespace

std::vector<std::string> Graph::FindCycle() const {
  std::map<std::string, std::size_t> ranks;
  return Walk(inputs_).Run(&ranks);
}

std::map<std::string, std::size_t> Graph::Ranks() const {
  std::map<std::string, std::size_t> ranks;
  Walk(inputs_).Run(&ranks);
  return ranks;
}

std::map<std::string, std::set<std::string>> Graph::Loops() const {
  std::map<std::string, std::set<std::string>> reach;
  for (const auto& [name, unused] : inputs_) {
    std::vector<std::string> todo = {name};
    while (!todo.empty()) {
      const auto it = inputs_.find(todo.back());
      todo.pop_back();
      if (it == inputs_.end()) continue;
      for (const std::string& input : it->second) {
        if (reach[name].insert(input).second) todo.push_back(input);
      }
    }
  }
  std::map<std::string, std::set<std::string>> loops;
  for (const auto& [name, reached] : reach) {
    if (!reached.contains(name)) continue;
    for (const std::string& other : reached) {
      const auto back = reach.find(other);
      if (back != reach.end() && back->second.contains(name)) loops[name].insert(other);
    }
  }
  return loops;
}

std::vector<std::vector<std::string>> Graph::Components() const {
  const std::map<std::string, std::set<std::string>> loops = Loops();
  const auto head = [&](const std::string& name) {
    const auto loop = loops.find(name);
    return loop == loops.end() ? name : std::min(name, *loop->second.begin());
  };
  Graph condensed;
  std::map<std::string, std::vector<std::string>> members;
  for (const auto& [name, inputs] : inputs_) {
    members[head(name)].push_back(name);
    condensed.Add(head(name));
    for (const std::string& input : inputs) {
      if (head(input) != head(name)) condensed.Add(head(name), head(input));
    }
  }
  std::vector<std::pair<std::size_t, std::string>> order;
  for (const auto& [name, rank] : condensed.Ranks()) order.emplace_back(rank, name);
  std::sort(order.begin(), order.end());
  std::vector<std::vector<std::string>> components;
  for (const auto& [rank, name] : order) components.push_back(std::move(members[name]));
  return components;
}

}  // namespace rapporteur
