#include "core/store/originals.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

#include "core/base/hash.h"
#include "core/base/text.h"
#include "core/store/store.h"

namespace rapporteur {
namespace {

constexpr std::string_view kData = ".data";

std::string HexOf(const std::string& sha256) { return sha256.substr(sha256.find(':') + 1); }

Status CannotWrite(const std::string& path) {
  if (errno == ENOSPC || errno == EDQUOT || errno == EFBIG) {
    return Status::Refused("disk-full", path + ": the disk is full; nothing was stored.")
        .WithHint("Free some space on the disk that holds the data folder and repeat the command.");
  }
  return Status::Refused("cannot-write-file", path + ": the file cannot be written (" +
                                                  std::strerror(errno) + "); nothing was stored.");
}

void SyncFolder(const std::string& path) {
  Fd folder(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (folder.valid()) ::fsync(folder.get());
}

}  // namespace

std::string Originals::PathOf(const std::string& sha256) const {
  const std::string hex = HexOf(sha256);
  return store_.folder() + "/originals/" + hex.substr(0, 2) + "/" + hex;
}

std::string Originals::PendingFolder() const { return store_.folder() + "/originals/pending"; }

Result<std::optional<Original>> Originals::Find(const std::string& sha256) {
  Statement row = store_.connection().Prepare(
      "SELECT sha256, name, access_class, kept_at, size FROM original WHERE sha256 = ?1");
  row.With(sha256);
  std::optional<Original> found;
  while (row.Step()) {
    found = Original{row.Text(0), row.Text(1), row.Text(2), row.Text(3), row.Unsigned(4)};
  }
  if (!row.status().ok()) return row.status();
  return found;
}

Result<std::string> Originals::Read(const std::string& sha256) {
  Result<std::optional<Original>> row = Find(sha256);
  if (!row.ok()) return row.status();
  if (!*row) {
    return Status::Refused("unknown-original", "No original with the hash " + sha256 + " is kept.");
  }
  Result<std::string> bytes = ReadFile(PathOf(sha256));
  if (bytes.ok() && Sha256(*bytes) == sha256) return bytes;
  return Status::Refused("original-damaged", "The kept original " + Quote((*row)->name) + " (" +
                                                 PathOf(sha256) +
                                                 ") is missing or was changed since it was kept.")
      .WithHint("Restore it from a backup.");
}

Result<PendingOriginal> PendingOriginal::Write(Originals& originals, const Original& original,
                                               std::string_view bytes) {
  PendingOriginal pending(originals, original);
  while (true) {
    // Random, because two imports may bring the same file at the same time.
    pending.marker_ =
        originals.PendingFolder() + "/" + HexOf(original.sha256) + "." + RandomHex(8);
    pending.lock_ =
        Fd(::open(pending.marker_.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    if (!pending.lock_.valid()) return CannotWrite(pending.marker_);
    ::flock(pending.lock_.get(), LOCK_EX);
    struct stat info {};
    if (::fstat(pending.lock_.get(), &info) == 0 && info.st_nlink > 0) break;
    // Another process took it for an orphan before it was locked.
  }
  const std::string data = pending.marker_ + std::string(kData);
  Fd file(::open(data.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
  if (!file.valid()) return CannotWrite(data);
  if (Status s = WriteAll(file.get(), bytes, data); !s.ok()) return s;
  if (::fsync(file.get()) != 0) return CannotWrite(data);
  SyncFolder(originals.PendingFolder());
  return pending;
}

PendingOriginal::~PendingOriginal() {
  if (!lock_.valid()) return;
  ::unlink((marker_ + std::string(kData)).c_str());
  // Placed but not committed: the marker stays, and the next opening decides under the write lock.
  if (done_ || !placed_) ::unlink(marker_.c_str());
}

Status PendingOriginal::Place() {
  const std::string path = originals_->PathOf(original_.sha256);
  const std::string folder = path.substr(0, path.rfind('/'));
  if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST) return CannotWrite(folder);
  placed_ = true;
  if (::rename((marker_ + std::string(kData)).c_str(), path.c_str()) != 0) return CannotWrite(path);
  SyncFolder(folder);
  return originals_->store_.connection()
      .Prepare("INSERT INTO original (sha256, name, size, access_class, kept_at) "
               "VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (sha256) DO NOTHING")
      .With(original_.sha256, original_.name, original_.size, original_.access_class,
            original_.kept_at)
      .Run();
}

Status Originals::RemoveOrphans() {
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(PendingFolder(), error)) {
    const std::string marker = entry.path().string();
    if (marker.ends_with(kData)) continue;
    Fd lock(::open(marker.c_str(), O_RDWR | O_CLOEXEC));
    // Locked: the process that keeps this file is alive.
    if (!lock.valid() || ::flock(lock.get(), LOCK_EX | LOCK_NB) != 0) continue;
    if (Status s = RemoveOrphan(marker); !s.ok()) return s;
  }
  return {};
}

Status Originals::RemoveOrphan(const std::string& marker) {
  // The write lock keeps out another import that brings the same file.
  Result<Transaction> transaction = store_.Begin();
  if (!transaction.ok()) return transaction.status();
  const std::string name = std::filesystem::path(marker).filename().string();
  const std::string sha256 = "sha256:" + name.substr(0, name.find('.'));
  Result<std::optional<Original>> row = Find(sha256);
  if (!row.ok()) return row.status();
  ::unlink((marker + std::string(kData)).c_str());
  if (!*row) ::unlink(PathOf(sha256).c_str());
  ::unlink(marker.c_str());
  return transaction->Commit();
}

}  // namespace rapporteur
