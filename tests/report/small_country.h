// A country small enough to know by heart: five indicators, two institutions, three sources; and a
// few lines to make observations of it.
#ifndef RAPPORTEUR_TESTS_REPORT_SMALL_COUNTRY_H_
#define RAPPORTEUR_TESTS_REPORT_SMALL_COUNTRY_H_

#include <memory>
#include <string>

#include "core/base/clock.h"
#include "core/base/json_fwd.h"
#include "core/model/catalogue.h"
#include "core/report/model.h"

namespace rapporteur {

std::shared_ptr<const Catalogue> SmallRegion();
std::shared_ptr<const Catalogue> SmallCountry();
// Another country over the same region; `document` is JSON text.
std::shared_ptr<const Catalogue> SmallNeighbour(const char* document);

// A chosen, reported value of the register; change what differs.
Observation Counted(const std::string& indicator, const std::string& period,
                  const std::string& dimensions, double number);

ReportData SmallData(std::vector<Observation> observations);

// Noon of 31 January 2026.
class FixedClock : public Clock {
 public:
  TimePoint Now() override { return TimePoint(std::chrono::seconds(1769860800)); }
};

Json Report(const ReportData& data, const std::string& language = "en",
            const std::string& periods = "2015:2023");

// All pieces of a role, wherever they stand; the section with an id, null where there is none.
std::vector<Json> PiecesOf(const Json& report, const std::string& role);
Json SectionOf(const Json& report, const std::string& id);
// The texts of a table's row, joined by " | ".
std::string RowText(const Json& row);
std::vector<std::string> RowTexts(const Json& table);

}  // namespace rapporteur

#endif  // RAPPORTEUR_TESTS_REPORT_SMALL_COUNTRY_H_
