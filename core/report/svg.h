// Writes an SVG drawing: text is escaped, numbers have one decimal, bytes are the same every time.
//
// An Svg belongs to one thread.
//
// Example:
//   Svg svg(720, 200, "trend-1", "Victims, 2015 to 2023", "2015: 40; 2016: 49");
//   svg.Line(0, 10, 720, 10, "stroke=\"#d5dae0\"");
//   svg.Text(4, 20, "40 < 49");
//   std::string drawing = svg.Finish();
#ifndef RAPPORTEUR_REPORT_SVG_H_
#define RAPPORTEUR_REPORT_SVG_H_

#include <string>
#include <string_view>
#include <vector>

namespace rapporteur::report {

// Ink that keeps a contrast of 4.5 to 1 on white, and greys for what is not read.
namespace ink {
constexpr char kText[] = "#1b2430";
constexpr char kQuiet[] = "#47515d";
constexpr char kGrid[] = "#d5dae0";
constexpr char kVoid[] = "#f0f2f4";  // a place without a value
constexpr char kMain[] = "#1d4e79";
constexpr char kOther[] = "#8a4b08";  // another source's value
constexpr char kHatch[] = "#5c6672";
}  // namespace ink

// Width of a text in our font stack, near enough to lay things out without a font at hand.
double TextWidth(std::string_view utf8, double font_size);
// Lines no wider than `width`, broken at blanks; the last of `max_lines` ends with "…" if cut.
std::vector<std::string> WrapText(const std::string& text, double font_size, double width,
                                  std::size_t max_lines);

enum class Anchor { kStart, kMiddle, kEnd };

class Svg {
 public:
  // `id` starts every id inside, so that several drawings can share a page.
  Svg(double width, double height, const std::string& id, const std::string& title,
      const std::string& description);

  void Line(double x1, double y1, double x2, double y2, std::string_view style);
  void Rect(double x, double y, double width, double height, std::string_view style);
  void Circle(double x, double y, double radius, std::string_view style);
  void Path(const std::vector<std::pair<double, double>>& points, bool closed,
            std::string_view style);
  void Text(double x, double y, const std::string& text, Anchor anchor = Anchor::kStart,
            double size = 13, const char* fill = ink::kText, bool bold = false);
  // A white ground for a label that lies over lines, then the label.
  void Label(double x, double y, const std::string& text, Anchor anchor, double size,
             const char* fill, bool bold);
  // fill="url(#id-hatch)", for what is hidden; fill="url(#id-dots)" for what is left over.
  std::string Hatch() const { return "fill=\"url(#" + id_ + "-hatch)\""; }
  std::string Dots() const { return "fill=\"url(#" + id_ + "-dots)\""; }
  std::string Finish();

 private:
  std::string id_, out_;
};

}  // namespace rapporteur::report

#endif  // RAPPORTEUR_REPORT_SVG_H_
