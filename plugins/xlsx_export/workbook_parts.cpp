#include "plugins/xlsx_export/workbook_parts.h"

#include "plugins/xlsx_export/xml_text.h"

namespace xlsx {
namespace {

const std::string kXml = R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>)";
const std::string kMain = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const std::string kOffice = "http://schemas.openxmlformats.org/officeDocument/2006/";
const std::string kPackage = "http://schemas.openxmlformats.org/package/2006/";
const std::string kSheetType = "application/vnd.openxmlformats-officedocument.spreadsheetml.";

std::string Attribute(const char* name, std::string_view value) {
  return " " + std::string(name) + "=\"" + XmlText(value) + "\"";
}

std::string Element(const char* name, std::string_view text) {
  return "<" + std::string(name) + ">" + XmlText(text) + "</" + name + ">";
}

std::string SheetPart(std::size_t index) {
  return "worksheets/sheet" + std::to_string(index + 1) + ".xml";
}

std::string Relation(const std::string& id, const std::string& type, const std::string& target) {
  return "<Relationship" + Attribute("Id", id) + Attribute("Type", type) +
         Attribute("Target", target) + "/>";
}

std::string Relations(const std::string& relations) {
  return kXml + "<Relationships xmlns=\"" + kPackage + "relationships\">" + relations +
         "</Relationships>";
}

// 'Sheet''s name'
std::string QuotedName(const std::string& name) {
  std::string quoted = "'";
  for (const char c : name) quoted.append(c == '\'' ? 2 : 1, c);
  return quoted + "'";
}

std::string ValidationXml(const Validation& rule) {
  std::string xml = "<dataValidation" + Attribute("type", rule.type);
  if (!rule.stop) xml += Attribute("errorStyle", "warning");
  if (!rule.relation.empty()) xml += Attribute("operator", rule.relation);
  xml += R"( allowBlank="1" showInputMessage="1" showErrorMessage="1")";
  if (!rule.error_title.empty()) xml += Attribute("errorTitle", rule.error_title);
  if (!rule.error.empty()) xml += Attribute("error", rule.error);
  if (!rule.prompt_title.empty()) xml += Attribute("promptTitle", rule.prompt_title);
  if (!rule.prompt.empty()) xml += Attribute("prompt", rule.prompt);
  xml += Attribute("sqref", rule.cells) + ">" + Element("formula1", rule.first);
  if (!rule.second.empty()) xml += Element("formula2", rule.second);
  return xml + "</dataValidation>";
}

std::string PaneXml(const SheetPlan& sheet) {
  if (sheet.frozen_rows == 0 && sheet.frozen_columns == 0) return "";
  const std::string pane = sheet.frozen_columns == 0 ? "bottomLeft"
                           : sheet.frozen_rows == 0  ? "topRight"
                                                     : "bottomRight";
  const std::string cell = ColumnName(static_cast<std::size_t>(sheet.frozen_columns)) +
                           std::to_string(sheet.frozen_rows + 1);
  std::string xml = "<pane";
  if (sheet.frozen_columns > 0) xml += Attribute("xSplit", std::to_string(sheet.frozen_columns));
  if (sheet.frozen_rows > 0) xml += Attribute("ySplit", std::to_string(sheet.frozen_rows));
  return xml + Attribute("topLeftCell", cell) + Attribute("activePane", pane) +
         R"( state="frozen"/><selection)" + Attribute("pane", pane) + "/>";
}

// "A" to "K" of "A:K" as "$A:$K".
std::string Fixed(const std::string& columns) {
  std::string fixed = "$";
  for (const char c : columns) {
    fixed += c;
    if (c == ':') fixed += '$';
  }
  return fixed;
}

}  // namespace

std::string ContentTypesXml(const BookPlan& plan) {
  std::string xml = kXml + "<Types xmlns=\"" + kPackage + "content-types\">" +
                    R"(<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>)"
                    R"(<Default Extension="xml" ContentType="application/xml"/>)";
  const auto add = [&xml](const std::string& part, const std::string& type) {
    xml += "<Override" + Attribute("PartName", part) + Attribute("ContentType", type) + "/>";
  };
  add("/xl/workbook.xml", kSheetType + "sheet.main+xml");
  for (std::size_t i = 0; i < plan.sheets.size(); ++i) {
    add("/xl/" + SheetPart(i), kSheetType + "worksheet+xml");
  }
  add("/xl/styles.xml", kSheetType + "styles+xml");
  add("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml");
  if (!plan.properties.empty()) {
    add("/docProps/custom.xml", "application/vnd.openxmlformats-officedocument.custom-properties+xml");
  }
  return xml + "</Types>";
}

std::string PackageRelationsXml(const BookPlan& plan) {
  std::string relations =
      Relation("rId1", kOffice + "relationships/officeDocument", "xl/workbook.xml") +
      Relation("rId2", kPackage + "relationships/metadata/core-properties", "docProps/core.xml");
  if (!plan.properties.empty()) {
    relations +=
        Relation("rId3", kOffice + "relationships/custom-properties", "docProps/custom.xml");
  }
  return Relations(relations);
}

std::string WorkbookRelationsXml(const BookPlan& plan) {
  std::string relations;
  for (std::size_t i = 0; i < plan.sheets.size(); ++i) {
    relations += Relation("rId" + std::to_string(i + 1), kOffice + "relationships/worksheet",
                          SheetPart(i));
  }
  return Relations(relations + Relation("rId" + std::to_string(plan.sheets.size() + 1),
                                        kOffice + "relationships/styles", "styles.xml"));
}

