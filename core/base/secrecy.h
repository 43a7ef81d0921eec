// Keeps what a process holds in memory off the disk: no core dump, no swap where that can be had.
#ifndef RAPPORTEUR_BASE_SECRECY_H_
#define RAPPORTEUR_BASE_SECRECY_H_

#include <cstddef>

namespace rapporteur {

// From here on the kernel writes no core dump of this process, and no other process of the same user
// reads its memory.
void LeaveNoCoreDump();

// Holds a memory file out of swap as long as it lives.  Where the limit on locked memory is too low
// ("ulimit -l") it holds nothing, which is no error.
//
// May be used in any thread.
class HeldInMemory {
 public:
  explicit HeldInMemory(int memory_file);  // -1: nothing
  ~HeldInMemory();
  HeldInMemory(const HeldInMemory&) = delete;
  HeldInMemory& operator=(const HeldInMemory&) = delete;

  bool held() const { return held_; }

 private:
  void* memory_ = nullptr;
  std::size_t size_ = 0;
  bool held_ = false;
};

}  // namespace rapporteur

#endif  // RAPPORTEUR_BASE_SECRECY_H_
