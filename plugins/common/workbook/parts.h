// The parts of an OOXML package and how they refer to each other, and text of parts that nobody
// reads as a table.
#ifndef RAPPORTEUR_PLUGINS_COMMON_WORKBOOK_PARTS_H_
#define RAPPORTEUR_PLUGINS_COMMON_WORKBOOK_PARTS_H_

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "plugins/common/xml/xml_reader.h"
#include "plugins/common/zip/zip_archive.h"

namespace common {

// Limits of what is read of a spreadsheet: no cell is longer than a MiB.
XmlLimits SpreadsheetXmlLimits();

struct Relation {
  std::string id, type, target;  // target: a part's name, or an address where `external`
  bool external = false;

  // The last part of the type, which transitional and strict files share: "worksheet".
  std::string_view kind() const;
};

// What the part `name` refers to; empty where it says nothing.
std::vector<Relation> ReadRelations(ZipArchive& zip, const std::string& name);

// Collects the text of XML that nobody reads as a table: a line for each paragraph, and attributes
// that people fill in or see.
class TextVisitor {
 public:
  explicit TextVisitor(std::function<void(std::string_view)> take) : take_(std::move(take)) {}
  void Visit(const XmlReader& xml);  // the running event
  void Add(std::string_view text);
  void End();  // of a line

 private:
  std::function<void(std::string_view)> take_;
  std::string line_;
};

// The same over the element whose kStart is the running event; moves to its kEnd.
void VisitElement(XmlReader& xml, const std::function<void(std::string_view)>& take);

// Hands over the text of a part, a line for each paragraph, and of attributes that people fill in
// or see: tips, descriptions, names of authors.  A part that is not well formed (old drawings are
// not) is handed over without its tags.
void VisitText(ZipArchive& zip, const ZipArchive::Entry& part,
               const std::function<void(std::string_view)>& take);

// "BC12": 1-based column and row, 0 where that half is missing; false where it is no such thing.
bool ParseReference(std::string_view reference, std::uint32_t* column, std::uint64_t* row);

// "_x000D_" stands for a character that XML does not carry; "_x005F_" for "_".
std::string Unescape(std::string_view text);

// "true", "1"
bool IsTrue(std::string_view value);

}  // namespace common

#endif  // RAPPORTEUR_PLUGINS_COMMON_WORKBOOK_PARTS_H_
