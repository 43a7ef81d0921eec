#include "core/worker/worker_process.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <time.h>
#include <unistd.h>

#include <string>

#include "core/worker/channel.h"
#include "core/worker/loader.h"
#include "core/worker/runtime.h"

namespace rapporteur {
namespace {

constexpr int kOrphan = 70;  // exit status

// Tells the core why there is no plugin, and ends.
[[noreturn]] void Refuse(Channel& channel, const wire::Refused& refused) {
  channel.Send(wire::Kind::kRefused, Encode(refused));
  ::_exit(0);
}

}  // namespace

void RunWorker(const WorkerOptions& options) {
  // Die with the core.  Between fork and this line the core may have died already.
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != options.parent) ::_exit(kOrphan);

  ::tzset();  // libraries that convert times (libzip) would open the zone's file later

  Channel channel(kSocketFd);
  const int file = ::fcntl(kFileFd, F_GETFD) == -1 ? -1 : kFileFd;
  std::string put_up;
  if (Status s = EnterLoadingSandbox(options.limits, options.stop_at_blocked_call, &put_up);
      !s.ok()) {
    Refuse(channel, {wire::RefusedWhy::kSandbox, s.message()});
  }
  const Loaded loaded = LoadPlugin("/proc/self/fd/" + std::to_string(kLibraryFd));
  if (loaded.plugin == nullptr) Refuse(channel, loaded.refused);
  ::close(kLibraryFd);
  if (Status s = EnterRunningSandbox(options.stop_at_blocked_call); !s.ok()) {
    Refuse(channel, {wire::RefusedWhy::kSandbox, s.message()});
  }

  wire::Hello hello;
  hello.abi_major = loaded.plugin->abi_major;
  hello.abi_minor = loaded.plugin->abi_minor;
  hello.needs_minor = loaded.plugin->needs_minor;
  hello.id = loaded.plugin->id;
  hello.version = loaded.plugin->version;
  hello.sandbox = put_up;
  hello.interfaces = InterfacesOf(*loaded.plugin);
  channel.Send(wire::Kind::kHello, Encode(hello));

  Result<Message> message = channel.Receive();  // ends the process where the core wants no more
  if (!message.ok() || message->header.kind != wire::Kind::kJob) ::_exit(kOrphan);
  const Result<wire::Job> job = wire::DecodeJob(message->payload);
  if (!job.ok()) ::_exit(kOrphan);
  Runtime runtime(*loaded.plugin, channel, file);
  channel.Send(wire::Kind::kDone, Encode(runtime.Run(*job)));
  ::_exit(0);  // no destructor of the plugin runs
}

}  // namespace rapporteur
