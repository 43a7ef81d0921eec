#include "plugins/xlsx_export/styles.h"

namespace xlsx {
namespace {

// Fonts, fills and borders by their position.
constexpr const char* kFonts[] = {
    R"(<font><sz val="11"/><name val="Calibri"/><family val="2"/></font>)",
    R"(<font><b/><sz val="11"/><name val="Calibri"/><family val="2"/></font>)",
    R"(<font><sz val="9"/><color rgb="FF404040"/><name val="Calibri"/><family val="2"/></font>)",
    R"(<font><b/><sz val="16"/><name val="Calibri"/><family val="2"/></font>)",
    R"(<font><b/><sz val="13"/><name val="Calibri"/><family val="2"/></font>)"};
constexpr const char* kFills[] = {
    R"(<fill><patternFill patternType="none"/></fill>)",
    R"(<fill><patternFill patternType="gray125"/></fill>)",
    R"(<fill><patternFill patternType="solid"><fgColor rgb="FFD9D9D9"/></patternFill></fill>)",
    R"(<fill><patternFill patternType="solid"><fgColor rgb="FFF2F2F2"/></patternFill></fill>)"};
constexpr const char* kBorders[] = {
    "<border><left/><right/><top/><bottom/></border>",
    R"(<border><left/><right/><top/><bottom style="thin"><color rgb="FF808080"/></bottom></border>)",
    R"(<border><left style="medium"><color rgb="FF000000"/></left>)"
    R"(<right style="medium"><color rgb="FF000000"/></right>)"
    R"(<top style="thin"><color rgb="FF000000"/></top>)"
    R"(<bottom style="thin"><color rgb="FF000000"/></bottom></border>)"};

constexpr int kTextFormat = 49;  // "@", built in

struct Style {
  int format, font, fill, border;
  bool unlocked;
  const char* alignment;
};
constexpr const char* kTopWrapped = R"(<alignment vertical="top" wrapText="1"/>)";
constexpr Style kStyles[] = {
    {0, 0, 0, 0, false, ""},                    // kGeneral
    {kTextFormat, 0, 0, 0, false, ""},          // kText
    {kTextFormat, 1, 2, 1, false, kTopWrapped}, // kHeader
    {kTextFormat, 1, 2, 2, false, kTopWrapped}, // kEntryHeader
    {kTextFormat, 0, 0, 1, false, kTopWrapped}, // kLabel
    {kTextFormat, 1, 0, 1, false, kTopWrapped}, // kStrong
    {kTextFormat, 0, 0, 1, false, R"(<alignment horizontal="left" vertical="top" wrapText="1" indent="2"/>)"},
    {kTextFormat, 2, 3, 1, false, R"(<alignment vertical="top"/>)"},  // kCode
    {0, 0, 0, 2, true, R"(<alignment vertical="top"/>)"},             // kEntryNumber
    {kTextFormat, 0, 0, 2, true, kTopWrapped},                        // kEntryText
    {kTextFormat, 3, 0, 0, false, kTopWrapped},                       // kTitle
    {kTextFormat, 4, 0, 0, false, kTopWrapped},                       // kHeading
};
static_assert(sizeof kStyles / sizeof kStyles[0] == static_cast<std::size_t>(Look::kCount));

template <std::size_t N>
void AddList(std::string& xml, const char* name, const char* const (&items)[N]) {
  xml += "<" + std::string(name) + " count=\"" + std::to_string(N) + "\">";
  for (const char* item : items) xml += item;
  xml += "</" + std::string(name) + ">";
}

}  // namespace

std::string StylesXml() {
  std::string xml =
      R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>)"
      R"(<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">)";
  AddList(xml, "fonts", kFonts);
  AddList(xml, "fills", kFills);
  AddList(xml, "borders", kBorders);
  xml += R"(<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>)";
  xml += "<cellXfs count=\"" + std::to_string(static_cast<int>(Look::kCount)) + "\">";
  for (const Style& style : kStyles) {
    xml += "<xf numFmtId=\"" + std::to_string(style.format) + "\" fontId=\"" +
           std::to_string(style.font) + "\" fillId=\"" + std::to_string(style.fill) +
           "\" borderId=\"" + std::to_string(style.border) +
           R"(" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1")"
           R"( applyAlignment="1" applyProtection="1">)";
    xml += style.alignment;
    xml += style.unlocked ? R"(<protection locked="0"/></xf>)" : R"(<protection locked="1"/></xf>)";
  }
  xml += "</cellXfs>"
         R"(<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>)"
         "</styleSheet>";
  return xml;
}

}  // namespace xlsx
