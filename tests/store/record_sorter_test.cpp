// The parts of a Stage that keep its memory bounded, with limits small enough for a test.
#include "core/store/record_sorter.h"

#include <catch2/catch.hpp>
#include <filesystem>
#include <random>

#include "core/store/ref_table.h"
#include "tests/support/temp_dir.h"

namespace rapporteur {

TEST_CASE("rows come out sorted, whether they fit in memory or not") {
  TempDir folder;
  for (std::size_t run : {1u, 7u, 1000u, 5000u}) {
    RecordSorter sorter(folder.path(), run);
    std::mt19937 generator(7);
    const auto random = [&](std::uint32_t below) {
      return static_cast<std::uint32_t>(generator()) % below;
    };
    std::vector<StageRecord> expected;
    for (std::uint32_t i = 0; i < 3000; ++i) {
      StageRecord record;
      record.series = random(50) + 1;
      record.period = random(5) + 1;
      record.source = random(3) + 1;
      record.order = i;
      record.number = i;
      expected.push_back(record);
      REQUIRE(sorter.Add(record).ok());
    }
    std::sort(expected.begin(), expected.end());
    REQUIRE(sorter.Sort().ok());
    StageRecord record;
    std::size_t at = 0;
    bool same = true;
    while (sorter.Next(record)) {
      same = same && at < expected.size() && Bytes(record) == Bytes(expected[at]);
      ++at;
    }
    CHECK(sorter.status().ok());
    CHECK(same);
    CHECK(at == expected.size());
  }
}

TEST_CASE("nothing to sort gives nothing") {
  TempDir folder;
  RecordSorter sorter(folder.path());
  REQUIRE(sorter.Sort().ok());
  StageRecord record;
  CHECK_FALSE(sorter.Next(record));
  CHECK(sorter.status().ok());
}

TEST_CASE("a spill file reads back what was appended, across its buffer") {
  TempDir folder;
  SpillFile file(folder.path());
  const std::string big(SpillFile::kBufferBytes + 3, 'b');
  REQUIRE(file.Append("first").ok());
  REQUIRE(file.Append(big).ok());
  REQUIRE(file.Append("last").ok());
  CHECK(file.size() == big.size() + 9);
  std::string read(file.size(), ' ');
  REQUIRE(file.Read(0, read.data(), read.size()).ok());
  CHECK(read == "first" + big + "last");
  REQUIRE(file.Read(file.size() - 6, read.data(), 6).ok());
  CHECK(read.substr(0, 6) == "bblast");
  CHECK(std::filesystem::is_empty(folder.path()));  // it has no name
}

TEST_CASE("the same text gets the same number, however many there are") {
  RefTable table(30000);
  for (int round = 0; round < 2; ++round) {
    for (std::uint32_t i = 1; i <= 20000; ++i) {
      const RefTable::Found found = table.FindOrAdd("text " + std::to_string(i));
      if (found.ref != i || found.added != (round == 0)) FAIL("text " << i);
    }
  }
  CHECK(table.last() == 20000);
}

}  // namespace rapporteur
