// Hands observations, or a report, to an exporter plugin and keeps what it writes.
//
// Belongs to the thread of its Store.
#ifndef RAPPORTEUR_EXPORT_EXPORT_H_
#define RAPPORTEUR_EXPORT_EXPORT_H_

#include <string>
#include <vector>

#include "core/base/json_fwd.h"
#include "core/base/status.h"
#include "core/model/selection.h"
#include "core/plugin/registry.h"

namespace rapporteur {

class Store;

// What was written: written/1.
struct Written {
  std::string file, sha256, plugin;
  std::uint64_t size = 0;
  std::vector<std::string> warnings;
};
Json ToJson(const Written& written);

// The observations of a selection as a table of the vocabulary's columns and one column for each
// dimension, `_T` where a value is not broken down by it.  `path` is replaced only when all went
// well.
Result<Written> ExportObservations(Store& store, Workers& workers, const InstalledPlugin& plugin,
                                   const Json& options, const Viewer& viewer,
                                   const Selection& selection, const std::string& path);

// A report model (report/1) turned into a file by an exporter that takes it.
Result<Written> ExportReport(Workers& workers, const InstalledPlugin& plugin, const Json& options,
                             const std::string& model, const std::string& path);
// The same into memory, for a page.
Result<std::string> RenderReport(Workers& workers, const InstalledPlugin& plugin,
                                 const std::string& model);

}  // namespace rapporteur

#endif  // RAPPORTEUR_EXPORT_EXPORT_H_
