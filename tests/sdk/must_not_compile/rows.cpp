// Compiles as it is; with one of the names defined it must not.
#include <rapporteur/importer.hpp>

class Table {
 public:
  using Output = rpt::Rows<std::string, std::int64_t>;
  void run(rpt::Lines&, Output& out) {
    out.add("North", 2024);
    out.add("North", rpt::missing);
#if defined(CELL_TOO_FEW)
    out.add("North");
#elif defined(WRONG_TYPE)
    out.add(2024, "North");
#elif defined(FRACTION_CUT)
    out.add("North", 0.5);
#endif
  }
};

RPT_IMPORTER(Table, "org.x", "1.0.0")
