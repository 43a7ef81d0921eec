#include "core/import/header_words.h"

#include <algorithm>
#include <array>

#include "core/import/label_match.h"

namespace rapporteur {
namespace {

using Word = std::string_view;

// English; Albanian; Bosnian, Croatian, Montenegrin and Serbian; Macedonian.  Folded: one script, no
// marks, dj as d.
constexpr Word kCountry[] = {"country", "state", "shteti", "vendi", "drzava", "zemlja", "zemja"};
constexpr Word kIndicator[] = {"indicator", "indicator code", "treguesi", "kodi i treguesit",
                               "indikator", "pokazatelj", "sifra indikatora", "pokazatel"};
constexpr Word kTerritory[] = {"territory", "region", "municipality", "district", "county", "canton",
                               "qarku", "rajoni", "bashkia", "komuna", "okrug", "opstina", "opcina",
                               "grad", "kanton", "zupanija", "regija", "podrucje", "teritorija",
                               "teritorijalna jedinica", "region i okrug", "opstini", "planski region"};
constexpr Word kPeriod[] = {"year", "period", "reporting year", "time", "viti", "periudha",
                            "viti raportues", "godina", "godina prijave", "razdoblje",
                            "izvestajna godina", "izvjestajna godina"};
constexpr Word kValue[] = {"value", "count", "number", "number of persons", "number of victims",
                           "total number", "obs value", "numri", "vlera", "sasia", "numri i viktimave",
                           "numri i personave", "broj", "broj lica", "broj osoba", "broj zrtava",
                           "ukupan broj", "vrednost", "vrijednost", "brojot", "vkupen broj",
                           "broj na zrtvi", "broj na lica"};
constexpr Word kSource[] = {"source", "institution", "data source", "burimi", "institucioni", "izvor",
                            "izvor podataka", "institucija", "organ", "izvor na podatoci"};
constexpr Word kNote[] = {"note", "notes", "remark", "comment", "shenim", "shenime", "napomena",
                          "komentar", "primedba", "zabeleska", "zabelezka", "zabeleshka"};
constexpr Word kSourceRef[] = {"source url", "url", "link", "web", "lidhja", "veza", "adresa"};
constexpr Word kUnit[] = {"unit", "njesia", "jedinica", "jedinica mere", "jedinica mjere",
                          "edinica", "merna edinica"};
constexpr Word kStatus[] = {"status", "value status", "statusi", "status podatka"};

constexpr CodeWord kCodeWords[] = {
    {"sex", "F", "women"},       {"sex", "F", "woman"},         {"sex", "F", "girls"},
    {"sex", "F", "femra"},       {"sex", "F", "femer"},         {"sex", "F", "gra"},
    {"sex", "F", "vajza"},       {"sex", "F", "zene"},          {"sex", "F", "zena"},
    {"sex", "F", "zensko"},      {"sex", "F", "zenska"},        {"sex", "F", "zeni"},
    {"sex", "F", "z"},           {"sex", "M", "men"},           {"sex", "M", "man"},
    {"sex", "M", "boys"},        {"sex", "M", "meshkuj"},       {"sex", "M", "mashkull"},
    {"sex", "M", "burra"},       {"sex", "M", "djem"},          {"sex", "M", "muskarci"},
    {"sex", "M", "muskarac"},    {"sex", "M", "musko"},         {"sex", "M", "muska"},
    {"sex", "M", "mazi"},        {"sex", "M", "masko"},         {"sex", "M", "m"},
    {"age_group", "CHD", "children"},   {"age_group", "CHD", "minors"},
    {"age_group", "CHD", "femije"},     {"age_group", "CHD", "te mitur"},
    {"age_group", "CHD", "maloletni"},  {"age_group", "CHD", "maloletna lica"},
    {"age_group", "CHD", "maloljetni"}, {"age_group", "CHD", "maloljetna lica"},
    {"age_group", "CHD", "maloletnici"}, {"age_group", "CHD", "maloljetnici"},
    {"age_group", "CHD", "maloletnik"},  {"age_group", "CHD", "maloljetnik"},
    {"age_group", "CHD", "0 17"},        {"age_group", "CHD", "do 18"},
    {"age_group", "CHD", "maloletni lica"},
    {"age_group", "ADT", "adults"},     {"age_group", "ADT", "te rritur"},
    {"age_group", "ADT", "madhore"},    {"age_group", "ADT", "punoletni"},
    {"age_group", "ADT", "punoletna lica"},  {"age_group", "ADT", "punoljetni"},
    {"age_group", "ADT", "punoljetna lica"}, {"age_group", "ADT", "polnoletni"},
    {"age_group", "ADT", "polnoletni lica"}, {"age_group", "ADT", "vozrasni"},
    {"age_group", "ADT", "18+"},        {"age_group", "ADT", "18 i vise"}};

}  // namespace

std::span<const std::string_view> WordsForColumn(std::string_view target) {
  if (target == "country") return kCountry;
  if (target == "indicator") return kIndicator;
  if (target == "territory") return kTerritory;
  if (target == "period") return kPeriod;
  if (target == "value") return kValue;
  if (target == "source") return kSource;
  if (target == "note") return kNote;
  if (target == "source_ref") return kSourceRef;
  if (target == "unit") return kUnit;
  if (target == "status") return kStatus;
  return {};
}

std::span<const CodeWord> WordsForCodes() { return kCodeWords; }

bool IsRowNumberHeader(std::string_view header) {
  static constexpr std::array<Word, 14> kWords = {
      "r br", "rb", "red br", "redni broj", "br", "nr", "no", "n", "row", "numri rendor", "nr rendor",
      "reden broj", "r b", "rbr"};
  const std::string folded = FoldLabel(header);
  return std::find(kWords.begin(), kWords.end(), folded) != kWords.end() || header == "#";
}

}  // namespace rapporteur
