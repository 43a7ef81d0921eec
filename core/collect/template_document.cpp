#include "core/collect/template_document.h"

#include <algorithm>
#include <set>

#include "core/base/json.h"
#include "core/base/text.h"
#include "core/collect/template_help.h"
#include "core/collect/template_row.h"
#include "core/import/template_form.h"
#include "core/store/documents.h"
#include "core/store/observations.h"
#include "core/store/store.h"

namespace rapporteur {
namespace {

constexpr int kMostYears = 30;

std::string_view KindName(AskedCell::Kind kind) {
  switch (kind) {
    case AskedCell::Kind::kTotal:
      return "total";
    case AskedCell::Kind::kOpen:
      return "open";
    case AskedCell::Kind::kTerritory:
      return "territory";
    case AskedCell::Kind::kCrossing:
      return "crossing";
    default:
      return "part";
  }
}

class Builder {
 public:
  Builder(const Catalogue& catalogue, const TemplateRequest& request, const std::string& language,
          std::vector<AskedCell> cells, const EarlierValues& earlier)
      : text_(catalogue, language), request_(request), cells_(std::move(cells)), earlier_(earlier) {}

  Json Build() {
    const TemplateMark mark = {request_.country,
                               request_.institution,
                               request_.period,
                               text_.language,
                               text_.catalogue.id(),
                               text_.catalogue.version(),
                               cells_.size()};
    Json document;
    document["format"] = "template/1";
    document["language"] = text_.language;
    document["country"] = request_.country;
    document["institution"] = request_.institution;
    document["period"] = request_.period;
    document["title"] = TemplateTitle(text_, request_.institution);
    document["mark"] = {{"name", kMarkName}, {"text", MarkText(mark)}};
    document["data"] = {{"name", text_.Say("Data")}, {"columns", Columns(mark)}};
    AddRows(document["data"]);
    document["help"] = {{"name", text_.Say("Instructions")},
                        {"blocks", HelpBlocks(text_, request_.institution, request_.period,
                                              text_.Say("Data"), document["data"]["columns"],
                                              Definitions())}};
    document["codes"] = Codes();
    document["words"] = {{"choose", text_.Say("Choose from the list.")}};
    document["warnings"] = Warnings();
    return document;
  }

 private:
  // A column's look: "text" is read only, "code" too, "number" and "entry" are filled in.
  Json Columns(const TemplateMark& mark) const {
    const std::string codes = text_.Say(
        "A code by which your answer is read. Please leave it as it is.");
    Json columns = Json::array();
    const auto add = [&](const std::string& label, std::string_view name, const char* look,
                         int width, const std::string& help) {
      columns.push_back({{"name", name},
                         {"label", label},
                         {"header", FormHeader(label, name)},
                         {"look", look},
                         {"width", width},
                         {"help", help}});
    };
    add(text_.Say("Code of the indicator"), "indicator", "code", 11, codes);
    add(text_.Say("Period"), "period", "code", 9, codes);
    add(text_.Say("What is asked"), kInfoColumn, "text", 58,
        text_.Say("The question, and below it its parts. What stands as “of which” is counted in "
                  "the row above it as well."));
    add(text_.Say("Breakdown"), "*", "code", 24,
        text_.Say("The code of the part. Where it ends with a question mark, choose the code from "
                  "the list of the cell, and leave the rows blank that you do not need."));
    add(text_.Say("Value"), "value", "number", 13,
        text_.Say("The number as your records have it."));
    add(text_.Say("Why there is no value"), "status", "entry", 22,
        text_.Say("The reason, chosen from the list of the cell. Beside a number it may say that "
                  "the number is provisional or estimated."));
    add(text_.Say("Note"), "note", "entry", 30,
        text_.Say("What a reader of the number must know. It is stored with the value."));
    add(text_.Say("Reported before"), kInfoColumn, "text", 15,
        text_.Say("What your institution gave for the period before, to compare with. It is not "
                  "read."));
    add(text_.Say("Territory"), "territory", "code", 11, codes);
    add(text_.Say("Definition"), "definition", "code", 16, codes);
    add(text_.Say("Country"), "country", "code", 8, codes);
    add(text_.Say("Source"), "source", "code", 16, codes);
    // Its cells are not empty, for an importer may leave an empty column out, header and all.
    add(MarkText(mark), kMarkColumn, "code", 12, "");
    return columns;
  }

