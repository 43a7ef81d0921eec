#include "core/base/minisign.h"

#include <catch2/catch.hpp>

#include "tests/support/program.h"
#include "tests/support/temp_dir.h"

namespace rapporteur::minisign {
namespace {

const std::string kBytes = R"({"manifest": 1, "id": "org.example.police-report"})";
const std::string kComment = "org.example.police-report 1.0.0";

std::string Told(const Status& status) { return status.code() + ": " + status.message(); }

TEST_CASE("what was signed is known again, and its comment with it") {
  const SecretKey key = SecretKey::Generate();
  const std::string signature = Sign(key, kBytes, kComment);
  CHECK(SignerOf(signature) == key.id);
  Result<std::string> comment = Verify(key.Public(), kBytes, signature, "x.minisig");
  REQUIRE(comment.ok());
  CHECK(*comment == kComment);
  Result<PublicKey> read = PublicKey::Parse(key.Public().File(), "x.pub");
  REQUIRE(read.ok());
  CHECK(read->bytes == key.Public().bytes);
  CHECK(PublicKey::Parse(key.Public().Line(), "x.pub").ok());
}

TEST_CASE("any changed byte of file, signature or comment is found") {
  const SecretKey key = SecretKey::Generate();
  const std::string signature = Sign(key, kBytes, kComment);
  for (std::size_t i = 0; i < kBytes.size(); ++i) {
    std::string changed = kBytes;
    changed[i] = char(changed[i] ^ 1);
    CHECK(Told(Verify(key.Public(), changed, signature, "m.minisig").status()) ==
          "bad-signature: m.minisig: the signature does not belong to these bytes; either of the two "
          "was changed after signing.");
  }
  const std::size_t signed_part = signature.find('\n') + 1;
  for (std::size_t i = signed_part; i + 1 < signature.size(); ++i) {
    std::string changed = signature;
    changed[i] = changed[i] == 'A' ? 'B' : 'A';
    if (changed == signature) continue;
    INFO(i);
    CHECK_FALSE(Verify(key.Public(), kBytes, changed, "m.minisig").ok());
  }
  std::string comment = signature;
  comment.replace(comment.find("1.0.0"), 5, "1.0.1");
  CHECK(Told(Verify(key.Public(), kBytes, comment, "m.minisig").status()) ==
        "bad-signature: m.minisig: the trusted comment was changed after signing.");
  for (std::size_t size = 0; size < signature.size() - 1; ++size) {
    CHECK_FALSE(Verify(key.Public(), kBytes, signature.substr(0, size), "m.minisig").ok());
  }
}

TEST_CASE("another key is named") {
  const SecretKey key = SecretKey::Generate(), other = SecretKey::Generate();
  CHECK(Told(Verify(other.Public(), kBytes, Sign(key, kBytes, kComment), "m.minisig").status()) ==
        "other-key: m.minisig: this was signed with the key " + key.id + ", not with " + other.id + ".");
}

TEST_CASE("what is no key is refused with what was expected") {
  CHECK(Told(PublicKey::Parse("RWQ", "a.pub").status()) ==
        "bad-key: a.pub: expected the public key of a publisher, as minisign -G writes it (56 "
        "characters that begin with RW).");
  CHECK(Told(SecretKey::Parse("RWQ", "", "a.key").status()) ==
        "bad-key: a.key: expected a secret key, as minisign -G or 'rapporteur key new' writes it.");
}

// The tool itself, of the package minisign.
TEST_CASE("minisign checks our signatures and we check minisign's") {
  TempDir temp;
  const std::string dir = temp.path() + "/";
  WriteWholeFile(dir + "manifest.json", kBytes);

  const SecretKey ours = SecretKey::Generate();
  WriteWholeFile(dir + "ours.pub", ours.Public().File());
  WriteWholeFile(dir + "ours.key", ours.File());
  WriteWholeFile(dir + "manifest.json.minisig", Sign(ours, kBytes, kComment));
  Run run = RunProgram({"/usr/bin/minisign", "-Vm", dir + "manifest.json", "-p", dir + "ours.pub"});
  INFO(run.out << run.err);
  CHECK(run.status == 0);
  CHECK(run.out.find("Trusted comment: " + kComment) != std::string::npos);
  run = RunProgram({"/usr/bin/minisign", "-Sm", dir + "manifest.json", "-s", dir + "ours.key", "-t", kComment});
  INFO(run.out << run.err);
  REQUIRE(run.status == 0);
  CHECK(Verify(ours.Public(), kBytes, ReadWholeFile(dir + "manifest.json.minisig"), "m").ok());

  // With a pass phrase, asked for twice when the key is made and once when it signs.
  const std::string tool = "cd " + dir + " && printf 'open sesame\\nopen sesame\\n' | minisign ";
  run = RunProgram({"/bin/sh", "-c", tool + "-G -p theirs.pub -s theirs.key && " + tool +
                                    "-Sm manifest.json -s theirs.key -t '" + kComment + "'"});
  INFO(run.out << run.err);
  REQUIRE(run.status == 0);
  Result<PublicKey> theirs = PublicKey::Parse(ReadWholeFile(dir + "theirs.pub"), "theirs.pub");
  REQUIRE(theirs.ok());
  Result<std::string> comment =
      Verify(*theirs, kBytes, ReadWholeFile(dir + "manifest.json.minisig"), "m");
  REQUIRE(comment.ok());
  CHECK(*comment == kComment);

  const std::string file = ReadWholeFile(dir + "theirs.key");
  REQUIRE(SecretKey::IsEncrypted(file));
  CHECK(Told(SecretKey::Parse(file, "", "theirs.key").status()) ==
        "key-encrypted: theirs.key: this key needs its pass phrase.");
  CHECK(Told(SecretKey::Parse(file, "open barley", "theirs.key").status()) ==
        "bad-key: theirs.key: expected another pass phrase: this one does not open the key.");
  Result<SecretKey> opened = SecretKey::Parse(file, "open sesame", "theirs.key");
  REQUIRE(opened.ok());
  CHECK(Verify(*theirs, kBytes, Sign(*opened, kBytes, kComment), "m").ok());
}

}  // namespace
}  // namespace rapporteur::minisign
