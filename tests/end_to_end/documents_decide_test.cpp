// What the documents say decides: one member of a document is changed, a data folder is made with it,
// and the same commands on the same figures say something else.
#include <catch2/catch.hpp>
#include <filesystem>
#include <functional>

#include "core/base/json.h"
#include "tests/end_to_end/data_folder.h"
#include "tests/end_to_end/made_package.h"

namespace rapporteur {
namespace {

namespace fs = std::filesystem;

// The member of a list whose "code", "rule" or "indicator" it is.
Json& At(Json& list, const std::string& name) {
  for (Json& item : list) {
    for (const char* key : {"code", "rule", "indicator"}) {
      if (item.contains(key) && item[key] == name) return item;
    }
  }
  FAIL("the document has no " + name);
  return list;
}

Json& Indicator(Json& document, const std::string& code) {
  return At(document["indicators"], code)["versions"].back();
}

struct Documents {
  Json regional = ReadDocument("regional/regional.json");
  Json serbia = ReadDocument("serbia/serbia.json");
};

using Change = std::function<void(Documents&)>;
using Commands = std::vector<std::vector<std::string>>;

// A data folder of these documents with the published figures in it.
void Make(const TempDir& temp, const Documents& documents) {
  const auto must = [&](const std::vector<std::string>& command) {
    const Run done = Rapporteur(temp.path() + "/data", command);
    INFO(done.out + done.err);
    REQUIRE(done.status == 0);
  };
  must({"init", "--bare"});
  must({"development", "on"});
  const std::string delivered = ProgramFolder() + "/../plugins/";
  for (const auto& [package, id] :
       {std::pair(delivered + "org.rapporteur.csv-import-1.0.0", "csv-import"),
        std::pair(delivered + "org.rapporteur.html-report-1.0.0", "html-report"),
        std::pair(MakePackage(temp, documents.regional, "catalogue"), "regional"),
        std::pair(MakePackage(temp, documents.serbia, "country"), "rs")}) {
    must({"plugin", "install", package});
    must({"plugin", "enable", id});
  }
  const std::string figures = SourceFolder() + "/countries/regional/";
  must({"import", figures + "samples/published_figures.csv", "--mapping",
        figures + "mappings/published_figures.json", "--accept-good-rows"});
}

// The same with the documents as they are, made once.
void MakeUnchanged(const TempDir& temp) {
  static const TempDir made;
  static const bool ready = (Make(made, Documents()), true);
  REQUIRE(ready);
  fs::copy(made.path() + "/data", temp.path() + "/data", fs::copy_options::recursive);
}

// What the commands print.  The word REPORT stands for a file that is read after the last of them.
std::string Said(const TempDir& temp, const Commands& commands) {
  WriteWholeFile(temp.path() + "/low.csv",
                 "country,indicator,period,value,flags\nRS,ID.02,2031,12,U\n");
  std::string said;
  for (std::vector<std::string> command : commands) {
    for (std::string& word : command) {
      if (word == "REPORT") word = temp.path() + "/report.html";
      if (word == "low.csv") word = temp.path() + "/low.csv";
    }
    const Run done = Rapporteur(temp.path() + "/data", command);
    said += done.out + done.err;
  }
  if (fs::exists(temp.path() + "/report.html")) said += ReadWholeFile(temp.path() + "/report.html");
  return said;
}

std::vector<std::string> SetTo(std::vector<std::string> cell, const std::vector<std::string>& more = {}) {
  cell.insert(cell.begin(), {"set", "RS"});
  cell.insert(cell.end(), {"--source", "RS-CZZTLJ", "--reason", "a test"});
  cell.insert(cell.end(), more.begin(), more.end());
  return cell;
}

std::vector<std::string> ReportIn(const std::string& language) {
  return {"report", "RS", "--period", "2015:2023", "--lang", language, "--format", "html", "-o", "REPORT"};
}

struct Case {
  const char* what;
  Change change;
  Commands commands;
  const char* before;  // said of the delivered documents only
  const char* after;   // said of the changed ones only
};

void Compare(const std::vector<Case>& cases) {
  for (const Case& c : cases) {
    INFO(c.what);
    TempDir as_is, changed;
    MakeUnchanged(as_is);
    Documents documents;
    c.change(documents);
    Make(changed, documents);
    const std::string before = Said(as_is, c.commands), after = Said(changed, c.commands);
    const bool report = before.size() > 20000;
    INFO(before.substr(0, report ? 400 : before.size()) << "\n--- changed:\n"
         << after.substr(0, report ? 400 : after.size()));
    CHECK(before.find(c.before) != std::string::npos);
    CHECK(before.find(c.after) == std::string::npos);
    CHECK(after.find(c.after) != std::string::npos);
    CHECK(after.find(c.before) == std::string::npos);
  }
}

const std::vector<std::string> kCheck = {"check", "--country", "RS"};

TEST_CASE("levels, limits, tolerances and words of a check are the document's") {
  const Commands shares = {
      SetTo({"RS.IP.01", "2022", "30"}, {"--where", "sentence_band=LT36"}),
      SetTo({"RS.IP.01", "2022", "30"}, {"--where", "sentence_band=36-59"}),
      SetTo({"RS.IP.01", "2022", "40.5"}, {"--where", "sentence_band=GE60"}),
      {"check", "--country", "RS", "--period", "2022"}};
  Compare({
      {"the level of a regional rule",
       [](Documents& d) { At(d.regional["checks"], "jump")["level"] = "error"; }, {kCheck},
       "warning RS jump: ID.02 2015", "error RS jump: ID.02 2015"},
      {"a country that leaves a regional rule out",
       [](Documents& d) {
         Json off = At(d.regional["checks"], "jump");
         off["level"] = "off";
         d.serbia["checks"].push_back(off);
       },
       {kCheck}, "0 errors, 12 warnings: ", "0 errors, 9 warnings: "},
      {"the limit of a rule",
       [](Documents& d) { At(d.regional["checks"], "jump")["jump"]["absolute"] = 60; }, {kCheck},
       "0 errors, 12 warnings: ", "0 errors, 10 warnings: "},
      {"the words of a rule",
       [](Documents& d) {
         At(d.regional["checks"], "jump")["message"]["en"] = "{period} leapt by {gap}.";
       },
       {kCheck}, "ID.02 2015: 36 after 125 in the period before (change -89).",
       "warning RS jump: 2015 leapt by -89."},
      {"the tolerance of a rule",
       [](Documents& d) { At(d.serbia["checks"], "sentence-shares")["tolerance"] = 0; }, shares,
       "0 errors, 0 warnings.", "warning RS sentence-shares: RS.IP.01 2022"},
  });
}

TEST_CASE("bounds, symbols, statuses and flags of values are the document's") {
  const std::vector<std::string> last = {"query", "--country", "RS", "--indicator", "ID.02",
                                         "--period", "2031", "--json"};
  Compare({
      {"the bounds of a kind of value",
       [](Documents& d) { d.regional["value_kinds"]["percent"]["max"] = 150; },
       {SetTo({"ID.32", "2031", "140"})}, "expected at most 100 %.", "Stored as batch 2."},
      {"the symbols of a missing value",
       [](Documents& d) { At(d.regional["value_statuses"], "O")["symbols"] = {":", "~"}; },
       {SetTo({"ID.02", "2031", "~"}), last}, "found '~', expected", "\"status\":\"O\""},
      {"the statuses",
       [](Documents& d) {
         At(d.regional["value_statuses"], "P")["code"] = "_V";
         Json& labels = d.serbia["labels"]["value_statuses"];
         labels["_V"] = labels["P"];
         labels.erase("P");
       },
       {SetTo({"ID.02", "2031", "12"}, {"--status", "P"})}, "Stored as batch 2.", "found 'P', expected"},
      {"the flags",
       [](Documents& d) {
         At(d.regional["flags"], "U")["code"] = "Z";
         Json& labels = d.serbia["labels"]["flags"];
         labels["Z"] = labels["U"];
         labels.erase("U");
       },
       {{"import", "low.csv", "--source", "RS-CZZTLJ"}}, "Stored as batch 2.", "found 'U', expected"},
  });
}

TEST_CASE("choices, formulas, breaks and masks are the document's") {
  Compare({
      {"the order of kinds of sources",
       [](Documents& d) {
         d.serbia["choice_order"] = {"media", "register", "report", "court", "survey", "own_count"};
       },
       {{"query", "--country", "RS", "--indicator", "ID.02", "--period", "2017", "--totals", "--json"}},
       "\"choice\":{\"by\":\"rule\",\"reason\":\"report before media\"}",
       "\"choice\":{\"by\":\"rule\",\"reason\":\"media before report\"}"},
      {"a formula",
       [](Documents& d) { Indicator(d.regional, "ID.10")["formula"] = "1000 * ID.03 / ID.09"; },
       {{"compute", "--country", "RS"}, {"explain", "RS", "ID.10", "2023"}}, "100 * ID.03", "1000 * ID.03"},
      {"a break, over which nothing leaps",
       [](Documents& d) { At(d.serbia["breaks"], "ID.02")["from"] = "2015"; }, {kCheck},
       "jump: ID.02 2015", "0 errors, 11 warnings: "},
      {"the mask of small numbers",
       [](Documents& d) { d.regional["disclosure"]["mask"]["max"] = 6; }, {ReportIn("en")},
       "1–4", "1–6"},
  });
}

TEST_CASE("names, questions, labels and forms of numbers are the document's, in each language") {
  Compare({
      {"the name of the country", [](Documents& d) { d.serbia["names"]["en"] = "Serbonia"; },
       {ReportIn("en")}, "Serbia, 2015–2023</title>", "Serbonia, 2015–2023</title>"},
      {"a question",
       [](Documents& d) { Indicator(d.serbia, "ID.02")["question"]["sr-Cyrl"] = "Колико их је било?"; },
       {ReportIn("sr-Latn")}, "Koliko je lica u toku godine formalno", "Koliko ih je bilo?"},
      {"a label of the catalogue in the country's language",
       [](Documents& d) { d.serbia["labels"]["areas"]["ID"]["sr-Cyrl"] = "Друга област"; },
       {ReportIn("sr-Latn")}, "Identifikacija i upućivanje", "Druga oblast"},
      {"the title of a source",
       [](Documents& d) { At(d.serbia["sources"], "USTIP-2018/RS-CZZTLJ")["title"] = "A renamed report"; },
       {{"source", "list"}}, "Trafficking in Persons Report 2018", "A renamed report"},
      {"the decimal mark", [](Documents& d) { d.serbia["formats"] = {{"decimal", "."}, {"group", ","}, {"date", "dd/MM/yyyy"}}; },
       {ReportIn("sr-Latn")}, "42,9", "42.9"},
  });
}

}  // namespace
}  // namespace rapporteur
