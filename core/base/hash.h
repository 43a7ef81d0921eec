// SHA-256 of bytes and files, printed as "sha256:" and 64 hexadecimal digits (libsodium).
#ifndef RAPPORTEUR_BASE_HASH_H_
#define RAPPORTEUR_BASE_HASH_H_

#include <string>
#include <string_view>

#include "core/base/status.h"

namespace rapporteur {

std::string Sha256(std::string_view bytes);
Result<std::string> Sha256OfFile(const std::string& path);

// `bytes` random bytes as lower-case hexadecimal digits, from the kernel's generator.
std::string RandomHex(std::size_t bytes);

}  // namespace rapporteur

#endif  // RAPPORTEUR_BASE_HASH_H_
