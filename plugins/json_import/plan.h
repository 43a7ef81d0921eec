// From the names of the first reading to the columns of the table: where the records are, and which
// member of theirs becomes which column.
#ifndef RAPPORTEUR_PLUGINS_JSON_IMPORT_PLAN_H_
#define RAPPORTEUR_PLUGINS_JSON_IMPORT_PLAN_H_

#include <rapporteur/job.hpp>
#include <string>
#include <vector>

#include "plugins/json_import/survey.h"

namespace json_import {

// What the options say about records.
struct Settings {
  std::string path;        // of the array of records; "." = the objects of the file itself
  std::string repeat;      // the array within a record whose objects become rows
  std::string list = ";";  // between the values of an array without objects
  bool outer = false;      // what stands outside of the array becomes columns too
};

struct Column {
  std::string name, role;
  MemberId member = 0;
  std::string constant;  // of the cover; `member` is 0 then
};

struct Plan {
  MemberId records = 0;           // whose objects the records are
  bool lines = false;             // one record in each line
  std::vector<MemberId> repeats;  // elements, outermost first, down to the one that gives rows
  std::vector<Column> columns;
  std::vector<std::string> left_out;  // arrays of objects that give no columns
};

// Throws BadInput where the records can't be found, or are only a page of a longer answer, and
// BadOption where what the options name is not there.
Plan MakePlan(const Shape& shape, const Findings& found, const Settings& settings);

}  // namespace json_import

#endif  // RAPPORTEUR_PLUGINS_JSON_IMPORT_PLAN_H_
