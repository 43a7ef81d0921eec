#include "core/draft/check_draft.h"

#include "core/base/text.h"
#include "tests/draft/drafts.h"

namespace rapporteur {
namespace {

// "document-valid pass, codes-known fail, …"
std::string Results(const DraftReport& report) {
  std::vector<std::string> results;
  for (const DraftCheck& check : report.checks) results.push_back(check.name + " " + check.result);
  return Join(results, ", ");
}

const DraftCheck& Named(const DraftReport& report, const std::string& name) {
  for (const DraftCheck& check : report.checks) {
    if (check.name == name) return check;
  }
  FAIL("no check " + name);
  return report.checks.front();
}

TEST_CASE("a new draft passes; what is not translated is counted and no error") {
  const DraftFolder folder;
  Result<DraftReport> report = CheckDraft(folder.Open(), folder.base);
  REQUIRE(report.ok());
  CHECK(report->failed() == 0);
  CHECK(Results(*report) ==
        "document-valid pass, codes-known pass, letters-right pass, formulas-parse pass, "
        "mappings-valid pass, translations-complete warn, translations-current pass");
  REQUIRE(report->languages.size() == 2);
  const LanguageCompleteness &hr = report->languages[0], &en = report->languages[1];
  CHECK(hr.language == "hr");
  CHECK(hr.questions.done == 0);
  CHECK(hr.questions.of == 67);
  CHECK(hr.labels.done == 250);  // names of countries
  CHECK(en.missing() == 0);
  CHECK(en.others.done == en.others.of);
  CHECK(report->for_review == 68);

  report = CheckDraft(folder.Open(), folder.base, {.only = "", .complete = true});
  REQUIRE(report.ok());
  CHECK(report->failed() == 1);
  CHECK(Named(*report, "translations-complete").result == "fail");
}

TEST_CASE("each kind of mistake fails the check of its name, with file, place and reason") {
  struct Case {
    const char *file, *from, *to, *check, *said;  // said: after the folder
  };
  const Case cases[] = {
      {"croatia.json", "\"decision\": \"taken_over\"", "\"decision\": \"takenover\"", "document-valid",
       "/croatia.json, indicators[0].versions[0].decision: found 'takenover', expected 'taken_over', "
       "'adapted', 'replaced', 'dropped' or 'national'."},
      {"croatia.json", "\"base\": {\"code\": \"LF.01\"", "\"base\": {\"code\": \"LF.99\"", "document-valid",
       "/croatia.json: org.rapporteur.country.hr 0.1.0, indicator LF.01: the base LF.99 version 1 does "
       "not exist in the regional catalogue."},
      {"croatia.json", "\"territories\": []",
       "\"territories\": [{\"code\": \"HR-01\", \"name\": {\"en\": \"A\"}, \"level\": \"county\", "
       "\"parent\": \"HR-99\"}]",
       "codes-known", "/croatia.json, territories[0].parent: found 'HR-99', expected a territory of the document."},
      {"croatia.json", "\"laws\": []",
       "\"laws\": [{\"code\": \"A\", \"act\": {\"en\": \"A\"}}, {\"code\": \"A\", \"act\": {\"en\": \"B\"}}]",
       "codes-known", "/croatia.json, laws[1]: the code 'A' stands already in laws[0]."},
      {"croatia.json", "\"hr\": \"Hrvatska\"", "\"hr\": \"Hrvаtska\"", "letters-right", ""},
      {"croatia.json", "\"review\": \"needed\"\n    }", "\"formula\": \"1 + )\", \"review\": \"needed\"\n    }",
       "formulas-parse", ""},
      {"mappings/example.json", "\"period\": {\"from\": \"year\"}", "\"period\": {\"from\": \"jahr\"}",
       "mappings-valid", ""},
  };
  for (const Case& one : cases) {
    INFO(one.to);
    const DraftFolder folder;
    folder.Replace(one.file, one.from, one.to);
    Result<DraftReport> report = CheckDraft(folder.Open(), folder.base);
    REQUIRE(report.ok());
    CHECK(report->failed() == 1);
    const DraftCheck& check = Named(*report, one.check);
    CHECK(check.result == "fail");
    REQUIRE(!check.faults.empty());
    if (*one.said != '\0') CHECK(check.faults[0].message == folder.temp.path() + one.said);
    CHECK(check.faults[0].message.starts_with(folder.temp / one.file));
    CHECK(ToText(*report).find("error: " + check.faults[0].message + "\n") != std::string::npos);
    const Json json = ToJson(*report, "hr");
    CHECK(json["format"] == "plugin-check/1");
    CHECK(json["failed"] == 1);
  }
}

TEST_CASE("where the document can't be read the other checks are skipped, not passed") {
  const DraftFolder folder;
  folder.Replace("croatia.json", "\"country\": \"HR\"", "\"country\": \"Croatia\"");
  Result<DraftReport> report = CheckDraft(folder.Open(), folder.base);
  REQUIRE(report.ok());
  CHECK(Results(*report) ==
        "document-valid fail, codes-known skip, letters-right skip, formulas-parse skip, "
        "mappings-valid skip, translations-complete skip, translations-current skip");
  CHECK(report->languages.empty());
}

TEST_CASE("one check alone is repeated by its name; an unknown name lists them") {
  const DraftFolder folder;
  Result<DraftReport> report = CheckDraft(folder.Open(), folder.base, {.only = "codes-known"});
  REQUIRE(report.ok());
  CHECK(Results(*report) == "codes-known pass");
  CHECK(ToJson(*report, "hr")["checks"][0]["repeat"] == "rapporteur plugin check hr --only codes-known");
  report = CheckDraft(folder.Open(), folder.base, {.only = "spelling"});
  REQUIRE_FALSE(report.ok());
  CHECK(report.status().message() ==
        "--only: found 'spelling', expected one of document-valid, codes-known, letters-right, "
        "formulas-parse, mappings-valid, translations-complete and translations-current.");
}

TEST_CASE("a translation whose English changed is stale in its language only") {
  DraftFolder folder;
  folder.Replace("croatia.json", "\"question\": {\"en\": {\"from\": \"base\"}}",
                 "\"question\": {\"hr\": \"Je li?\", \"en\": {\"from\": \"base\"}}");
  folder.Replace("croatia.json", "\"translated\": {}",
                 "\"translated\": {\"LF.01/1/question/hr\": \"sha256:" + std::string(64, '0') + "\"}");
  Result<DraftReport> report = CheckDraft(folder.Open(), folder.base);
  REQUIRE(report.ok());
  CHECK(report->failed() == 0);
  CHECK(report->languages[0].stale == 1);
  CHECK(report->languages[0].questions.done == 1);
  CHECK(report->languages[1].stale == 0);
  CHECK(Named(*report, "translations-current").result == "warn");
}

}  // namespace
}  // namespace rapporteur
