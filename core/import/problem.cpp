#include "core/import/problem.h"

#include "core/base/text.h"

namespace rapporteur {

std::string PlaceText(const Place& place) {
  std::string text = place.file;
  if (!place.sheet.empty()) text += ", sheet " + place.sheet;
  if (place.row > 0) text += ", row " + std::to_string(place.row);
  if (!place.column.empty()) text += ", column " + place.column;
  return text;
}

Finding MakeFinding(const Problem& problem, const Place& place) {
  Finding finding;
  finding.code = problem.code;
  finding.place = place;
  finding.found = problem.found;
  finding.expected = problem.expected;
  finding.hint = problem.hint;
  finding.target = problem.target;
  finding.message = PlaceText(place) + ": ";
  if (!problem.found.empty()) finding.message += "found " + Quote(problem.found) + ", ";
  finding.message += "expected " + problem.expected + ".";
  return finding;
}

}  // namespace rapporteur
