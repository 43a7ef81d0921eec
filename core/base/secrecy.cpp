#include "core/base/secrecy.h"

#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>

namespace rapporteur {

void LeaveNoCoreDump() {
  const rlimit none{0, 0};
  ::setrlimit(RLIMIT_CORE, &none);
  // The limit is not asked where dumps are piped to a program.
#if !defined(__SANITIZE_ADDRESS__)  // its leak check needs to be traced
  ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
#endif
}

HeldInMemory::HeldInMemory(int memory_file) {
  struct stat info {};
  if (memory_file < 0 || ::fstat(memory_file, &info) != 0 || info.st_size <= 0) return;
  rlimit limit{};
  if (::getrlimit(RLIMIT_MEMLOCK, &limit) == 0 && limit.rlim_cur < limit.rlim_max) {
    limit.rlim_cur = limit.rlim_max;
    ::setrlimit(RLIMIT_MEMLOCK, &limit);
  }
  size_ = static_cast<std::size_t>(info.st_size);
  // A lock belongs to a mapping and holds the pages of the file below it.
  memory_ = ::mmap(nullptr, size_, PROT_READ, MAP_PRIVATE, memory_file, 0);
  if (memory_ == MAP_FAILED) {
    memory_ = nullptr;
    return;
  }
  held_ = ::mlock(memory_, size_) == 0;
}

HeldInMemory::~HeldInMemory() {
  if (memory_ != nullptr) ::munmap(memory_, size_);
}

}  // namespace rapporteur
