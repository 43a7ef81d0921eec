#include <set>

#include "core/base/text.h"
#include "core/model/catalogue.h"
#include "core/model/indicator_search.h"
#include "core/report/mask.h"
#include "core/store/documents.h"
#include "core/store/observations.h"
#include "core/web/pages.h"

namespace rapporteur {
namespace {

// The indicators whose values decide what is hidden in one: those it is the same as, those that are
// the same as it, and the numbers that a share is made of.
std::vector<std::string> HidingTogether(const Catalogue& catalogue, const std::string& code) {
  std::set<std::string> found = {code};
  for (std::size_t before = 0; before != found.size();) {
    before = found.size();
    for (const Indicator& indicator : catalogue.indicators()) {
      const IndicatorVersion& v = indicator.newest();
      const std::string same = report::ParseCellName(v.same_as).indicator;
      if (found.contains(same)) found.insert(indicator.code);
      if (!found.contains(indicator.code)) continue;
      for (const std::string& other : {v.same_as, v.numerator, v.denominator}) {
        if (!other.empty()) found.insert(report::ParseCellName(other).indicator);
      }
    }
  }
  return {found.begin(), found.end()};
}

// As reports show it: an interval for a small count, a dot for what would give one away.
std::string ValueText(const report::MaskedCells& masked, const Observation& o) {
  if (!o.value.number) return o.value.text;
  const report::Hiding hiding = masked.Of(o);
  if (hiding == report::Hiding::kNone) return Shown(*o.value.number);
  if (hiding == report::Hiding::kSmall && masked.IsSmall(*o.value.number)) {
    return Shown(masked.min()) + "–" + Shown(masked.max());
  }
  return "•";
}

std::string Breakdown(const Catalogue& catalogue, const Observation& o, const std::string& language) {
  std::vector<std::string> parts;
  if (o.key.territory != o.key.country) {
    parts.push_back(catalogue.Label("territory", o.key.territory, language));
  }
  for (const auto& [dimension, code] : ParseDimensions(o.key.dimensions)) {
    parts.push_back(catalogue.Label(dimension, code, language));
  }
  return Join(parts, ", ");
}

}  // namespace

HttpResponse IndicatorsPage(PageContext& context) {
  const Messages& say = *context.say;
  Result<std::vector<std::string>> countries = context.store.documents().ActiveCountries();
  if (!countries.ok()) return Failed(context, countries.status());
  const std::string otherwise = countries->empty() ? "REG" : countries->front();
  const std::string country = context.request.Query("country").value_or(otherwise);
  Result<std::shared_ptr<const Catalogue>> found = context.store.documents().CatalogueOf(country);
  if (!found.ok()) return Failed(context, found.status());
  const Catalogue& catalogue = **found;
  IndicatorSearch search(catalogue, context.request.Query("q").value_or(""));
  const std::string title =
      say.Say("Indicators of {country}", {{"country", catalogue.name().In(say.language())}});
  return Page(context, title, [&](HtmlWriter& html) {
    html.Open("form", {{"method", "get"}, {"action", "/indicators"}, {"class", "filter"}});
    html.Leaf("label", say.Say("Country"), {{"for", "country"}});
    html.Open("select", {{"name", "country"}, {"id", "country"}});
    countries->push_back("REG");
    for (const std::string& code : *countries) {
      HtmlAttributes attributes = {{"value", code}};
      if (code == country) attributes.emplace_back("selected", "selected");
      html.Leaf("option", code, attributes);
    }
    html.Close().Leaf("label", say.Say("Word or code"), {{"for", "q"}});
    html.Void("input", {{"name", "q"}, {"id", "q"}, {"value", context.request.Query("q").value_or("")}});
    html.Leaf("button", say.Say("Show"), {{"type", "submit"}}).Close();
    for (const Area& area : catalogue.areas()) {
      bool opened = false;
      for (const Indicator& indicator : catalogue.indicators()) {
        const IndicatorVersion& v = indicator.newest();
        const std::string question = v.question.In(say.language());
        if (v.area != area.code || !search.Finds(v)) continue;
        if (!opened) {
          html.Leaf("h2", area.code + " · " + area.title.In(say.language())).Open("ul", {{"class", "plain"}});
          opened = true;
        }
        html.Open("li").Link("/indicators/" + country + "/" + v.code, v.code).Text(" ");
        html.Leaf("span", question, {{"lang", v.question.Has(say.language()) ? say.language() : "en"}});
        if (v.core) html.Leaf("span", say.Say("core indicator"), {{"class", "badge"}});
        html.Close();
      }
      if (opened) html.Close();
    }
  });
}

HttpResponse IndicatorPage(PageContext& context) {
  const Messages& say = *context.say;
  const std::string& country = context.parameters[0];
  Result<std::shared_ptr<const Catalogue>> found = context.store.documents().CatalogueOf(country);
  if (!found.ok()) return Failed(context, found.status());
  const Catalogue& catalogue = **found;
  const Indicator* indicator = catalogue.FindIndicator(context.parameters[1]);
  if (indicator == nullptr) return NotFound(context);
  Selection selection;
  selection.countries = {country};
  selection.indicators = HidingTogether(catalogue, indicator->code);
  selection.all_sources = true;
  Result<std::vector<Observation>> values =
      context.store.observations().Read({context.user, Viewer::Purpose::kWork}, selection);
  if (!values.ok()) return Failed(context, values.status());
  const report::MaskedCells masked(catalogue, *values);
  std::erase_if(*values, [&](const Observation& o) { return o.key.indicator != indicator->code; });
  const IndicatorVersion& v = indicator->newest();
  const std::string& language = say.language();
  return Page(context, country + " " + v.code, [&](HtmlWriter& html) {
    html.Leaf("p", v.question.In(language),
              {{"class", "question"}, {"lang", v.question.Has(language) ? language : "en"}});
    html.Leaf("p", v.definition_text.In(language),
              {{"lang", v.definition_text.Has(language) ? language : "en"}});
    html.Open("dl");
    auto fact = [&](const std::string& name, const std::string& value) {
      if (!value.empty()) html.Leaf("dt", name).Leaf("dd", value);
    };
    fact(say.Say("Definition"), v.definition);
    fact(say.Say("Unit"), v.unit);
    fact(say.Say("Formula"), v.formula);
    fact(say.Say("Same as"), v.same_as);
    fact(say.Say("Asked from"), Join(v.asked_from, ", "));
    html.Close();
    for (const Change& change : v.changes) {
      html.Leaf("p",
                say.Say("Differs from the regional definition in {field}: {reason}",
                        {{"field", change.field}, {"reason", change.reason.In(language)}}),
                {{"class", "note"}});
    }
    html.Leaf("h2", say.Say("Values")).Open("div", Scrolling(say.Say("Values"))).Open("table");
    HeadRow(html, {say.Say("Period"), say.Say("Breakdown"), say.Say("Value"), say.Say("Status"),
                   say.Say("Source"), say.Say("Chosen"), say.Say("Reason")});
    html.Open("tbody");
    for (const Observation& o : *values) {
      html.Open("tr", {{"class", o.chosen ? "chosen" : "other"}});
      html.Leaf("td", o.period).Leaf("td", Breakdown(catalogue, o, language));
      html.Leaf("td", ValueText(masked, o), {{"class", "number"}}).Leaf("td", o.value.status + " " + o.value.flags);
      html.Leaf("td", o.source.empty() ? say.Say("computed") : o.source);
      html.Leaf("td", (o.chosen ? say.Say("yes") : say.Say("no")) +
                          (o.disputed ? ", " + say.Say("disputed") : ""));
      html.Leaf("td", o.choice_reason).Close();
    }
    html.Close().Close().Close();
  });
}

}  // namespace rapporteur
