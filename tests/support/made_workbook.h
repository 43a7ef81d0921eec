// Makes workbooks and ZIP files in memory, good ones and bad ones, so that no test needs a binary
// file in the tree.
#ifndef RAPPORTEUR_TESTS_SUPPORT_MADE_WORKBOOK_H_
#define RAPPORTEUR_TESTS_SUPPORT_MADE_WORKBOOK_H_

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rapporteur {

using ZipParts = std::vector<std::pair<std::string, std::string>>;  // name, content

// A ZIP file with these entries, in this order; a name may stand twice.
std::string MadeZip(const ZipParts& parts);

// The same, each entry encrypted with AES and a password.
std::string MadeEncryptedZip(const ZipParts& parts);

// The content of an entry; "" where there is none.
std::string FromZip(std::string_view zip, const std::string& name);

struct MadeSheet {
  std::string name;
  std::string rows;         // within <sheetData>: "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>"
  std::string before = {};  // between <worksheet> and <sheetData>
  std::string behind = {};  // behind </sheetData>
  std::string state = {};   // "hidden", "veryHidden"
};

struct MadeXlsx {
  std::vector<MadeSheet> sheets;
  std::vector<std::string> shared;   // each within <si>: "<t>text</t>"
  std::vector<std::string> formats;  // number formats; a cell with s="N+1" has the N-th, s="0" none
  std::string workbook = {};         // within <workbook>, before <sheets>
  ZipParts more = {};                // further parts, or others in place of those made
};

ZipParts PartsOf(const MadeXlsx& workbook);
std::string Made(const MadeXlsx& workbook);

// Rows of cells as texts: "#" begins a number ("#12.5"), "" is no cell, all else is inline text.
using MadeRows = std::vector<std::vector<std::string>>;
std::string RowsXml(const MadeRows& rows);
std::string MadeTable(const MadeRows& rows);

// An ODS: `tables` stand within <office:spreadsheet>, `styles` within <office:automatic-styles>.
ZipParts OdsParts(const std::string& tables, const std::string& styles = {});
std::string MadeOds(const std::string& tables, const std::string& styles = {});

}  // namespace rapporteur

#endif  // RAPPORTEUR_TESTS_SUPPORT_MADE_WORKBOOK_H_
