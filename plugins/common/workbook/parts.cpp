#include "plugins/common/workbook/parts.h"

#include <algorithm>
#include <array>

namespace common {
namespace {

constexpr std::size_t kMostRelations = 10'000;
constexpr std::size_t kLongestLine = std::size_t{64} << 10;

// Attributes whose text a person wrote or may read.
constexpr std::array<std::string_view, 14> kTextAttributes = {
    "v",      "tooltip",     "descr",  "title",        "displayName", "userId",  "alt",
    "prompt", "promptTitle", "author", "string-value", "help-text",   "oldText", "newText"};

// Elements within a paragraph: they part no text.
bool IsInline(std::string_view name) {
  return name == "r" || name == "t" || name == "span" || name == "a" || name == "rPr" ||
         name == "font";
}

// "a/b/../c" -> "a/c"
std::string Normal(std::string_view path) {
  std::vector<std::string_view> kept;
  for (std::size_t at = 0; at <= path.size();) {
    const std::size_t end = std::min(path.find('/', at), path.size());
    const std::string_view part = path.substr(at, end - at);
    if (part == "..") {
      if (!kept.empty()) kept.pop_back();
    } else if (!part.empty() && part != ".") {
      kept.push_back(part);
    }
    at = end + 1;
  }
  std::string normal;
  for (const std::string_view part : kept) {
    if (!normal.empty()) normal += '/';
    normal += part;
  }
  return normal;
}

void VisitRaw(ByteSource source, TextVisitor& lines) {
  std::array<char, 1 << 14> buffer{};
  bool in_tag = false;
  while (const std::size_t size = source(buffer.data(), buffer.size())) {
    std::string_view rest(buffer.data(), size);
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find(in_tag ? '>' : '<'), rest.size());
      if (!in_tag) lines.Add(rest.substr(0, end));
      if (end == rest.size()) break;
      in_tag = !in_tag;
      if (in_tag) lines.End();
      rest.remove_prefix(end + 1);
    }
  }
  lines.End();
}

}  // namespace

XmlLimits SpreadsheetXmlLimits() {
  XmlLimits limits;
  limits.text_bytes = std::size_t{1} << 20;
  return limits;
}

std::string_view Relation::kind() const {
  const std::size_t slash = type.rfind('/');
  return slash == type.npos ? std::string_view(type) : std::string_view(type).substr(slash + 1);
}

std::vector<Relation> ReadRelations(ZipArchive& zip, const std::string& name) {
  const std::size_t slash = name.rfind('/');
  const std::string folder = slash == name.npos ? "" : name.substr(0, slash + 1);
  const std::string own = slash == name.npos ? name : name.substr(slash + 1);
  std::vector<Relation> relations;
  const auto part = zip.Find(folder + "_rels/" + own + ".rels");
  if (!part) return relations;
  XmlReader xml(zip.Open(*part), "the part " + part->name, SpreadsheetXmlLimits());
  while (xml.Next()) {
    if (xml.event() != XmlReader::Event::kStart || xml.name() != "Relationship") continue;
    if (relations.size() == kMostRelations) {
      throw rpt::LimitReached(0, "the part " + part->name + " names more than 10,000 other parts");
    }
    Relation& relation = relations.emplace_back();
    relation.id = xml.Attribute("Id").value_or("");
    relation.type = xml.Attribute("Type").value_or("");
    relation.external = xml.Attribute("TargetMode") == "External";
    std::string target(xml.Attribute("Target").value_or(""));
    if (!relation.external) {
      std::replace(target.begin(), target.end(), '\\', '/');
      target = Normal(target.starts_with('/') ? target : folder + target);
    }
    relation.target = std::move(target);
  }
  return relations;
}

void TextVisitor::Add(std::string_view text) {
  while (!text.empty()) {
    const std::string_view piece = text.substr(0, kLongestLine);
    line_ += piece;
    if (line_.size() >= kLongestLine) End();
    text.remove_prefix(piece.size());
  }
}

void TextVisitor::End() {
  if (line_.find_first_not_of(" \t\r\n") != line_.npos) take_(line_);
  line_.clear();
}

void TextVisitor::Visit(const XmlReader& xml) {
  if (xml.event() == XmlReader::Event::kText) return Add(xml.text());
  if (!IsInline(xml.name())) End();
  if (xml.event() != XmlReader::Event::kStart) return;
  const bool link = xml.name() == "Relationship" && xml.Attribute("TargetMode") == "External";
  for (std::size_t i = 0; i < xml.attribute_count(); i++) {
    const XmlReader::AttributeView attribute = xml.attribute(i);
    const bool text = std::find(kTextAttributes.begin(), kTextAttributes.end(), attribute.name) !=
                      kTextAttributes.end();
    if (text || (link && attribute.name == "Target") ||
        (attribute.name == "href" && attribute.value.starts_with("mailto:"))) {
      End();
      Add(attribute.value);
      End();
    }
  }
}

void VisitElement(XmlReader& xml, const std::function<void(std::string_view)>& take) {
  TextVisitor lines(take);
  const std::size_t begun = xml.depth();
  lines.Visit(xml);
  while (xml.Next()) {
    lines.Visit(xml);
    if (xml.event() == XmlReader::Event::kEnd && xml.depth() == begun) break;
  }
  lines.End();
}

void VisitText(ZipArchive& zip, const ZipArchive::Entry& part,
               const std::function<void(std::string_view)>& take) {
  TextVisitor lines(take);
  try {
    XmlReader xml(zip.Open(part), "the part " + part.name);
    while (xml.Next()) lines.Visit(xml);
    lines.End();
  } catch (const rpt::BadInput&) {
    lines.End();
    VisitRaw(zip.Open(part), lines);
  }
}

bool ParseReference(std::string_view reference, std::uint32_t* column, std::uint64_t* row) {
  *column = 0;
  *row = 0;
  std::size_t i = 0;
  for (; i < reference.size(); i++) {
    const char c = reference[i];
    if (c == '$') continue;
    const int letter = c >= 'A' && c <= 'Z' ? c - 'A' : c >= 'a' && c <= 'z' ? c - 'a' : -1;
    if (letter < 0) break;
    *column = *column * 26 + static_cast<std::uint32_t>(letter) + 1;
    if (*column > 1'000'000) return false;
  }
  for (; i < reference.size(); i++) {
    if (reference[i] < '0' || reference[i] > '9') return false;
    *row = *row * 10 + static_cast<std::uint64_t>(reference[i] - '0');
    if (*row > 1'000'000'000) return false;
  }
  return *column > 0 || *row > 0;
}

std::string Unescape(std::string_view text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); i++) {
    const std::string_view rest = text.substr(i);
    unsigned unit = 0;
    bool escape = rest.size() >= 7 && rest[0] == '_' && rest[1] == 'x' && rest[6] == '_';
    for (std::size_t k = 2; escape && k < 6; k++) {
      const char c = rest[k];
      const int digit = c >= '0' && c <= '9'   ? c - '0'
                        : c >= 'A' && c <= 'F' ? c - 'A' + 10
                        : c >= 'a' && c <= 'f' ? c - 'a' + 10
                                               : -1;
      escape = digit >= 0;
      unit = unit * 16 + static_cast<unsigned>(digit);
    }
    // Only single bytes are ever written so; half a surrogate or NUL would be no text.
    if (!escape || unit == 0 || unit > 0x7F) {
      plain += text[i];
      continue;
    }
    plain += static_cast<char>(unit);
    i += 6;
  }
  return plain;
}

bool IsTrue(std::string_view value) { return value == "1" || value == "true" || value == "on"; }

}  // namespace common
