// JSON-stat 2.0: a dataset, or one of those that a collection holds, as a row per cell.
//
// Memory is bounded: 4,000,000 cells, whose texts have 48 MiB.
#ifndef RAPPORTEUR_PLUGINS_JSON_IMPORT_DATASET_H_
#define RAPPORTEUR_PLUGINS_JSON_IMPORT_DATASET_H_

#include <rapporteur/importer.hpp>

namespace json_import {

struct DatasetSettings {
  std::uint64_t dataset = 0;  // of a collection, counted from 1; 0 = the only one
  bool labels = false;        // a column NAME.label beside each dimension
};

// Hands labels, notes, units and sources over as asides.
void ReadDataset(const rpt::InputFile& in, bool collection, const DatasetSettings& settings,
                 rpt::TableWriter& out, const rpt::Job& job);

}  // namespace json_import

#endif  // RAPPORTEUR_PLUGINS_JSON_IMPORT_DATASET_H_
