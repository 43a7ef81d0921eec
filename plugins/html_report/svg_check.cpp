#include "svg_check.h"

#include <algorithm>
#include <array>

namespace html_report {
namespace {

constexpr std::array<std::string_view, 13> kElements = {
    "circle",  "defs",     "desc", "g",   "line", "path", "pattern",
    "polygon", "polyline", "rect", "svg", "text", "title"};

constexpr std::array<std::string_view, 37> kAttributes = {"aria-labelledby",
                                                          "class",
                                                          "cx",
                                                          "cy",
                                                          "d",
                                                          "dx",
                                                          "dy",
                                                          "fill",
                                                          "fill-opacity",
                                                          "font-family",
                                                          "font-size",
                                                          "font-weight",
                                                          "height",
                                                          "id",
                                                          "opacity",
                                                          "patternTransform",
                                                          "patternUnits",
                                                          "points",
                                                          "r",
                                                          "role",
                                                          "rx",
                                                          "ry",
                                                          "stroke",
                                                          "stroke-dasharray",
                                                          "stroke-linejoin",
                                                          "stroke-width",
                                                          "text-anchor",
                                                          "transform",
                                                          "viewBox",
                                                          "width",
                                                          "x",
                                                          "x1",
                                                          "x2",
                                                          "xmlns",
                                                          "y",
                                                          "y1",
                                                          "y2"};

template <std::size_t N>
bool Contains(const std::array<std::string_view, N>& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

bool IsNameCharacter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
}

std::string_view Name(std::string_view svg, std::size_t at) {
  std::size_t end = at;
  while (end < svg.size() && IsNameCharacter(svg[end])) ++end;
  return svg.substr(at, end - at);
}

// A url() may only point into the same drawing; nothing else in a value loads anything.
bool LoadsSomething(std::string_view value) {
  for (std::size_t at = value.find("url("); at != value.npos; at = value.find("url(", at + 1)) {
    if (at + 4 >= value.size() || value[at + 4] != '#') return true;
  }
  return value.find("javascript:") != value.npos;
}

// Reads the attributes of a tag from `at`; moves `at` behind the ">".
std::string WrongAttribute(std::string_view svg, std::size_t& at) {
  while (at < svg.size()) {
    const char c = svg[at];
    if (c == '>') {
      ++at;
      return "";
    }
    if (c == ' ' || c == '\n' || c == '/') {
      ++at;
      continue;
    }
    const std::string_view name = Name(svg, at);
    if (!Contains(kAttributes, name)) return "the attribute '" + std::string(name) + "'";
    at += name.size();
    if (svg.substr(at, 2) != "=\"") return "an attribute without quotes";
    const std::size_t end = svg.find('"', at + 2);
    if (end == svg.npos) return "an attribute without an end";
    if (LoadsSomething(svg.substr(at + 2, end - at - 2)))
      return "an attribute that loads something";
    at = end + 1;
  }
  return "a tag without an end";
}

}  // namespace

std::string WhatIsNoDrawing(std::string_view svg) {
  if (!svg.starts_with("<svg ")) return "something that does not begin with <svg";
  std::size_t at = 0;
  int depth = 0;
  while (at < svg.size()) {
    if (svg[at] != '<') {
      if (depth == 0 && svg[at] != '\n') return "text after the drawing";
      ++at;
      continue;
    }
    const bool closes = svg.substr(at, 2) == "</";
    at += closes ? 2 : 1;
    const std::string_view name = Name(svg, at);
    if (!Contains(kElements, name)) return "the element <" + std::string(name) + ">";
    at += name.size();
    if (std::string wrong = WrongAttribute(svg, at); !wrong.empty()) return wrong;
    if (closes) {
      --depth;
    } else if (svg[at - 2] != '/') {
      ++depth;
    }
    if (depth < 0) return "an end without a beginning";
  }
  return depth == 0 ? "" : "an element without an end";
}

}  // namespace html_report
