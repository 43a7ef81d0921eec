#include <cstdio>

#include "core/base/json.h"
#include "core/base/number.h"
#include "core/base/text.h"
#include "core/cli/command.h"
#include "core/cli/selection_options.h"
#include "core/cli/console.h"
#include "core/cli/table.h"
#include "core/export/observation_json.h"
#include "core/export/units.h"
#include "core/store/choices.h"
#include "core/store/observations.h"

namespace rapporteur {
namespace {

Viewer ViewerOf(const Console& console) { return {console.user(), Viewer::Purpose::kWork}; }

void Write(const std::string& text) { std::fwrite(text.data(), 1, text.size(), stdout); }

// One document, written row by row: a query may give millions.
Status PrintQueryJson(Store& store, const Viewer& viewer, const Selection& selection) {
  std::uint64_t count = 0;
  Units units(store);
  Status filled;
  Write("{\n  \"format\": \"query/1\",\n  \"observations\": [");
  Status read = store.observations().ForEach(viewer, selection, [&](const Observation& observation) {
    Observation shown = observation;
    filled = units.Fill(shown);
    Write((count++ == 0 ? "\n    " : ",\n    ") + DumpJson(ToJson(shown)));
    return filled.ok();
  });
  if (!read.ok()) return read;
  if (!filled.ok()) return filled;
  Write("\n  ],\n  \"count\": " + std::to_string(count) + "\n}\n");
  return {};
}

std::string Marks(const Observation& o) {
  std::string marks;
  if (o.chosen) marks += "chosen ";
  if (o.disputed) marks += "disputed ";
  if (o.withdrawn) marks += "withdrawn ";
  if (!o.current) marks += "old ";
  return std::string(Trim(marks));
}

Result<Output> Query(Console& console, const CommandArguments& arguments) {
  Result<Selection> selection = ReadSelection(arguments);
  if (!selection.ok()) return selection.status();
  Result<Store*> store = console.store(Store::Mode::kRead);
  if (!store.ok()) return store.status();
  Output output;
  output.printed = true;
  if (console.json()) {
    Status s = PrintQueryJson(**store, ViewerOf(console), *selection);
    if (!s.ok()) return s;
    return output;
  }
  TextTable table({"indicator", "country", "territory", "period", "breakdown", "value>", "st", "fl",
                   "source", "rev>", "marks", "reason"});
  std::uint64_t count = 0;
  Status read =
      (*store)->observations().ForEach(ViewerOf(console), *selection, [&](const Observation& o) {
        if (++count > 2000) return true;
        table.Add({o.key.indicator, o.key.country, o.key.territory, o.period, o.key.dimensions,
                   o.value.number ? FormatNumber(*o.value.number) : o.value.text, o.value.status,
                   o.value.flags, o.source.empty() ? o.origin : o.source, std::to_string(o.revision),
                   Marks(o), o.choice_reason});
        return true;
      });
  if (!read.ok()) return read;
  Write(count == 0 ? "No value fits.\n" : table.Print());
  if (count > 2000) Write("... " + Grouped(count - 2000) + " more; use --json or 'rapporteur export'.\n");
  Write("Working copy, not for publication.\n");
  return output;
}

Result<Output> Choose(Console& console, const CommandArguments& arguments) {
  Result<CellOption> cell = ReadCell(arguments);
  if (!cell.ok()) return cell.status();
  Result<Period> period = ParsePeriod(arguments.Get("PERIOD"));
  if (!period.ok()) return Status::Usage("bad-period", "PERIOD: " + period.status().message() + ".");
  Result<Store*> store = console.store();
  if (!store.ok()) return store.status();
  ChoiceRecord choice;
  choice.country = arguments.Get("CC");
  choice.indicator = arguments.Get("INDICATOR");
  choice.period = period->code;
  if (arguments.Has("--where")) {
    choice.territory = cell->territory.empty() ? choice.country : cell->territory;
    choice.dimensions = cell->dimensions;
  }
  choice.source = arguments.Get("--source");
  choice.reason = arguments.Get("--reason");
  choice.user = console.user();
  const bool withdraw = arguments.Has("--withdraw");
  if (withdraw == !choice.source.empty()) {
    return Status::Usage("usage", "choose takes either --source CODE with --reason TEXT, or --withdraw.");
  }
  Status s = withdraw ? (*store)->choices().Withdraw(choice) : (*store)->choices().Choose(choice);
  if (!s.ok()) return s;
  Json json;
  json["format"] = "choice/1";
  json["country"] = choice.country;
  json["indicator"] = choice.indicator;
  json["period"] = choice.period;
  json["source"] = NullIfEmpty(choice.source);
  json["withdrawn"] = withdraw;
  const std::string what = choice.country + " " + choice.indicator + " " + choice.period;
  return MakeOutput(std::move(json), withdraw ? "The rule decides again for " + what + ".\n"
                                              : what + " is now taken from " + choice.source + ".\n");
}

}  // namespace

std::vector<Command> QueryCommands() {
  const Option country{"CC", "", "Country", true}, indicator{"INDICATOR", "", "Indicator code", true},
      period{"PERIOD", "", "Period: 2017, 2017-S1, 2013/2016", true};
  return {
      {{"query"},
       "Print stored values",
       SelectionOptions(),
       "Gives the chosen values and all breakdowns unless told otherwise.\n"
       "Example: rapporteur query --country RS --indicator ID.02 --period 2015:2023 --totals",
       Query},
      {{"choose"},
       "Choose between the sources of a value",
       {country, indicator, period,
        {"--source", "CODE", "The source to take"},
        {"--reason", "TEXT", "Why"},
        {"--withdraw", "", "Let the rule decide again"},
        WhereOption()},
       "Chosen for total and parts together; --where chooses for one cell.\n"
       "Example: rapporteur choose RS ID.02 2017 --source ONOFF-2018/RS-MUP --reason \"...\"",
       Choose},
  };
}

}  // namespace rapporteur
