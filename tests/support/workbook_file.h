// A workbook (XLSX) taken apart by libzip and expat, independently of what wrote it: its parts, the
// cells of its sheets, and changed as a person would who fills it in.
#ifndef RAPPORTEUR_TESTS_SUPPORT_WORKBOOK_FILE_H_
#define RAPPORTEUR_TESTS_SUPPORT_WORKBOOK_FILE_H_

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace rapporteur {

class WorkbookFile {
 public:
  using Row = std::vector<std::string>;  // "" where there is no cell

  // REQUIRES that the bytes are a ZIP archive whose parts are all readable.
  static WorkbookFile Read(const std::string& bytes);
  // Packed anew by libzip.
  std::string Bytes() const;

  bool Has(const std::string& part) const { return parts_.contains(part); }
  const std::string& Part(const std::string& name) const;
  void SetPart(const std::string& name, std::string text) { parts_[name] = std::move(text); }
  void RemovePart(const std::string& name) { parts_.erase(name); }
  std::vector<std::string> PartNames() const;

  // The cells of "xl/worksheets/sheetN.xml" as texts, row by row; N counts from 1.
  std::vector<Row> Cells(int sheet) const;
  // Writes a number or a text into a cell that is there ("H4"); keeps its look.  "" empties it.
  void Fill(int sheet, const std::string& cell, const std::string& content);
  // Takes a whole row out, or puts a copy of it below; the rows after it are numbered anew.
  void RemoveRow(int sheet, int row);
  void RepeatRow(int sheet, int row);

 private:
  static std::string SheetPart(int sheet) {
    return "xl/worksheets/sheet" + std::to_string(sheet) + ".xml";
  }
  std::map<std::string, std::string> parts_;
  std::vector<std::string> order_;
};

}  // namespace rapporteur

#endif  // RAPPORTEUR_TESTS_SUPPORT_WORKBOOK_FILE_H_
