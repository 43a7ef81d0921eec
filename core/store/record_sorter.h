// Sorts any number of staged rows in bounded memory: runs of a million are sorted and written to a
// temporary file, then merged.  Up to one run nothing touches the disk.
//
// Belongs to one thread.
//
// Example:
//   RecordSorter sorter(folder);
//   for (...) if (Status s = sorter.Add(record); !s.ok()) return s;
//   if (Status s = sorter.Sort(); !s.ok()) return s;
//   while (sorter.Next(record)) Use(record);
//   if (!sorter.status().ok()) return sorter.status();
#ifndef RAPPORTEUR_STORE_RECORD_SORTER_H_
#define RAPPORTEUR_STORE_RECORD_SORTER_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "core/base/status.h"
#include "core/store/spill_file.h"
#include "core/store/stage_record.h"

namespace rapporteur {

class RecordSorter {
 public:
  static constexpr std::size_t kRun = 1u << 20;  // records, 56 MiB

  explicit RecordSorter(std::string folder, std::size_t run = kRun)
      : run_(run), file_(std::move(folder)) {}

  Status Add(const StageRecord& record);
  // REQUIRES: called once, after the last Add.
  Status Sort();
  // False at the end and after a failure.
  bool Next(StageRecord& record);
  const Status& status() const { return status_; }

 private:
  // A part of the file that is sorted in itself, and the piece of it that is in memory.
  struct Run {
    std::uint64_t offset, end;  // of what is still in the file
    std::vector<StageRecord> piece;
    std::size_t at = 0;
  };
  Status WriteRun();
  bool Refill(Run& run);
  void Sift(std::size_t position);

  std::size_t run_;
  SpillFile file_;
  std::vector<StageRecord> memory_;
  std::size_t at_ = 0;
  std::vector<Run> runs_;
  std::vector<std::size_t> heap_;  // runs by their first record, least on top
  Status status_;
};

}  // namespace rapporteur

#endif  // RAPPORTEUR_STORE_RECORD_SORTER_H_
