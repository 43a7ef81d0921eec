// Rows to be measured with: region text, year, sex text, indicator text, value, note text (two of
// three missing), about 57 bytes each, beside the row's place.
#ifndef RAPPORTEUR_TESTS_BENCH_CROSSING_PLUGIN_H_
#define RAPPORTEUR_TESTS_BENCH_CROSSING_PLUGIN_H_

#include <rapporteur/importer.hpp>

#include <string>

class Crossing {
 public:
  void run(rpt::InputFile&, rpt::TableWriter& out, rpt::Job& job) {
    const std::int64_t rows = job.options().integer("rows");
    out.begin({{"row", rpt::Type::int64, "row"},
               {"region"},
               {"year", rpt::Type::int64},
               {"sex"},
               {"indicator"},
               {"value", rpt::Type::float64},
               {"note"}});
    static constexpr const char* kRegions[] = {"North", "South-East", "Јужнобачки", "West"};
    for (std::int64_t i = 1; i <= rows; ++i) {
      out.integer(i).text(kRegions[i % 4]).integer(2000 + i % 25).text(i % 2 ? "F" : "M");
      out.text("cases_opened").number(static_cast<double>(i % 1000) / 4);
      if (i % 3 == 0) {
        out.text("provisional");
      } else {
        out.missing();
      }
      out.end_row();
    }
  }
};

#endif  // RAPPORTEUR_TESTS_BENCH_CROSSING_PLUGIN_H_
