// The sheet of a template that says what to do: what the request is about and rests on, how to fill
// in, what each column and each status means.
//
// A function of its arguments only.
#ifndef RAPPORTEUR_COLLECT_TEMPLATE_HELP_H_
#define RAPPORTEUR_COLLECT_TEMPLATE_HELP_H_

#include <string>
#include <vector>

#include "core/base/json_fwd.h"
#include "core/collect/template_text.h"

namespace rapporteur {

// What the template is called: its title and what stands at the head of every page.
std::string TemplateTitle(const TemplateText& text, const std::string& institution);

// [{"kind": "title", "text"}, {"kind": "heading", "text"}, {"kind": "paragraph", "text"}, ...];
// `columns` are those of the data, with "label" and "help"; `definitions` one text for each indicator.
Json HelpBlocks(const TemplateText& text, const std::string& institution, const std::string& period,
                const std::string& data_sheet, const Json& columns,
                const std::vector<std::string>& definitions);

}  // namespace rapporteur

#endif  // RAPPORTEUR_COLLECT_TEMPLATE_HELP_H_
