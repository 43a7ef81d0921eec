#include "core/cli/console.h"

#include <unistd.h>

#include <cstdio>
#include <filesystem>

#include "core/compute/open_store.h"

namespace rapporteur {

Result<Store*> Console::store(Store::Mode mode) {
  if (store_ == nullptr || (mode == Store::Mode::kWrite && store_->mode() == Store::Mode::kRead)) {
    Close();
    Result<std::unique_ptr<Store>> opened = OpenStore(data_, mode, SystemClock(), user_);
    if (!opened.ok()) return opened.status();
    store_ = *std::move(opened);
  }
  return store_.get();
}

void Console::Close() {
  registry_.reset();
  store_.reset();
}

Workers& Console::workers() {
  if (workers_ == nullptr) workers_ = std::make_unique<Workers>(DefaultWorkerPath());
  return *workers_;
}

Registry& Console::registry() {
  if (registry_ == nullptr) registry_ = std::make_unique<Registry>(*store_, workers());
  return *registry_;
}

std::string Console::DeliveredPlugins() {
  namespace fs = std::filesystem;
  std::error_code error;
  const fs::path prefix =
      fs::read_symlink("/proc/self/exe", error).parent_path().parent_path();
  const fs::path installed = prefix / "lib" / "rapporteur" / "plugins";
  return (fs::is_directory(installed, error) ? installed : prefix / "plugins").string();
}

void Console::Progress(const std::string& line) {
  using std::chrono::milliseconds;
  const auto now = std::chrono::steady_clock::now();
  const bool terminal = ::isatty(STDERR_FILENO) == 1;
  // A terminal's line is renewed five times a second, a log file gets a line every five seconds.
  const milliseconds pause(terminal ? 200 : 5000);
  if (now - started_ < milliseconds(1000) || now - last_shown_ < pause) return;
  last_shown_ = now;
  std::fprintf(stderr, terminal ? "\r\033[K%s" : "%s\n", line.c_str());
  std::fflush(stderr);
  progress_shown_ = terminal;
}

void Console::EndProgress() {
  if (progress_shown_) std::fprintf(stderr, "\r\033[K");
  progress_shown_ = false;
}

}  // namespace rapporteur
