#include "core/import/template_return.h"

#include "core/base/number.h"
#include "core/base/text.h"
#include "core/import/template_cells.h"
#include "core/model/definition_fields.h"
#include "core/store/documents.h"
#include "core/store/store.h"

namespace rapporteur {
namespace {

constexpr const char* kTakeANewOne =
    "Write a new template with 'rapporteur template' and have it filled in.";
constexpr const char* kCodesStay =
    "Nothing but values, statuses and notes may be changed in a template. Put the codes back as they "
    "were, or fill in an unchanged copy.";

std::string KeyOf(const std::string& indicator, const std::string& breakdown,
                  const std::string& territory) {
  return indicator + "\n" + breakdown + "\n" + territory;
}

// "citizenship" of "citizenship=AL Albania".
std::string DimensionOf(const std::string& breakdown) {
  return breakdown.substr(0, breakdown.find('='));
}

// RS-CZZTLJ of "RS-CZZTLJ/direct".
std::string InstitutionOf(std::string source) {
  constexpr std::string_view kDirect = "/direct";
  if (source.ends_with(kDirect)) source.resize(source.size() - kDirect.size());
  return source;
}

}  // namespace

TemplateReturn::TemplateReturn(Store& store, std::string file, const std::vector<Field>& fields)
    : store_(store), file_(std::move(file)) {
  for (std::size_t i = 0; i < fields.size(); ++i) {
    types_.push_back(fields[i].type);
    if (fields[i].role == "row" || fields[i].role == "sheet") continue;
    const std::string header(Trim(fields[i].name));
    const std::optional<std::string> column = FormColumn(header);
    if (!column) continue;
    columns_.emplace(*column, i);
    headers_.emplace(*column, header);
    if (*column == kMarkColumn) mark_ = FindMark(header);
  }
}

std::string TemplateReturn::Cell(std::string_view column, const Table& table,
                                 std::size_t row) const {
  auto it = columns_.find(column);
  if (it == columns_.end() || table.IsMissing(it->second, row)) return "";
  switch (types_[it->second]) {
    case FieldType::kText:
      return std::string(Trim(table.Text(it->second, row)));
    case FieldType::kInt64:
      return std::to_string(table.Int64(it->second, row));
    default:
      return FormatNumber(table.Float64(it->second, row));
  }
}

void TemplateReturn::OnAside(std::string_view text) {
  const std::optional<TemplateMark> found = FindMark(text);
  if (!found) return;
  if (!mark_ && !catalogue_) mark_ = found;
  if (mark_ && MarkText(*mark_) != MarkText(*found)) property_ = MarkText(*found);
}

Status TemplateReturn::Begin(const Codes& codes, const Place& place) {
  const std::string country = mark_ ? mark_->country : codes.country;
  institution_ = mark_ ? mark_->institution : InstitutionOf(codes.source);
  mark_lost_ = !mark_;
  Result<std::shared_ptr<const Catalogue>> catalogue = store_.documents().CatalogueOf(country);
  if (country == "REG" || country.empty() || !catalogue.ok()) {
    return Status::Refused("country-not-enabled",
                           file_ + ": this is a template of " + Quote(country) +
                               ", and no country plugin for it is enabled.")
        .WithHint("List the plugins with 'rapporteur plugin list'.")
        .At(place);
  }
  catalogue_ = *catalogue;
  if (catalogue_->FindInstitution(institution_) == nullptr) {
    return Status::Refused("unknown-institution",
                           file_ + ": this is a template for " + Quote(institution_) +
                               ", which is no institution of " + country + ".")
        .WithHint(kTakeANewOne)
        .At(place);
  }
  if (!mark_) return {};
  Result<PeriodRange> periods = ParsePeriodRange(mark_->period);
  if (periods.ok()) periods_ = *periods;
  return CompareVersions(place);
}

Status TemplateReturn::CompareVersions(const Place& place) {
  if (mark_->document == catalogue_->id() && mark_->version == catalogue_->version()) return {};
  Result<std::shared_ptr<const Catalogue>> then =
      store_.documents().CatalogueOfVersion(mark_->document, mark_->version);
  if (!then.ok()) {
    return Status::Refused("template-version",
                           file_ + ": this template was written with " + mark_->document + " " +
                               mark_->version + ", which was never enabled here; " +
                               catalogue_->id() + " " + catalogue_->version() + " is.")
        .WithHint(kTakeANewOne)
        .At(place);
  }
  for (const Indicator& indicator : catalogue_->indicators()) {
    for (const IndicatorVersion& now : indicator.versions) {
      const IndicatorVersion* before = (*then)->FindDefinition(now.definition);
      if (before == nullptr) continue;
      std::vector<std::string> fields;
      for (const FieldDifference& field : Differing(*before, now)) {
        if (field.meaning) fields.push_back(field.name);
      }
      if (!fields.empty()) changed_[now.definition] = List(fields);
    }
  }
  return {};
}

TemplateReturn::Cells& TemplateReturn::CellsOf(const std::string& period) {
  Cells& cells = cells_[period];
  if (cells.loaded) return cells;
  cells.loaded = true;
  const Result<Period> parsed = ParsePeriod(period);
  if (!parsed.ok() || !periods_.Contains(*parsed)) return cells;
  for (const AskedCell& cell :
       CellsAskedOf(*catalogue_, institution_, {parsed->first_day, parsed->last_day})) {
    if (cell.period != parsed->code) continue;
    cells.by_codes[KeyOf(cell.version->code, BreakdownText(cell), cell.territory)] = {
        cell.version->definition, !cell.open.empty(), 0};
  }
  return cells;
}

Result<TemplateReturn::Answer> TemplateReturn::Look(const Table& table, std::size_t row,
                                                    const Place& place,
                                                    std::vector<Finding>& findings) {
  const auto cell = [&](std::string_view column) { return Cell(column, table, row); };
  const Codes codes = {cell("country"), cell("source"),    cell("indicator"), cell("period"),
                       cell("*"),       cell("territory"), cell("definition")};
  const bool answered = !cell("value").empty() || !cell("status").empty();
  const bool noted = !cell("note").empty();
  const bool coded = !(codes.country + codes.source + codes.indicator + codes.period +
                       codes.breakdown + codes.territory + codes.definition)
                          .empty();
  if (!coded && !answered && !noted) return Answer::kLeftEmpty;
  if (!catalogue_) {
    if (Status s = Begin(codes, place); !s.ok()) return s;
  }
  Place at = place;
  if (auto wrong = Check(codes, answered, place.row)) {
    at.column = headers_[wrong->first];
    findings.push_back(MakeFinding(wrong->second, at));
    return Answer::kRefused;
  }
  if (answered) {
    any_answer_ = true;
    return Answer::kGiven;
  }
  if (noted) {
    Finding finding;
    finding.level = Level::kWarning;
    finding.code = "note-alone";
    at.column = headers_["note"];
    finding.place = at;
    finding.message = PlaceText(at) + ": the row has a note and neither a value nor a status; the "
                                      "note is not stored.";
    finding.hint = "Say by the status why there is no value.";
    findings.push_back(std::move(finding));
  }
  return Answer::kLeftEmpty;
}

std::optional<std::pair<std::string, Problem>> TemplateReturn::Check(const Codes& codes,
                                                                     bool answered,
                                                                     std::uint64_t row) {
  using Wrong = std::pair<std::string, Problem>;
  const auto changed = [](const char* column, const std::string& found, std::string expected) {
    return Wrong{column, {"template-changed", found, std::move(expected), kCodesStay}};
  };
  if (codes.country != catalogue_->country()) {
    return changed("country", codes.country, catalogue_->country() + ", the country of the template");
  }
  if (InstitutionOf(codes.source) != institution_) {
    return changed("source", codes.source, institution_ + ", whom the template is for");
  }
  Cells& cells = CellsOf(codes.period);
  auto asked = cells.by_codes.find(KeyOf(codes.indicator, codes.breakdown, codes.territory));
  bool chosen = false;
  if (asked == cells.by_codes.end()) {  // a row whose code was chosen
    asked = cells.by_codes.find(
        KeyOf(codes.indicator, DimensionOf(codes.breakdown) + "=?", codes.territory));
    chosen = asked != cells.by_codes.end();
  }
  if (asked == cells.by_codes.end()) return NotAsked(codes, cells);
  Asked& cell = asked->second;
  if (codes.definition != cell.definition) {
    return Wrong{"definition",
                 {"definition-changed", codes.definition,
                  cell.definition + ", the definition of " + codes.indicator + " that is valid in " +
                      codes.period + " now",
                  kTakeANewOne}};
  }
  if (auto fields = changed_.find(cell.definition); answered && fields != changed_.end()) {
    return Wrong{"definition",
                 {"definition-changed", codes.definition,
                  "this definition as it was in " + mark_->document + " " + mark_->version + "; in " +
                      catalogue_->version() + " it has another " + fields->second,
                  kTakeANewOne}};
  }
  if (cell.open) {
    if (!answered || chosen) return std::nullopt;
    return Wrong{"*",
                 {"code-not-chosen", codes.breakdown,
                  "the code that the value is for, chosen from the list of the cell", ""}};
  }
  if (cell.row != 0) {
    return changed("*", codes.breakdown,
                   "each row of the template once; row " + std::to_string(cell.row) + " is the same");
  }
  cell.row = row;
  return std::nullopt;
}

std::pair<std::string, Problem> TemplateReturn::NotAsked(const Codes& codes,
                                                         const Cells& cells) const {
  const auto changed = [](const char* column, const std::string& found, std::string expected) {
    return std::pair<std::string, Problem>{
        column, {"template-changed", found, std::move(expected), kCodesStay}};
  };
  if (cells.by_codes.empty()) {
    return changed("period", codes.period, "a period of the template");
  }
  const auto of_indicator = cells.by_codes.lower_bound(codes.indicator + "\n");
  if (codes.indicator.empty() || of_indicator == cells.by_codes.end() ||
      !of_indicator->first.starts_with(codes.indicator + "\n")) {
    return changed("indicator", codes.indicator,
                   "the code of an indicator that " + institution_ + " is asked for in " + codes.period);
  }
  const bool known_breakdown =
      cells.by_codes.contains(KeyOf(codes.indicator, codes.breakdown, catalogue_->country()));
  return changed(known_breakdown ? "territory" : "*",
                 known_breakdown ? codes.territory : codes.breakdown,
                 "a code of the template in the rows of " + codes.indicator);
}

void TemplateReturn::Finish(Findings& findings) {
  const auto warn = [&](Level level, const char* code, std::string message) {
    Finding finding;
    finding.level = level;
    finding.code = code;
    finding.place.file = file_;
    finding.message = file_ + ": " + std::move(message);
    findings.Add(std::move(finding));
  };
  if (!property_.empty()) {
    warn(Level::kError, "template-mark",
         "the mark in the file's properties is that of another template than the mark in its header.");
  }
  if (mark_lost_ && catalogue_) {
    warn(Level::kWarning, "template-mark",
         "the column with the template's mark is gone, so which version of " + catalogue_->id() +
             " it was written with is not known; only the names of the definitions were compared.");
  }
  if (!catalogue_) return;
  if (!any_answer_ && findings.errors() == 0) {
    warn(Level::kWarning, "template-empty", "no row has a value or a status; nothing is stored.");
  }
  if (!mark_) return;
  std::uint64_t asked = 0, missing = 0;
  for (const AskedCell& cell : CellsAskedOf(*catalogue_, institution_, periods_)) {
    if (!cell.open.empty()) continue;
    ++asked;
    const auto& cells = CellsOf(cell.period).by_codes;
    auto it = cells.find(KeyOf(cell.version->code, BreakdownText(cell), cell.territory));
    if (it != cells.end() && it->second.row == 0) ++missing;
  }
  if (missing > 0) {
    warn(Level::kWarning, "rows-missing",
         Grouped(missing) + " of the " + Grouped(asked) +
             " rows of the template are not in the file; nothing is stored for them.");
  }
}

}  // namespace rapporteur
