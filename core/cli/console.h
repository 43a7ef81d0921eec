// What one run of the program works with: the data folder, the user, the way it prints; the store,
// the workers and the registry are opened when a command first asks for them.
#ifndef RAPPORTEUR_CLI_CONSOLE_H_
#define RAPPORTEUR_CLI_CONSOLE_H_

#include <chrono>
#include <memory>
#include <string>

#include "core/base/status.h"
#include "core/plugin/registry.h"
#include "core/store/store.h"
#include "core/worker/job.h"

namespace rapporteur {

class Console {
 public:
  Console(std::string data, std::string user, bool json)
      : data_(std::move(data)), user_(std::move(user)), json_(json) {}

  const std::string& data() const { return data_; }
  const std::string& user() const { return user_; }
  bool json() const { return json_; }

  Result<Store*> store(Store::Mode mode = Store::Mode::kWrite);
  // Lets go of the store; the next call of store() opens it again.
  void Close();
  Workers& workers();
  // REQUIRES: store() has been called and is ok.
  Registry& registry();

  // The folder of the packages that were delivered beside the program.
  static std::string DeliveredPlugins();

  // One line on standard error that replaces the one before, for work that takes more than a second.
  void Progress(const std::string& line);
  void EndProgress();

 private:
  std::string data_, user_;
  bool json_;
  std::unique_ptr<Store> store_;
  std::unique_ptr<Workers> workers_;
  std::unique_ptr<Registry> registry_;
  bool progress_shown_ = false;
  std::chrono::steady_clock::time_point started_ = std::chrono::steady_clock::now();
  std::chrono::steady_clock::time_point last_shown_{};
};

}  // namespace rapporteur

#endif  // RAPPORTEUR_CLI_CONSOLE_H_
