// One row of a template: what it asks in words, how it is counted, what may be written into it, and
// what was said before.
//
// Functions of their arguments only.
#ifndef RAPPORTEUR_COLLECT_TEMPLATE_ROW_H_
#define RAPPORTEUR_COLLECT_TEMPLATE_ROW_H_

#include <string>

#include "core/base/json_fwd.h"
#include "core/collect/template_document.h"
#include "core/collect/template_text.h"
#include "core/import/template_cells.h"

namespace rapporteur {

// The question of a total, "Sex: female" of a part, "of which: ..." of a part of a part.
std::string AskedText(const TemplateText& text, const AskedCell& cell);

// "Unit: persons. Status of the persons: identified. ..."
std::string CountedText(const TemplateText& text, const IndicatorVersion& version);
// What belongs to the number and what each score of a scale means; "" where nothing is said.
std::string DefinitionText(const TemplateText& text, const IndicatorVersion& version);

// "57 (2023)", the status where there was no value, "" where nothing was said.
std::string EarlierText(const TemplateText& text, const AskedCell& cell,
                        const EarlierValues& earlier);

// What may be written as a value: {"type": "whole", "min": 0, "max": null, "expected": "..."};
// {"type": "text"} where the indicator's values are texts.
Json ValueRule(const TemplateText& text, const IndicatorVersion& version);

}  // namespace rapporteur

#endif  // RAPPORTEUR_COLLECT_TEMPLATE_ROW_H_