  void AddRows(Json& data) {
    Json& rows = data["rows"] = Json::array();
    Json& rules = data["rules"] = Json::array();
    for (const AskedCell& cell : cells_) {
      Json rule = ValueRule(text_, *cell.version);
      auto known = std::find(rules.begin(), rules.end(), rule);
      const auto number = known - rules.begin();
      if (known == rules.end()) rules.push_back(std::move(rule));
      const bool total = cell.kind == AskedCell::Kind::kTotal;
      rows.push_back({{"kind", KindName(cell.kind)},
                      {"rule", number},
                      {"cells",
                       {cell.version->code, cell.period, AskedText(text_, cell),
                        BreakdownText(cell), "", "", "", EarlierText(text_, cell, earlier_),
                        cell.territory, cell.version->definition, request_.country,
                        request_.institution, text_.catalogue.version()}}});
      // Below the question, in the same cell.
      if (total) rows.back()["counted"] = CountedText(text_, *cell.version);
      if (!cell.open.empty()) rows.back()["open"] = cell.open;
    }
  }

  // What each indicator means, once for all its rows.
  std::vector<std::string> Definitions() const {
    std::vector<std::string> texts;
    std::set<const IndicatorVersion*> told;
    for (const AskedCell& cell : cells_) {
      if (!told.insert(cell.version).second) continue;
      const std::string said = DefinitionText(text_, *cell.version);
      if (!said.empty()) texts.push_back(cell.version->code + ": " + said);
    }
    return texts;
  }

  // Lists of texts, each under its heading; a drop-down list offers one of them, by its name.
  Json Codes() const {
    Json lists = Json::array();
    Json statuses = {{"name", "status"}, {"title", text_.Say("Why there is no value")}};
    for (const ValueStatus* status : StatusesToChoose(text_.catalogue)) {
      statuses["items"].push_back(StatusWord(*status, text_.language));
    }
    lists.push_back(std::move(statuses));
    std::set<std::string> told;
    for (const AskedCell& cell : cells_) {
      for (const std::string& dimension : cell.version->dimensions) {
        if (!told.insert(dimension).second) continue;
        Json list = {{"name", dimension}, {"title", text_.DimensionTitle(dimension)}};
        for (const Code* code : CodesUsed(text_.catalogue, *cell.version, dimension)) {
          list["items"].push_back(OpenCodeText(dimension, *code, text_.language));
        }
        lists.push_back(std::move(list));
      }
    }
    return {{"name", text_.Say("Codes")}, {"lists", std::move(lists)}};
  }

  // What whoever sends the template should know before; for them, so in English.
  Json Warnings() const {
    Json warnings = Json::array();
    if (text_.untranslated() > 0) {
      const auto texts = static_cast<std::uint64_t>(text_.untranslated());
      warnings.push_back(Counted(texts, "text of the documents is", "texts of the documents are") +
                         " not translated into " + text_.language + "; English stands there.");
    }
    const AccessToInformation& access = text_.catalogue.access();
    if (access.law.empty()) {
      warnings.push_back("The country's document names no law on access to information, so the "
                         "template has no legal basis and no time limit.");
    } else if (access.review) {
      warnings.push_back("The legal basis and the time limit still await review in the country's "
                         "document.");
    }
    return warnings;
  }

