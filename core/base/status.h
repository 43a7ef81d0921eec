// Status says whether something worked, and if not, why, in a finished sentence for the person who
// can fix it.  Result<T> is a value or such a Status.  No exception leaves core.
//
// A Status is immutable and may be read from any thread; success costs one null pointer.
//
// Example:
//   Result<Manifest> manifest = Manifest::Parse(text);
//   if (!manifest.ok()) return manifest.status();
//   Use(*manifest);
#ifndef RAPPORTEUR_BASE_STATUS_H_
#define RAPPORTEUR_BASE_STATUS_H_

#include <cassert>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace rapporteur {

// Where in an input something was found.  Zero and empty mean "unknown".
struct Place {
  std::string file;
  std::string sheet;
  std::uint64_t row = 0;  // 1-based
  std::string column;     // the column's header, or its letter where there is none
};

// The exit status a failure leads to: what the user can act on, wrong usage, or a broken invariant
// of ours.
enum class Failure { kRefused = 1, kUsage = 2, kBroken = 3 };

class [[nodiscard]] Status {
 public:
  Status() = default;  // success

  // `code` is stable kebab-case ("unknown-indicator"); `message` is a whole sentence that says the
  // place, what was found, what was expected.
  static Status Refused(std::string code, std::string message);
  static Status Usage(std::string code, std::string message);
  static Status Broken(std::string code, std::string message);

  // Copies with more said.
  Status WithHint(std::string hint) const;
  Status At(Place place) const;
  // Puts "context: " before the message.
  Status Within(const std::string& context) const;

  bool ok() const { return rep_ == nullptr; }
  Failure failure() const { return rep_->failure; }
  const std::string& code() const { return rep_ ? rep_->code : Empty(); }
  const std::string& message() const { return rep_ ? rep_->message : Empty(); }
  const std::string& hint() const { return rep_ ? rep_->hint : Empty(); }
  const Place& place() const;

 private:
  struct Rep {
    Failure failure = Failure::kRefused;
    std::string code, message, hint;
    Place place;
  };
  static const std::string& Empty();
  explicit Status(Rep rep) : rep_(std::make_shared<const Rep>(std::move(rep))) {}
  std::shared_ptr<const Rep> rep_;
};

template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : value_(std::move(value)) {}             // NOLINT: implicit on purpose
  Result(Status status) : status_(std::move(status)) {      // NOLINT: implicit on purpose
    assert(!status_.ok());
  }

  bool ok() const { return value_.has_value(); }
  const Status& status() const { return status_; }

  // REQUIRES: ok()
  T& operator*() & { return *value_; }
  const T& operator*() const& { return *value_; }
  T&& operator*() && { return std::move(*value_); }
  T* operator->() { return &*value_; }
  const T* operator->() const { return &*value_; }

 private:
  std::optional<T> value_;
  Status status_;
};

}  // namespace rapporteur

#endif  // RAPPORTEUR_BASE_STATUS_H_
