// Signatures as the tool minisign makes and checks them: Ed25519 over the BLAKE2b-512 of a file
// ("prehashed", the only kind taken here), with a trusted comment that is signed too.  Source:
// https://jedisct1.github.io/minisign/ ; the arithmetic is libsodium's.
//
// Free functions of immutable values; may be used from any thread.
//
// Example:
//   Result<minisign::PublicKey> key = minisign::PublicKey::Parse(text, "partner.pub");
//   Result<std::string> comment = minisign::Verify(*key, manifest, signature, "manifest.json.minisig");
#ifndef RAPPORTEUR_BASE_MINISIGN_H_
#define RAPPORTEUR_BASE_MINISIGN_H_

#include <string>
#include <string_view>

#include "core/base/status.h"

namespace rapporteur::minisign {

struct PublicKey {
  std::string id;     // 16 hexadecimal digits, as the tool prints it
  std::string bytes;  // 32

  // A key file, or its second line alone.  `what` names it in messages.  Error bad-key.
  static Result<PublicKey> Parse(std::string_view text, const std::string& what);
  // The second line of its file.
  std::string Line() const;
  // The whole file.
  std::string File() const;
};

// Wiped when it goes.
struct SecretKey {
  std::string id;
  std::string bytes;  // 64

  SecretKey() = default;
  SecretKey(SecretKey&&) = default;
  SecretKey& operator=(SecretKey&&) = default;
  ~SecretKey();

  static SecretKey Generate();
  // True where the file needs a pass phrase.
  static bool IsEncrypted(std::string_view text);
  // Errors bad-key (the pass phrase may be wrong), key-encrypted where one is needed and none given.
  static Result<SecretKey> Parse(std::string_view text, const std::string& pass_phrase,
                                 const std::string& what);
  PublicKey Public() const;
  // The whole file, without a pass phrase: its protection is that only its owner may read it.
  std::string File() const;
};

// The text of a signature file.
std::string Sign(const SecretKey& key, std::string_view bytes, const std::string& trusted_comment);

// Which key made the signature; "" where the text is none.
std::string SignerOf(std::string_view signature);

// The trusted comment, where `signature` is of `bytes` by `key`.  Errors: bad-signature (the text is
// no signature, of an old kind, or of other bytes), other-key.
Result<std::string> Verify(const PublicKey& key, std::string_view bytes, std::string_view signature,
                           const std::string& what);

}  // namespace rapporteur::minisign

#endif  // RAPPORTEUR_BASE_MINISIGN_H_
