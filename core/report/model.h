// The national report as one JSON document, "report/1": every number, date and sentence is already
// in the reader's language, so that an exporter only lays it out.  core/doc/report.md shows the
// shape.
//
// The builder knows no store: it takes what a report is made from, so that a test can hand it a few
// observations.  Functions of their arguments; may be called from any thread.
//
// Example:
//   ReportData data;
//   data.catalogue = catalogue;
//   data.observations = observations;
//   Result<Json> report = BuildReport(data, {"sr-Cyrl", *ParsePeriodRange("2015:2023")}, clock);
#ifndef RAPPORTEUR_REPORT_MODEL_H_
#define RAPPORTEUR_REPORT_MODEL_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/base/clock.h"
#include "core/base/json_fwd.h"
#include "core/base/period.h"
#include "core/base/status.h"
#include "core/model/catalogue.h"
#include "core/model/finding.h"
#include "core/model/observation.h"
#include "core/model/source.h"

namespace rapporteur {

// A file that values of the report were read from.
struct ReportBatch {
  std::int64_t number = 0;
  std::string file, sha256;
  std::string plugin, plugin_version;
  std::string finished;  // UTC
};

struct ReportData {
  std::shared_ptr<const Catalogue> catalogue;  // the country's; never null
  std::shared_ptr<const Catalogue> regional;   // what it deviates from; may be null
  // The newest revision of every source's value, withdrawn ones left out; computed values too.
  std::vector<Observation> observations;
  std::vector<CheckFinding> findings;  // worded in the language of the report
  std::vector<Source> sources;         // registered ones beside those of the catalogue
  std::vector<ReportBatch> batches;
  std::string program;  // "Rapporteur 1.0.0"
  bool draft = false;   // the catalogue is of a document that is not installed
};

struct ReportRequest {
  std::string language = "en";
  PeriodRange periods;  // every period within
};

// Errors: "unknown-language" where the report's sentences are not translated, "bad-request" where
// the observations are not of the catalogue's country.
Result<Json> BuildReport(const ReportData& data, const ReportRequest& request, Clock& clock);

}  // namespace rapporteur

#endif  // RAPPORTEUR_REPORT_MODEL_H_
