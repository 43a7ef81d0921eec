// A data folder with a small catalogue and two sources of two kinds, and short ways to import values
// and to say what a query says.
#ifndef RAPPORTEUR_TESTS_STORE_STORE_FIXTURE_H_
#define RAPPORTEUR_TESTS_STORE_STORE_FIXTURE_H_

#include <memory>
#include <string>
#include <vector>

#include "core/model/observation.h"
#include "core/model/selection.h"
#include "core/store/batch_record.h"
#include "core/store/stage.h"
#include "core/store/store.h"
#include "tests/support/fake_clock.h"
#include "tests/support/temp_dir.h"

namespace rapporteur {

// One value to import.  `value`: "40" a number, "'text" a text, "<5" suppressed, else a status.
struct TestValue {
  std::string indicator, period, dimensions, source, value;
  std::string note = "";
  std::string country = "RS";
  std::string territory = "";  // "" = the country
  std::string flags = "";
};

// The regional and the Serbian document of the fixture.
std::string TestRegionalDocument();
std::string TestSerbianDocument(const std::string& version = "1.0.0");

Value ParseTestValue(const std::string& text);

class StoreFixture {
 public:
  StoreFixture();

  // Opens the store anew, as another process would.
  void Reopen();
  std::unique_ptr<Store> OpenAnother();

  // Stages the values as rows 2, 3, 4, ... of a file.
  std::unique_ptr<Stage> StageValues(const std::vector<TestValue>& values,
                                     const StageLimits& limits = {});
  BatchRecord RecordFor(std::size_t rows, const std::string& file = "cases.csv");
  // Stages, commits, and requires that it works.
  BatchRecord Import(const std::vector<TestValue>& values, const std::string& file = "cases.csv");

  // One line per observation of the query:
  //   "ID.02 RS 2017 sex=F REG/A 40 A; rule: only source; r1 b1:2"
  // with "disputed", "old", "withdrawn" and notes where they apply.
  std::vector<std::string> Query(const Selection& selection = {}, bool revisions = true);
  std::vector<std::string> All(bool revisions = true);
  std::vector<std::string> History();

  std::int64_t Count(const std::string& table);

  TempDir folder;
  FakeClock clock;
  std::string data;
  std::unique_ptr<Store> store;
};

}  // namespace rapporteur

#endif  // RAPPORTEUR_TESTS_STORE_STORE_FIXTURE_H_
