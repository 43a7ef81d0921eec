#include "core/web/html.h"

#include "core/base/escape.h"

namespace rapporteur {

void HtmlWriter::Begin(const char* element, const HtmlAttributes& attributes) {
  html_.append("<").append(element);
  for (const auto& [name, value] : attributes) {
    html_.append(" ").append(name).append("=\"");
    AppendEscaped(value, html_);
    html_ += '"';
  }
  html_ += '>';
}

HtmlWriter& HtmlWriter::Open(const char* element, const HtmlAttributes& attributes) {
  Begin(element, attributes);
  open_.push_back(element);
  return *this;
}

HtmlWriter& HtmlWriter::Close() {
  html_.append("</").append(open_.back()).append(">\n");
  open_.pop_back();
  return *this;
}

HtmlWriter& HtmlWriter::Void(const char* element, const HtmlAttributes& attributes) {
  Begin(element, attributes);
  return *this;
}

HtmlWriter& HtmlWriter::Text(std::string_view text) {
  AppendEscaped(text, html_);
  return *this;
}

HtmlWriter& HtmlWriter::Leaf(const char* element, std::string_view text,
                             const HtmlAttributes& attributes) {
  return Open(element, attributes).Text(text).Close();
}

HtmlWriter& HtmlWriter::Link(const std::string& address, std::string_view text) {
  return Leaf("a", text, {{"href", address}});
}

HtmlWriter& HtmlWriter::Drawing(const std::string& svg) {
  html_ += svg;
  return *this;
}

}  // namespace rapporteur
