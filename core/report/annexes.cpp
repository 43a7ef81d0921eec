// The annexes: sources with the figures taken from each, the index of indicators, and how the
// report was made.
#include <map>
#include <set>

#include "core/base/json.h"
#include "core/report/blocks.h"
#include "core/report/sections.h"
#include "core/report/words.h"

namespace rapporteur::report {
namespace {

// What was taken from one source: indicator to periods, and where in which file.
struct Taken {
  std::map<std::string, std::set<std::string>> periods;
  std::size_t values = 0;
  std::map<std::string, std::set<std::uint64_t>> rows;  // "file, batch 1" to rows
};

std::map<std::string, Taken> FindTaken(const ReportContext& context) {
  std::map<std::string, Taken> taken;
  for (const Indicator& indicator : context.catalogue.indicators()) {
    for (const auto& [key, series] : context.cells.Of(indicator.code)) {
      for (const auto& [period, cell] : series) {
        for (const Observation* observation : cell.all) {
          Taken& from = taken[observation->source];
          from.periods[indicator.code].insert(period);
          ++from.values;
          if (observation->file.empty()) continue;
          std::string file = observation->file;
          if (!observation->sheet.empty()) file += ", " + observation->sheet;
          from.rows[file].insert(observation->row);
        }
      }
    }
  }
  return taken;
}

// {1, 2, 3, 7} as "1–3, 7".
std::string Runs(const std::set<std::uint64_t>& numbers) {
  std::string text;
  for (auto it = numbers.begin(); it != numbers.end();) {
    const std::uint64_t first = *it;
    std::uint64_t last = first;
    while (++it != numbers.end() && *it == last + 1) last = *it;
    text += (text.empty() ? "" : ", ") + std::to_string(first);
    if (last != first) text += "–" + std::to_string(last);
  }
  return text;
}

std::vector<Json> FiguresOf(const ReportContext& context, const Taken& taken) {
  std::vector<Json> figures;
  for (const auto& [code, periods] : taken.periods) {
    std::string text;
    for (const std::string& period : periods) {
      text += (text.empty() ? "" : ", ") + context.formats.PeriodName(period);
    }
    figures.push_back({{"text", code + ": " + text}, {"href", "#" + SectionId(code)}});
  }
  return figures;
}

Json SourceItem(const ReportContext& context, const NumberedSource& numbered, const Taken& taken) {
  const Source& source = numbered.source;
  FactList facts("source");
  facts.Add(context.Say("Counted by"), context.InstitutionName(source.counted_by));
  facts.Add(context.Say("Kind"),
            Json{{"text", Word(*context.messages, WordKind::kSourceKind, source.kind)}});
  facts.Add(context.Say("Published"), Json{{"text", PublishedText(context, source.published_on)}});
  facts.Add(context.Say("Code"), Json{{"text", source.code}});
  facts.Add(context.Count("{n} value", "{n} values", taken.values), FiguresOf(context, taken));
  std::vector<Json> files;
  for (const auto& [file, rows] : taken.rows) {
    files.push_back(
        {{"text", context.Say("{file}, rows {rows}", {{"file", file}, {"rows", Runs(rows)}})}});
  }
  facts.Add(context.Say("Read from"), files);
  Json item = {{"number", numbered.number},
               {"id", "source-" + std::to_string(numbered.number)},
               {"title", context.Verbatim(source.title)},
               {"facts", facts.Finish()["items"]}};
  if (!source.url.empty()) item["url"] = source.url;
  return item;
}

}  // namespace

std::string PublishedText(const ReportContext& context, const std::string& published_on) {
  if (published_on.size() == 10) {
    if (const std::optional<Date> day = ParseDate(published_on)) return context.formats.Day(*day);
  }
  return published_on.size() == 7 ? context.formats.PeriodName(published_on) : published_on;
}

Json SourcesSection(ReportContext& context) {
  Json section = Section("sources", "annex", {{"text", context.Say("Sources")}});
  section["blocks"].push_back(Paragraph(
      "lead", {{"text", context.Say("The same body in another publication is another source. Under "
                                    "each stand the figures taken from it and the rows they were "
                                    "read from.")}}));
  std::map<std::string, Taken> taken = FindTaken(context);
  Json block = {{"type", "sources"}, {"role", "sources"}, {"items", Json::array()}};
  for (const NumberedSource& source : context.sources()) {
    block["items"].push_back(SourceItem(context, source, taken[source.source.code]));
  }
  section["blocks"].push_back(std::move(block));
  return section;
}

Json IndexSection(ReportContext& context, const std::vector<ReportedArea>& areas) {
  Json section = Section("index", "annex", {{"text", context.Say("Indicators of this report")}});
  TableBlock table("index", context.Say("Indicators, their definitions and where they stand"));
  table.Column(context.Say("Code"));
  table.Column(context.Say("Question"));
  table.Column(context.Say("Definition"));
  table.Column(context.Say("Decision"));
  auto row = [&](const ReportedIndicator& entry) {
    const IndicatorVersion& version = *entry.version;
    Json code = {{"text", version.code}};
    code["href"] = entry.has_data ? "#" + SectionId(version.code) : "#gaps-" + version.area;
    table.Row(entry.has_data ? "value" : "missing",
              {code, TextCell(context.Text(version.question)), TextCell(version.definition),
               TextCell(Word(*context.messages, WordKind::kDecisionInShort, version.decision))});
  };
  for (const ReportedArea& area : areas) {
    for (const ReportedIndicator& indicator : area.with_data) row(indicator);
    for (const ReportedIndicator& indicator : area.gaps) row(indicator);
  }
  section["blocks"].push_back(table.Finish(context));
  return section;
}

Json MakingSection(ReportContext& context) {
  Json section = Section("making", "annex", {{"text", context.Say("How this report was made")}});
  FactList facts("versions");
  facts.Add(context.Say("Country document"),
            Json{{"text", context.catalogue.id() + " " + context.catalogue.version()}});
  if (context.data.regional != nullptr) {
    facts.Add(context.Say("Regional catalogue"),
              Json{{"text", context.data.regional->id() + " " + context.data.regional->version()}});
  }
  facts.Add(context.Say("Program"), Json{{"text", context.data.program}});
  section["blocks"].push_back(facts.Finish());
  if (context.data.batches.empty()) return section;
  TableBlock table("batches", context.Say("Files the values were read from"));
  table.Column(context.Say("Batch"), true);
  table.Column(context.Say("File"));
  table.Column(context.Say("Importer"));
  table.Column(context.Say("Read on"));
  table.Column(context.Say("SHA-256"));
  for (const ReportBatch& batch : context.data.batches) {
    const std::optional<Date> day = ParseDate(batch.finished.substr(0, 10));
    table.Row("value",
              {TextCell(std::to_string(batch.number)), TextCell(context.Verbatim(batch.file)),
               TextCell(batch.plugin + " " + batch.plugin_version),
               TextCell(day ? context.formats.Day(*day) : ""), TextCell(batch.sha256)});
  }
  section["blocks"].push_back(table.Finish(context));
  return section;
}

}  // namespace rapporteur::report
