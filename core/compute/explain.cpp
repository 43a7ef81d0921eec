#include "core/compute/explain.h"

#include <memory>
#include <set>
#include <tuple>
#include <utility>

#include "core/base/number.h"
#include "core/base/text.h"
#include "core/compute/formula_book.h"
#include "core/compute/formula_inputs.h"
#include "core/compute/store_cells.h"
#include "core/store/documents.h"
#include "core/store/observations.h"
#include "core/store/store.h"

namespace rapporteur {
namespace {

// A stock that goes on from year to year is followed this far down.
constexpr int kMaxDepth = 20;

class Explainer {
 public:
  Explainer(Store& store, const Viewer& viewer, const FormulaBook& book, std::string language)
      : store_(store),
        viewer_(viewer),
        book_(book),
        language_(std::move(language)),
        cells_(store, viewer, book.catalogue().country()),
        table_(cells_, CellTable::Computed::kKeep) {}

  Result<ExplainNode> Node(SeriesKey key, const Period& period, const std::string& ref,
                           int depth) {
    ExplainNode node;
    node.ref = ref;
    node.key = std::move(key);
    node.period = period.code;
    node.value.status = "O";
    node.repeated = !seen_.insert({node.key, period.code}).second || depth >= kMaxDepth;
    const IndicatorVersion* version = VersionOf(node.key.indicator, period);
    if (version != nullptr) {
      node.title = version->question.In(language_);
      node.unit = version->unit;
      node.definition = version->definition;
    }
    if (Status s = ReadObservations(period, &node); !s.ok()) return s;
    if (version == nullptr) {
      if (!node.observation) node.reason = "no definition is valid in the period";
      return node;
    }
    if (version->dropped()) {
      if (!node.observation) node.reason = "the indicator is dropped: " + version->reason.In(language_);
      return node;
    }
    if (Status s = AddFormula(period, depth, &node); !s.ok()) return s;
    return node;
  }

 private:
  const IndicatorVersion* VersionOf(const std::string& code, const Period& period) const {
    const Indicator* indicator = book_.catalogue().FindIndicator(code);
    return indicator == nullptr ? nullptr : indicator->On(period.last_day);
  }

  Status ReadObservations(const Period& period, ExplainNode* node) {
    Selection selection;
    selection.countries = {node->key.country};
    selection.indicators = {node->key.indicator};
    selection.periods = RangeOf(period);
    selection.all_sources = true;
    for (const auto& [dimension, code] : ParseDimensions(node->key.dimensions)) {
      selection.where[dimension] = {code};
    }
    const Status read =
        store_.observations().ForEach(viewer_, selection, [&](const Observation& row) {
          if (row.key != node->key || row.period != node->period) return true;
          if (row.chosen) {
            node->observation = row;
          } else {
            node->others.push_back(row);
          }
          return true;
        });
    if (!read.ok()) return read;
    if (node->observation) {
      node->value = node->observation->value;
      if (!node->observation->definition.empty()) node->definition = node->observation->definition;
      if (!node->observation->remarks.unit.empty()) node->unit = node->observation->remarks.unit;
    }
    return {};
  }

  Status AddFormula(const Period& period, int depth, ExplainNode* node) {
    const FormulaBook::Entry* entry = book_.On(node->key.indicator, period.last_day);
    if (entry == nullptr) {
      if (!node->observation) node->reason = NothingChosen(*node);
      return {};
    }
    node->formula = entry->formula.text();
    node->rule = entry->alias ? "same as" : MissingRuleName(entry->missing);
    Result<FormulaInputs> inputs =
        FormulaInputs::Load(entry->formula, book_.catalogue(), table_, period);
    if (!inputs.ok()) return inputs.status();
    const Dimensions cell = ParseDimensions(node->key.dimensions);
    const Outcome outcome =
        Evaluate(entry->formula, entry->missing, node->key.territory, cell, *inputs);
    node->formula_value = outcome.value.number;
    for (const std::size_t ref : outcome.skipped) {
      node->left_out.push_back(ToText(entry->formula.refs()[ref]));
    }
    SayWhatIsToBeKnown(outcome, entry->formula, node);
    if (node->repeated) return {};
    for (std::size_t i = 0; i < entry->formula.refs().size(); ++i) {
      const CellRef& ref = entry->formula.refs()[i];
      const ResolvedRef resolved = Resolve(ref, node->key.territory, cell, *inputs);
      Result<ExplainNode> input =
          Node({node->key.country, ref.indicator, resolved.territory, resolved.dimensions},
               inputs->PeriodOf(i), ToText(ref), depth + 1);
      if (!input.ok()) return input.status();
      node->inputs.push_back(*std::move(input));
    }
    return {};
  }

  static std::string NothingChosen(const ExplainNode& node) {
    return node.others.empty() ? "no source gives a value" : "no source is chosen";
  }

