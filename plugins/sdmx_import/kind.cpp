#include "plugins/sdmx_import/kind.h"

#include <cstring>

#include "plugins/common/xml/xml_reader.h"
#include "plugins/sdmx_import/ml/names.h"

namespace sdmx_import {
namespace {

constexpr std::size_t kHead = std::size_t{64} << 10;

bool StartsWith(std::string_view text, std::string_view start) {
  return text.substr(0, start.size()) == start;
}

bool Has(std::string_view text, std::string_view part) { return text.find(part) != text.npos; }

std::string_view WithoutBom(std::string_view head) {
  return StartsWith(head, "\xEF\xBB\xBF") ? head.substr(3) : head;
}

int ScoreJson(std::string_view head) {
  if (Has(head, "sdmx-json")) return 95;
  if (Has(head, "\"dataSets\"")) return 90;
  const bool structure = Has(head, "\"structure\"") || Has(head, "\"structures\"");
  return structure && Has(head, "\"dimensions\"") && Has(head, "\"keyPosition\"") ? 80 : 0;
}

int ScoreMl(const rpt::InputFile& in) {
  try {
    common::XmlReader xml(common::FileSource(in), "the file");
    while (xml.Next()) {
      if (xml.event() != common::XmlReader::Event::kStart) continue;
      if (!IsSdmxSpace(xml.space())) return 0;
      return FindMlRoot(xml.space(), xml.name()) == MlRoot::kNone ? 60 : 95;
    }
  } catch (const rpt::Error&) {  // no XML, or none that is read here
  }
  return 0;
}

}  // namespace

CsvStart FindCsvStart(std::string_view head) {
  CsvStart start;
  head = WithoutBom(head);
  const bool quoted = StartsWith(head, "\"");
  if (quoted) head.remove_prefix(1);
  start.version_2 = StartsWith(head, "STRUCTURE");
  if (!start.version_2 && !StartsWith(head, "DATAFLOW")) return start;
  head.remove_prefix(std::strlen(start.version_2 ? "STRUCTURE" : "DATAFLOW"));
  if (start.version_2 && StartsWith(head, "[")) {
    const std::size_t close = head.find(']', 2);  // "[]]": the bracket itself parts the values
    if (close == head.npos || close > 8) return start;
    head.remove_prefix(close + 1);
  }
  if (StartsWith(head, ":")) {  // a label behind the word
    const std::size_t end = head.find_first_of(quoted ? "\"\r\n" : ",;\t|\r\n");
    head.remove_prefix(end == head.npos ? head.size() : end);
  }
  if (quoted) {
    if (!StartsWith(head, "\"")) return start;
    head.remove_prefix(1);
  }
  const bool ends = head.empty() || head.front() == '\n' || head.front() == '\r';
  if (!ends) {
    const char c = head.front();
    const bool letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (letter || c == '_' || c == ' ' || c == '"' || c == '\0' || (c & 0x80) != 0) return start;
    start.separator = c;
  }
  start.is_one = true;
  return start;
}

Kind FindKind(const rpt::InputFile& in) {
  const std::string head = in.head(kHead);
  if (StartsWith(head, "\xFF\xFE<") || StartsWith(head, std::string_view("\xFE\xFF\0<", 4))) {
    return Kind::kMl;
  }
  const std::string_view text = WithoutBom(head);
  if (FindCsvStart(text).is_one) return Kind::kCsv;
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  if (first == text.npos) return Kind::kNone;
  return text[first] == '<' ? Kind::kMl : text[first] == '{' ? Kind::kJson : Kind::kNone;
}

int Score(const rpt::InputFile& in) {
  switch (FindKind(in)) {
    case Kind::kCsv:
      return 95;
    case Kind::kJson:
      return ScoreJson(in.head(kHead));
    case Kind::kMl:
      return ScoreMl(in);
    default:
      return 0;
  }
}

}  // namespace sdmx_import
