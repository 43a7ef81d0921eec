#include "core/base/status.h"

namespace rapporteur {

Status Status::Refused(std::string code, std::string message) {
  return Status(Rep{Failure::kRefused, std::move(code), std::move(message), {}, {}});
}

Status Status::Usage(std::string code, std::string message) {
  return Status(Rep{Failure::kUsage, std::move(code), std::move(message), {}, {}});
}

Status Status::Broken(std::string code, std::string message) {
  return Status(Rep{Failure::kBroken, std::move(code), std::move(message), {}, {}});
}

Status Status::WithHint(std::string hint) const {
  if (ok()) return *this;
  Rep rep = *rep_;
  rep.hint = std::move(hint);
  return Status(std::move(rep));
}

Status Status::At(Place place) const {
  if (ok()) return *this;
  Rep rep = *rep_;
  rep.place = std::move(place);
  return Status(std::move(rep));
}

Status Status::Within(const std::string& context) const {
  if (ok()) return *this;
  Rep rep = *rep_;
  rep.message = context + ": " + rep.message;
  return Status(std::move(rep));
}

const Place& Status::place() const {
  static const Place kNone;
  return rep_ ? rep_->place : kNone;
}

const std::string& Status::Empty() {
  static const std::string kEmpty;
  return kEmpty;
}

}  // namespace rapporteur
