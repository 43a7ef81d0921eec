#include "core/import/template_form.h"

#include <algorithm>

#include "core/base/json.h"
#include "core/base/text.h"
#include "core/import/template_cells.h"

namespace rapporteur {
namespace {

constexpr std::string_view kFormat = "rapporteur-template/1";
constexpr std::size_t kMarkFields = 8;

void AddStatusWords(const Catalogue& catalogue, const std::string& language,
                    MappedColumn& status, MappedColumn& value) {
  for (const ValueStatus& known : catalogue.statuses()) {
    for (const std::string& word : {StatusWord(known, language), known.title.In(language)}) {
      status.codes.emplace(word, known.code);
      if (!known.has_value) value.symbols.emplace(word, Symbol{.status = known.code, .text = "", .flags = "", .note = "", .value = {}});
    }
  }
}

void AddOpenCodes(const Catalogue& catalogue, const std::string& language,
                  MappedColumn& breakdown) {
  for (const auto& [id, list] : catalogue.codelists()) {
    const Codelist* dimension = catalogue.FindDimension(id);
    if (dimension == nullptr || dimension->codes().size() <= kLongestCodelist) continue;
    auto& codes = breakdown.pair_codes[id];
    for (const Code& code : dimension->codes()) {
      codes.emplace(OpenCodeText("", code, language).substr(1), code.code);
    }
  }
}

}  // namespace

std::string FormHeader(std::string_view label, std::string_view column) {
  return std::string(label) + " [" + std::string(column) + "]";
}

std::optional<std::string> FormColumn(std::string_view header) {
  header = Trim(header);
  // An importer numbers headers that are alike: "[info] (2)".
  if (const std::size_t end = header.rfind("] ("); end != std::string_view::npos) {
    const std::string_view number = header.substr(end + 3);
    if (number.size() == 2 && number[0] >= '2' && number[0] <= '9' && number[1] == ')') {
      header = header.substr(0, end + 1);
    }
  }
  const std::size_t open = header.rfind('[');
  if (!header.ends_with(']') || open == std::string_view::npos) return std::nullopt;
  const std::string name(header.substr(open + 1, header.size() - open - 2));
  const bool known = name == "*" || name == kInfoColumn || name == kMarkColumn || IsVocabulary(name);
  return known ? std::optional(name) : std::nullopt;
}

bool IsForm(const std::vector<std::string>& headers) {
  std::vector<std::string> columns;
  for (const std::string& header : headers) {
    const std::optional<std::string> column = FormColumn(header);
    if (!column) return false;
    columns.push_back(*column);
  }
  for (const char* needed : {"indicator", "period", "*", "territory", "definition", "country", "source",
                             "value", "status"}) {
    if (std::count(columns.begin(), columns.end(), needed) != 1) return false;
  }
  return true;
}

std::string MarkText(const TemplateMark& mark) {
  std::string text(kFormat);
  for (const std::string& part : {mark.country, mark.institution, mark.period, mark.language,
                                  mark.document, mark.version}) {
    text += " " + part;
  }
  return text + " " + std::to_string(mark.rows);
}

std::optional<TemplateMark> FindMark(std::string_view text) {
  const std::size_t at = text.find(kFormat);
  if (at == std::string_view::npos) return std::nullopt;
  std::vector<std::string> parts;
  // What stands beside it in a property or header is parted from it by white space too.
  for (const std::string_view line : Split(text.substr(at), '\n')) {
    for (const std::string_view part : Split(line, ' ')) parts.emplace_back(part);
  }
  if (parts.size() < kMarkFields) return std::nullopt;
  TemplateMark mark{parts[1], parts[2], parts[3], parts[4], parts[5], parts[6], 0};
  if (parts[0] != kFormat || parts[7].empty() || parts[7].size() > 9) return std::nullopt;
  for (const char c : parts[7]) {
    if (c < '0' || c > '9') return std::nullopt;
    mark.rows = mark.rows * 10 + static_cast<std::uint64_t>(c - '0');
  }
  return mark;
}

std::string StatusWord(const ValueStatus& status, const std::string& language) {
  return status.code + " – " + status.title.In(language);
}

std::vector<const ValueStatus*> StatusesToChoose(const Catalogue& catalogue) {
  std::vector<const ValueStatus*> statuses;
  // Not A, which a value has anyway, and not what only the one who asked can know.
  for (const char* code : {"L", "M", "Q", "_R", "O", "P", "E"}) {
    if (const ValueStatus* status = catalogue.FindStatus(code)) statuses.push_back(status);
  }
  return statuses;
}

std::string OpenCodeText(const std::string& dimension, const Code& code,
                         const std::string& language) {
  std::string label = code.label.In(language);
  // Where pairs part, and what parts them from each other.
  for (char& c : label) {
    if (c == ';' || c == '=') c = ',';
  }
  return dimension + "=" + code.code + " " + label;
}

Mapping FormMapping(const std::vector<std::string>& headers,
                    const std::vector<std::shared_ptr<const Catalogue>>& catalogues) {
  Mapping mapping;
  mapping.options = std::make_shared<const Json>(Json::object());
  for (const std::string& header : headers) {
    const std::string name = *FormColumn(header);
    if (name == kInfoColumn || name == kMarkColumn) {
      mapping.ignored.insert(header);
      continue;
    }
    MappedColumn column;
    column.target = name;
    column.from = header;
    column.none.insert("_T");
    mapping.columns.push_back(std::move(column));
  }
  const auto find = [&mapping](const char* target) -> MappedColumn& {
    return *std::find_if(mapping.columns.begin(), mapping.columns.end(),
                         [target](const MappedColumn& c) { return c.target == target; });
  };
  for (const auto& catalogue : catalogues) {
    for (const std::string& language : catalogue->languages()) {
      AddStatusWords(*catalogue, language, find("status"), find("value"));
      AddOpenCodes(*catalogue, language, find("*"));
    }
  }
  return mapping;
}

}  // namespace rapporteur
