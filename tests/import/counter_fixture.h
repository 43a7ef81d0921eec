// A catalogue with what counting needs (units, codes within codes, an unknown), and a counter over
// texts: headers once, then rows.
#ifndef RAPPORTEUR_TESTS_IMPORT_COUNTER_FIXTURE_H_
#define RAPPORTEUR_TESTS_IMPORT_COUNTER_FIXTURE_H_

#include <memory>
#include <string>
#include <vector>

#include "core/import/counter.h"

namespace rapporteur {

std::shared_ptr<const Catalogue> CountedCatalogue();

struct Counting {
  std::shared_ptr<const Catalogue> catalogue = CountedCatalogue();
  Resolver resolver{catalogue, catalogue->sources()};
  std::optional<Mapping> mapping;
  std::unique_ptr<Counter> counter;
  std::vector<Field> kept;           // the columns that are handed over
  std::vector<std::size_t> wanted;
  RowResult result;
  std::uint64_t rows = 0;

  // A mapping of constant country, indicator and source; `more` is put into it.
  Status Bind(const std::string& headers, const std::string& columns, const std::string& count,
              const std::string& more = "", const CountLimits& limits = {});
  // "" where the row was counted, "skipped: why", or what is wrong with it.
  std::string Row(const std::string& cells);
  // "2021 sex=F: 2", one for each value; territories and the counting mode only where said.
  std::vector<std::string> Counts();
};

}  // namespace rapporteur

#endif  // RAPPORTEUR_TESTS_IMPORT_COUNTER_FIXTURE_H_
