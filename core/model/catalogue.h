// The catalogue of one country: its document laid over the regional one it is based on.  Indicators
// the country says nothing about are taken over from the base.  The regional catalogue alone is the
// same thing without a country document.
//
// Immutable once built; may be read from any thread.
#ifndef RAPPORTEUR_MODEL_CATALOGUE_H_
#define RAPPORTEUR_MODEL_CATALOGUE_H_

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/base/json_fwd.h"
#include "core/base/status.h"
#include "core/model/codelist.h"
#include "core/model/indicator.h"
#include "core/model/source.h"

namespace rapporteur {

struct Institution {
  std::string code, kind;
  LocalText name;
  std::string valid_from, valid_to;
  LocalText short_name{};
  std::string part_of{}, url{};
  std::vector<std::string> replaces{};  // the bodies whose work it took over
  bool review = false;
};

// A kind of institution, by which the regional catalogue says whom to ask.
struct InstitutionKind {
  std::string code;
  LocalText title;
};

struct Territory {
  std::string code, level, parent;
  LocalText name;
  std::map<std::string, std::string> maps_to{};  // code in NUTS, ISO 3166-2, by the system's name
  bool in_national_statistics = true;
};

struct Law {
  std::string code, article;
  LocalText act, subject;
  bool review = false;
  LocalText title{};  // of the article
  std::string gazette{}, url{}, jurisdiction{}, valid_from{}, valid_to{};
};

struct Break {
  std::string indicator, from;  // from the period that holds this year on, the series is another
  LocalText text;
  std::string territory{}, law{};  // "" = the whole country; no law
  bool review = false;
};

// A remark of the country's editors, printed at a figure.
struct FigureNote {
  std::string indicator, period;  // period "" = all of them
  LocalText text;
  bool review = false;
};

// What a public body must answer by when it is asked for data (access to information).
struct AccessToInformation {
  std::string law;       // code of a law; "" where the document does not say
  int days = 0;          // 0 = not said
  bool working_days = false;
  bool review = false;
};

// A value status or a flag.
struct ValueStatus {
  std::string code;
  bool has_value = false;
  LocalText title;
  std::vector<std::string> symbols;  // how files write it
  std::string sdmx{};                // letter of CL_OBS_STATUS
  std::vector<std::string> domain{};  // names in the domain's own list
};

struct Area {
  std::string code;
  LocalText title;
};

// A check of the documents; `body` holds what the rule says (see core/check).  A country's check
// replaces the regional one of the same name.
struct Rule {
  std::string name, level;
  LocalText message, hint;
  std::shared_ptr<const Json> body;
};

// Small counts of persons that a working copy masks (a stand-in until releases exist).
struct Mask {
  double min = 0, max = -1;  // nothing is masked where max < min
  std::vector<std::string> counting_units;
  std::string when = "crossed";  // crossed: two dimensions or below the country; always; never
};

// The source of what an institution answers itself: CODE/direct, a register where the state keeps it.
Source DirectSource(const std::string& country, const Institution& institution);

class Catalogue {
 public:
  // `base` is the regional document; `country` null for the regional catalogue itself.
  // Errors name the document, the place in it and the reason.
  static Result<std::shared_ptr<const Catalogue>> Build(const Json& base, const Json* country);

  const std::string& country() const { return country_; }      // RS; REG
  const std::string& id() const { return id_; }                // org.rapporteur.country.rs
  const std::string& version() const { return version_; }
  const LocalText& name() const { return name_; }
  // The country's name in the first of its languages.
  std::string national_name() const;
  const std::vector<std::string>& languages() const { return languages_; }
  const std::string& decimal() const { return decimal_; }
  const std::string& group() const { return group_; }
  const std::string& date_format() const { return date_format_; }
  const std::string& currency() const { return currency_; }

  const Indicator* FindIndicator(const std::string& code) const;
  const std::vector<Indicator>& indicators() const { return indicators_; }  // in catalogue order
  // By "RS:ID.02@1"; null where neither this document nor an earlier one has it.
  const IndicatorVersion* FindDefinition(const std::string& definition) const;
  // The same catalogue, which also finds the definitions of `others` that it lacks itself: those
  // under which values were stored when another version of the document was in use.
  std::shared_ptr<const Catalogue> WithDefinitionsOf(const std::vector<const Catalogue*>& others) const;

  const Codelist* FindCodelist(const std::string& id) const;
  // The list of a dimension, with the dimension's own title where it takes its codes from another
  // list ("citizenship" from "country"); null where `id` is no dimension.
  const Codelist* FindDimension(const std::string& id) const;
  const std::map<std::string, Codelist>& codelists() const { return codelists_; }

  const ValueStatus* FindStatus(const std::string& code) const;
  const std::vector<ValueStatus>& statuses() const { return statuses_; }
  const std::vector<ValueStatus>& flags() const { return flags_; }
  // Letters of CL_OBS_STATUS by precedence, for formats that take one status only.
  const std::vector<std::string>& sdmx_order() const { return sdmx_order_; }
  const std::vector<Area>& areas() const { return areas_; }
  const Institution* FindInstitution(const std::string& code) const;
  const std::vector<Institution>& institutions() const { return institutions_; }
  const InstitutionKind* FindInstitutionKind(const std::string& code) const;
  const std::vector<InstitutionKind>& institution_kinds() const { return institution_kinds_; }
  const Territory* FindTerritory(const std::string& code) const;  // the country itself included
  const std::vector<Territory>& territories() const { return territories_; }
  const Law* FindLaw(const std::string& code) const;
  const std::vector<Law>& laws() const { return laws_; }
  const AccessToInformation& access() const { return access_; }
  // Those of the document, then CODE/direct for each institution.
  const std::vector<Source>& sources() const { return sources_; }
  const std::vector<Break>& breaks() const { return breaks_; }
  const std::vector<FigureNote>& notes() const { return notes_; }
  const std::vector<Rule>& rules() const { return rules_; }
  const std::vector<std::string>& choice_order() const { return choice_order_; }
  const Mask& mask() const { return mask_; }
  // Counts of persons below it are not published (0 = no rule).
  int disclosure_threshold() const { return disclosure_threshold_; }
  // The label of a code of a dimension (or territory) in a language; the code where none.
  std::string Label(const std::string& dimension, const std::string& code,
                    const std::string& language) const;

 private:
  friend class CatalogueReader;
  std::string country_, id_, version_, decimal_ = ".", group_ = ",", date_format_, currency_;
  LocalText name_;
  std::vector<std::string> languages_, choice_order_, sdmx_order_;
  std::vector<Indicator> indicators_;
  std::map<std::string, std::size_t> indicator_index_;
  std::map<std::string, IndicatorVersion> other_definitions_;  // of other versions, by name
  std::map<std::string, Codelist> codelists_;
  std::vector<ValueStatus> statuses_, flags_;
  std::vector<Area> areas_;
  std::vector<Institution> institutions_;
  std::vector<InstitutionKind> institution_kinds_;
  std::vector<Territory> territories_;
  std::vector<Law> laws_;
  AccessToInformation access_;
  std::vector<Source> sources_;
  std::vector<Break> breaks_;
  std::vector<FigureNote> notes_;
  std::vector<Rule> rules_;
  Mask mask_;
  int disclosure_threshold_ = 0;
};

}  // namespace rapporteur

#endif  // RAPPORTEUR_MODEL_CATALOGUE_H_
