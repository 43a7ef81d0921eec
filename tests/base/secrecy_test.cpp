#include "core/base/secrecy.h"

#include <catch2/catch.hpp>

#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/base/fd.h"

namespace rapporteur {
namespace {

TEST_CASE("a process that says so leaves no core dump") {
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    LeaveNoCoreDump();
    rlimit limit{1, 1};
    ::getrlimit(RLIMIT_CORE, &limit);
#if defined(__SANITIZE_ADDRESS__)
    const bool dumpable = false;
#else
    const bool dumpable = ::prctl(PR_GET_DUMPABLE) != 0;
#endif
    ::_exit(limit.rlim_cur == 0 && limit.rlim_max == 0 && !dumpable ? 0 : 1);
  }
  int state = 0;
  REQUIRE(::waitpid(child, &state, 0) == child);
  CHECK(state == 0);
}

TEST_CASE("a file in memory can be held there, and nothing is held of none") {
  Result<Fd> file = MemoryFile("test", std::string(1 << 16, 'x'));
  REQUIRE(file.ok());
  REQUIRE(Seal(*file).ok());
  rlimit limit{};
  ::getrlimit(RLIMIT_MEMLOCK, &limit);
  const HeldInMemory held(file->get());
  CHECK(held.held() == (limit.rlim_max >= (1 << 16)));
  CHECK_FALSE(HeldInMemory(-1).held());
}

}  // namespace
}  // namespace rapporteur
