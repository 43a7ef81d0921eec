// How cells look: the few ways our workbooks know, each an entry of xl/styles.xml.
#ifndef RAPPORTEUR_PLUGINS_XLSX_EXPORT_STYLES_H_
#define RAPPORTEUR_PLUGINS_XLSX_EXPORT_STYLES_H_

#include <string>

namespace xlsx {

// The position in cellXfs.  Everything but the entries is locked, which counts where a sheet is
// protected.
enum class Look {
  kGeneral = 0,
  kText,         // "@": what is written stays as it is, 2017-03 becomes no date
  kHeader,       // bold on grey, wrapped
  kEntryHeader,  // bold with a thick frame: a column that is filled in
  kLabel,        // wrapped text
  kStrong,       // the same, bold
  kIndented,     // the same, moved in: a part of what stands above
  kCode,         // small text on grey
  kEntryNumber,  // framed, unlocked
  kEntryText,    // the same, as text, wrapped
  kTitle,
  kHeading,
  kCount
};

std::string StylesXml();

}  // namespace xlsx

#endif  // RAPPORTEUR_PLUGINS_XLSX_EXPORT_STYLES_H_
