// Text as it may stand in HTML and XML, between elements and within quoted attributes.
//
// Functions of their arguments only.
#ifndef RAPPORTEUR_BASE_ESCAPE_H_
#define RAPPORTEUR_BASE_ESCAPE_H_

#include <string>
#include <string_view>

namespace rapporteur {

// Control characters but the line feed, which XML allows nowhere, become blanks.
void AppendEscaped(std::string_view text, std::string& out);
std::string EscapeXml(std::string_view text);

}  // namespace rapporteur

#endif  // RAPPORTEUR_BASE_ESCAPE_H_
