#include "core/web/html.h"

namespace rapporteur {
namespace {

void Escape(std::string_view text, std::string& out) {
  for (char c : text) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\'': out += "&#39;"; break;
      default: out += c;
    }
  }
}

}  // namespace

void HtmlWriter::Begin(const char* element, const HtmlAttributes& attributes) {
  html_.append("<").append(element);
  for (const auto& [name, value] : attributes) {
    html_.append(" ").append(name).append("=\"");
    Escape(value, html_);
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
  Escape(text, html_);
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
