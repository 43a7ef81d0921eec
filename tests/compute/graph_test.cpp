#include "core/compute/graph.h"

#include <catch2/catch.hpp>

namespace rapporteur {
namespace {

using Names = std::vector<std::string>;

TEST_CASE("a result stands behind its inputs") {
  Graph graph;
  graph.Add("ID.02", "ID.03");
  graph.Add("ID.10", "ID.09");
  graph.Add("ID.09", "ID.03");
  graph.Add("ID.11", "ID.10");
  graph.Add("ID.11", "ID.02");
  CHECK(graph.FindCycle().empty());
  const std::map<std::string, std::size_t> ranks = graph.Ranks();
  CHECK(ranks == std::map<std::string, std::size_t>{
                     {"ID.02", 1}, {"ID.09", 1}, {"ID.10", 2}, {"ID.11", 3}});
  CHECK(graph.Components() ==
        std::vector<Names>{{"ID.02"}, {"ID.09"}, {"ID.10"}, {"ID.11"}});
}

TEST_CASE("a cycle is named from a member back to it") {
  Graph graph;
  graph.Add("X", "A");
  graph.Add("A", "B");
  graph.Add("B", "C");
  graph.Add("C", "A");
  CHECK(graph.FindCycle() == Names{"A", "B", "C", "A"});
  Graph self;
  self.Add("A", "A");
  CHECK(self.FindCycle() == Names{"A", "A"});
}

TEST_CASE("names that share a cycle stand in one group") {
  Graph graph;
  graph.Add("Z", "A");
  graph.Add("A", "B");
  graph.Add("B", "A");
  graph.Add("A", "Y");
  graph.Add("Y", "input");
  CHECK(graph.Components() == std::vector<Names>{{"Y"}, {"A", "B"}, {"Z"}});
  const auto loops = graph.Loops();
  REQUIRE(loops.size() == 2);
  CHECK(loops.at("A") == std::set<std::string>{"A", "B"});
}

TEST_CASE("a chain of any length is walked without recursion") {
  Graph graph;
  const auto name = [](int i) { return std::to_string(1'000'000 + i); };
  for (int i = 0; i < 100'000; ++i) graph.Add(name(i), name(i + 1));
  CHECK(graph.Ranks().at(name(0)) == 100'000);
  graph.Add(name(100'000), name(0));
  CHECK(graph.FindCycle().size() == 100'002);
}

}  // namespace
}  // namespace rapporteur
