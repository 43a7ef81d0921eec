// Writes HTML.  Text and attribute values are escaped by type: there is no way to write a text that
// is taken for markup, except Drawing, which takes what core/report drew itself.
//
// Example:
//   HtmlWriter html;
//   html.Open("p", {{"class", "note"}}).Text("5 < 6").Close();
#ifndef RAPPORTEUR_WEB_HTML_H_
#define RAPPORTEUR_WEB_HTML_H_

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rapporteur {

using HtmlAttributes = std::vector<std::pair<const char*, std::string>>;

class HtmlWriter {
 public:
  HtmlWriter& Open(const char* element, const HtmlAttributes& attributes = {});
  HtmlWriter& Close();  // the innermost open element
  HtmlWriter& Void(const char* element, const HtmlAttributes& attributes = {});
  HtmlWriter& Text(std::string_view text);
  // An element with nothing but text in it.
  HtmlWriter& Leaf(const char* element, std::string_view text, const HtmlAttributes& attributes = {});
  HtmlWriter& Link(const std::string& address, std::string_view text);
  // An SVG that core/report/chart.h made.
  HtmlWriter& Drawing(const std::string& svg);

  // REQUIRES: every element is closed.
  const std::string& html() const { return html_; }

 private:
  void Begin(const char* element, const HtmlAttributes& attributes);
  std::string html_;
  std::vector<const char*> open_;
};

}  // namespace rapporteur

#endif  // RAPPORTEUR_WEB_HTML_H_
