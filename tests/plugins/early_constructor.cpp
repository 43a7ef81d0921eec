// Tries everything in a constructor, which runs while the library is loaded, and says what came of it.
#include <rapporteur/importer.hpp>

#include "tests/plugins/attempts.h"

namespace {

struct Early {
  Early() {
    for (const Attempt& attempt : kAttempts) {
      said += std::string(attempt.name) + ": " + attempt.make() + "\n";
    }
  }
  std::string said;
};
const Early early;

class Tells {
 public:
  void run(rpt::Lines&, rpt::TableWriter& out, rpt::Job& job) {
    out.begin({{"row", rpt::Type::int64, "row"}});
    job.log(rpt::Level::info, early.said);
  }
};

}  // namespace

RPT_IMPORTER(Tells, "org.x", "1.0.0")
