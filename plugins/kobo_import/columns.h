// The columns of a Kobo table as they are handed out: unique names, questions with several answers
// in one way or the other, and whether a column writes decimals.
#ifndef RAPPORTEUR_PLUGINS_KOBO_IMPORT_COLUMNS_H_
#define RAPPORTEUR_PLUGINS_KOBO_IMPORT_COLUMNS_H_

#include <cstdint>
#include <rapporteur/job.hpp>
#include <rapporteur/table_writer.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace kobo_import {

enum class Multiple { kAll, kOne, kEach };

// What all rows of a column show.
class ColumnFacts {
 public:
  void Take(std::string_view cell);
  bool only_marks() const { return only_marks_; }  // 0, 1 or nothing
  bool writes_decimals() const { return point_ && !comma_; }

 private:
  bool only_marks_ = true, point_ = false, comma_ = false;
};

struct Columns {
  std::vector<std::size_t> places;  // in the table, of each field
  std::vector<rpt::Field> fields;
};

// `parents` columns stand first; where one has the name of a later one it is called "parent/NAME".
Columns ChooseColumns(const std::vector<std::string>& headers, std::size_t parents,
                      const std::vector<ColumnFacts>& facts, Multiple multiple,
                      const std::string& sheet, const rpt::Job& job);

}  // namespace kobo_import

#endif  // RAPPORTEUR_PLUGINS_KOBO_IMPORT_COLUMNS_H_
