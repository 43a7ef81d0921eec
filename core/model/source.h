// Who counted, and where it was published: a registered row that every value points to.  The same
// body in another publication is another source.
#ifndef RAPPORTEUR_MODEL_SOURCE_H_
#define RAPPORTEUR_MODEL_SOURCE_H_

#include <string>

namespace rapporteur {

struct Source {
  std::string code;          // USTIP-2018/RS-CZZTLJ
  std::string country;
  std::string counted_by;    // institution
  std::string publication;   // USTIP-2018; "direct" where the institution answered itself
  std::string kind;          // register, report, court, survey, media, own_count
  std::string published_on;  // 2018, 2018-06 or 2018-06-28
  std::string url;
  std::string title;
  bool main = false;         // the one meant where only the title is given
};

}  // namespace rapporteur

#endif  // RAPPORTEUR_MODEL_SOURCE_H_
