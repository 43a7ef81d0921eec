// Lets a drawing into the page only if it is nothing but a drawing: known elements, known
// attributes, no script, no link, no style sheet, nothing loaded from elsewhere.
//
// The drawings come from the core, but a report document is a file, and files can be changed.
#ifndef HTML_REPORT_SVG_CHECK_H_
#define HTML_REPORT_SVG_CHECK_H_

#include <string>
#include <string_view>

namespace html_report {

// "" where it is a drawing, else what was found: "the element <script>".
std::string WhatIsNoDrawing(std::string_view svg);

}  // namespace html_report

#endif  // HTML_REPORT_SVG_CHECK_H_
