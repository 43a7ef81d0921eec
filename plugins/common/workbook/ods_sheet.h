// Reads one table of an ODS.
#ifndef RAPPORTEUR_PLUGINS_COMMON_WORKBOOK_ODS_SHEET_H_
#define RAPPORTEUR_PLUGINS_COMMON_WORKBOOK_ODS_SHEET_H_

#include <string>
#include <vector>

#include "plugins/common/workbook/workbook.h"
#include "plugins/common/xml/xml_reader.h"

namespace common {

// The namespaces of ODF that matter here.
inline constexpr std::string_view kOdfTable = "urn:oasis:names:tc:opendocument:xmlns:table:1.0";
inline constexpr std::string_view kOdfOffice = "urn:oasis:names:tc:opendocument:xmlns:office:1.0";
inline constexpr std::string_view kOdfText = "urn:oasis:names:tc:opendocument:xmlns:text:1.0";
inline constexpr std::string_view kOdfStyle = "urn:oasis:names:tc:opendocument:xmlns:style:1.0";

class OdsSheet final : public SheetReader {
 public:
  // `xml` stands at the kStart of the table; behind the last row it stands at its kEnd and
  // `*finished` is true.  All must outlive the reader.
  OdsSheet(XmlReader& xml, const std::string& sheet, const Beside* beside, bool* finished);
  bool Next() override;

 private:
  struct Value {
    CellKind kind = CellKind::kText;
    bool any = false;
    bool exact = true;
    double number = 0;
    std::string text;
  };

  bool Move();
  void ReadColumn();
  bool ReadRow();
  void ReadCell(bool covered);
  void ReadContent(std::string* shown);
  void ReadParagraph(std::string* text);
  void SetValue(std::string_view type, std::string_view value, bool formula, bool is_error,
                const std::string& shown);
  void Say(const char* kind, std::string_view text) const;

  XmlReader& xml_;
  const std::string& sheet_;
  const Beside* beside_;
  bool* finished_;
  const std::size_t depth_;  // of the table
  bool done_ = false;
  std::uint64_t next_row_ = 1;
  std::uint32_t column_ = 0;  // the running cell's; that of the next column while columns are read
  std::uint64_t cells_ = 0;   // all that were handed out, repeats counted
  Value value_;
  std::string arena_;
  struct Owned {
    std::size_t cell, begin, size;
  };
  std::vector<Owned> owned_;
};

}  // namespace common

#endif  // RAPPORTEUR_PLUGINS_COMMON_WORKBOOK_ODS_SHEET_H_
