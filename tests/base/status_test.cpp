#include "core/base/status.h"

#include <catch2/catch.hpp>

namespace rapporteur {
namespace {

TEST_CASE("a status keeps what was said and adds the context before it") {
  Status s = Status::Refused("unknown-code", "found 'x'.").WithHint("Use F or M.");
  Status within = s.Within("row 3");
  CHECK_FALSE(within.ok());
  CHECK(within.failure() == Failure::kRefused);
  CHECK(within.code() == "unknown-code");
  CHECK(within.message() == "row 3: found 'x'.");
  CHECK(within.hint() == "Use F or M.");
  CHECK(s.message() == "found 'x'.");
}

TEST_CASE("a default status is success and stays so") {
  CHECK(Status().ok());
  CHECK(Status().Within("anything").ok());
  CHECK(Status().message().empty());
}

}  // namespace
}  // namespace rapporteur
