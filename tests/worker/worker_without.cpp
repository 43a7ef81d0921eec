// rapporteur-worker on a kernel, or in a container, that lacks something: forbids the system calls
// WITHOUT names and becomes the worker beside it.
#include <cerrno>
#include <climits>
#include <cstring>
#include <initializer_list>
#include <string>

#include <seccomp.h>
#include <sys/prctl.h>
#include <unistd.h>

int main(int, char** argv) {
  char self[PATH_MAX] = "";
  if (::readlink("/proc/self/exe", self, sizeof self - 1) < 0) return 1;
  std::string path(self);
  path = path.substr(0, path.rfind('/')) + "/rapporteur-worker";
  scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
  const std::string without = WITHOUT;
  if (without == "landlock") {
    seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(landlock_create_ruleset), 0);
  } else if (without == "limits") {
    seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(prlimit64), 0);
    seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(setrlimit), 0);
  } else {
    seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(seccomp), 0);
    seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(prctl), 1,
                     SCMP_A0(SCMP_CMP_EQ, PR_SET_SECCOMP));
  }
  if (seccomp_load(filter) != 0) return 1;
  ::execv(path.c_str(), argv);
  return 1;
}
