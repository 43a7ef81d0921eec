#include "core/base/minisign.h"

#include <sodium.h>

#include <algorithm>
#include <optional>
#include <vector>

#include "core/base/text.h"

namespace rapporteur::minisign {
namespace {

constexpr std::size_t kIdBytes = 8;
constexpr std::string_view kAlgorithm = "Ed";   // of keys
constexpr std::string_view kPrehashed = "ED";   // of signatures
constexpr std::string_view kChecksum = "B2";
constexpr std::string_view kScrypt = "Sc";
constexpr std::string_view kNotEncrypted{"\0\0", 2};
constexpr std::string_view kUntrusted = "untrusted comment: ";
constexpr std::string_view kTrusted = "trusted comment: ";

const unsigned char* Raw(std::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}
unsigned char* Raw(std::string& bytes) { return reinterpret_cast<unsigned char*>(bytes.data()); }

std::string Encode(std::string_view bytes) {
  std::string text(sodium_base64_encoded_len(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
  sodium_bin2base64(text.data(), text.size(), Raw(bytes), bytes.size(),
                    sodium_base64_VARIANT_ORIGINAL);
  text.pop_back();  // the NUL
  return text;
}

std::optional<std::string> Decode(std::string_view text, std::size_t size) {
  std::string bytes(size, '\0');
  std::size_t decoded = 0;
  if (sodium_base642bin(Raw(bytes), size, text.data(), text.size(), nullptr, &decoded, nullptr,
                        sodium_base64_VARIANT_ORIGINAL) != 0 ||
      decoded != size) {
    return std::nullopt;
  }
  return bytes;
}

std::vector<std::string_view> Lines(std::string_view text) {
  std::vector<std::string_view> lines;
  for (std::string_view line : Split(text, '\n')) {
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (!line.empty()) lines.push_back(line);
  }
  return lines;
}

// The line that holds the key: the second of a file, or the only one.
std::string_view KeyLine(std::string_view text) {
  const std::vector<std::string_view> lines = Lines(text);
  return lines.size() == 2 && lines[0].starts_with(kUntrusted) ? lines[1]
         : lines.size() == 1                                   ? lines[0]
                                                               : std::string_view();
}

// The tool shows the eight bytes as one little-endian number.
std::string IdText(std::string_view id) {
  static const char kDigits[] = "0123456789ABCDEF";
  std::string text;
  for (auto it = id.rbegin(); it != id.rend(); ++it) {
    text += kDigits[static_cast<unsigned char>(*it) >> 4];
    text += kDigits[static_cast<unsigned char>(*it) & 15];
  }
  return text;
}

std::string IdBytes(const std::string& text) {
  std::string bytes(kIdBytes, '\0');
  sodium_hex2bin(Raw(bytes), bytes.size(), text.data(), text.size(), nullptr, nullptr, nullptr);
  std::reverse(bytes.begin(), bytes.end());
  return bytes;
}

std::string Blake2b(std::string_view bytes, std::size_t size) {
  std::string digest(size, '\0');
  crypto_generichash(Raw(digest), size, Raw(bytes), bytes.size(), nullptr, 0);
  return digest;
}

std::string Ed25519(const std::string& secret, std::string_view message) {
  std::string signature(crypto_sign_BYTES, '\0');
  crypto_sign_detached(Raw(signature), nullptr, Raw(message), message.size(), Raw(secret));
  return signature;
}

bool IsSigned(const std::string& key, std::string_view message, std::string_view signature) {
  return crypto_sign_verify_detached(Raw(signature), Raw(message), message.size(), Raw(key)) == 0;
}

// What a secret key file holds behind "Ed", kdf, "B2": salt, two limits, then id, key, checksum.
constexpr std::size_t kSaltBytes = crypto_pwhash_scryptsalsa208sha256_SALTBYTES;
constexpr std::size_t kHeadBytes = 6;
constexpr std::size_t kHiddenBytes = kIdBytes + crypto_sign_SECRETKEYBYTES + 32;
constexpr std::size_t kSecretBytes = kHeadBytes + kSaltBytes + 16 + kHiddenBytes;

std::string KeyChecksum(std::string_view id, std::string_view secret) {
  return Blake2b(std::string(kAlgorithm) + std::string(id) + std::string(secret), 32);
}

std::uint64_t LittleEndian(std::string_view bytes) {
  std::uint64_t number = 0;
  for (auto it = bytes.rbegin(); it != bytes.rend(); ++it) {
    number = number << 8 | static_cast<unsigned char>(*it);
  }
  return number;
}

Status BadKey(const std::string& what, const std::string& expected) {
  return Status::Refused("bad-key", what + ": expected " + expected + ".");
}

struct Signature {
  std::string id, bytes;
  std::string comment, over_comment;
};

std::optional<Signature> Read(std::string_view text) {
  const std::vector<std::string_view> lines = Lines(text);
  if (lines.size() != 4 || !lines[0].starts_with(kUntrusted) || !lines[2].starts_with(kTrusted)) {
    return std::nullopt;
  }
  const auto signature = Decode(lines[1], 2 + kIdBytes + crypto_sign_BYTES);
  const auto global = Decode(lines[3], crypto_sign_BYTES);
  if (!signature || !global || !signature->starts_with(kPrehashed)) return std::nullopt;
  return Signature{IdText(signature->substr(2, kIdBytes)), signature->substr(2 + kIdBytes),
                   std::string(lines[2].substr(kTrusted.size())), *global};
}

}  // namespace

Result<PublicKey> PublicKey::Parse(std::string_view text, const std::string& what) {
  const auto bytes = Decode(KeyLine(text), 2 + kIdBytes + crypto_sign_PUBLICKEYBYTES);
  if (!bytes || !bytes->starts_with(kAlgorithm)) {
    return BadKey(what, "the public key of a publisher, as minisign -G writes it (56 characters that "
                        "begin with RW)");
  }
  return PublicKey{IdText(bytes->substr(2, kIdBytes)), bytes->substr(2 + kIdBytes)};
}

std::string PublicKey::Line() const { return Encode(std::string(kAlgorithm) + IdBytes(id) + bytes); }

std::string PublicKey::File() const {
  return std::string(kUntrusted) + "minisign public key " + id + "\n" + Line() + "\n";
}

SecretKey::~SecretKey() { sodium_memzero(bytes.data(), bytes.size()); }

SecretKey SecretKey::Generate() {
  SecretKey key;
  std::string id(kIdBytes, '\0'), open(crypto_sign_PUBLICKEYBYTES, '\0');
  randombytes_buf(id.data(), id.size());
  key.id = IdText(id);
  key.bytes.resize(crypto_sign_SECRETKEYBYTES);
  crypto_sign_keypair(Raw(open), Raw(key.bytes));
  return key;
}

bool SecretKey::IsEncrypted(std::string_view text) {
  const auto bytes = Decode(KeyLine(text), kSecretBytes);
  return bytes && bytes->substr(2, 2) == kScrypt;
}

Result<SecretKey> SecretKey::Parse(std::string_view text, const std::string& pass_phrase,
                                   const std::string& what) {
  auto bytes = Decode(KeyLine(text), kSecretBytes);
  const bool good = bytes && bytes->starts_with(kAlgorithm) && bytes->substr(4, 2) == kChecksum &&
                    (bytes->substr(2, 2) == kScrypt || bytes->substr(2, 2) == kNotEncrypted);
  if (!good) return BadKey(what, "a secret key, as minisign -G or 'rapporteur key new' writes it");
  std::string hidden = bytes->substr(kSecretBytes - kHiddenBytes);
  if (bytes->substr(2, 2) == kScrypt) {
    if (pass_phrase.empty()) {
      return Status::Refused("key-encrypted", what + ": this key needs its pass phrase.")
          .WithHint("Give a file that holds it with --pass-phrase-file.");
    }
    const std::string_view limits = std::string_view(*bytes).substr(kHeadBytes + kSaltBytes, 16);
    std::string stream(kHiddenBytes, '\0');
    // The limits stand in the file: more memory than the tool itself asks for is not given.
    const std::uint64_t memory = LittleEndian(limits.substr(8));
    if (memory > crypto_pwhash_scryptsalsa208sha256_MEMLIMIT_SENSITIVE ||
        crypto_pwhash_scryptsalsa208sha256(
            Raw(stream), stream.size(), pass_phrase.data(), pass_phrase.size(),
            Raw(std::string_view(*bytes).substr(kHeadBytes, kSaltBytes)),
            LittleEndian(limits.substr(0, 8)), memory) != 0) {
      return BadKey(what, "a key that can be opened with 1 GiB of memory");
    }
    for (std::size_t i = 0; i < hidden.size(); ++i) hidden[i] = char(hidden[i] ^ stream[i]);
    sodium_memzero(stream.data(), stream.size());
  }
  SecretKey key;
  const std::string id = hidden.substr(0, kIdBytes);
  key.bytes = hidden.substr(kIdBytes, crypto_sign_SECRETKEYBYTES);
  key.id = IdText(id);
  const bool opened = hidden.substr(kIdBytes + crypto_sign_SECRETKEYBYTES) == KeyChecksum(id, key.bytes);
  // minisign -W leaves the checksum out of a key without a pass phrase.
  const bool plain = bytes->substr(2, 2) == kNotEncrypted;
  sodium_memzero(hidden.data(), hidden.size());
  sodium_memzero(bytes->data(), bytes->size());
  if (!opened && !plain) {
    return BadKey(what, "another pass phrase: this one does not open the key");
  }
  return key;
}

PublicKey SecretKey::Public() const { return {id, bytes.substr(32)}; }

std::string SecretKey::File() const {
  const std::string raw_id = IdBytes(id);
  return std::string(kUntrusted) + "minisign secret key " + id + "\n" +
         Encode(std::string(kAlgorithm) + std::string(kNotEncrypted) + std::string(kChecksum) +
                std::string(kSaltBytes + 16, '\0') + raw_id + bytes + KeyChecksum(raw_id, bytes)) +
         "\n";
}

std::string Sign(const SecretKey& key, std::string_view bytes, const std::string& trusted_comment) {
  const std::string signature =
      Ed25519(key.bytes, Blake2b(bytes, crypto_generichash_BYTES_MAX));
  return std::string(kUntrusted) + "signature from key " + key.id + "\n" +
         Encode(std::string(kPrehashed) + IdBytes(key.id) + signature) + "\n" +
         std::string(kTrusted) + trusted_comment + "\n" +
         Encode(Ed25519(key.bytes, signature + trusted_comment)) + "\n";
}

std::string SignerOf(std::string_view signature) {
  const auto read = Read(signature);
  return read ? read->id : "";
}

Result<std::string> Verify(const PublicKey& key, std::string_view bytes, std::string_view signature,
                           const std::string& what) {
  const auto read = Read(signature);
  if (!read) {
    return Status::Refused("bad-signature",
                           what + ": this is not a prehashed minisign signature.")
        .WithHint("Sign anew with 'rapporteur plugin sign' or 'minisign -S -m manifest.json'.");
  }
  if (read->id != key.id) {
    return Status::Refused("other-key", what + ": this was signed with the key " + read->id +
                                            ", not with " + key.id + ".");
  }
  if (!IsSigned(key.bytes, Blake2b(bytes, crypto_generichash_BYTES_MAX), read->bytes)) {
    return Status::Refused("bad-signature",
                           what + ": the signature does not belong to these bytes; either of the two "
                                  "was changed after signing.");
  }
  if (!IsSigned(key.bytes, read->bytes + read->comment, read->over_comment)) {
    return Status::Refused("bad-signature", what + ": the trusted comment was changed after signing.");
  }
  return read->comment;
}

}  // namespace rapporteur::minisign
