// What a message of SDMX-JSON says besides its observations: its structures and the heads of its
// data sets.  Data may come before structure, so this is gathered in a reading of its own.
//
// Plain values; a Message belongs to the job's thread.
#ifndef RAPPORTEUR_PLUGINS_SDMX_IMPORT_JSON_STRUCTURE_H_
#define RAPPORTEUR_PLUGINS_SDMX_IMPORT_JSON_STRUCTURE_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <rapporteur/job.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "plugins/sdmx_import/components.h"
#include "plugins/sdmx_import/json/elements.h"

namespace sdmx_import {

// Many short texts in little memory.
class TextList {
 public:
  void Add(std::string_view text);
  std::size_t size() const { return ends_.size(); }
  std::string_view operator[](std::size_t i) const {
    const std::size_t begin = i == 0 ? 0 : ends_[i - 1];
    return std::string_view(bytes_).substr(begin, ends_[i] - begin);
  }

 private:
  std::string bytes_;
  std::vector<std::uint32_t> ends_;
};

struct JsonComponent {
  std::string id, default_text;
  bool coded = false;  // it has a list of values, and data name them by position
  TextList values;     // "" is null
  std::int64_t key_position = -1;
  std::size_t component = Components::kNone;  // its column

  // The text of an entry; nothing where it is null.  Throws BadInput for a position out of range.
  std::optional<std::string> Read(const JsonElement& element, std::uint64_t row) const;
};

struct JsonStructure {
  using List = std::vector<JsonComponent>;
  List set_dimensions, series_dimensions, observation_dimensions;
  List measures;
  List set_attributes, group_attributes, series_attributes, observation_attributes;
  std::size_t annotations = 0;
  std::vector<std::int64_t> data_sets;  // that it says it is for
  std::string id;                       // "ESTAT:NA_MAIN(1.6.0)"
};

struct JsonDataSet {
  static constexpr std::int64_t kNotSaid = -1;
  std::int64_t structure = kNotSaid;
  std::string action;
  std::vector<JsonElement> attributes;
  std::vector<std::pair<std::string, std::vector<JsonElement>>> groups;
  bool late_attributes = false;  // of a series, behind its observations
  bool any = false;              // has observations
};

struct JsonMessage {
  std::vector<JsonStructure> structures;
  std::vector<JsonDataSet> data_sets;
  bool has_data_sets = false, has_errors = false;
};

// The first reading.  Hands texts that are no data over as asides.
JsonMessage ReadJsonStructure(const rpt::InputFile& in, const rpt::Job& job,
                              const std::function<void(std::uint64_t)>& progress);

}  // namespace sdmx_import

#endif  // RAPPORTEUR_PLUGINS_SDMX_IMPORT_JSON_STRUCTURE_H_
