#include "plugins/common/workbook/xlsx_workbook.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <utility>

namespace common {
namespace {

constexpr std::size_t kMostSheets = 1024;
constexpr std::size_t kMostFormats = 200'000;

unsigned Number(std::optional<std::string_view> text) {
  unsigned number = 0;
  if (text) std::from_chars(text->data(), text->data() + text->size(), number);
  return number;
}

// The attribute r:id, whose namespace differs between transitional and strict files.
std::string RelationId(const XmlReader& xml) {
  for (std::size_t i = 0; i < xml.attribute_count(); i++) {
    const XmlReader::AttributeView view = xml.attribute(i);
    if (view.name == "id" && view.space.ends_with("/relationships")) return std::string(view.value);
  }
  return {};
}

bool EndsWith(std::string_view name, std::string_view end) {
  if (name.size() < end.size()) return false;
  const std::string_view tail = name.substr(name.size() - end.size());
  return std::equal(tail.begin(), tail.end(), end.begin(), [](char a, char b) {
    return (a >= 'A' && a <= 'Z' ? static_cast<char>(a + ('a' - 'A')) : a) == b;
  });
}

bool IsXml(std::string_view name) {
  return EndsWith(name, ".xml") || EndsWith(name, ".rels") || EndsWith(name, ".vml");
}

}  // namespace

XlsxWorkbook::XlsxWorkbook(const rpt::InputFile& file, const Beside& beside,
                           std::function<void(std::uint64_t)> on_read)
    : zip_(file) {
  zip_.OnRead(std::move(on_read));
  std::string name = "xl/workbook.xml";
  for (const Relation& relation : ReadRelations(zip_, "")) {
    if (relation.kind() == "officeDocument") name = relation.target;
  }
  ReadWorkbook(name, beside);
  VisitParts(beside);
}

ZipArchive::Entry XlsxWorkbook::Part(const std::string& name) const {
  const auto part = zip_.Find(name);
  if (!part) {
    throw rpt::BadInput(
        0, {}, "the part " + name + " of the workbook is missing; open the file and save it again");
  }
  return *part;
}

void XlsxWorkbook::ReadWorkbook(const std::string& name, const Beside& beside) {
  std::map<std::string, Relation> relations;
  for (Relation& relation : ReadRelations(zip_, name)) {
    if (relation.kind() == "sharedStrings" && zip_.Find(relation.target)) {
      XmlReader xml(zip_.Open(Part(relation.target)), "the part " + relation.target,
                    SpreadsheetXmlLimits());
      shared_.texts.Read(xml);
      read_.insert(Part(relation.target).name);
    } else if (relation.kind() == "styles" && zip_.Find(relation.target)) {
      ReadStyles(relation.target);
    }
    relations[relation.id] = std::move(relation);
  }
  const ZipArchive::Entry part = Part(name);
  read_.insert(part.name);
  XmlReader xml(zip_.Open(part), "the part " + part.name, SpreadsheetXmlLimits());
  while (xml.Next()) {
    if (xml.event() != XmlReader::Event::kStart) continue;
    if (xml.name() == "workbookPr") {
      shared_.epoch_1904 = IsTrue(xml.Attribute("date1904").value_or(""));
    } else if (xml.name() == "definedName") {
      const std::string named(xml.Attribute("name").value_or(""));
      if (const auto comment = xml.Attribute("comment")) beside("property", {}, 0, 0, *comment);
      beside("property", {}, 0, 0, named);
      beside("property", {}, 0, 0, xml.ReadText());
    } else if (xml.name() == "sheet" && xml.Attribute("name")) {
      SheetInfo info;
      info.name = *xml.Attribute("name");
      info.hidden = xml.Attribute("state").value_or("visible") != "visible";
      beside("sheet-name", {}, 0, 0, info.name);
      const auto relation = relations.find(RelationId(xml));
      if (relation == relations.end()) {
        xml.Fail("a sheet is named that the file does not hold; open the file and save it again");
      }
      if (relation->second.kind() != "worksheet") continue;  // a chart, a dialogue
      if (sheets_.size() == kMostSheets) {
        throw rpt::LimitReached(0, "the workbook has more than 1,024 sheets");
      }
      const ZipArchive::Entry sheet = Part(relation->second.target);
      read_.insert(sheet.name);
      sheet_parts_.push_back(sheet.name);
      sheets_.push_back(std::move(info));
    }
  }
}

void XlsxWorkbook::ReadStyles(const std::string& name) {
  const ZipArchive::Entry part = Part(name);
  read_.insert(part.name);
  XmlReader xml(zip_.Open(part), "the part " + part.name, SpreadsheetXmlLimits());
  std::map<unsigned, NumberFormat> own;
  bool cells = false;
  while (xml.Next()) {
    if (xml.name() == "cellXfs" && xml.event() != XmlReader::Event::kText) {
      cells = xml.event() == XmlReader::Event::kStart;
    }
    if (xml.event() != XmlReader::Event::kStart) continue;
    if (xml.name() == "numFmt" && own.size() < kMostFormats) {
      own[Number(xml.Attribute("numFmtId"))] =
          ClassifyFormat(xml.Attribute("formatCode").value_or(""));
    } else if (cells && xml.name() == "xf" && shared_.formats.size() < kMostFormats) {
      const unsigned id = Number(xml.Attribute("numFmtId"));
      const auto found = own.find(id);
      shared_.formats.push_back(found == own.end() ? BuiltInFormat(id) : found->second);
    }
  }
}

void XlsxWorkbook::VisitParts(const Beside& beside) {
  std::map<std::string, std::string> comments;  // part, its sheet
  for (std::size_t i = 0; i < sheets_.size(); i++) {
    for (const Relation& relation : ReadRelations(zip_, sheet_parts_[i])) {
      if (relation.kind() == "comments" || relation.kind() == "threadedComment") {
        comments[relation.target] = sheets_[i].name;
      }
    }
  }
  for (const ZipArchive::Entry& part : zip_.entries()) {
    const std::string& name = part.name;
    if (EndsWith(name, "vbaproject.bin")) {
      unread_.macros++;
    } else if (name.find("/media/") != name.npos) {
      unread_.pictures++;
    } else if (name.find("/embeddings/") != name.npos || name.find("/activeX/") != name.npos) {
      unread_.objects++;
    }
    if (read_.count(name) > 0 || !IsXml(name) || name == "[Content_Types].xml") continue;
    if (EndsWith(name, ".xml") && name.find("/theme/") != name.npos) continue;
    if (const auto found = comments.find(name); found != comments.end()) {
      VisitComments(part, found->second, beside);
      continue;
    }
    const bool property = name.starts_with("docProps/") || name.find("/persons/") != name.npos;
    VisitText(zip_, part, [&](std::string_view text) {
      beside(property ? "property" : "hidden", {}, 0, 0, text);
    });
  }
}

void XlsxWorkbook::VisitComments(const ZipArchive::Entry& part, const std::string& sheet,
                                 const Beside& beside) {
  XmlReader xml(zip_.Open(part), "the part " + part.name, SpreadsheetXmlLimits());
  while (xml.Next()) {
    if (xml.event() != XmlReader::Event::kStart) continue;
    if (xml.name() == "author") {
      beside("property", sheet, 0, 0, xml.ReadText());
    } else if (xml.name() == "comment" || xml.name() == "threadedComment") {
      std::uint32_t column = 0;
      std::uint64_t row = 0;
      ParseReference(xml.Attribute("ref").value_or(""), &column, &row);
      beside("comment", sheet, row, column, xml.ReadText());
    }
  }
}

std::unique_ptr<SheetReader> XlsxWorkbook::Read(std::size_t sheet, const Beside* beside) {
  return std::make_unique<XlsxSheet>(zip_.Open(Part(sheet_parts_[sheet])),
                                     "the part " + sheet_parts_[sheet], sheets_[sheet].name,
                                     shared_, beside);
}

void XlsxWorkbook::VisitUnused(const Beside& beside) const {
  shared_.texts.VisitUnused([&](std::string_view text) { beside("hidden", {}, 0, 0, text); });
}

}  // namespace common
