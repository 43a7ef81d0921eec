// Reads one worksheet of an XLSX.
#ifndef RAPPORTEUR_PLUGINS_COMMON_WORKBOOK_XLSX_SHEET_H_
#define RAPPORTEUR_PLUGINS_COMMON_WORKBOOK_XLSX_SHEET_H_

#include <string>
#include <vector>

#include "plugins/common/workbook/number_format.h"
#include "plugins/common/workbook/shared_texts.h"
#include "plugins/common/workbook/workbook.h"
#include "plugins/common/xml/xml_reader.h"

namespace common {

// What the sheets of a workbook share.
struct XlsxShared {
  SharedTexts texts;
  std::vector<NumberFormat> formats;  // by the number that a cell's "s" says
  bool epoch_1904 = false;
};

class XlsxSheet final : public SheetReader {
 public:
  // `what` names the part in messages.  All but `source` must outlive the reader.
  XlsxSheet(ByteSource source, const std::string& what, const std::string& sheet,
            XlsxShared& shared, const Beside* beside);
  bool Next() override;

 private:
  enum class At { kBefore, kRows, kBehind, kEnd };

  bool Move();
  bool ReadBefore();
  bool ReadRow();
  void ReadBehind();
  void ReadCell();
  void MakeCell(std::string_view type, unsigned style, bool formula, bool has_value,
                std::string_view value);
  void MakeNumber(Cell& cell, std::string_view digits, unsigned style);
  void Say(const char* kind, std::uint64_t row, std::uint64_t column, std::string_view text) const;
  [[noreturn]] void Damaged(const std::string& what) const;

  XmlReader xml_;
  const std::string& sheet_;
  XlsxShared& shared_;
  const Beside* beside_;
  At at_ = At::kBefore;
  bool rows_hidden_ = false;  // those that don't say otherwise
  std::uint64_t row_number_ = 0;
  std::uint32_t column_ = 0;
  std::string value_, inline_text_;
  // Texts of the running row that stand nowhere else; cells are given their views when it is whole.
  std::string arena_;
  struct Owned {
    std::size_t cell, begin, size;
  };
  std::vector<Owned> owned_;
  void Own(std::string_view text);
};

}  // namespace common

#endif  // RAPPORTEUR_PLUGINS_COMMON_WORKBOOK_XLSX_SHEET_H_
