#include "core/plugin/version.h"

#include <charconv>
#include <compare>
#include <vector>

#include "core/base/text.h"

namespace rapporteur {

Result<Version> Version::Parse(std::string_view text) {
  Version version;
  std::string_view numbers = text;
  if (const std::size_t hyphen = text.find('-'); hyphen != std::string_view::npos) {
    numbers = text.substr(0, hyphen);
    version.before = std::string(text.substr(hyphen + 1));
  }
  const std::vector<std::string_view> parts = Split(numbers, '.');
  int* const targets[] = {&version.major, &version.minor, &version.patch};
  bool good = parts.size() == 3 && (numbers.size() == text.size() || !version.before.empty());
  for (std::size_t i = 0; good && i < 3; ++i) {
    const char* end = parts[i].data() + parts[i].size();
    const auto [stop, error] = std::from_chars(parts[i].data(), end, *targets[i]);
    good = error == std::errc() && stop == end && !parts[i].empty() && parts[i][0] != '-';
  }
  if (good) return version;
  return Status::Refused("bad-version", "found " + Quote(text) +
                                            ", expected a version of three numbers such as 1.4.2");
}

std::strong_ordering Version::operator<=>(const Version& other) const {
  if (auto order = major <=> other.major; order != 0) return order;
  if (auto order = minor <=> other.minor; order != 0) return order;
  if (auto order = patch <=> other.patch; order != 0) return order;
  if (before.empty() != other.before.empty()) {
    return before.empty() ? std::strong_ordering::greater : std::strong_ordering::less;
  }
  return before.compare(other.before) <=> 0;
}

int CompareVersions(const std::string& a, const std::string& b) {
  const Result<Version> left = Version::Parse(a), right = Version::Parse(b);
  if (!left.ok() || !right.ok()) return int(left.ok()) - int(right.ok());
  const auto order = *left <=> *right;
  return order < 0 ? -1 : order > 0 ? 1 : 0;
}

}  // namespace rapporteur
