#include "core/cli/pack.h"

#include <filesystem>

#include "core/base/fd.h"
#include "core/base/format.h"
#include "core/base/hash.h"
#include "core/base/json.h"
#include "core/base/text.h"
#include "core/cli/console.h"
#include "core/export/export.h"
#include "core/report/comparison.h"
#include "core/report/from_store.h"
#include "core/web/html.h"

namespace rapporteur {
namespace {

constexpr const char* kStyle =
    "body{max-width:48rem;margin:0 auto;padding:3rem 1.25rem;color:#1b2430;"
    "font:1.0625rem/1.6 Noto Sans,DejaVu Sans,Segoe UI,Arial,sans-serif}"
    "h1{font-size:2rem;line-height:1.2;padding-top:1rem;border-top:6px solid #1d4e79;margin:0 0 .5rem}"
    "h2{font-size:1.15rem;margin:2rem 0 .4rem}"
    "p{margin:.2rem 0}ul{list-style:none;margin:0;padding:0;display:flex;flex-wrap:wrap;gap:.5rem 1.5rem}"
    "a{color:#1a4f86}.notice{display:inline-block;border:2px solid #9b1c1c;color:#9b1c1c;"
    "font-weight:700;padding:.3rem .8rem;margin:1rem 0}.quiet{color:#47515d;font-size:.9rem}";

struct Page {
  std::string file, language;
};

struct Chapter {
  std::string title;
  std::vector<Page> pages;
};

std::string IndexPage(const std::vector<Chapter>& chapters, const Page& comparison,
                      const std::string& period) {
  std::string years = period;  // 2015:2023 is for programs
  if (const std::size_t colon = years.find(':'); colon != years.npos) years.replace(colon, 1, "–");
  HtmlWriter html;
  html.Open("html", {{"lang", "en"}}).Open("head");
  html.Void("meta", {{"charset", "utf-8"}});
  html.Void("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}});
  html.Void("meta", {{"name", "robots"}, {"content", "noindex"}});
  html.Leaf("title", "Trafficking in human beings: national reports and comparison, " + years);
  html.Leaf("style", kStyle).Close();
  html.Open("body").Open("main");
  html.Leaf("h1", "Trafficking in human beings");
  html.Leaf("p", "National monitoring reports and regional comparison, " + years);
  html.Leaf("p", "Working copy, not for publication", {{"class", "notice"}});
  html.Leaf("h2", "Regional comparison");
  html.Open("p").Link(comparison.file, "The countries side by side").Close();
  html.Leaf("p", "Every value with its own year and a grade of comparability; nothing is ranked.",
            {{"class", "quiet"}});
  for (const Chapter& chapter : chapters) {
    html.Leaf("h2", chapter.title);
    html.Open("ul");
    for (const Page& page : chapter.pages) {
      html.Open("li");
      html.Leaf("a", LanguageName(page.language),
                {{"href", page.file}, {"hreflang", page.language}, {"lang", page.language}});
      html.Close();
    }
    html.Close();
  }
  html.Close().Close().Close();
  return "<!DOCTYPE html>\n" + html.html() + "\n";
}

}  // namespace

Result<Output> WritePack(Console& console, const PeriodRange& periods, const std::string& period,
                         const std::string& folder) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) {
    return Status::Refused("no-folder", "The folder " + folder + " can't be made: " +
                                            error.message() + ".");
  }
  Result<Store*> store = console.store(Store::Mode::kRead);
  if (!store.ok()) return store.status();
  const Viewer viewer{console.user(), Viewer::Purpose::kReport};
  Result<InstalledPlugin> exporter = console.registry().ExporterFor("report/1", "html");
  if (!exporter.ok()) return exporter.status();
  Result<ComparisonData> data = ComparisonFromStore(**store, viewer, periods);
  if (!data.ok()) return data.status();

  Json json = {{"format", "pack/1"}, {"folder", folder}, {"files", Json::array()}};
  std::string text;
  auto write = [&](const std::string& file, const Json& model) -> Status {
    Result<Written> written = ExportReport(console.workers(), *exporter, Json::object(),
                                           model.dump(), folder + "/" + file);
    if (!written.ok()) return written.status();
    json["files"].push_back(ToJson(*written));
    text += WrittenText(*written);
    return {};
  };
  std::vector<Chapter> chapters;
  for (const ReportData& country : data->countries) {
    const Catalogue& catalogue = *country.catalogue;
    Chapter chapter{catalogue.name().In("en"), {}};
    for (const std::string& language : catalogue.languages()) {
      const std::string file = AsciiLower(catalogue.country()) + "-" + language + ".html";
      console.Progress("report of " + catalogue.country() + " in " + language);
      Result<Json> model = ReportFromStore(**store, viewer, catalogue.country(), periods, language);
      if (!model.ok()) return model.status();
      if (Status s = write(file, *model); !s.ok()) return s;
      chapter.pages.push_back({file, language});
    }
    chapters.push_back(std::move(chapter));
  }
  console.Progress("comparison");
  Result<Json> comparison =
      BuildComparison(*data, {"en", periods, period, {}}, (*store)->clock());
  if (!comparison.ok()) return comparison.status();
  const Page page{"comparison-en.html", "en"};
  if (Status s = write(page.file, *comparison); !s.ok()) return s;
  const std::string index = folder + "/index.html";
  if (Status s = WriteFileAtomically(index, IndexPage(chapters, page, period)); !s.ok()) return s;
  json["index"] = index;
  return MakeOutput(std::move(json), text + "Open " + index + ".\n");
}

}  // namespace rapporteur
