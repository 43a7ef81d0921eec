#include "tests/support/made_workbook.h"

#include <zip.h>

#include <algorithm>
#include <stdexcept>

namespace rapporteur {
namespace {

constexpr char kHead[] = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
constexpr char kMain[] = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
constexpr char kRelations[] = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

std::string Relations(const std::vector<std::pair<std::string, std::string>>& kinds) {
  std::string xml = std::string(kHead) +
                    "<Relationships "
                    "xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">";
  for (std::size_t i = 0; i < kinds.size(); i++) {
    xml += "<Relationship Id=\"rId" + std::to_string(i + 1) + "\" Type=\"" + kRelations + "/" +
           kinds[i].first + "\" Target=\"" + kinds[i].second + "\"/>";
  }
  return xml + "</Relationships>";
}

std::string Escaped(const std::string& text) {
  std::string escaped;
  for (const char c : text) {
    if (c == '&') {
      escaped += "&amp;";
    } else if (c == '<') {
      escaped += "&lt;";
    } else if (c == '"') {
      escaped += "&quot;";
    } else {
      escaped += c;
    }
  }
  return escaped;
}

std::string Zip(const ZipParts& parts, bool encrypted) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* source = zip_source_buffer_create(nullptr, 0, 0, &error);
  zip_source_keep(source);
  zip_t* zip = zip_open_from_source(source, ZIP_CREATE | ZIP_TRUNCATE, &error);
  if (zip == nullptr) throw std::runtime_error("no ZIP file can be made");
  for (std::size_t i = 0; i < parts.size(); i++) {
    const auto& [name, content] = parts[i];
    zip_source_t* part = zip_source_buffer(zip, content.data(), content.size(), 0);
    const zip_int64_t index = zip_file_add(zip, name.c_str(), part, ZIP_FL_ENC_UTF_8);
    if (index < 0) throw std::runtime_error("no entry can be added");
    // Not worth packing, and the fuzzers make thousands of them.
    if (content.size() < 4096) {
      zip_set_file_compression(zip, static_cast<zip_uint64_t>(index), ZIP_CM_STORE, 0);
    }
    if (encrypted) {
      zip_file_set_encryption(zip, static_cast<zip_uint64_t>(index), ZIP_EM_AES_256, "password");
    }
  }
  if (zip_close(zip) != 0) throw std::runtime_error("no ZIP file can be written");
  zip_stat_t stat;
  zip_source_stat(source, &stat);
  std::string bytes(static_cast<std::size_t>(stat.size), '\0');
  zip_source_open(source);
  zip_source_read(source, bytes.data(), bytes.size());
  zip_source_close(source);
  zip_source_free(source);
  return bytes;
}

std::string ColumnLetters(std::size_t column) {
  std::string letters;
  for (; column > 0; column = (column - 1) / 26) {
    letters.insert(letters.begin(), static_cast<char>('A' + (column - 1) % 26));
  }
  return letters;
}

}  // namespace

std::string MadeZip(const ZipParts& parts) { return Zip(parts, false); }
std::string MadeEncryptedZip(const ZipParts& parts) { return Zip(parts, true); }

std::string FromZip(std::string_view bytes, const std::string& name) {
  zip_error_t error;
  zip_error_init(&error);
  zip_t* zip = zip_open_from_source(zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error),
                                    ZIP_RDONLY, &error);
  if (zip == nullptr) return {};
  std::string content;
  if (zip_file_t* file = zip_fopen(zip, name.c_str(), ZIP_FL_NOCASE)) {
    char buffer[4096];
    for (zip_int64_t n = 0; (n = zip_fread(file, buffer, sizeof buffer)) > 0;) {
      content.append(buffer, static_cast<std::size_t>(n));
    }
    zip_fclose(file);
  }
  zip_discard(zip);
  return content;
}