  static void SayWhatIsToBeKnown(const Outcome& outcome, const Formula& formula,
                                 ExplainNode* node) {
    const std::string gap = GapReason(outcome, formula);
    if (!node->observation) {
      if (!node->others.empty()) {
        node->reason = NothingChosen(*node);
      } else if (!gap.empty()) {
        node->reason = gap;
      } else {
        node->reason = "the value is due to be computed";
        node->value = outcome.value;
      }
    } else if (node->observation->origin == "computed") {
      if (node->value != outcome.value) {
        node->reason = "the inputs have changed, the value is due to be computed again";
      } else {
        node->reason = gap;
      }
    }
  }

  Store& store_;
  const Viewer& viewer_;
  const FormulaBook& book_;
  const std::string language_;
  StoreCells cells_;
  CellTable table_;
  std::set<std::pair<SeriesKey, std::string>> seen_;
};

std::string ValueText(const Value& value, const std::string& unit) {
  std::string text = "no value";
  if (value.number) {
    text = FormatNumber(*value.number) + (unit.empty() ? "" : " " + unit);
  } else if (!value.text.empty()) {
    text = Quote(value.text);
  }
  if (value.status != "A" || !value.number) text += " (" + value.status + ")";
  for (char flag : value.flags) text += std::string(" ") + flag;
  return text;
}

// "published_figures.csv, row 106 (batch 1)"
std::string PlaceText(const Observation& row) {
  std::string text = row.file;
  if (!row.sheet.empty()) text += (text.empty() ? "" : ", ") + ("sheet " + row.sheet);
  if (row.row != 0) text += (text.empty() ? "" : ", ") + ("row " + std::to_string(row.row));
  if (row.batch != 0) text += (text.empty() ? "" : " ") + ("(batch " + std::to_string(row.batch) + ")");
  return text;
}

std::string SourceText(const Observation& row) {
  std::string text = row.source;
  const std::string place = PlaceText(row);
  if (!place.empty()) text += "; " + place;
  return text;
}

void AddText(const ExplainNode& node, const std::string& indent, std::string* text) {
  CellRef cell{node.key.indicator, ParseDimensions(node.key.dimensions), "", 0};
  if (node.key.territory != node.key.country) cell.territory = node.key.territory;
  const auto line = [&](const std::string& what) { *text += indent + "  " + what + "\n"; };
  *text += indent + ToText(cell) + " " + node.period + ": " + ValueText(node.value, node.unit);
  if (node.repeated && !node.formula.empty()) *text += " [inputs not shown again]";
  *text += "\n";
  if (indent.empty() && !node.title.empty()) line(node.title);
  if (node.observation && node.observation->origin != "computed") {
    line("source " + SourceText(*node.observation));
    if (!node.observation->choice_by.empty()) {
      line("chosen by " + node.observation->choice_by + ": " + node.observation->choice_reason);
    }
    if (!node.observation->remarks.note.empty()) line("note: " + node.observation->remarks.note);
  }
  for (const Observation& other : node.others) {
    line((other.value.number ? "not chosen: " : "") + ValueText(other.value, node.unit) +
         ", source " + SourceText(other));
  }
  if (!node.definition.empty()) line("definition " + node.definition);
  if (!node.formula.empty()) {
    const bool reported = node.observation && node.observation->origin != "computed";
    std::string how = node.rule == "same as" ? "same as " + node.formula
                                             : node.formula + " (" + node.rule + ")";
    if (reported) {
      how = "checked against " + how;
      if (node.formula_value) how += " = " + FormatNumber(*node.formula_value);
    } else {
      how = "computed as " + how;
    }
    line(how);
  }
  if (!node.left_out.empty()) line("left out: " + List(node.left_out));
  if (!node.reason.empty()) line("because " + node.reason);
  for (const ExplainNode& input : node.inputs) AddText(input, indent + "  ", text);
}

}  // namespace

Result<ExplainNode> Explain(Store& store, const Viewer& viewer, SeriesKey key,
                            const std::string& period, const std::string& language) {
  Result<Transaction> one_state = store.BeginRead();
  if (!one_state.ok()) return one_state.status();
  const Result<Period> parsed = ParsePeriod(period);
  if (!parsed.ok()) return parsed.status();
  Result<std::shared_ptr<const Catalogue>> catalogue =
      store.documents().CatalogueForReading(key.country);
  if (!catalogue.ok()) return catalogue.status();
  if (*catalogue == nullptr) {
    return store.documents().CatalogueOf(key.country).status();  // says what to do
  }
  if ((*catalogue)->FindIndicator(key.indicator) == nullptr) {
    return Status::Refused("unknown-indicator", "There is no indicator " + Quote(key.indicator) +
                                                    " in the catalogue of " + key.country + ".")
        .WithHint("'rapporteur indicator list' shows the codes.");
  }
  if (key.territory.empty()) key.territory = key.country;
  const FormulaBook book = FormulaBook::Read(*catalogue);
  return Explainer(store, viewer, book, language).Node(std::move(key), *parsed, "", 0);
}

std::string ToText(const ExplainNode& node) {
  std::string text;
  AddText(node, "", &text);
  return text;
}

}  // namespace rapporteur
