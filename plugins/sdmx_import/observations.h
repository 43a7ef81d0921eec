// Puts an observation together from what is said of its data set, its groups, its series and of
// itself, and writes it as a row.
//
// Belongs to the job's thread.
//
// Example:
//   Observations rows(components, settings, out, job);
//   rows.Begin(false);
//   rows.Set(Level::kSeries, area, "RS");
//   rows.Set(Level::kObservation, value, "40");
//   rows.Write(1);
//   rows.Clear(Level::kObservation);
#ifndef RAPPORTEUR_PLUGINS_SDMX_IMPORT_OBSERVATIONS_H_
#define RAPPORTEUR_PLUGINS_SDMX_IMPORT_OBSERVATIONS_H_

#include <cstdint>
#include <rapporteur/job.hpp>
#include <rapporteur/table_writer.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "plugins/sdmx_import/components.h"
#include "plugins/sdmx_import/settings.h"

namespace sdmx_import {

// What stands further down wins.
enum class Level { kDefault, kDataSet, kGroup, kSeries, kObservation };

class Observations {
 public:
  Observations(const Components& components, const Settings& settings, rpt::TableWriter& out);

  // Says the columns: row, STRUCTURE_ID where the message has several structures, the components.
  void Begin(bool several_structures);

  void Set(Level level, std::size_t component, std::string_view text);
  void Clear(Level level);
  // What the observation has for the component now; "" where nothing.
  std::string_view Get(std::size_t component) const;

  void set_structure(std::string id) { structure_ = std::move(id); }

  // REQUIRES: Begin() was called.
  void Write(std::uint64_t row);

 private:
  static constexpr std::size_t kLevels = 5;
  struct Layer {
    std::vector<std::string> texts;  // per component
    std::vector<char> set;
    std::vector<std::size_t> components;  // that are set
  };
  const std::string* Find(std::size_t component) const;

  const Components& components_;
  const Settings& settings_;
  rpt::TableWriter& out_;
  Layer layers_[kLevels];
  bool several_structures_ = false;
  std::string structure_, scaled_;
  std::size_t value_ = Components::kNone, unit_mult_ = Components::kNone;
};

}  // namespace sdmx_import

#endif  // RAPPORTEUR_PLUGINS_SDMX_IMPORT_OBSERVATIONS_H_
