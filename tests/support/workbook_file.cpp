#include "tests/support/workbook_file.h"

#include <expat.h>
#include <zip.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <regex>

#include "core/base/text.h"

namespace rapporteur {
namespace {

// "H" of "H12" as 7.
std::size_t ColumnOf(const std::string& cell) {
  std::size_t column = 0;
  for (const char c : cell) {
    if (c < 'A' || c > 'Z') break;
    column = column * 26 + static_cast<std::size_t>(c - 'A') + 1;
  }
  return column - 1;
}

std::string XmlText(const std::string& text) {
  std::string xml;
  for (const char c : text) {
    if (c == '&') {
      xml += "&amp;";
    } else if (c == '<') {
      xml += "&lt;";
    } else {
      xml += c;
    }
  }
  return xml;
}

struct CellReader {
  std::vector<WorkbookFile::Row> rows;
  std::string cell, text;
  bool in_text = false;

  static void Start(void* user, const char* name, const char** attributes) {
    auto& self = *static_cast<CellReader*>(user);
    const std::string element = name;
    if (element == "row") self.rows.emplace_back();
    if (element == "c") {
      for (const char** a = attributes; *a != nullptr; a += 2) {
        if (std::string(a[0]) == "r") self.cell = a[1];
      }
      self.text.clear();
    }
    self.in_text = element == "v" || element == "t";
  }
  static void End(void* user, const char* name) {
    auto& self = *static_cast<CellReader*>(user);
    self.in_text = false;
    if (std::string(name) != "c") return;
    WorkbookFile::Row& row = self.rows.back();
    const std::size_t column = ColumnOf(self.cell);
    if (row.size() <= column) row.resize(column + 1);
    row[column] = self.text;
  }
  static void Text(void* user, const char* text, int size) {
    auto& self = *static_cast<CellReader*>(user);
    if (self.in_text) self.text.append(text, static_cast<std::size_t>(size));
  }
};

// The numbers of the rows and their cells from `begin` on, moved by `by`.
std::string Renumbered(const std::string& xml, int from, int by) {
  static const std::regex kNumber(R"x(( r="[A-Z]*)(\d+)")x");
  std::string out;
  auto last = xml.cbegin();
  for (std::sregex_iterator it(xml.begin(), xml.end(), kNumber), end; it != end; ++it) {
    const int number = std::stoi((*it)[2]);
    out.append(last, (*it)[0].first);
    out += (*it)[1].str() + std::to_string(number >= from ? number + by : number) + "\"";
    last = (*it)[0].second;
  }
  return out.append(last, xml.cend());
}

// Where <row r="N" begins and where its end is over.
std::pair<std::size_t, std::size_t> RowIn(const std::string& xml, int row) {
  const std::size_t begin = xml.find("<row r=\"" + std::to_string(row) + "\"");
  REQUIRE(begin != std::string::npos);
  return {begin, xml.find("</row>", begin) + 6};
}

}  // namespace

WorkbookFile WorkbookFile::Read(const std::string& bytes) {
  WorkbookFile file;
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
  REQUIRE(source != nullptr);
  zip_t* zip = zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, &error);
  INFO(zip_error_strerror(&error));
  REQUIRE(zip != nullptr);
  for (zip_int64_t i = 0; i < zip_get_num_entries(zip, 0); ++i) {
    const auto index = static_cast<zip_uint64_t>(i);
    zip_stat_t info;
    REQUIRE(zip_stat_index(zip, index, 0, &info) == 0);
    std::string text(info.size, '\0');
    zip_file_t* part = zip_fopen_index(zip, index, 0);
    REQUIRE(part != nullptr);
    CHECK(zip_fread(part, text.data(), text.size()) == static_cast<zip_int64_t>(text.size()));
    char beyond;
    CHECK(zip_fread(part, &beyond, 1) == 0);  // only the end shows whether the checksum is right
    zip_fclose(part);
    file.order_.emplace_back(info.name);
    file.parts_[info.name] = std::move(text);
  }
  zip_discard(zip);
  return file;
}

