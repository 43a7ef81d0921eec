#include "plugins/common/text/utf8_input.h"

#include <algorithm>
#include <cstdint>
#include <string>

#include "core/base/utf8.h"

namespace common {
namespace {

constexpr std::uint64_t kChunk = std::uint64_t{256} << 10;

}  // namespace

void CheckUtf8(const rpt::InputFile& in) {
  rapporteur::Utf8Check check;
  std::string chunk;
  for (std::uint64_t offset = 0; offset < in.size(); offset += chunk.size()) {
    chunk.resize(static_cast<std::size_t>(std::min(in.size() - offset, kChunk)));
    chunk.resize(in.read_at(offset, chunk.data(), chunk.size()));
    if (chunk.empty()) break;
    check.Add(chunk);
  }
  check.Finish();
  if (check.invalid() > 0) {
    throw rpt::BadInput(0, {},
                        "byte " + std::to_string(check.first_invalid() + 1) +
                            " is not valid UTF-8, expected a text file in UTF-8");
  }
}

}  // namespace common
