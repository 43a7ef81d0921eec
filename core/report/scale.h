// Maps values to places on a drawing, with round numbers at the ticks.
//
// A Scale never changes; it may be used from any thread.
#ifndef RAPPORTEUR_REPORT_SCALE_H_
#define RAPPORTEUR_REPORT_SCALE_H_

#include <vector>

namespace rapporteur::report {

class Scale {
 public:
  // Spans zero and every value, ends on round numbers with at most `intervals` steps of 1, 2 or 5
  // times a power of ten; steps are whole where the values are.  All zero gives 0 to 1.
  static Scale Around(double lowest, double highest, int intervals, bool whole);

  double bottom() const { return ticks_.front(); }
  double top() const { return ticks_.back(); }
  const std::vector<double>& ticks() const { return ticks_; }
  // 0 at the bottom, 1 at the top.
  double At(double value) const { return (value - bottom()) / (top() - bottom()); }

 private:
  std::vector<double> ticks_;
};

}  // namespace rapporteur::report

#endif  // RAPPORTEUR_REPORT_SCALE_H_
