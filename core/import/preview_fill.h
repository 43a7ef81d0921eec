// Fills the parts of a preview from what an import has at hand.  For core/import/engine.cpp only.
#ifndef RAPPORTEUR_IMPORT_PREVIEW_FILL_H_
#define RAPPORTEUR_IMPORT_PREVIEW_FILL_H_

#include <map>
#include <string>

#include "core/import/preview.h"
#include "core/import/table_sink.h"

namespace rapporteur {

class Store;

void FillParse(const TableSink& sink, RowPreview& rows, Preview& preview);
// After FillParse.
void FillMap(Store& store, const TableSink& sink, const RowPreview& rows, UnknownCodes& unknown,
             Preview& preview);
void FillCheck(const Findings& findings, Preview& preview);

// Takes the cells while they are compared: the first of each kind, the largest changes.
class DifferenceCollector {
 public:
  static constexpr std::size_t kShown = 50, kSuspicious = 20;

  explicit DifferenceCollector(Store& store) : store_(store) {}
  bool Add(const CellChange& change);
  void Fill(const Difference& counts, const Findings& findings, Preview& preview);

 private:
  // What the country's documents call a jump.
  struct Jump {
    double percent = 50, absolute = 5;
  };
  const Jump& JumpOf(const std::string& country);

  Store& store_;
  DifferencePart part_;
  std::map<std::string, Jump> jumps_;
};

}  // namespace rapporteur

#endif  // RAPPORTEUR_IMPORT_PREVIEW_FILL_H_
