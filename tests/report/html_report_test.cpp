#include "plugins/html_report/html_report.h"

#include <catch2/catch.hpp>
#include <rapporteur/testing.hpp>

#include "core/base/json.h"
#include "plugins/html_report/html.h"
#include "plugins/html_report/svg_check.h"
#include "tests/report/published.h"
#include "tests/report/small_country.h"

namespace rapporteur {
namespace {

bool Has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

// The document in pieces of a few bytes, as a host may hand it over.
rpt::testing::Run Render(const std::string& document) {
  std::vector<rpt::testing::Row> rows;
  for (std::size_t at = 0; at < document.size(); at += 1000) {
    rows.push_back({document.substr(at, 1000)});
  }
  return rpt::testing::run_exporter(html_report::HtmlReport(), {{"json", rpt::Type::text, ""}},
                                    rows);
}

std::string PageOf(const Json& report) {
  const rpt::testing::Run run = Render(report.dump());
  INFO(run.error.message);
  REQUIRE(run.ok());
  return run.output;
}

TEST_CASE("a report becomes one page that loads nothing and runs nothing") {
  const std::string page = PageOf(PublishedReport("sr-Cyrl"));
  CHECK(page.starts_with("<!DOCTYPE html>\n<html lang=\"sr-Cyrl\">"));
  CHECK(Has(page, "Радна верзија, није за објављивање"));
  CHECK_FALSE(Has(page, "<script"));
  CHECK_FALSE(Has(page, "<link"));
  CHECK_FALSE(Has(page, "@import"));
  CHECK_FALSE(Has(page, " src="));
  CHECK_FALSE(Has(page, " style="));
  CHECK_FALSE(Has(page, "url(http"));
  CHECK(Has(page, "default-src 'none'"));
  CHECK(Has(page, "<caption><b>"));
  CHECK(Has(page, "<figcaption><b>"));
}

TEST_CASE("an area without core indicators is not told to lack them") {
  const std::string page = PageOf(PublishedReport("en"));
  CHECK(Has(page, "<p class=\"role-coverage\">1 indicator has data.</p>"));
  CHECK_FALSE(Has(page, "0 of 0 core"));
}

TEST_CASE("every link within the page has its target") {
  const std::string page = PageOf(PublishedReport("en"));
  std::size_t links = 0;
  for (std::size_t at = page.find("href=\"#"); at != page.npos;
       at = page.find("href=\"#", at + 1)) {
    const std::size_t begin = at + 7, end = page.find('"', begin);
    const std::string id = page.substr(begin, end - begin);
    INFO(id);
    CHECK(Has(page, "id=\"" + id + "\""));
    ++links;
  }
  CHECK(links > 100);
}

TEST_CASE("texts of sources and notes cannot become markup") {
  ReportData data = SmallData({Counted("ID.02", "2022", "", 1), Counted("ID.02", "2023", "", 2)});
  data.observations[0].remarks.note = "<script>alert(1)</script>";
  data.observations[0].file = "\"><img src=x onerror=alert(2)>.csv";
  data.sources = {{"REG-2023/RS-CZ", "RS", "RS-CZ", "REG", "register", "2024",
                   "javascript:alert(3)", "</title></style><script>alert(4)</script>", false}};
  const std::string page = PageOf(Report(data));
  CHECK_FALSE(Has(page, "<script"));
  CHECK_FALSE(Has(page, "<img"));
  CHECK_FALSE(Has(page, "href=\"javascript:"));
  CHECK(Has(page, "&lt;script&gt;alert(1)&lt;/script&gt;"));
  CHECK(Has(page, "&lt;/title&gt;&lt;/style&gt;&lt;script&gt;alert(4)"));
  CHECK(Has(page, "lang=\"\""));  // a text whose language nobody told
}

TEST_CASE("a title in the running head cannot leave its string") {
  Json report = Report(SmallData({}));
  report["cover"]["title"] = "\"; } </style><script>alert(1)</script>\\";
  const std::string page = PageOf(report);
  CHECK_FALSE(Has(page, "<script"));
  CHECK(Has(page, "\\22 ; } \\3c /style\\3e "));
}

// A table of one row of figures, made into a page.
std::string PageWithRow(const std::vector<std::string>& figures) {
  Json columns = {{{"label", "Form"}}};
  Json cells = {{{"text", "begging"}}};
  for (const std::string& figure : figures) {
    columns.push_back({{"label", "2023"}, {"numeric", true}});
    cells.push_back(Json::parse(figure));
  }
  Json report = Report(SmallData({}));
  report["sections"][0]["blocks"].push_back({{"type", "table"},
                                             {"role", "breakdown"},
                                             {"number", "Table 1"},
                                             {"caption", "Forms"},
                                             {"columns", columns},
                                             {"rows", {{{"kind", "value"}, {"cells", cells}}}}});
  return PageOf(report);
}

constexpr char kBadged[] = R"({"text": "7", "badges": [{"letter": "B", "text": "Break"}]})";

TEST_CASE("letters and references of a column of figures stand in a margin of their own") {
  struct Case {
    const char *cell, *expected;
  };
  const Case cases[] = {{R"({"text": "7"})", "<td class=\"number\">7</td>"},
                        {kBadged, "<td class=\"number marked\">7<span class=\"badges\">"},
                        {R"({"text": "7", "refs": [1]})",
                         "<td class=\"number marked wide\">7<span class=\"badges\">"}};
  for (const Case& c : cases) {
    INFO(c.cell);
    CHECK(Has(PageWithRow({c.cell}), c.expected));
  }
}

TEST_CASE("columns of figures have the same margin, unless they are too many") {
  std::vector<std::string> figures(12, R"({"text": "8"})");
  figures[0] = kBadged;
  const char narrow[] = "<td class=\"number\">8</td>";
  CHECK_FALSE(Has(PageWithRow(figures), narrow));
  figures.push_back(figures.back());
  CHECK(Has(PageWithRow(figures), narrow));
}

TEST_CASE("a short table is not divided between pages, a long one is") {
  Json report = Report(SmallData({}));
  Json row = {{"kind", "value"}, {"cells", {{{"text", "a row"}}}}};
  Json table = {{"type", "table"},
                {"role", "values"},
                {"number", "Table 1"},
                {"caption", "Rows"},
                {"columns", {{{"label", "Row"}}}},
                {"rows", Json::array()}};
  const std::string divided =
      "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Table 1. Rows\"";
  for (int rows = 1; rows <= 15; ++rows) {
    table["rows"].push_back(row);
    report["sections"] = {{{"id", "s"}, {"kind", "annex"}, {"title", "S"}, {"blocks", {table}}}};
    INFO(rows);
    CHECK(Has(PageOf(report), divided) == (rows > 14));
  }
}

TEST_CASE("a headline stays with what is said first, links stand in parentheses") {
  Json report = Report(SmallData({}));
  const Json links = {{{"text", "ID.02"}, {"href", "#a"}}, {{"text", "CX.01"}, {"href", "#b"}}};
  report["sections"] = {{{"id", "s"},
                         {"kind", "summary"},
                         {"title", "Summary"},
                         {"blocks",
                          {{{"type", "paragraph"}, {"role", "lead"}, {"text", "First."}},
                           {{"type", "list"},
                            {"role", "care"},
                            {"items", {{{"text", "Care."}, {"links", links}}}}}}}}};
  const std::string page = PageOf(report);
  CHECK(
      Has(page,
          "<div class=\"opening\">\n<h2>Summary</h2>\n<p class=\"role-lead\">First.</p>\n</div>"));
  CHECK(Has(page, "Care. (<a href=\"#a\">ID.02</a>, <a href=\"#b\">CX.01</a>)"));
}

TEST_CASE("a finding lists its messages and then says once what to do") {
  Json report = Report(SmallData({}));
  report["sections"][0]["blocks"].push_back({{"type", "callout"},
                                             {"role", "finding"},
                                             {"level", "warning"},
                                             {"title", "To be explained"},
                                             {"texts", {"One.", "Two."}},
                                             {"hint", "Look again."}});
  CHECK(
      Has(PageOf(report), "<ul><li>One.</li><li>Two.</li></ul><p class=\"hint\">Look again.</p>"));
}

TEST_CASE("only drawings are let in as drawings") {
  using html_report::WhatIsNoDrawing;
  struct Case {
    const char *svg, *found;
  };
  const Case cases[] = {
      {"<svg viewBox=\"0 0 1 1\"><text x=\"1\">a &lt; b</text><rect/></svg>\n", ""},
      {"<svg fill=\"url(#hatch)\"></svg>", ""},
      {"", "something that does not begin with <svg"},
      {"<p>", "something that does not begin with <svg"},
      {"<svg x=\"1\"><script>alert(1)</script></svg>", "the element <script>"},
      {"<svg x=\"1\"><foreignObject></foreignObject></svg>", "the element <foreignObject>"},
      {"<svg x=\"1\"><style></style></svg>", "the element <style>"},
      {"<svg onload=\"alert(1)\"></svg>", "the attribute 'onload'"},
      {"<svg href=\"x\"></svg>", "the attribute 'href'"},
      {"<svg style=\"x\"></svg>", "the attribute 'style'"},
      {"<svg fill=\"url(https://example.org/x)\"></svg>", "an attribute that loads something"},
      {"<svg fill=red></svg>", "an attribute without quotes"},
      {"<svg fill=\"red", "an attribute without an end"},
      {"<svg fill=\"red\"", "a tag without an end"},
      {"<svg x=\"1\"><g></svg>", "an element without an end"},
      {"<svg x=\"1\"></svg></svg>", "an end without a beginning"},
      {"<svg x=\"1\"></svg>text", "text after the drawing"},
      {"<svg x=\"1\"><!-- --></svg>", "the element <>"},
  };
  for (const Case& c : cases) {
    INFO(c.svg);
    CHECK(WhatIsNoDrawing(c.svg) == c.found);
  }
  Json report =
      Report(SmallData({Counted("ID.02", "2022", "", 1), Counted("ID.02", "2023", "", 2)}));
  std::string text = report.dump();
  text.replace(text.find("<title"), 6, "<script");
  const rpt::testing::Run run = Render(text);
  CHECK_FALSE(run.ok());
  CHECK(Has(run.error.message, "Figure 1 is no drawing: it holds the element <script>"));
}

TEST_CASE("what is no report is refused with the reason") {
  CHECK(Has(Render("{\"format\": \"query/1\"}").error.message,
            "expected a document of the format report/1, found 'query/1'"));
  CHECK(Has(Render("not json").error.message, "the rows put together are not a JSON document"));
  CHECK(Has(Render("{}").error.message, "found ''"));
  const auto without =
      rpt::testing::run_exporter(html_report::HtmlReport(), {{"value", rpt::Type::text, ""}}, {});
  CHECK(Has(without.error.message, "the table has no such column"));
  const auto numbers =
      rpt::testing::run_exporter(html_report::HtmlReport(), {{"json", rpt::Type::int64, ""}}, {});
  CHECK(Has(numbers.error.message, "expected a column of text"));
}

}  // namespace
}  // namespace rapporteur
