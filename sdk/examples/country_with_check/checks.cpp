// A national check: the presumed victims of a year are not fewer than the identified ones.
#include <rapporteur/country.hpp>

#include <map>

class UtopiaChecks {
 public:
  void check(rpt::TableReader& rows, rpt::Job& job) {
    const std::size_t indicator = rows.column("indicator");
    const std::size_t period = rows.column("period");
    const std::size_t value = rows.column("value");
    std::map<std::string, double> presumed, identified;
    while (rows.next()) {
      if (rows.missing(value)) continue;
      const std::string year(rows.text(period));
      if (rows.text(indicator) == "ID.01") presumed[year] = rows.number(value);
      if (rows.text(indicator) == "ID.02") identified[year] = rows.number(value);
    }
    for (const auto& [year, count] : identified) {
      if (const auto found = presumed.find(year); found != presumed.end() && found->second < count) {
        job.issue(rpt::Level::error, {0, 0, "", "ID.01"},
                  year + ": fewer persons were presumed than identified.");
      }
    }
  }
};

RPT_COUNTRY(UtopiaChecks, RPT_DOCUMENT_ID, RPT_DOCUMENT_VERSION)
