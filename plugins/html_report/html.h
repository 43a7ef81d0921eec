// Writes HTML whose texts cannot become markup: markup is a literal of the source, everything else
// is a Text and escaped.  A std::string does not compile without saying which it is.
//
// Example:
//   Html html;
//   html << "<p>" << Text(note) << "</p>";
//   html << "<a" << Attribute("href", url) << ">";
#ifndef HTML_REPORT_HTML_H_
#define HTML_REPORT_HTML_H_

#include <cstddef>
#include <string>
#include <string_view>

namespace html_report {

struct Literal {
  template <std::size_t N>
  consteval Literal(const char (&literal)[N]) : text(literal, N - 1) {}  // NOLINT: implicit
  std::string_view text;
};

struct Text {
  explicit Text(std::string_view text) : value(text) {}
  std::string_view value;
};

// name="value", with a blank before it.
struct Attribute {
  Attribute(Literal called, std::string_view text) : name(called.text), value(text) {}
  std::string_view name, value;
};

// A drawing that CheckSvg() has let through.
struct CheckedSvg {
  std::string_view markup;
};

std::string Escape(std::string_view text);

class Html {
 public:
  Html& operator<<(Literal literal) {
    out_ += literal.text;
    return *this;
  }
  Html& operator<<(const Text& text) {
    out_ += Escape(text.value);
    return *this;
  }
  Html& operator<<(const Attribute& attribute) {
    out_ += ' ';
    out_ += attribute.name;
    out_ += "=\"" + Escape(attribute.value) + "\"";
    return *this;
  }
  Html& operator<<(const CheckedSvg& svg) {
    out_ += svg.markup;
    return *this;
  }
  std::string Finish() { return std::move(out_); }

 private:
  std::string out_;
};

}  // namespace html_report

#endif  // HTML_REPORT_HTML_H_
