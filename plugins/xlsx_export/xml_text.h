// Text as the parts of a workbook hold it.
//
// A function of its arguments only; may be called from any thread.
#ifndef RAPPORTEUR_PLUGINS_XLSX_EXPORT_XML_TEXT_H_
#define RAPPORTEUR_PLUGINS_XLSX_EXPORT_XML_TEXT_H_

#include <string>
#include <string_view>

namespace xlsx {

// Appends `text` (UTF-8) to `xml`, for an element or an attribute in double quotes.  Characters that
// XML can't hold are written as _xHHHH_, as workbooks do (ST_Xstring), and so is an underscore that
// would be read as the beginning of one.
void AddText(std::string& xml, std::string_view text);

inline std::string XmlText(std::string_view text) {
  std::string xml;
  AddText(xml, text);
  return xml;
}

// The length of a text as a spreadsheet counts it, in UTF-16 units.
std::size_t LengthInUtf16(std::string_view text);

}  // namespace xlsx

#endif  // RAPPORTEUR_PLUGINS_XLSX_EXPORT_XML_TEXT_H_
