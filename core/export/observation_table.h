// The observations of a selection as a table, given piece by piece: the vocabulary's columns and one
// for each dimension that any of the values is broken down by.
//
// Belongs to the thread of its Store.
#ifndef RAPPORTEUR_EXPORT_OBSERVATION_TABLE_H_
#define RAPPORTEUR_EXPORT_OBSERVATION_TABLE_H_

#include <deque>
#include <string>
#include <utility>
#include <vector>

#include "core/export/units.h"
#include "core/model/observation.h"
#include "core/model/selection.h"
#include "core/worker/job.h"

namespace rapporteur {

class Store;

class ObservationTable final : public ExportSource {
 public:
  ObservationTable(Store& store, Viewer viewer, Selection selection)
      : store_(store),
        viewer_(std::move(viewer)),
        selection_(std::move(selection)),
        units_(store) {}

  // Finds the columns.  REQUIRES: called once, before anything else.
  Status Begin();

  const std::vector<Field>& Fields() override { return fields_; }
  Result<const Table*> Next() override;

 private:
  Status LoadPair(const std::pair<std::string, std::string>& pair);
  void AddRow(TableBuilder& builder, const Observation& observation);

  Store& store_;
  const Viewer viewer_;
  const Selection selection_;
  Units units_;
  std::vector<std::string> dimensions_;
  std::vector<Field> fields_;
  std::deque<std::pair<std::string, std::string>> pairs_;  // (country, indicator) to come
  std::deque<Table> ready_;
  Table given_;
};

}  // namespace rapporteur

#endif  // RAPPORTEUR_EXPORT_OBSERVATION_TABLE_H_
