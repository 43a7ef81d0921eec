// The unit of an observation's value: what the row says, else the unit of its definition, else the
// country's currency.
//
// Belongs to the thread of its Store.
#ifndef RAPPORTEUR_EXPORT_UNITS_H_
#define RAPPORTEUR_EXPORT_UNITS_H_

#include <map>
#include <string>

#include "core/base/status.h"
#include "core/model/observation.h"

namespace rapporteur {

class Store;

class Units {
 public:
  explicit Units(Store& store) : store_(store) {}
  // Fills `observation.remarks.unit` where it is empty.
  Status Fill(Observation& observation);

 private:
  Store& store_;
  std::map<std::string, std::string> by_definition_;
};

}  // namespace rapporteur

#endif  // RAPPORTEUR_EXPORT_UNITS_H_
