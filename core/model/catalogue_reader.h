// Reads a catalogue from its documents.  The documents have passed their schema; what a schema can't
// say (codes that must exist, versions that must not overlap) is checked here.
#ifndef RAPPORTEUR_MODEL_CATALOGUE_READER_H_
#define RAPPORTEUR_MODEL_CATALOGUE_READER_H_

#include <map>
#include <memory>
#include <string>

#include "core/base/json_fwd.h"
#include "core/base/status.h"
#include "core/model/catalogue.h"

namespace rapporteur {

class CatalogueReader {
 public:
  static Result<std::shared_ptr<const Catalogue>> Read(const Json& base, const Json* country);

 private:
  Status ReadHead(const Json& base, const Json& own);
  void ReadDisclosure(const Json& base, const Json& own);
  void ReadAreas(const Json& lists);
  void ReadLists(const Json& lists, const Json& own, bool over_base);
  void ReadCodelists(const Json& lists);
  void ReadStatuses(const Json& lists, const Json& base);
  void ReadBodies(const Json& own);
  void ReadRules(const Json& document);
  Status ReadIndicators(const Json& base, const Json* country);
  Result<Indicator> ReadOwn(const Json& entry, const std::map<std::string, Indicator>& bases);
  // What a version is before its own fields are read: its base, or nothing but its kind's bounds.
  Result<IndicatorVersion> Beginning(const Json& entry, const Json& item,
                                     const std::map<std::string, Indicator>& bases);
  void TakeKind(const std::string& value_kind, IndicatorVersion& version);
  Status CheckIndicator(const Indicator& indicator);

  std::shared_ptr<Catalogue> out_ = std::make_shared<Catalogue>();
  std::map<std::string, Bounds> kinds_;
  std::map<std::string, std::string> kind_units_;
};

}  // namespace rapporteur

#endif  // RAPPORTEUR_MODEL_CATALOGUE_READER_H_
