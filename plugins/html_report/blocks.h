// The pieces of a report as HTML.
#ifndef HTML_REPORT_BLOCKS_H_
#define HTML_REPORT_BLOCKS_H_

#include <string>

#include <nlohmann/json.hpp>

#include "html.h"

namespace html_report {

using Json = nlohmann::ordered_json;

// What the pieces share: the words the page says itself.
struct Page {
  Html html;
  std::string untranslated, review, source;
};

// A member as text; "" where it is absent or no text.
std::string Member(const Json& object, const char* key);
const Json& Part(const Json& object, const char* key);  // null where absent
// A text: a string, or {"text", "lang", "mark", "href"}.
std::string PlainText(const Json& text);
void PutText(Page& page, const Json& text);
void PutBlock(Page& page, const Json& block);

}  // namespace html_report

#endif  // HTML_REPORT_BLOCKS_H_
