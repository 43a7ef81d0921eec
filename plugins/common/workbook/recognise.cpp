#include <string>

#include "plugins/common/workbook/parts.h"
#include "plugins/common/workbook/workbook.h"
#include "plugins/common/zip/zip_archive.h"

namespace common {
namespace {

std::string Lower(std::string text) {
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
  }
  return text;
}

FileKind KindOfZip(const rpt::InputFile& file) {
  ZipArchive zip(file);
  if (const auto type = zip.Find("mimetype")) {
    const std::string said = zip.ReadAll(*type, 1024);
    if (said.find("opendocument.spreadsheet") != said.npos) return FileKind::kOds;
    if (said.find("opendocument.") != said.npos) return FileKind::kOtherZip;
  }
  std::string name = "xl/workbook.xml";
  for (const Relation& relation : ReadRelations(zip, "")) {
    if (relation.kind() == "officeDocument") name = relation.target;
  }
  if (name.ends_with(".bin")) return FileKind::kXlsb;
  if (const auto part = zip.Find(name)) {
    XmlReader xml(zip.Open(*part), "the part " + name, SpreadsheetXmlLimits());
    if (xml.Next() && xml.Starts("workbook")) return FileKind::kXlsx;
    return FileKind::kOtherZip;
  }
  // Written by something that leaves the first entry out; the content is looked at when it is read.
  if (zip.Find("content.xml") && !zip.Find("mimetype")) return FileKind::kOds;
  return FileKind::kOtherZip;
}

}  // namespace

FileKind Recognise(const rpt::InputFile& file) {
  const std::string head = file.head(4096);
  if (ZipArchive::IsZip(head)) return KindOfZip(file);
  if (head.starts_with("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")) return FileKind::kOle;
  // BIFF 2 to 5 without a container: the record "beginning of file".
  if (head.size() >= 4 && head[0] == '\x09' && head[3] == '\0' &&
      (head[1] == '\0' || head[1] == '\x02' || head[1] == '\x04' || head[1] == '\x08') &&
      head[2] >= 4 && head[2] <= 16) {
    return FileKind::kOldXls;
  }
  const std::string lower = Lower(head);
  if (lower.find("urn:schemas-microsoft-com:office:spreadsheet") != lower.npos ||
      lower.find("progid=\"excel.sheet\"") != lower.npos) {
    return FileKind::kXml2003;
  }
  if (lower.find("opendocument.spreadsheet") != lower.npos && lower.find("<?xml") != lower.npos) {
    return FileKind::kFlatOds;
  }
  const std::size_t first = lower.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  const std::string begin = first == lower.npos ? "" : lower.substr(first, 15);
  if (begin.starts_with("<html") || begin.starts_with("<!doctype html") ||
      begin.starts_with("<table")) {
    return FileKind::kHtml;
  }
  return FileKind::kOther;
}

}  // namespace common
