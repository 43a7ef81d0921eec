// The components of a message that is not a table itself: its dimensions, measures and attributes,
// each a column of the table that comes out.
//
// Belongs to the job's thread.
#ifndef RAPPORTEUR_PLUGINS_SDMX_IMPORT_COMPONENTS_H_
#define RAPPORTEUR_PLUGINS_SDMX_IMPORT_COMPONENTS_H_

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace sdmx_import {

class Components {
 public:
  static constexpr std::size_t kMost = 4096;

  // The number of the component; a new one comes last.  Throws BadInput for a name that is none,
  // LimitReached for too many.
  std::size_t Add(std::string_view name, bool measure = false);
  // kNone where there is none of this name.
  static constexpr std::size_t kNone = ~std::size_t{0};
  std::size_t Find(std::string_view name) const;

  std::size_t size() const { return names_.size(); }
  const std::string& name(std::size_t i) const { return names_[i]; }
  bool measure(std::size_t i) const { return measures_[i]; }
  std::size_t measures() const;

 private:
  std::vector<std::string> names_;
  std::vector<bool> measures_;
  std::map<std::string, std::size_t, std::less<>> index_;
};

}  // namespace sdmx_import

#endif  // RAPPORTEUR_PLUGINS_SDMX_IMPORT_COMPONENTS_H_
