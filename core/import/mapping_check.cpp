#include "core/import/mapping_check.h"

#include <algorithm>
#include <regex>
#include <set>

#include "core/base/json.h"
#include "core/base/text.h"
#include "core/import/mapping.h"

namespace rapporteur {
namespace {

class MappingCheck {
 public:
  MappingCheck(const Json& document, const Catalogue& catalogue, const std::string& file)
      : document_(document), c_(catalogue), file_(file) {}

  std::vector<DocumentFault> Run() {
    Result<Mapping> mapping = Mapping::Read(document_, file_);
    if (!mapping.ok()) return {{"", "", "", mapping.status().message(), mapping.status().hint()}};
    for (const MappedColumn& column : mapping->columns) Column(column);
    if (mapping->unpivot) {
      Target(mapping->unpivot->to, "unpivot.to");
      Codes(mapping->unpivot->to, mapping->unpivot->codes, "unpivot.codes");
    }
    for (const auto& [target, column] : GetMember(document_, "columns").items()) {
      if (target != "period") PeriodWords(column, "columns." + target);
      if (target != "value") ValueWords(column, "columns." + target);
      Rest(column, target);
    }
    if (mapping->unpivot && mapping->unpivot->to != "period") {
      PeriodWords(GetMember(document_, "unpivot"), "unpivot");
    }
    if (mapping->count) Count(*mapping);
    if (!mapping->headers.empty()) Headers(*mapping);
    return std::move(faults_);
  }

 private:
  void Column(const MappedColumn& column) {
    const std::string path = "columns." + column.target;
    if (column.target != "*") {
      Target(column.target, "columns");
      Codes(column.target, column.codes, path + ".codes");
      if (column.constant) Code(column.target, *column.constant, path + ".constant");
    }
    for (const auto& [from, target] : column.rename) Target(target, path + ".rename");
    for (const auto& [target, codes] : column.pair_codes) {
      Target(target, path + ".codes");
      Codes(target, codes, path + ".codes." + target);
    }
    for (const auto& [text, symbol] : column.symbols) {
      if (!symbol.refuse) Meaning(symbol, path + ".symbols");
    }
    for (const auto& [text, mark] : column.marks) Meaning(mark, path + ".marks");
  }

  void Meaning(const Symbol& symbol, const std::string& path) {
    if (!symbol.status.empty() && c_.FindStatus(symbol.status) == nullptr) {
      Unknown(path, symbol.status, "a value status of the catalogue");
    }
    for (char letter : symbol.flags) {
      const auto& flags = c_.flags();
      if (std::none_of(flags.begin(), flags.end(),
                       [letter](const ValueStatus& f) { return f.code == std::string(1, letter); })) {
        Unknown(path, std::string(1, letter), "a flag of the catalogue");
      }
    }
  }

  // A table of persons: its indicator must be a count of the unit and have the dimensions.
  void Count(const Mapping& mapping) {
    const CountRules& count = *mapping.count;
    std::set<std::string> mapped, columns;
    const MappedColumn* indicator = nullptr;
    for (const MappedColumn& column : mapping.columns) {
      if (column.target == "indicator" && column.constant) indicator = &column;
      if (IsVocabulary(column.target) && column.target != "territory") continue;
      mapped.insert(column.target);
      if (!column.constant) columns.insert(column.target);
    }
    for (const auto& [header, bands] : count.bands) {
      const std::string path = "count.bands." + header;
      Dimension(bands.to, path);
      for (const CountBand& band : bands.bands) Code(bands.to, band.code, path + ".bands");
      mapped.insert(bands.to);
      columns.insert(bands.to);
    }
    for (const auto& [dimension, multi] : count.multi) {
      const std::string path = "count.multi." + dimension;
      Dimension(dimension, path);
      for (const auto& [header, code] : multi.columns) Code(dimension, code, path + ".columns");
      if (!multi.none.empty()) Code(dimension, multi.none, path + ".none");
      if (!multi.several.code.empty()) Code(dimension, multi.several.code, path + ".several");
      mapped.insert(dimension);
      columns.insert(dimension);
    }
    for (const auto& [dimension, missing] : count.missing_of) {
      if (!columns.contains(dimension)) Unknown("count.missing.of", dimension, "a mapped dimension");
    }
    for (const auto& breakdown : count.by.value_or(std::vector<std::vector<std::string>>())) {
      for (const std::string& dimension : breakdown) {
        if (!columns.contains(dimension)) {
          Unknown("count.by", dimension, "a dimension that a column is mapped to");
        }
      }
    }
    if (mapping.persons_only && count.unit != "person") {
      Unknown("count.unit", count.unit, "'person', for the rows are persons");
    }
    const Indicator* found = indicator == nullptr ? nullptr : c_.FindIndicator(*indicator->constant);
    if (found == nullptr) return;
    const IndicatorVersion& definition = found->newest();
    if (definition.counting_unit != count.unit) {
      Unknown("count.unit", count.unit,
              Quote(definition.counting_unit) + ", the counting unit of " + definition.definition);
    }
    for (const std::string& dimension : mapped) {
      if (dimension == "territory" || definition.HasDimension(dimension)) continue;
      Unknown("count", dimension, "a dimension of " + definition.definition);
    }
  }