  const TemplateText text_;
  const TemplateRequest& request_;
  const std::vector<AskedCell> cells_;
  const EarlierValues& earlier_;
};

// Of two values for one cell that which the institution gave us itself, else the newer one's.
bool IsBetter(const Observation& a, const Observation& b) {
  if ((a.publication == "direct") != (b.publication == "direct")) return a.publication == "direct";
  return a.chosen && !b.chosen;
}

Result<EarlierValues> ReadEarlier(Store& store, const Viewer& viewer,
                                  const TemplateRequest& request, const PeriodRange& periods) {
  EarlierValues earlier;
  Selection selection;
  selection.countries = {request.country};
  selection.periods = {periods.first_day - 10000, periods.last_day};  // a year before
  selection.all_sources = true;
  Status read = store.observations().ForEach(viewer, selection, [&](const Observation& found) {
    if (found.counted_by != request.institution || found.withdrawn) return true;
    const CellPeriod cell = {found.key, found.period};
    auto it = earlier.find(cell);
    if (it == earlier.end() || IsBetter(found, it->second)) earlier[cell] = found;
    return true;
  });
  if (!read.ok()) return read;
  return earlier;
}

Result<PeriodRange> ReadPeriods(const std::string& text) {
  Result<PeriodRange> periods = ParsePeriodRange(text);
  if (!periods.ok()) return Status::Usage("bad-period", "--period: " + periods.status().message() + ".");
  const int years = periods->last_day / 10000 - periods->first_day / 10000;
  if (years < 0 || years >= kMostYears) {
    return Status::Usage("bad-period", "--period: found " + Quote(text) +
                                           ", expected at most thirty years: 2024 or 2022:2024.");
  }
  return periods;
}

}  // namespace

Result<Json> BuildTemplate(const Catalogue& catalogue, const TemplateRequest& request,
                           const EarlierValues& earlier) {
  Result<PeriodRange> periods = ReadPeriods(request.period);
  if (!periods.ok()) return periods.status();
  if (catalogue.FindInstitution(request.institution) == nullptr) {
    return Status::Usage("unknown-institution", "found " + Quote(request.institution) +
                                                    ", expected the code of an institution of " +
                                                    catalogue.country() + ".")
        .WithHint("The country's document lists them; 'rapporteur indicator show " +
                  catalogue.country() + " CODE' says whom an indicator is asked from.");
  }
  const std::vector<std::string>& languages = catalogue.languages();
  const std::string language =
      request.language.empty() && !languages.empty() ? languages.front() : request.language;
  if (std::find(languages.begin(), languages.end(), language) == languages.end()) {
    return Status::Refused("unknown-language", "There is no template in " + Quote(language) + " for " +
                                                   catalogue.country() + ", expected " +
                                                   List(languages) + ".");
  }
  std::vector<AskedCell> cells = CellsAskedOf(catalogue, request.institution, *periods);
  if (cells.empty()) {
    return Status::Refused("nothing-asked", "No indicator of " + catalogue.country() +
                                                " is asked from " + request.institution + " in " +
                                                request.period + ".")
        .WithHint("An institution is asked where an indicator names it as \"owner\" or in "
                  "\"asked_from\".");
  }
  return Builder(catalogue, request, language, std::move(cells), earlier).Build();
}

Result<Json> TemplateFromStore(Store& store, const Viewer& viewer, const TemplateRequest& request) {
  Result<Transaction> one_state = store.BeginRead();
  if (!one_state.ok()) return one_state.status();
  Result<std::shared_ptr<const Catalogue>> catalogue =
      store.documents().CatalogueOf(request.country);
  if (!catalogue.ok()) return catalogue.status();
  Result<PeriodRange> periods = ReadPeriods(request.period);
  if (!periods.ok()) return periods.status();
  Result<EarlierValues> earlier = ReadEarlier(store, viewer, request, *periods);
  if (!earlier.ok()) return earlier.status();
  return BuildTemplate(**catalogue, request, *earlier);
}

}  // namespace rapporteur
