// The pack for a regional conference: every country's report in each of its languages, the
// comparison, and an index page, in one folder.
//
// Belongs to the thread of the Console.
#ifndef RAPPORTEUR_CLI_PACK_H_
#define RAPPORTEUR_CLI_PACK_H_

#include <string>

#include "core/base/period.h"
#include "core/cli/command.h"

namespace rapporteur {

// pack/1: the folder and every file as in written/1.  The index is written last, so that a folder
// without one is not finished.
Result<Output> WritePack(Console& console, const PeriodRange& periods, const std::string& period,
                         const std::string& folder);

}  // namespace rapporteur

#endif  // RAPPORTEUR_CLI_PACK_H_
