// How a figure is defined: the fields of its definition, the versions used, and every deviation
// from the regional catalogue with its reason.
#include <algorithm>
#include <set>

#include "core/base/json.h"
#include "core/base/text.h"
#include "core/report/blocks.h"
#include "core/report/sections.h"
#include "core/report/words.h"

namespace rapporteur::report {
namespace {

bool Reviewed(const IndicatorVersion& version, const std::string& field) {
  return std::find(version.review.begin(), version.review.end(), field) == version.review.end();
}

Json FieldValue(const ReportContext& context, const std::string& field, const std::string& value) {
  return IsCodedField(field) ? context.CodeLabel(field, value) : context.Verbatim(value);
}

std::string BaseValue(const IndicatorVersion& base, const std::string& field) {
  if (field == "age_reference") return base.age_reference;
  if (field == "counting_mode") return base.counting_mode;
  if (field == "counting_unit") return base.counting_unit;
  if (field == "person_status") return base.person_status;
  if (field == "reference") return base.reference;
  if (field == "unit") return base.unit;
  if (field == "value_kind") return base.value_kind;
  if (field == "formula") return base.formula;
  if (field == "dimensions") return Join(base.dimensions, ", ");
  return "";
}

const IndicatorVersion* BaseOf(const ReportContext& context, const IndicatorVersion& version) {
  if (context.data.regional == nullptr || version.base_code.empty()) return nullptr;
  const Indicator* base = context.data.regional->FindIndicator(version.base_code);
  return base == nullptr ? nullptr : base->Find(version.base_version);
}

// The country's text; where it repeats the region's, what the document says in short instead.
Json TextHere(const ReportContext& context, const LocalText& here, const LocalText* regional,
              const std::string& in_short) {
  if (regional == nullptr || in_short.empty() || here.In("en") != regional->In("en")) {
    return context.Text(here);
  }
  return context.Text(LocalText::Read(Json(in_short)));
}

Json Deviations(ReportContext& context, const IndicatorVersion& version) {
  const IndicatorVersion* base = BaseOf(context, version);
  TableBlock table("deviation", context.Say("{code}: deviation from the regional catalogue",
                                            {{"code", version.code}}));
  table.Column(context.Say("Field"));
  table.Column(context.Say("Regional catalogue"));
  table.Column(context.Say("This country"));
  table.Column(context.Say("Reason"));
  for (const Change& change : version.changes) {
    Json regional = TextCell("");
    if (base != nullptr && change.field == "definition") {
      regional = context.Text(base->definition_text);
    } else if (base != nullptr && change.field == "question") {
      regional = context.Text(base->question);
    } else if (base != nullptr) {
      const std::string value = BaseValue(*base, change.field);
      if (!value.empty()) regional = FieldValue(context, change.field, value);
    }
    Json here = FieldValue(context, change.field, change.to);
    if (change.field == "definition") {
      here = TextHere(context, version.definition_text, base ? &base->definition_text : nullptr,
                      change.to);
    } else if (change.field == "question") {
      here = TextHere(context, version.question, base ? &base->question : nullptr, change.to);
    }
    bool known = false;
    const std::string field = Word(*context.messages, WordKind::kField, change.field, &known);
    table.Row("value", {TextCell(known ? Json(field) : context.Verbatim(field)), regional, here,
                        TextCell(context.Text(change.reason, !Reviewed(version, "changes")))});
  }
  return table.Finish(context);
}

std::string ValidityText(const ReportContext& context, const IndicatorVersion& version) {
  if (version.valid_to == kLastDate) {
    return context.Say("valid from {from}", {{"from", context.formats.Day(version.valid_from)}});
  }
  return context.Say("valid from {from} to {to}",
                     {{"from", context.formats.Day(version.valid_from)},
                      {"to", context.formats.Day(version.valid_to)}});
}

// The definitions the shown values are bound to, with what is true of each.
std::vector<Json> VersionsUsed(const ReportContext& context, const ReportedIndicator& indicator) {
  std::set<std::string> used;
  for (const auto& [key, series] : context.cells.Of(indicator.indicator->code)) {
    for (const auto& [period, cell] : series) used.insert(cell.shown->definition);
  }
  used.erase("");
  if (used.empty()) used.insert(indicator.version->definition);
  std::vector<Json> versions;
  for (const std::string& name : used) {
    const IndicatorVersion* version = context.catalogue.FindDefinition(name);
    if (version == nullptr) {
      versions.push_back(context.Verbatim(name));
      continue;
    }
    versions.push_back(
        {{"text", name + ": " + ValidityText(context, *version) + "; " +
                      Word(*context.messages, WordKind::kDecision, version->decision)}});
  }
  return versions;
}

std::vector<Json> LegalBasis(const ReportContext& context, const IndicatorVersion& version) {
  std::vector<Json> texts;
  for (const std::string& code : version.laws) {
    const Law* law = context.catalogue.FindLaw(code);
    if (law == nullptr) {
      texts.push_back(context.Verbatim(code));
      continue;
    }
    Json text = context.Text(law->act, law->review);
    if (!law->article.empty() && law->article != "-") {
      text["text"] =
          context.Say("{act}, art. {article}", {{"act", TextOf(text)}, {"article", law->article}});
    }
    texts.push_back(std::move(text));
  }
  for (const std::string& basis : version.legal_basis) {
    texts.push_back({{"text", basis}, {"lang", "en"}});
  }
  return texts;
}

}  // namespace

void AddDefinition(ReportContext& context, const ReportedIndicator& indicator, Json& blocks) {
  const IndicatorVersion& version = *indicator.version;
  FactList facts("definition");
  facts.Add(context.Say("Unit"), context.Unit(version));
  auto label = [&](const std::string& title, const std::string& list, const std::string& code) {
    if (!code.empty() && code != "none") facts.Add(title, context.CodeLabel(list, code));
  };
  label(context.Say("What is counted"), "counting_unit", version.counting_unit);
  label(context.Say("Status of the persons"), "person_status", version.person_status);
  label(context.Say("Way of counting"), "counting_mode", version.counting_mode);
  label(context.Say("Age at"), "age_reference", version.age_reference);
  label(context.Say("Reference period"), "reference", version.reference);
  std::vector<std::string> dimensions;
  for (const std::string& dimension : version.dimensions) {
    dimensions.push_back(TextOf(context.DimensionTitle(dimension)));
  }
  if (version.by_territory) dimensions.push_back(context.Say("territory"));
  facts.Add(context.Say("To be broken down by"), Json{{"text", context.formats.List(dimensions)}});
  if (!version.formula.empty()) {
    facts.Add(context.Say("Formula"), Json{{"text", context.FormulaText(version.formula)}});
  }
  if (!version.subset_of.empty()) {
    facts.Add(context.Say("Part of"), Json{{"text", version.subset_of}});
  }
  facts.Add(context.Say("Asked from"), context.AskedFrom(version));
  facts.Add(context.Say("Legal basis"), LegalBasis(context, version));
  std::vector<Json> comparable;
  for (const std::string& text : version.comparable_with) {
    comparable.push_back({{"text", text}, {"lang", "en"}});
  }
  facts.Add(context.Say("The same number is asked by"), comparable);
  facts.Add(context.Say("Kind of indicator"),
            Json{{"text", Word(*context.messages, WordKind::kIndicatorType, version.type)}});
  facts.Add(context.Say("Definition used"), VersionsUsed(context, indicator));
  blocks.push_back(facts.Finish());
  if (!version.changes.empty()) blocks.push_back(Deviations(context, version));
  if (!version.reason.empty()) {
    blocks.push_back(Paragraph("reason", context.Text(version.reason)));
  }
}

}  // namespace rapporteur::report
