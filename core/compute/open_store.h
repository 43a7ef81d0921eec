// The one way in which the program opens a store.  Computed values are never older there than the
// values they follow from: every change is computed inside its own transaction, so that a kill leaves
// either both or neither, and what an earlier version or a test left due is computed before anybody
// reads.  core/doc/formulas.md says why.
//
// May be called from any thread; the Store belongs to the caller's.
#ifndef RAPPORTEUR_COMPUTE_OPEN_STORE_H_
#define RAPPORTEUR_COMPUTE_OPEN_STORE_H_

#include <memory>
#include <string>

#include "core/store/store.h"

namespace rapporteur {

// The errors of Store::Open, and store-busy where something is due and another command is writing.
// `user` is who the journal says computed.
Result<std::unique_ptr<Store>> OpenStore(const std::string& folder, Store::Mode mode, Clock& clock,
                                         const std::string& user);

// A copy in memory for trying changes out; it computes as OpenStore's do.  See Store::CopyInMemory.
Result<std::unique_ptr<Store>> CopyStore(Store& store, const std::string& user);

}  // namespace rapporteur

#endif  // RAPPORTEUR_COMPUTE_OPEN_STORE_H_
