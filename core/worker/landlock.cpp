#include "core/worker/landlock.h"

#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <cstring>

#include "core/base/fd.h"

namespace rapporteur {
namespace {

// Debian 12's <linux/landlock.h> stops at version 2; these are the kernel's numbers, fixed for ever.
constexpr std::uint64_t kExecute = 1u << 0;
constexpr std::uint64_t kReadFile = 1u << 2;
constexpr std::uint64_t kReadFolder = 1u << 3;
constexpr std::uint32_t kVersionFlag = 1;
constexpr int kRulePathBeneath = 1;

struct RulesetAttributes {
  std::uint64_t handled_files = 0;
  std::uint64_t handled_network = 0;
  std::uint64_t scoped = 0;
};

struct __attribute__((packed)) PathBeneath {
  std::uint64_t allowed = 0;
  std::int32_t parent_fd = -1;
};

// Everything about files that this version can refuse.
std::uint64_t AllFileRights(int version) {
  const int bits = version >= 5 ? 16 : version >= 3 ? 15 : version == 2 ? 14 : 13;
  return (std::uint64_t{1} << bits) - 1;
}

Status Failed(const std::string& what) {
  return Status::Refused("worker-unavailable",
                         "landlock: " + what + " (" + std::strerror(errno) + ")");
}

}  // namespace

int LandlockVersion() {
  const long version = ::syscall(SYS_landlock_create_ruleset, nullptr, 0, kVersionFlag);
  return version > 0 ? static_cast<int>(version) : 0;
}

Status RestrictFiles(int version) {
  RulesetAttributes attributes;
  attributes.handled_files = AllFileRights(version);
  if (version >= 4) attributes.handled_network = 3;  // binding and connecting TCP
  if (version >= 6) attributes.scoped = 3;           // abstract sockets and signals
  const std::size_t size = version >= 6 ? 24 : version >= 4 ? 16 : 8;
  const Fd ruleset(
      static_cast<int>(::syscall(SYS_landlock_create_ruleset, &attributes, size, 0)));
  if (!ruleset.valid()) return Failed("no ruleset can be made");
  for (const char* folder : {"/usr/lib", "/usr/lib64", "/lib", "/lib64"}) {
    const Fd fd(::open(folder, O_PATH | O_CLOEXEC));
    if (!fd.valid()) continue;  // not every machine has each of them
    PathBeneath rule;
    rule.allowed = kExecute | kReadFile | kReadFolder;
    rule.parent_fd = fd.get();
    if (::syscall(SYS_landlock_add_rule, ruleset.get(), kRulePathBeneath, &rule, 0) != 0) {
      return Failed(std::string("no rule can be made for ") + folder);
    }
  }
  if (::syscall(SYS_landlock_restrict_self, ruleset.get(), 0) != 0) {
    return Failed("the process cannot be restricted");
  }
  return {};
}

}  // namespace rapporteur
