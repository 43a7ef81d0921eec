// A store with a catalogue of formulas, for tests of computing and explaining.
#ifndef RAPPORTEUR_TESTS_COMPUTE_COMPUTE_STORE_H_
#define RAPPORTEUR_TESTS_COMPUTE_COMPUTE_STORE_H_

#include <string>

#include "tests/store/store_fixture.h"

namespace rapporteur {

// The fixture with documents in which ID.02 = ID.03 + ID.08, ID.09 = ID.03 + ID.04, ID.10 is the
// share of ID.03 in ID.09, CH.01 is ID.02{age_group=CHD}, ID.98 the change of ID.02 against the
// period before, AS.02 a stock that goes on from period to period, DC.18 the spread of ID.02.
class ComputeStore : public StoreFixture {
 public:
  ComputeStore();
  // Puts the documents again with ID.02 = `formula`.
  void ActivateWith(const std::string& version, const std::string& formula);
};

}  // namespace rapporteur

#endif  // RAPPORTEUR_TESTS_COMPUTE_COMPUTE_STORE_H_
