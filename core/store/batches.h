// The batches of the store: listing, showing, finding by the file's hash, and undoing.
//
// Belongs to the thread of its Store.
#ifndef RAPPORTEUR_STORE_BATCHES_H_
#define RAPPORTEUR_STORE_BATCHES_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/json_fwd.h"
#include "core/base/status.h"
#include "core/store/batch_record.h"

namespace rapporteur {

class Store;

// A batch's number as people write it; nothing where it is none.
std::optional<std::int64_t> ParseBatchNumber(std::string_view text);

struct UndoResult {
  std::int64_t batch = 0;
  std::string reason;
  std::uint64_t restored = 0;   // cells that say again what they said before
  std::uint64_t withdrawn = 0;  // cells that say nothing any more
  std::vector<std::int64_t> blocked_by;  // later batches that stand on it; then nothing was undone
};
Json ToJson(const UndoResult& result);  // undo/1

class Batches {
 public:
  explicit Batches(Store& store) : store_(store) {}

  // Newest first, without findings.
  Result<std::vector<BatchRecord>> List();
  // Error unknown-batch.
  Result<BatchRecord> Get(std::int64_t number);
  // The stored batch (not an undone one) that brought this file, the newest; 0 where none did.
  Result<std::int64_t> FindByFile(const std::string& sha256);

  // Appends a counter-revision to each cell the batch wrote: what the cell said before, or
  // "withdrawn".  All or nothing.  Where later batches changed the same cells nothing is undone and
  // blocked_by lists them.  Errors unknown-batch, already-undone, reason-missing.
  Result<UndoResult> Undo(std::int64_t number, const std::string& user, const std::string& reason);

 private:
  friend class Stage;
  // Gives the record its number, inside the caller's transaction.
  Status Insert(BatchRecord& record);
  Store& store_;
};

}  // namespace rapporteur

#endif  // RAPPORTEUR_STORE_BATCHES_H_