  void Dimension(const std::string& dimension, const std::string& path) {
    if (dimension != "territory" && c_.FindDimension(dimension) == nullptr) {
      Unknown(path, dimension, "a dimension of the catalogue");
    }
  }

  void Target(const std::string& target, const std::string& path) {
    if (!IsVocabulary(target) && c_.FindDimension(target) == nullptr) {
      Unknown(path, target, "a column of the vocabulary or a dimension of the catalogue");
    }
  }

  void Codes(const std::string& target, const std::map<std::string, std::string>& codes,
             const std::string& path) {
    for (const auto& [from, to] : codes) Code(target, to, path);
  }

  void PeriodWords(const Json& json, const std::string& path) {
    for (const char* word : {"date", "period"}) {
      if (json.contains(word)) {
        Unknown(path, word, "\"date\" and \"period\" where the content is the period only");
      }
    }
  }

  void ValueWords(const Json& json, const std::string& path) {
    for (const char* word : {"symbols", "marks", "brackets"}) {
      if (json.contains(word)) Unknown(path, word, "it where the content is the value only");
    }
  }

  // "*" takes whatever else the file writes: remarks may, a code that nobody has seen may not.
  void Rest(const Json& column, const std::string& target) {
    static const std::set<std::string> kRemarks = {"flags", "note",     "law",          "source_ref",
                                                   "evidence", "counting_mode"};
    if (target == "*" || kRemarks.contains(target)) return;
    if (GetMember(column, "codes").is_object() && column["codes"].contains("*")) {
      Unknown("columns." + target + ".codes", "*",
              "each code by itself; only flags and remarks may say what all others mean");
    }
  }

  // Countries, sources and territories belong to countries that may not be there; their rows are
  // looked at when they are read.
  void Code(const std::string& target, const std::string& code, const std::string& path) {
    if (code.empty() || code == "_T") return;
    if (const Codelist* list = c_.FindDimension(target);
        list != nullptr && !list->codes().empty() && list->Find(code) == nullptr) {
      Unknown(path, code, "a code of " + target);
    }
    if (target == "indicator" && c_.FindIndicator(code) == nullptr) {
      Unknown(path, code, "the code of an indicator");
    }
    if (target == "status" && c_.FindStatus(code) == nullptr) {
      Unknown(path, code, "a value status of the catalogue");
    }
  }

  // Every header of the table is mapped, unpivoted or ignored, and nothing else is asked for.
  void Headers(const Mapping& mapping) {
    std::set<std::string> used = mapping.ignored;
    for (const MappedColumn& column : mapping.columns) {
      if (!column.from.empty()) used.insert(column.from);
      used.insert(column.also.begin(), column.also.end());
    }
    for (const SkipRule& rule : mapping.skip) {
      for (const SkipRule::Condition& condition : rule.conditions) used.insert(condition.column);
    }
    if (mapping.count) {
      for (const auto& [header, bands] : mapping.count->bands) {
        used.insert(header);
        if (!bands.at.empty()) used.insert(bands.at);
      }
      for (const auto& [dimension, multi] : mapping.count->multi) {
        for (const auto& [header, code] : multi.columns) used.insert(header);
      }
      if (!mapping.count->person.empty()) used.insert(mapping.count->person);
    }
    for (const std::string& header : used) {
      if (std::find(mapping.headers.begin(), mapping.headers.end(), header) ==
          mapping.headers.end()) {
        Unknown("columns", header, "one of the headers");
      }
    }
    for (std::size_t i = 0; i < mapping.headers.size(); ++i) {
      const std::string& header = mapping.headers[i];
      if (used.contains(header)) continue;
      if (mapping.unpivot && std::regex_match(header, std::regex(mapping.unpivot->headers)))
        continue;
      const std::string path = "for.headers[" + std::to_string(i) + "]";
      faults_.push_back({path, Quote(header), "",
                         file_ + ", " + path + ": the header " + Quote(header) +
                             " is neither mapped nor ignored.",
                         "A table with it would be refused; map it or name it in \"ignored\"."});
    }
  }

  void Unknown(const std::string& path, const std::string& found, const std::string& expected) {
    faults_.push_back(
        {path, Quote(found), expected,
         file_ + ", " + path + ": found " + Quote(found) + ", expected " + expected + ".", ""});
  }

  const Json& document_;
  const Catalogue& c_;
  const std::string& file_;
  std::vector<DocumentFault> faults_;
};

}  // namespace

std::vector<DocumentFault> CheckMapping(const Json& document, const Catalogue& catalogue,
                                        const std::string& file) {
  return MappingCheck(document, catalogue, file).Run();
}

}  // namespace rapporteur
