// One value entered by hand: a batch of one, by the same rules as an import.
#ifndef RAPPORTEUR_IMPORT_ENTRY_H_
#define RAPPORTEUR_IMPORT_ENTRY_H_

#include <string>

#include "core/base/status.h"
#include "core/store/batch_record.h"

namespace rapporteur {

class Store;

struct EnteredValue {
  std::string country, indicator, period, value, source, status, reason;
  std::string territory;   // "" = the country
  std::string dimensions;  // DimensionsText
};

// Errors as an import gives them: unknown-indicator, unknown-code, bad-unit, personal-data, ...
Result<BatchRecord> Enter(Store& store, const EnteredValue& value, const std::string& user);

}  // namespace rapporteur

#endif  // RAPPORTEUR_IMPORT_ENTRY_H_
