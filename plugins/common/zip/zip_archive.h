// Reads the entries of a ZIP file out of the job's descriptor, with hard limits and without opening
// any file: libzip over reads by position.
//
//   - At most `entries` entries; what is unpacked is counted while it is unpacked, for each entry
//     and over all of them, and so is how many times larger it is than what is stored: an archive
//     that lies about its sizes gains nothing.
//   - An entry whose name leads out of the archive ("../x", "/x", "C:\x") is no part: it can't be
//     found by any name.  Nothing is ever written to a disk.
//   - Encrypted entries and other methods than "stored" and "deflate" are refused when they are
//   read.
//   - An entry's checksum is compared when it is read to its end.
//
// Failures are rpt::BadInput, rpt::LimitReached, rpt::Unsupported with a sentence.  A plugin that
// links this needs "libzip.so.4" in its manifest.  Belongs to one thread; sources must not outlive
// the archive.
//
// Example:
//   common::ZipArchive zip(file);
//   if (auto part = zip.Find("xl/workbook.xml")) {
//     common::XmlReader xml(zip.Open(*part), "the part xl/workbook.xml");
//   }
#ifndef RAPPORTEUR_PLUGINS_COMMON_ZIP_ZIP_ARCHIVE_H_
#define RAPPORTEUR_PLUGINS_COMMON_ZIP_ZIP_ARCHIVE_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <rapporteur/files.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "plugins/common/xml/xml_reader.h"

namespace common {

struct ZipLimits {
  std::size_t entries = 20'000;
  std::uint64_t entry_bytes = std::uint64_t{2} << 30;  // one entry, unpacked
  std::uint64_t all_bytes = std::uint64_t{6} << 30;  // all that is unpacked, read twice counted so
  // An entry may be this many times larger than stored; the first `free_bytes` don't count, for
  // empty rows pack well.
  std::uint64_t ratio = 250;
  std::uint64_t free_bytes = std::uint64_t{64} << 20;
};

class ZipArchive {
 public:
  struct Entry {
    std::string name;  // '/' between folders, whatever the archive has
    std::uint64_t index = 0;
    std::uint64_t size = 0, stored = 0;  // as the archive says
  };

  // `file` must outlive the archive.
  explicit ZipArchive(const rpt::InputFile& file, ZipLimits limits = {});
  ~ZipArchive();
  ZipArchive(const ZipArchive&) = delete;
  ZipArchive& operator=(const ZipArchive&) = delete;

  // Does the file begin as a ZIP file does?
  static bool IsZip(std::string_view head);

  // The entries that are parts; folders are left out.
  const std::vector<Entry>& entries() const;
  // Entries that are not, because their names lead out of the archive.
  std::size_t ignored() const;

  // The entry of this name, without regard to the case of ASCII letters.
  std::optional<Entry> Find(std::string_view name) const;

  // The bytes of an entry.  Several may be open at once.
  ByteSource Open(const Entry& entry);

  // Called now and then with what has been unpacked so far; may throw.
  void OnRead(std::function<void(std::uint64_t bytes)> call);

  // All that has been unpacked.
  std::uint64_t bytes() const;

  // All of it.  A larger one than `most` is refused.
  std::string ReadAll(const Entry& entry, std::size_t most);

 private:
  struct Rep;
  std::shared_ptr<Rep> rep_;
};

}  // namespace common

#endif  // RAPPORTEUR_PLUGINS_COMMON_ZIP_ZIP_ARCHIVE_H_
