// A filled template on its way back: knows which cells its institution was asked for, and looks at
// every row before it is mapped.  A row whose codes are not those of the template, a row twice, or a
// definition that changed since the template was written is refused; a row left empty is none.
//
// Belongs to one import, one thread.
#ifndef RAPPORTEUR_IMPORT_TEMPLATE_RETURN_H_
#define RAPPORTEUR_IMPORT_TEMPLATE_RETURN_H_

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/import/problem.h"
#include "core/import/template_form.h"
#include "core/worker/table.h"

namespace rapporteur {

class Store;

class TemplateReturn {
 public:
  enum class Answer { kGiven, kLeftEmpty, kRefused };

  // REQUIRES: IsForm of the names of the data fields.
  TemplateReturn(Store& store, std::string file, const std::vector<Field>& fields);

  // Why a row is refused is added to `findings`.  A Status refuses the whole file: its country is
  // not enabled, or it was written with a document that was never here.
  Result<Answer> Look(const Table& table, std::size_t row, const Place& place,
                      std::vector<Finding>& findings);

  // Text beside the table; the mark may stand in a property too.
  void OnAside(std::string_view text);

  // What only the end shows: rows of the template that the file lacks, a lost or foreign mark.
  void Finish(Findings& findings);

 private:
  // A cell that is asked for, by the codes of its row.
  struct Asked {
    std::string definition;
    bool open = false;
    std::uint64_t row = 0;  // where it was found
  };
  struct Cells {
    bool loaded = false;
    std::map<std::string, Asked> by_codes;  // indicator, breakdown, territory
  };
  struct Codes {
    std::string country, source, indicator, period, breakdown, territory, definition;
  };

  std::string Cell(std::string_view column, const Table& table, std::size_t row) const;
  Status Begin(const Codes& codes, const Place& place);
  Status CompareVersions(const Place& place);
  // The column and what is wrong with it, nothing where the row is one of the template's.
  std::optional<std::pair<std::string, Problem>> Check(const Codes& codes, bool answered,
                                                       std::uint64_t row);
  std::pair<std::string, Problem> NotAsked(const Codes& codes, const Cells& cells) const;
  Cells& CellsOf(const std::string& period);

  Store& store_;
  const std::string file_;
  std::map<std::string, std::size_t, std::less<>> columns_;  // by vocabulary name
  std::map<std::string, std::string, std::less<>> headers_;
  std::vector<FieldType> types_;
  std::optional<TemplateMark> mark_;
  std::string property_;  // a mark that differs from the header's
  bool mark_lost_ = false, any_answer_ = false;
  std::shared_ptr<const Catalogue> catalogue_;  // set by the first row
  std::string institution_;
  PeriodRange periods_;
  std::map<std::string, Cells> cells_;          // by period
  std::map<std::string, std::string> changed_;  // definition -> the fields that changed since
};

}  // namespace rapporteur

#endif  // RAPPORTEUR_IMPORT_TEMPLATE_RETURN_H_
