// What a template looks like from inside, for the one who writes it and the one who reads it back.
//
// The header of each column ends with the name of its column of the vocabulary in brackets,
// "Vrednost [value]": that name says what the column is, so no mapping is needed, and it survives
// whatever a program makes of the file.  Two names are none of the vocabulary: [info] is for the
// reader only, and the header of the column [template] is the mark, by which the template is known.
//
// Functions of their arguments only; may be called from any thread.
#ifndef RAPPORTEUR_IMPORT_TEMPLATE_FORM_H_
#define RAPPORTEUR_IMPORT_TEMPLATE_FORM_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/import/mapping.h"
#include "core/model/catalogue.h"

namespace rapporteur {

// Columns that are no data.
inline constexpr std::string_view kInfoColumn = "info";
inline constexpr std::string_view kMarkColumn = "template";

// "Vrednost [value]"; "*" is the column of the breakdown's pairs.
std::string FormHeader(std::string_view label, std::string_view column);
// "value" of it; absent where the header does not end like that.
std::optional<std::string> FormColumn(std::string_view header);
// All headers are of that kind, and what every template has is among them.
bool IsForm(const std::vector<std::string>& headers);

// Which template it is: what stands in the mark and in the file's property of the same name.
struct TemplateMark {
  std::string country, institution, period, language;
  std::string document, version;  // of the country, and through it of the regional catalogue
  std::uint64_t rows = 0;
};
inline constexpr std::string_view kMarkName = "rapporteur-template";
// "rapporteur-template/1 RS RS-CZZTLJ 2024 sr-Latn org.rapporteur.country.rs 1.0.0 812"
std::string MarkText(const TemplateMark& mark);
// Absent where the text holds no mark.
std::optional<TemplateMark> FindMark(std::string_view text);

// A status as the drop-down lists of a template say it: "L – the body does not collect it".
std::string StatusWord(const ValueStatus& status, const std::string& language);
// The statuses that whoever fills in a template may choose.
std::vector<const ValueStatus*> StatusesToChoose(const Catalogue& catalogue);
// A code of an open row as its drop-down list says it: "citizenship=AL Albania".
std::string OpenCodeText(const std::string& dimension, const Code& code,
                         const std::string& language);

// The mapping of a table with such headers.  `catalogues` give the words of the drop-down lists, in
// each of their languages.  REQUIRES: IsForm(headers).
Mapping FormMapping(const std::vector<std::string>& headers,
                    const std::vector<std::shared_ptr<const Catalogue>>& catalogues);

}  // namespace rapporteur

#endif  // RAPPORTEUR_IMPORT_TEMPLATE_FORM_H_
