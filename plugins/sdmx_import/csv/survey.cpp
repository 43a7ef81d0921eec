#include "plugins/sdmx_import/csv/survey.h"

#include <string>

#include "plugins/sdmx_import/csv/labels.h"
#include "plugins/sdmx_import/values.h"

namespace sdmx_import {
namespace {

constexpr std::uint64_t kRowsBetweenCalls = 4096;

void CheckWidth(const rpt::CsvReader& csv, const CsvHeader& header) {
  if (csv.size() == header.width) return;
  throw rpt::BadInput(csv.row(), {},
                      "found " + std::to_string(csv.size()) +
                          (csv.size() == 1 ? " cell" : " cells") + ", expected " +
                          std::to_string(header.width) + " as in the header in row " +
                          std::to_string(header.row));
}

void CheckStructure(const rpt::CsvReader& csv, const CsvHeader& header) {
  if (!header.version_2) return;
  for (const char* kind : {"dataflow", "datastructure", "dataprovision"}) {
    if (csv[0] == kind) return;
  }
  throw rpt::BadInput(csv.row(), "STRUCTURE",
                      "found another word, expected dataflow, datastructure or dataprovision");
}

void HandOver(const CodeNames& names, const char* kind, std::uint64_t row, const rpt::Job& job) {
  for (const auto& [code, name] : names.names()) {
    if (!name.empty() && name != code) job.aside(kind, {row}, name);
  }
}

}  // namespace

Action ActionOf(const rpt::CsvReader& csv, const CsvHeader& header) {
  if (header.action_place == kNowhere) return Action::kRead;
  return ReadAction(CodeOf(csv[header.action_place], ": "), csv.row());
}

bool HasPartialKey(const rpt::CsvReader& csv, const CsvHeader& header) {
  for (const CsvColumn& column : header.columns) {
    const std::string_view cell = csv[column.place];
    if (cell == "~" || (cell.empty() && column.name == kTimePeriod)) return true;
  }
  return false;
}

std::string_view StructureOf(const rpt::CsvReader& csv, const CsvHeader& header) {
  return CodeOf(csv[header.id_place], ": ");
}

CsvSurvey SurveyCsv(rpt::CsvReader& csv, const CsvHeader& header, const Settings& settings,
                    const rpt::Job& job) {
  CsvSurvey survey;
  const std::size_t count = header.columns.size();
  survey.numbers.resize(count);
  std::vector<CodeNames> labels(count), pairs(count);
  CodeNames structures, structure_names;
  std::string structure;
  while (csv.next()) {
    if (csv.blank()) continue;
    if (++survey.rows % kRowsBetweenCalls == 0) {
      job.throw_if_cancelled();
      job.progress(csv.position().offset, 2 * csv.file_size());
    }
    CheckWidth(csv, header);
    CheckStructure(csv, header);
    const std::string_view id = StructureOf(csv, header);
    if (structure.empty()) structure = id;
    survey.several_structures = survey.several_structures || id != structure;
    if (id.size() < csv[header.id_place].size()) {
      structures.TakePair(id, csv[header.id_place].substr(id.size() + 2));
    }
    if (header.structure_name_place != kNowhere) {
      structure_names.TakePair(id, csv[header.structure_name_place]);
    }
    if (ActionOf(csv, header) == Action::kDelete) {
      if (settings.skip_deletions) continue;
    } else if (HasPartialKey(csv, header)) {
      if (settings.skip_partial_rows) continue;
    }
    for (std::size_t i = 0; i < count; i++) {
      const CsvColumn& column = header.columns[i];
      const std::string_view cell = csv[column.place];
      csv_import::TakeCell(cell, csv.row(), &survey.numbers[i]);
      if (!header.label_separator.empty()) {
        if (column.several) {
          for (std::string_view value : SplitValues(cell, header.several_separator)) {
            labels[i].TakeCell(value, header.label_separator);
          }
        } else {
          labels[i].TakeCell(cell, header.label_separator);
        }
      }
      if (column.names_place != kNowhere) pairs[i].TakePair(cell, csv[column.names_place]);
    }
  }
  if (survey.rows == 0) {
    throw rpt::BadInput(header.row, {}, "the message has a header and no rows below it");
  }
  for (const std::string& label : header.labels) job.aside("property", {header.row}, label);
  HandOver(structures, "property", header.row, job);
  HandOver(structure_names, "property", header.row, job);
  for (std::size_t i = 0; i < count; i++) {
    survey.labelled.push_back(labels[i].all());
    survey.named.push_back(header.columns[i].names_place != kNowhere && pairs[i].possible());
    if (survey.labelled[i]) HandOver(labels[i], "property", header.row, job);
    if (survey.named[i]) HandOver(pairs[i], "property", header.row, job);
  }
  return survey;
}

}  // namespace sdmx_import
