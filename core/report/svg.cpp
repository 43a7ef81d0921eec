#include "core/report/svg.h"

#include <cmath>

#include "core/base/escape.h"

namespace rapporteur::report {
namespace {

// One decimal, no "-0", no exponent, whatever the locale of the program.
std::string Number(double value) {
  const long long tenths = std::llround(value * 10);
  const long long whole = std::llabs(tenths) / 10, rest = std::llabs(tenths) % 10;
  std::string text = tenths < 0 ? "-" : "";
  text += std::to_string(whole);
  if (rest != 0) text += "." + std::to_string(rest);
  return text;
}

std::string Attribute(const char* name, double value) {
  return std::string(" ") + name + "=\"" + Number(value) + "\"";
}

const char* AnchorName(Anchor anchor) {
  static constexpr const char* kNames[] = {"start", "middle", "end"};
  return kNames[static_cast<int>(anchor)];
}

}  // namespace

double TextWidth(std::string_view utf8, double font_size) {
  double width = 0;
  for (char c : utf8) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80) {
      const bool narrow = c == ' ' || c == '.' || c == ',' || c == 'i' || c == 'l' || c == '|';
      width += narrow ? 0.3 : c >= 'A' && c <= 'Z' ? 0.68 : 0.57;
    } else if (byte >= 0xC0) {  // the first byte of a longer character: Cyrillic is wider
      width += 0.62;
    }
  }
  return width * font_size;
}

std::vector<std::string> WrapText(const std::string& text, double font_size, double width,
                                  std::size_t max_lines) {
  std::vector<std::string> lines(1);
  std::size_t at = 0;
  while (at < text.size()) {
    std::size_t blank = text.find(' ', at);
    if (blank == std::string::npos) blank = text.size();
    const std::string word = text.substr(at, blank - at);
    const std::string longer = lines.back().empty() ? word : lines.back() + " " + word;
    if (lines.back().empty() || TextWidth(longer, font_size) <= width) {
      lines.back() = longer;
    } else if (lines.size() < max_lines) {
      lines.push_back(word);
    } else {
      lines.back() += "…";
      break;
    }
    at = blank + 1;
  }
  return lines;
}

Svg::Svg(double width, double height, const std::string& id, const std::string& title,
         const std::string& description)
    : id_(EscapeXml(id)) {
  out_ = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + Number(width) + " " +
         Number(height) + "\" role=\"img\" aria-labelledby=\"" + id_ + "-title " + id_ +
         "-desc\" font-family=\"'Noto Sans','DejaVu Sans','Segoe UI',Arial,sans-serif\">\n";
  out_ += "<title id=\"" + id_ + "-title\">" + EscapeXml(title) + "</title>\n";
  out_ += "<desc id=\"" + id_ + "-desc\">" + EscapeXml(description) + "</desc>\n";
  out_ += "<defs><pattern id=\"" + id_ +
          "-hatch\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" "
          "patternTransform=\"rotate(45)\"><rect width=\"6\" height=\"6\" fill=\"#fff\"/>"
          "<line x1=\"0\" y1=\"0\" x2=\"0\" y2=\"6\" stroke=\"" +
          ink::kHatch + "\" stroke-width=\"3\"/></pattern>";
  out_ += "<pattern id=\"" + id_ +
          "-dots\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\">"
          "<rect width=\"6\" height=\"6\" fill=\"#fff\"/><circle cx=\"3\" cy=\"3\" r=\"1.1\" "
          "fill=\"" +
          std::string(ink::kHatch) + "\"/></pattern></defs>\n";
}

void Svg::Line(double x1, double y1, double x2, double y2, std::string_view style) {
  out_ += "<line" + Attribute("x1", x1) + Attribute("y1", y1) + Attribute("x2", x2) +
          Attribute("y2", y2) + " ";
  out_.append(style) += "/>\n";
}

void Svg::Rect(double x, double y, double width, double height, std::string_view style) {
  out_ += "<rect" + Attribute("x", x) + Attribute("y", y) + Attribute("width", width) +
          Attribute("height", height) + " ";
  out_.append(style) += "/>\n";
}

void Svg::Circle(double x, double y, double radius, std::string_view style) {
  out_ += "<circle" + Attribute("cx", x) + Attribute("cy", y) + Attribute("r", radius) + " ";
  out_.append(style) += "/>\n";
}

void Svg::Path(const std::vector<std::pair<double, double>>& points, bool closed,
               std::string_view style) {
  out_ += "<path d=\"";
  for (std::size_t i = 0; i < points.size(); ++i) {
    out_ += (i == 0 ? "M" : "L") + Number(points[i].first) + " " + Number(points[i].second);
  }
  out_ += closed ? "Z\" " : "\" ";
  out_.append(style) += "/>\n";
}

void Svg::Text(double x, double y, const std::string& text, Anchor anchor, double size,
               const char* fill, bool bold) {
  out_ += "<text" + Attribute("x", x) + Attribute("y", y) + Attribute("font-size", size) +
          " text-anchor=\"" + AnchorName(anchor) + "\" fill=\"" + fill + "\"" +
          (bold ? " font-weight=\"bold\"" : "") + ">" + EscapeXml(text) + "</text>\n";
}

void Svg::Label(double x, double y, const std::string& text, Anchor anchor, double size,
                const char* fill, bool bold) {
  const double width = TextWidth(text, size) + 4;
  const double left = anchor == Anchor::kStart ? x - 2
                      : anchor == Anchor::kEnd ? x - width + 2
                                               : x - width / 2;
  Rect(left, y - size * 0.86, width, size * 1.1, "fill=\"#fff\" fill-opacity=\"0.85\"");
  Text(x, y, text, anchor, size, fill, bold);
}

std::string Svg::Finish() { return std::move(out_) + "</svg>\n"; }

}  // namespace rapporteur::report
