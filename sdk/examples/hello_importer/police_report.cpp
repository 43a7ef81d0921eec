// Imports the semicolon-separated yearly export of a police case register.
#include <rapporteur/importer.hpp>

class PoliceReport {
 public:
  using Output = rpt::Rows<std::string, std::int64_t, std::string, std::string, double, std::string>;
  static constexpr const char* kColumns[] = {"region", "year", "sex", "measure", "value", "note"};

  void run(rpt::Lines& in, Output& out) {
    std::string_view line;
    in.next(line);  // header
    while (in.next(line)) {
      std::string_view f[5];
      rpt::split(line, ';', f, in.number());
      const auto year = rpt::to<std::int64_t>(f[1], in.number(), "year");
      if (year < 1990 || year > 2100) throw rpt::BadInput(in.number(), "year", "outside 1990-2100");
      if (f[4].empty())
        out.add(f[0], year, f[2], f[3], rpt::missing, "not reported");
      else
        out.add(f[0], year, f[2], f[3], rpt::to<double>(f[4], in.number(), "value"), rpt::missing);
    }
  }
};

RPT_IMPORTER(PoliceReport, "org.example.police-report", "1.0.0")
