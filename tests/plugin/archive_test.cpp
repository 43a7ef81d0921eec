#include "core/plugin/archive.h"

#include <archive.h>
#include <archive_entry.h>

#include <catch2/catch.hpp>
#include <filesystem>

#include "tests/support/program.h"
#include "tests/support/temp_dir.h"

namespace rapporteur {
namespace {

namespace fs = std::filesystem;

struct Entry {
  std::string name, content;
  int type = AE_IFREG;
  std::string link = {};
};

void WriteTar(const std::string& path, const std::vector<Entry>& entries) {
  archive* a = archive_write_new();
  archive_write_set_format_ustar(a);
  archive_write_open_filename(a, path.c_str());
  for (const Entry& e : entries) {
    archive_entry* entry = archive_entry_new();
    archive_entry_set_pathname(entry, e.name.c_str());
    archive_entry_set_filetype(entry, static_cast<unsigned>(e.type));
    archive_entry_set_perm(entry, 0777);
    archive_entry_set_size(entry, static_cast<la_int64_t>(e.content.size()));
    if (e.type == AE_IFLNK) archive_entry_set_symlink(entry, e.link.c_str());
    archive_write_header(a, entry);
    archive_write_data(a, e.content.data(), e.content.size());
    archive_entry_free(entry);
  }
  archive_write_close(a);
  archive_write_free(a);
}

std::string Told(const TempDir& temp, const std::string& tar) {
  Result<std::string> folder = UnpackArchive(tar, temp / "out");
  if (folder.ok()) {
    fs::remove_all(temp / "out");
    return "";
  }
  CHECK_FALSE(fs::exists(temp / "out"));
  std::string told = folder.status().message();
  for (std::size_t at; (at = told.find(temp.path())) != std::string::npos;) {
    told.replace(at, temp.path().size(), "TEMP");
  }
  return told;
}

TEST_CASE("an archive gives back the package's files, and the same files the same bytes") {
  TempDir temp;
  fs::create_directories(temp / "package/samples");
  WriteWholeFile(temp / "package/manifest.json", "{}");
  WriteWholeFile(temp / "package/samples/ok.csv", std::string(200'000, 'x'));
  REQUIRE(WriteArchive(temp / "package", "org.example.x-1.0.0", temp / "a.tar").ok());
  REQUIRE(WriteArchive(temp / "package", "org.example.x-1.0.0", temp / "b.tar").ok());
  CHECK(ReadWholeFile(temp / "a.tar") == ReadWholeFile(temp / "b.tar"));
  Result<std::string> folder = UnpackArchive(temp / "a.tar", temp / "out");
  REQUIRE(folder.ok());
  CHECK(*folder == temp / "out/org.example.x-1.0.0");
  CHECK(ReadWholeFile(*folder + "/manifest.json") == "{}");
  CHECK(ReadWholeFile(*folder + "/samples/ok.csv").size() == 200'000);
}

TEST_CASE("an archive can't write outside, nor bring links, nor the same name twice") {
  TempDir temp;
  struct Case {
    std::vector<Entry> entries;
    const char* told;
  };
  const Case cases[] = {
      {{{"p/../../evil", "x"}}, "TEMP/t.tar: a name in the archive leads out of it."},
      {{{"../evil", "x"}}, "TEMP/t.tar: a name in the archive leads out of it."},
      {{{"/tmp/rapporteur-evil", "x"}}, "TEMP/t.tar: a name in the archive leads out of it."},
      {{{"p/./x", "x"}}, "TEMP/t.tar: a name in the archive leads out of it."},
      {{{"p/link", "", AE_IFLNK, "/etc"}, {"p/link/x", "x"}},
       "TEMP/t.tar, p/link: a package holds plain files only."},
      {{{"p/fifo", "", AE_IFIFO}}, "TEMP/t.tar, p/fifo: a package holds plain files only."},
      {{{"p/x", "one"}, {"p/x", "two"}},
       "TEMP/t.tar: a name stands in the archive twice, or can't be written."},
      {{{"p/x", "one"}, {"q/x", "two"}},
       "TEMP/t.tar: expected one folder ID-VERSION, found several."},
      {{{"manifest.json", "{}"}}, "TEMP/t.tar: expected a folder ID-VERSION, found a file."},
  };
  for (const Case& c : cases) {
    WriteTar(temp / "t.tar", c.entries);
    CHECK(Told(temp, temp / "t.tar") == c.told);
  }
  CHECK_FALSE(fs::exists("/tmp/rapporteur-evil"));
  CHECK_FALSE(fs::exists(temp / "evil"));
}

TEST_CASE("what is no archive, or half of one, is refused") {
  TempDir temp;
  WriteWholeFile(temp / "t.tar", "PK\x03\x04 not a tar");
  CHECK(Told(temp, temp / "t.tar") == "TEMP/t.tar: this is not a .tar archive.");
  WriteTar(temp / "t.tar", {{"p/x", std::string(50'000, 'x')}, {"p/y", "y"}});
  const std::string whole = ReadWholeFile(temp / "t.tar");
  for (std::size_t size : {700u, 20'000u, 50'300u}) {
    WriteWholeFile(temp / "t.tar", whole.substr(0, size));
    CHECK(Told(temp, temp / "t.tar") != "");
  }
}

}  // namespace
}  // namespace rapporteur
