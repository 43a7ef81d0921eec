#include <cmath>

#include "core/base/json.h"
#include "core/base/number.h"
#include "core/base/text.h"
#include "core/plugin/registry.h"
#include "core/store/audit.h"
#include "core/store/batches.h"
#include "core/store/documents.h"
#include "core/web/pages.h"

namespace rapporteur {

std::string Shown(double number) {
  if (number >= 0 && number < 1e15 && std::nearbyint(number) == number) {
    return Grouped(static_cast<std::uint64_t>(number));
  }
  return FormatNumber(std::nearbyint(number * 100) / 100);
}

HtmlAttributes Scrolling(const std::string& name) {
  return {{"class", "wide"}, {"tabindex", "0"}, {"role", "region"}, {"aria-label", name}};
}

HtmlAttributes InLanguageOf(const LocalText& text, const Messages& say, HtmlAttributes attributes) {
  if (!text.Has(say.language())) attributes.emplace_back("lang", "en");
  return attributes;
}

void HeadRow(HtmlWriter& html, const std::vector<std::string>& headers) {
  html.Open("thead").Open("tr");
  for (const std::string& header : headers) html.Leaf("th", header, {{"scope", "col"}});
  html.Close().Close();
}

void Row(HtmlWriter& html, const std::vector<std::string>& cells) {
  html.Open("tr");
  for (const std::string& cell : cells) html.Leaf("td", cell);
  html.Close();
}

namespace {

void BatchTable(const Messages& say, HtmlWriter& html, const std::vector<BatchRecord>& batches,
                std::size_t most) {
  html.Open("div", Scrolling(say.Say("Batches"))).Open("table");
  HeadRow(html, {say.Say("Batch"), say.Say("State"), say.Say("File"), say.Say("Rows read"),
                 say.Say("Added"), say.Say("Changed"), say.Say("Unchanged"), say.Say("Refused"),
                 say.Say("When")});
  html.Open("tbody");
  for (std::size_t i = 0; i < batches.size() && i < most; ++i) {
    const BatchRecord& b = batches[i];
    html.Open("tr").Open("td").Link("/batches/" + std::to_string(b.number), std::to_string(b.number));
    html.Close();
    html.Leaf("td", b.state).Leaf("td", b.file.name);
    for (std::uint64_t count : {b.rows.read, b.observations.added, b.observations.changed,
                                b.observations.unchanged, b.rows.refused + b.observations.refused}) {
      html.Leaf("td", Grouped(count), {{"class", "number"}});
    }
    html.Leaf("td", b.finished).Close();
  }
  html.Close().Close().Close();
}

}  // namespace

HttpResponse HomePage(PageContext& context) {
  const Messages& say = *context.say;
  Result<std::vector<std::string>> countries = context.store.documents().ActiveCountries();
  if (!countries.ok()) return Failed(context, countries.status());
  Result<std::vector<BatchRecord>> batches = context.store.batches().List();
  if (!batches.ok()) return Failed(context, batches.status());
  return Page(context, say.Say("Overview"), [&](HtmlWriter& html) {
    html.Leaf("h2", say.Say("Countries")).Open("ul");
    for (const std::string& country : *countries) {
      Result<std::shared_ptr<const Catalogue>> catalogue =
          context.store.documents().CatalogueOf(country);
      if (!catalogue.ok()) continue;
      const LocalText& name = (*catalogue)->name();
      html.Open("li").Leaf("a", name.In(say.language()),
                           InLanguageOf(name, say, {{"href", "/indicators?country=" + country}}));
      html.Text(" · " + (*catalogue)->id() + " " + (*catalogue)->version()).Close();
    }
    html.Close().Leaf("h2", say.Say("Newest batches"));
    BatchTable(say, html, *batches, 10);
  });
}

HttpResponse BatchesPage(PageContext& context) {
  Result<std::vector<BatchRecord>> batches = context.store.batches().List();
  if (!batches.ok()) return Failed(context, batches.status());
  return Page(context, context.say->Say("Batches"), [&](HtmlWriter& html) {
    BatchTable(*context.say, html, *batches, 1000);
  });
}

HttpResponse BatchPage(PageContext& context) {
  const Messages& say = *context.say;
  const std::string& text = context.parameters[0];
  const std::optional<std::int64_t> number = ParseBatchNumber(text);
  if (!number) return NotFound(context);
  Result<BatchRecord> found = context.store.batches().Get(*number);
  if (!found.ok()) return Failed(context, found.status());
  const BatchRecord& b = *found;
  return Page(context, say.Say("Batch {number}", {{"number", text}}), [&](HtmlWriter& html) {
    html.Open("dl");
    auto fact = [&](const std::string& name, const std::string& value) {
      if (!value.empty()) html.Leaf("dt", name).Leaf("dd", value);
    };
    fact(say.Say("State"), b.state);
    fact(say.Say("File"), b.file.name + " · " + Grouped(b.file.size) + " B · " + b.file.sha256);
    fact(say.Say("Encoding"), b.file.encoding);
    fact(say.Say("Module"), b.plugin.id + " " + b.plugin.version);
    fact(say.Say("Mapping"),
         b.mapping.name.empty() ? "" : b.mapping.name + " " + std::to_string(b.mapping.version));
    fact(say.Say("Who and when"), b.user + " · " + b.finished);
    fact(say.Say("Undone"), b.undone_at.empty() ? "" : b.undone_at + " · " + b.undone_reason);
    fact(say.Say("Rows"), Grouped(b.rows.read) + " = " + Grouped(b.rows.mapped) + " + " +
                              Grouped(b.rows.skipped) + " + " + Grouped(b.rows.refused));
    html.Leaf("dd", say.Say("read = mapped + skipped + refused"), {{"class", "note"}});
    fact(say.Say("Values"), Grouped(b.observations.total()) + " = " + Grouped(b.observations.added) +
                                " + " + Grouped(b.observations.changed) + " + " +
                                Grouped(b.observations.unchanged) + " + " +
                                Grouped(b.observations.refused));
    html.Leaf("dd", say.Say("all = added + changed + unchanged + refused"), {{"class", "note"}});
    html.Close();
    if (b.findings_total == 0) return;
    html.Leaf("h2", say.Say("Findings")).Open("table");
    HeadRow(html, {say.Say("Kind"), say.Say("Count")});
    html.Open("tbody");
    for (const auto& [code, count] : b.findings_by_code) Row(html, {code, Grouped(count)});
    html.Close().Close();
    html.Open("ul", {{"lang", "en"}});
    for (std::size_t i = 0; i < b.findings.size() && i < 200; ++i) {
      html.Leaf("li", b.findings[i].message);
    }
    html.Close();
  });
}

HttpResponse ModulesPage(PageContext& context) {
  const Messages& say = *context.say;
  Registry registry(context.store, context.workers);
  Result<Json> list = registry.List();
  if (!list.ok()) return Failed(context, list.status());
  return Page(context, say.Say("Modules"), [&](HtmlWriter& html) {
    html.Leaf("p", say.Say("Unsigned modules are accepted in this version; signatures come later."),
              {{"class", "warning"}});
    html.Open("div", Scrolling(say.Say("Modules"))).Open("table");
    HeadRow(html, {say.Say("Module"), say.Say("Kind"), say.Say("Version"), say.Say("State"),
                   say.Say("Publisher"), say.Say("Signature")});
    html.Open("tbody");
    for (const Json& plugin : (*list)["plugins"]) {
      const std::string id = GetString(plugin, "id");
      html.Open("tr").Open("td").Link("/modules/" + id, id).Close();
      for (const char* member : {"kind", "version", "state", "publisher", "signature"}) {
        html.Leaf("td", GetString(plugin, member));
      }
      html.Close();
    }
    html.Close().Close().Close();
  });
}

HttpResponse ModulePage(PageContext& context) {
  const Messages& say = *context.say;
  Registry registry(context.store, context.workers);
  Result<Json> plugin = registry.Show(context.parameters[0]);
  if (!plugin.ok()) return Failed(context, plugin.status());
  return Page(context, GetString(*plugin, "id"), [&](HtmlWriter& html) {
    const LocalText title = LocalText::Read(GetMember(*plugin, "title"));
    html.Leaf("p", title.In(say.language()), InLanguageOf(title, say)).Open("dl");
    html.Leaf("dt", say.Say("Version")).Leaf("dd", Join(GetStrings(*plugin, "versions"), ", "));
    html.Leaf("dt", say.Say("State")).Leaf("dd", GetString(*plugin, "state"));
    html.Leaf("dt", say.Say("Publisher")).Leaf("dd", GetString(*plugin, "publisher", "–"));
    html.Leaf("dt", say.Say("Signature")).Leaf("dd", GetString(*plugin, "signature"));
    html.Leaf("dt", "SHA-256").Leaf("dd", GetString(*plugin, "sha256"), {{"class", "hash"}});
    html.Leaf("dt", say.Say("Interfaces")).Leaf("dd", Join(GetStrings(*plugin, "interfaces"), ", "));
    html.Leaf("dt", say.Say("May")).Open("dd", {{"lang", "en"}}).Open("ul");
    for (const std::string& line : GetStrings(*plugin, "permissions")) html.Leaf("li", line);
    html.Close().Close().Close();
    const Json& options = GetMember(GetMember(*plugin, "manifest"), "options");
    if (options.empty()) return;
    html.Leaf("h2", say.Say("Options")).Open("table");
    HeadRow(html, {say.Say("Option"), say.Say("Default")});
    html.Open("tbody");
    for (const auto& [name, option] : options.items()) {
      Row(html, {name, GetMember(option, "default").dump()});
    }
    html.Close().Close();
  });
}

HttpResponse AuditPage(PageContext& context) {
  const Messages& say = *context.say;
  Result<AuditVerdict> verdict = context.store.audit().Verify();
  if (!verdict.ok()) return Failed(context, verdict.status());
  std::vector<AuditEntry> entries;
  const std::int64_t first = std::max<std::int64_t>(1, verdict->entries - 199);
  Status read = context.store.audit().ForEach(first, [&](const AuditEntry& entry) {
    entries.push_back(entry);
    return true;
  });
  if (!read.ok()) return Failed(context, read);
  return Page(context, say.Say("Journal"), [&](HtmlWriter& html) {
    html.Leaf("p", verdict->intact ? say.Say("The chain of entries is unbroken.") : verdict->message,
              {{"class", verdict->intact ? "good" : "warning"}});
    html.Open("div", Scrolling(say.Say("Journal"))).Open("table");
    HeadRow(html, {"#", say.Say("When"), say.Say("Who"), say.Say("What"), say.Say("Details")});
    html.Open("tbody");
    for (auto it = entries.rbegin(); it != entries.rend(); ++it) {
      Row(html, {std::to_string(it->number), it->at, it->user, it->action, it->details});
    }
    html.Close().Close().Close();
  });
}

}  // namespace rapporteur
