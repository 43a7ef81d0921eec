// Writes a ZIP archive part by part while the parts are made: nothing but one buffer is held, and
// the lengths in front of a part are filled in when it is complete.
//
// Why not a library: libxlsxwriter and minizip write temporary files, which the sandbox refuses;
// libzip wants to know a part's length beforehand or marks it as ZIP64, which some spreadsheet
// programs don't open.  zlib compresses; what is left is two headers and a directory.
//
// Belongs to one thread.
//
// Example:
//   ZipWriter zip(out);
//   zip.Begin("xl/workbook.xml");
//   zip.Write("<workbook/>");
//   zip.Finish();
#ifndef RAPPORTEUR_PLUGINS_XLSX_EXPORT_ZIP_WRITER_H_
#define RAPPORTEUR_PLUGINS_XLSX_EXPORT_ZIP_WRITER_H_

#include <cstdint>
#include <memory>
#include <rapporteur/files.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace xlsx {

class ZipWriter {
 public:
  explicit ZipWriter(rpt::OutputFile& out);
  ~ZipWriter();
  ZipWriter(const ZipWriter&) = delete;
  ZipWriter& operator=(const ZipWriter&) = delete;

  // Begins a part; the one before is complete.
  void Begin(std::string_view name);
  void Write(std::string_view bytes);
  // Writes the directory.  Nothing can be written after it.
  void Finish();

 private:
  struct Deflate;
  struct Part {
    std::string name;
    std::uint32_t crc = 0;
    std::uint64_t packed = 0, size = 0, offset = 0;
  };
  void Put(std::string_view bytes);
  void Pack(std::string_view bytes, int flush);
  void EndPart();

  rpt::OutputFile& out_;
  std::unique_ptr<Deflate> deflate_;
  std::vector<Part> parts_;
  bool open_ = false;
  std::uint64_t written_ = 0;
};

}  // namespace xlsx

#endif  // RAPPORTEUR_PLUGINS_XLSX_EXPORT_ZIP_WRITER_H_
