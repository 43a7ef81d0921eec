// Profiles by area: how many core indicators have data, how many of the commitments are met, and how
// the scales are scored.  No overall number: areas are not weighed against each other.
#include <functional>
#include <map>

#include "core/base/json.h"
#include "core/report/blocks.h"
#include "core/report/compared.h"
#include "core/report/shown.h"

namespace rapporteur::report {
namespace {

// What one country has in one area.
struct Profile {
  std::size_t core = 0, core_with_data = 0;
  std::size_t answered = 0, met = 0;  // structure indicators answered yes or no
  std::map<int, std::size_t> scores;
};

Profile ProfileOf(const Compared& compared, const Area& area, std::size_t column) {
  Profile profile;
  for (const ComparedRow& row : compared.rows()) {
    if (row.regional->area != area.code) continue;
    const ComparedCell& cell = row.cells[column];
    const bool has_value = cell.comparability.grade != Grade::kX;
    if (row.regional->core) {
      ++profile.core;
      profile.core_with_data += has_value ? 1 : 0;
    }
    if (!has_value) continue;
    const std::optional<double> number =
        Show(*compared.countries()[column], *cell.cell->shown).number;
    if (!number) continue;
    if (row.regional->value_kind == "yesno" && row.regional->type == "structure") {
      ++profile.answered;
      profile.met += *number == 1 ? 1 : 0;
    }
    if (row.regional->value_kind == "scale") ++profile.scores[static_cast<int>(*number)];
  }
  return profile;
}

Json PartOf(const ReportContext& page, std::size_t part, std::size_t whole) {
  if (whole == 0) return TextCell("—");
  return {{"text", page.Say("{part} of {whole}",
                            {{"part", page.Number(static_cast<double>(part))},
                             {"whole", page.Number(static_cast<double>(whole))}})}};
}

// "0: 1 · 2: 3", the levels that were given and how often.
Json ScoresOf(const Profile& profile) {
  std::string text;
  for (const auto& [score, times] : profile.scores) {
    text += (text.empty() ? "" : " · ") + std::to_string(score) + ": " + std::to_string(times);
  }
  return TextCell(text.empty() ? "—" : text);
}

}  // namespace

Json ProfilesSection(Compared& compared) {
  ReportContext& page = compared.page();
  Json section = Section("profiles", "summary", {{"text", page.Say("Profiles by area")}});
  struct Measure {
    const char *role, *caption;
    std::function<Json(const Profile&)> cell;
    std::function<bool(const Profile&)> says;
  };
  const Measure measures[] = {
      {"coverage", Translatable("Core indicators with a value"),
       [&](const Profile& p) { return PartOf(page, p.core_with_data, p.core); },
       [](const Profile& p) { return p.core > 0; }},
      {"met", Translatable("Commitments met, of those answered yes or no"),
       [&](const Profile& p) { return PartOf(page, p.met, p.answered); },
       [](const Profile& p) { return p.answered > 0; }},
      {"scores", Translatable("Scores from 0 to 3: level and how often"),
       [](const Profile& p) { return ScoresOf(p); },
       [](const Profile& p) { return !p.scores.empty(); }},
  };
  for (const Measure& measure : measures) {
    TableBlock table(measure.role, page.Say(measure.caption));
    table.Column(page.Say("Area"));
    for (std::size_t i = 0; i < compared.countries().size(); ++i) {
      table.Column(compared.CountryName(i), true);
    }
    for (const Area& area : page.catalogue.areas()) {
      std::vector<Json> cells = {TextCell(page.Text(area.title))};
      bool any = false;
      for (std::size_t i = 0; i < compared.countries().size(); ++i) {
        const Profile profile = ProfileOf(compared, area, i);
        any |= measure.says(profile);
        cells.push_back(measure.cell(profile));
      }
      if (any) table.Row("value", std::move(cells));
    }
    if (table.rows() > 0) section["blocks"].push_back(table.Finish(page));
  }
  return section;
}

}  // namespace rapporteur::report
