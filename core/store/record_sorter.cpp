#include "core/store/record_sorter.h"

#include <algorithm>

namespace rapporteur {
namespace {

constexpr std::size_t kPiece = 16384;  // records of a run in memory while merging, 0.9 MiB

void SortInMemory(std::vector<StageRecord>& records) {
  // Files often come in the order of the store.
  if (!std::is_sorted(records.begin(), records.end())) std::sort(records.begin(), records.end());
}

}  // namespace

Status RecordSorter::Add(const StageRecord& record) {
  if (memory_.size() == run_) {
    if (Status s = WriteRun(); !s.ok()) return s;
  }
  memory_.push_back(record);
  return {};
}

Status RecordSorter::WriteRun() {
  SortInMemory(memory_);
  const std::uint64_t offset = file_.size();
  const Status written =
      file_.Append({reinterpret_cast<const char*>(memory_.data()),
                    memory_.size() * sizeof(StageRecord)});
  runs_.push_back({offset, file_.size(), {}, 0});
  memory_.clear();
  return written;
}

Status RecordSorter::Sort() {
  if (runs_.empty()) {
    SortInMemory(memory_);
    return {};
  }
  if (Status s = WriteRun(); !s.ok()) return s;
  std::vector<StageRecord>().swap(memory_);
  for (std::size_t i = 0; i < runs_.size(); ++i) {
    if (Refill(runs_[i])) heap_.push_back(i);
  }
  for (std::size_t i = heap_.size(); i-- > 0;) Sift(i);
  return status_;
}

bool RecordSorter::Refill(Run& run) {
  const std::uint64_t left = (run.end - run.offset) / sizeof(StageRecord);
  run.piece.resize(static_cast<std::size_t>(std::min<std::uint64_t>(kPiece, left)));
  run.at = 0;
  if (run.piece.empty()) return false;
  const std::size_t bytes = run.piece.size() * sizeof(StageRecord);
  status_ = file_.Read(run.offset, reinterpret_cast<char*>(run.piece.data()), bytes);
  run.offset += bytes;
  return status_.ok();
}

// Lets the run at `position` of the heap sink to its place.
void RecordSorter::Sift(std::size_t position) {
  const auto first = [this](std::size_t i) -> const StageRecord& {
    const Run& run = runs_[heap_[i]];
    return run.piece[run.at];
  };
  while (true) {
    std::size_t least = position;
    for (std::size_t child : {2 * position + 1, 2 * position + 2}) {
      if (child < heap_.size() && first(child) < first(least)) least = child;
    }
    if (least == position) return;
    std::swap(heap_[position], heap_[least]);
    position = least;
  }
}

bool RecordSorter::Next(StageRecord& record) {
  if (runs_.empty()) {
    if (at_ == memory_.size()) return false;
    record = memory_[at_++];
    return true;
  }
  if (heap_.empty() || !status_.ok()) return false;
  Run& run = runs_[heap_[0]];
  record = run.piece[run.at++];
  if (run.at == run.piece.size() && !Refill(run)) {
    if (!status_.ok()) return false;
    heap_[0] = heap_.back();
    heap_.pop_back();
  }
  if (!heap_.empty()) Sift(0);
  return true;
}

}  // namespace rapporteur
