// Goes through a data message of SDMX-ML, generic or structure-specific, and says what it meets:
// the same for both, so that what reads a message need not know which it is.
//
// Belongs to the job's thread.
#ifndef RAPPORTEUR_PLUGINS_SDMX_IMPORT_ML_WALK_H_
#define RAPPORTEUR_PLUGINS_SDMX_IMPORT_ML_WALK_H_

#include <cstdint>
#include <functional>
#include <rapporteur/files.hpp>
#include <string>
#include <string_view>

namespace sdmx_import {

// Of whom a value is said.
enum class MlOf { kDataSet, kGroup, kSeries, kObservation };

// Views are valid during the call.
class MlEvents {
 public:
  virtual ~MlEvents() = default;
  // A data set begins; what is not read may be passed over: false.
  virtual bool BeginDataSet(const std::string& structure, const std::string& action) = 0;
  virtual void EndDataSet() = 0;
  // `needs_key`: without a dimension it says nothing.  (A set of attributes without one is of the
  // whole data set.)
  virtual void BeginGroup(bool needs_key) = 0;
  virtual void EndGroup() = 0;
  virtual void EndSeries() = 0;
  virtual void EndObservation() = 0;
  // A component.  `key`: it is surely a dimension (generic messages say so).
  virtual void Value(MlOf whose, std::string_view id, std::string_view text, bool key) = 0;
  // Text that is no data.
  virtual void Aside(std::string_view text) = 0;
  // The message says that it is not whole, or the like.
  virtual void Footer() = 0;
};

// Reads the whole file.
void WalkMl(const rpt::InputFile& in, MlEvents& events,
            const std::function<void(std::uint64_t)>& progress);

}  // namespace sdmx_import

#endif  // RAPPORTEUR_PLUGINS_SDMX_IMPORT_ML_WALK_H_
