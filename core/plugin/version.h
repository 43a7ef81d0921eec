// Semantic versions of packages: 1.4.2, compared number by number; 1.4.2-rc1 stands before 1.4.2.
#ifndef RAPPORTEUR_PLUGIN_VERSION_H_
#define RAPPORTEUR_PLUGIN_VERSION_H_

#include <string>
#include <string_view>

#include "core/base/status.h"

namespace rapporteur {

struct Version {
  int major = 0, minor = 0, patch = 0;
  std::string before;  // what follows a hyphen; "" = a full release

  static Result<Version> Parse(std::string_view text);
  std::strong_ordering operator<=>(const Version& other) const;
  bool operator==(const Version& other) const = default;
};

// -1, 0 or 1; a text that is no version stands before every version.
int CompareVersions(const std::string& a, const std::string& b);

}  // namespace rapporteur

#endif  // RAPPORTEUR_PLUGIN_VERSION_H_