ZipParts PartsOf(const MadeXlsx& made) {
  std::string workbook = std::string(kHead) + "<workbook xmlns=\"" + kMain + "\" xmlns:r=\"" +
                         kRelations + "\">" + made.workbook + "<sheets>";
  std::vector<std::pair<std::string, std::string>> relations;
  ZipParts parts = {
      {"[Content_Types].xml", std::string(kHead) +
                                  "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/"
                                  "content-types\"><Default Extension=\"xml\" "
                                  "ContentType=\"application/xml\"/></Types>"},
      {"_rels/.rels", Relations({{"officeDocument", "xl/workbook.xml"}})}};
  for (std::size_t i = 0; i < made.sheets.size(); i++) {
    const MadeSheet& sheet = made.sheets[i];
    const std::string number = std::to_string(i + 1);
    workbook += "<sheet name=\"" + Escaped(sheet.name) + "\" sheetId=\"" + number +
                "\" r:id=\"rId" + number + "\"" +
                (sheet.state.empty() ? "" : " state=\"" + sheet.state + "\"") + "/>";
    relations.emplace_back("worksheet", "worksheets/sheet" + number + ".xml");
    parts.emplace_back("xl/worksheets/sheet" + number + ".xml",
                       std::string(kHead) + "<worksheet xmlns=\"" + kMain + "\" xmlns:r=\"" +
                           kRelations + "\">" + sheet.before + "<sheetData>" + sheet.rows +
                           "</sheetData>" + sheet.behind + "</worksheet>");
  }
  workbook += "</sheets></workbook>";
  std::string shared = std::string(kHead) + "<sst xmlns=\"" + kMain + "\">";
  for (const std::string& text : made.shared) shared += "<si>" + text + "</si>";
  std::string styles = std::string(kHead) + "<styleSheet xmlns=\"" + kMain + "\"><numFmts>";
  std::string uses = "<xf numFmtId=\"0\"/>";
  for (std::size_t i = 0; i < made.formats.size(); i++) {
    const std::string id = std::to_string(164 + i);
    styles += "<numFmt numFmtId=\"" + id + "\" formatCode=\"" + Escaped(made.formats[i]) + "\"/>";
    uses += "<xf numFmtId=\"" + id + "\"/>";
  }
  relations.emplace_back("sharedStrings", "sharedStrings.xml");
  relations.emplace_back("styles", "styles.xml");
  parts.emplace_back("xl/workbook.xml", workbook);
  parts.emplace_back("xl/_rels/workbook.xml.rels", Relations(relations));
  parts.emplace_back("xl/sharedStrings.xml", shared + "</sst>");
  parts.emplace_back("xl/styles.xml",
                     styles + "</numFmts><cellXfs>" + uses + "</cellXfs></styleSheet>");
  for (const auto& more : made.more) {
    const auto same = std::find_if(parts.begin(), parts.end(),
                                   [&](const auto& part) { return part.first == more.first; });
    if (same == parts.end()) {
      parts.push_back(more);
    } else {
      same->second = more.second;
    }
  }
  return parts;
}

std::string Made(const MadeXlsx& workbook) { return MadeZip(PartsOf(workbook)); }

std::string RowsXml(const MadeRows& rows) {
  std::string xml;
  for (std::size_t r = 0; r < rows.size(); r++) {
    const std::string number = std::to_string(r + 1);
    xml += "<row r=\"" + number + "\">";
    for (std::size_t c = 0; c < rows[r].size(); c++) {
      const std::string& cell = rows[r][c];
      if (cell.empty()) continue;
      xml += "<c r=\"" + ColumnLetters(c + 1) + number + "\"";
      if (cell[0] == '#') {
        xml += "><v>" + cell.substr(1) + "</v></c>";
      } else {
        xml += " t=\"inlineStr\"><is><t>" + Escaped(cell) + "</t></is></c>";
      }
    }
    xml += "</row>";
  }
  return xml;
}

std::string MadeTable(const MadeRows& rows) { return Made({{{"Sheet1", RowsXml(rows)}}, {}, {}}); }

ZipParts OdsParts(const std::string& tables, const std::string& styles) {
  return {
      {"mimetype", "application/vnd.oasis.opendocument.spreadsheet"},
      {"content.xml",
       std::string(kHead) +
           "<office:document-content "
           "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" "
           "xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" "
           "xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" "
           "xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" "
           "xmlns:draw=\"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0\" "
           "xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
           "xmlns:xlink=\"http://www.w3.org/1999/xlink\" "
           "xmlns:calcext=\"urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0\">"
           "<office:automatic-styles>" +
           styles + "</office:automatic-styles><office:body><office:spreadsheet>" + tables +
           "</office:spreadsheet></office:body></office:document-content>"},
      {"META-INF/manifest.xml", "<manifest/>"}};
}

std::string MadeOds(const std::string& tables, const std::string& styles) {
  return MadeZip(OdsParts(tables, styles));
}

}  // namespace rapporteur