std::string WorkbookFile::Bytes() const {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* target = zip_source_buffer_create(nullptr, 0, 0, &error);
  zip_source_keep(target);
  zip_t* zip = zip_open_from_source(target, ZIP_TRUNCATE | ZIP_CREATE, &error);
  REQUIRE(zip != nullptr);
  for (const std::string& name : PartNames()) {
    const std::string& text = parts_.at(name);
    zip_source_t* part = zip_source_buffer(zip, text.data(), text.size(), 0);
    REQUIRE(zip_file_add(zip, name.c_str(), part, ZIP_FL_ENC_UTF_8) >= 0);
  }
  REQUIRE(zip_close(zip) == 0);
  zip_source_open(target);
  zip_source_seek(target, 0, SEEK_END);
  std::string bytes(static_cast<std::size_t>(zip_source_tell(target)), '\0');
  zip_source_seek(target, 0, SEEK_SET);
  zip_source_read(target, bytes.data(), bytes.size());
  zip_source_close(target);
  zip_source_free(target);
  return bytes;
}

const std::string& WorkbookFile::Part(const std::string& name) const {
  INFO(name);
  REQUIRE(Has(name));
  return parts_.at(name);
}

std::vector<std::string> WorkbookFile::PartNames() const {
  std::vector<std::string> names;
  for (const std::string& name : order_) {
    if (parts_.contains(name)) names.push_back(name);
  }
  for (const auto& [name, text] : parts_) {
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  }
  return names;
}

std::vector<WorkbookFile::Row> WorkbookFile::Cells(int sheet) const {
  const std::string& xml = Part(SheetPart(sheet));
  CellReader reader;
  XML_Parser parser = XML_ParserCreate(nullptr);
  XML_SetUserData(parser, &reader);
  XML_SetElementHandler(parser, CellReader::Start, CellReader::End);
  XML_SetCharacterDataHandler(parser, CellReader::Text);
  const auto parsed = XML_Parse(parser, xml.data(), static_cast<int>(xml.size()), 1);
  INFO(XML_ErrorString(XML_GetErrorCode(parser)));
  CHECK(parsed == XML_STATUS_OK);
  XML_ParserFree(parser);
  return reader.rows;
}

void WorkbookFile::Fill(int sheet, const std::string& cell, const std::string& content) {
  std::string& xml = parts_[SheetPart(sheet)];
  const std::size_t begin = xml.find("<c r=\"" + cell + "\"");
  INFO(cell);
  REQUIRE(begin != std::string::npos);
  const std::size_t head = xml.find('>', begin);
  const bool empty = xml[head - 1] == '/';
  const std::size_t end = empty ? head + 1 : xml.find("</c>", begin) + 4;
  std::string tag = xml.substr(begin, head - begin - (empty ? 1 : 0));
  if (const std::size_t type = tag.find(" t=\""); type != std::string::npos) {
    tag.erase(type, tag.find('"', type + 4) + 1 - type);
  }
  const bool number =
      !content.empty() && content.find_first_not_of("0123456789.") == std::string::npos;
  std::string filled = tag + "/>";
  if (number) {
    filled = tag + "><v>" + content + "</v></c>";
  } else if (!content.empty()) {
    filled = tag + " t=\"inlineStr\"><is><t>" + XmlText(content) + "</t></is></c>";
  }
  xml.replace(begin, end - begin, filled);
}

void WorkbookFile::RemoveRow(int sheet, int row) {
  std::string& xml = parts_[SheetPart(sheet)];
  const auto [begin, end] = RowIn(xml, row);
  xml = xml.substr(0, begin) + Renumbered(xml.substr(end), row, -1);
}

void WorkbookFile::RepeatRow(int sheet, int row) {
  std::string& xml = parts_[SheetPart(sheet)];
  const auto [begin, end] = RowIn(xml, row);
  const std::string again = xml.substr(begin, end - begin);
  xml = xml.substr(0, end) + Renumbered(again + xml.substr(end), row, 1);
}

}  // namespace rapporteur