std::string WorkbookXml(const BookPlan& plan) {
  std::string sheets, names;
  for (std::size_t i = 0; i < plan.sheets.size(); ++i) {
    const SheetPlan& sheet = plan.sheets[i];
    sheets += "<sheet" + Attribute("name", sheet.name) +
              Attribute("sheetId", std::to_string(i + 1)) +
              (sheet.hidden ? R"( state="veryHidden")" : "") +
              Attribute("r:id", "rId" + std::to_string(i + 1)) + "/>";
    const std::string here = " localSheetId=\"" + std::to_string(i) + "\">";
    const std::string quoted = XmlText(QuotedName(sheet.name));
    if (!sheet.printed_columns.empty()) {
      names += R"(<definedName name="_xlnm.Print_Area")" + here + quoted + "!" +
               Fixed(sheet.printed_columns) + "</definedName>";
    }
    if (sheet.repeated_rows > 0) {
      names += R"(<definedName name="_xlnm.Print_Titles")" + here + quoted + "!$1:$" +
               std::to_string(sheet.repeated_rows) + "</definedName>";
    }
  }
  return kXml + "<workbook xmlns=\"" + kMain + "\" xmlns:r=\"" + kOffice + "relationships\">" +
         "<bookViews><workbookView activeTab=\"" + std::to_string(plan.shown) + "\"/></bookViews>" +
         "<sheets>" + sheets + "</sheets>" +
         (names.empty() ? "" : "<definedNames>" + names + "</definedNames>") + "</workbook>";
}

std::string CoreXml(const BookPlan& plan) {
  std::string xml =
      kXml + "<cp:coreProperties xmlns:cp=\"" + kPackage + "metadata/core-properties\"" +
      R"( xmlns:dc="http://purl.org/dc/elements/1.1/">)" + Element("dc:title", plan.title) +
      Element("dc:creator", "Rapporteur");
  if (!plan.language.empty()) xml += Element("dc:language", plan.language);
  return xml + "</cp:coreProperties>";
}

std::string CustomXml(const BookPlan& plan) {
  std::string xml = kXml + "<Properties xmlns=\"" + kOffice + "custom-properties\" xmlns:vt=\"" +
                    kOffice + "docPropsVTypes\">";
  int id = 2;
  for (const auto& [name, value] : plan.properties) {
    xml += R"(<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}")" +
           Attribute("pid", std::to_string(id++)) + Attribute("name", name) + ">" +
           Element("vt:lpwstr", value) + "</property>";
  }
  return xml + "</Properties>";
}

std::string SheetHeadXml(const SheetPlan& sheet, bool shown) {
  std::string xml = kXml + "<worksheet xmlns=\"" + kMain + "\">" +
                    R"(<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>)" + "<sheetViews><sheetView" +
                    (shown ? R"( tabSelected="1")" : "") + R"( workbookViewId="0">)" +
                    PaneXml(sheet) + "</sheetView></sheetViews>";
  if (!sheet.columns.empty()) {
    xml += "<cols>";
    for (std::size_t i = 0; i < sheet.columns.size(); ++i) {
      const std::string number = std::to_string(i + 1);
      std::string width = std::to_string(sheet.columns[i].width);
      width.resize(width.find('.') + 3);
      xml += "<col" + Attribute("min", number) + Attribute("max", number) +
             Attribute("width", width) +
             Attribute("style", std::to_string(static_cast<int>(sheet.columns[i].look))) +
             R"( customWidth="1"/>)";
    }
    xml += "</cols>";
  }
  return xml + "<sheetData>";
}

std::string SheetTailXml(const SheetPlan& sheet, std::uint64_t rows, std::size_t columns) {
  std::string xml = "</sheetData>";
  const std::string all =
      columns == 0 || rows == 0 ? "" : "A1:" + ColumnName(columns - 1) + std::to_string(rows);
  if (sheet.protect) {
    // "0" is allowed: whoever fills in may make columns wider and rows higher, and filter.
    xml += R"(<sheetProtection sheet="1" objects="1" scenarios="1" formatColumns="0" formatRows="0")";
    xml += sheet.filter ? R"( autoFilter="0"/>)" : "/>";
  }
  if (sheet.filter && !all.empty()) xml += "<autoFilter" + Attribute("ref", all) + "/>";
  if (!sheet.validations.empty()) {
    xml += "<dataValidations" + Attribute("count", std::to_string(sheet.validations.size())) + ">";
    for (const Validation& rule : sheet.validations) xml += ValidationXml(rule);
    xml += "</dataValidations>";
  }
  xml += R"(<pageMargins left="0.4" right="0.4" top="0.7" bottom="0.6" header="0.3" footer="0.3"/>)";
  xml += R"(<pageSetup paperSize="9")" +
         std::string(sheet.landscape ? R"( orientation="landscape")" : R"( orientation="portrait")") +
         R"( fitToWidth="1" fitToHeight="0"/>)";
  if (!sheet.page_head.empty() || !sheet.page_foot.empty()) {
    xml += "<headerFooter>";
    if (!sheet.page_head.empty()) xml += Element("oddHeader", sheet.page_head);
    if (!sheet.page_foot.empty()) xml += Element("oddFooter", sheet.page_foot);
    xml += "</headerFooter>";
  }
  // Years and codes are texts on purpose.
  if (!all.empty()) {
    xml += "<ignoredErrors><ignoredError" + Attribute("sqref", all) +
           R"( numberStoredAsText="1"/></ignoredErrors>)";
  }
  return xml + "</worksheet>";
}

}  // namespace xlsx
