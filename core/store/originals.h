// The files values came from, kept under their hash (originals/aa/aabb...), each with an access
// class.  Only files in which the scan for personal data found nothing come here.
//
// Belongs to the thread of its Store.
#ifndef RAPPORTEUR_STORE_ORIGINALS_H_
#define RAPPORTEUR_STORE_ORIGINALS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/fd.h"
#include "core/base/status.h"

namespace rapporteur {

class Store;

struct Original {
  std::string sha256, name, access_class, kept_at;
  std::uint64_t size = 0;
};

class Originals {
 public:
  explicit Originals(Store& store) : store_(store) {}

  // Absent where the file is not kept.
  Result<std::optional<Original>> Find(const std::string& sha256);
  // The bytes, checked against their hash.  Errors: unknown-original, original-damaged.
  Result<std::string> Read(const std::string& sha256);
  std::string PathOf(const std::string& sha256) const;

 private:
  friend class PendingOriginal;
  friend class Store;
  // Removes what processes that died while keeping a file left behind.
  Status RemoveOrphans();
  Status RemoveOrphan(const std::string& marker);
  std::string PendingFolder() const;
  Store& store_;
};

// A file on its way to the originals.  Its bytes are written and synced before the transaction, put
// in place inside it.  A marker in originals/pending, locked as long as this process lives, lets the
// next one that opens the store clean up after a death at any point between.
class PendingOriginal {
 public:
  // Writes the bytes.  Errors: disk-full, cannot-write-file.
  static Result<PendingOriginal> Write(Originals& originals, const Original& original,
                                       std::string_view bytes);
  PendingOriginal(PendingOriginal&&) = default;
  PendingOriginal& operator=(PendingOriginal&&) = delete;
  ~PendingOriginal();

  // Puts the file in its place and registers it.
  // REQUIRES: a Transaction is open on the store; call Done() when it is committed.
  Status Place();
  void Done() { done_ = true; }

 private:
  PendingOriginal(Originals& originals, Original original)
      : originals_(&originals), original_(std::move(original)) {}
  Originals* originals_;
  Original original_;
  std::string marker_;
  Fd lock_;
  bool placed_ = false;
  bool done_ = false;
};

}  // namespace rapporteur

#endif  // RAPPORTEUR_STORE_ORIGINALS_H_
