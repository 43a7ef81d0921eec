#include "plugins/sdmx_import/sdmx_import.h"

#include "plugins/sdmx_import/csv/message.h"
#include "plugins/sdmx_import/json/message.h"
#include "plugins/sdmx_import/kind.h"
#include "plugins/sdmx_import/ml/message.h"
#include "plugins/sdmx_import/settings.h"

void SdmxImport::run(rpt::InputFile& in, rpt::TableWriter& out, rpt::Job& job) {
  using namespace sdmx_import;
  const Settings settings = Settings::Read(job.options());
  if (in.size() == 0) throw rpt::BadInput(0, {}, "the file is empty, expected a message of SDMX");
  switch (FindKind(in)) {
    case Kind::kCsv:
      return ReadCsvMessage(in, settings, out, job);
    case Kind::kJson:
      return ReadJsonMessage(in, settings, out, job);
    case Kind::kMl:
      return ReadMlMessage(in, settings, out, job);
    case Kind::kNone:
      break;
  }
  throw rpt::BadInput(0, {},
                      "the file is no data message of SDMX: expected SDMX-CSV (the first column is "
                      "STRUCTURE or DATAFLOW), SDMX-JSON or SDMX-ML");
}

int SdmxImport::sniff(rpt::InputFile& in) { return sdmx_import::Score(in); }
