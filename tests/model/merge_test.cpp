#include "core/model/merge.h"

#include <catch2/catch.hpp>
#include <functional>

#include "core/base/fd.h"
#include "core/base/json.h"
#include "core/model/document_text.h"
#include "tests/support/shared_data.h"

namespace rapporteur {
namespace {

using Lines = std::vector<std::string>;

std::string Text(const std::string& relative) {
  Result<std::string> text = ReadFile(TestData("../../countries/" + relative));
  REQUIRE(text.ok());
  return *text;
}

Json Document(const std::string& relative) { return *ParseJson(Text(relative), relative); }

Json& At(Json& list, const std::string& code) {
  for (Json& item : list) {
    if (item.value("code", "") == code) return item;
  }
  FAIL("there is no " + code);
  return list;
}

void Erase(Json& list, const std::string& code) {
  for (std::size_t i = 0; i < list.size(); ++i) {
    if (list[i].value("code", "") == code) return list.erase(i);
  }
  FAIL("there is no " + code);
}

Json& Version(Json& document, const std::string& code) {
  return At(document["indicators"], code)["versions"][0];
}

// The real documents; the new base is the old one with another version.
struct Documents {
  Json old_base = Document("regional/regional.json"), new_base = old_base;
  Json serbia = Document("serbia/serbia.json");
  Documents() { new_base["version"] = "1.1.0"; }
  MergeResult Merge() const {
    Result<MergeResult> merged = MergeBase(old_base, new_base, serbia);
    INFO((merged.ok() ? "" : merged.status().message()));
    REQUIRE(merged.ok());
    return *merged;
  }
};

std::string Short(const Json& value) {
  if (value.is_string()) return value.get<std::string>();
  const std::string text = value.dump();
  return text.size() > 40 ? "…" : text;
}

// "unresolved ID.02, version 1, age_reference: a | b | c (note)": old base, new base, national.
Lines Said(const MergeResult& result) {
  const char* names[] = {"taken", "agreed", "unresolved", "removed", "to decide"};
  Lines lines;
  for (const MergeItem& item : result.items) {
    lines.push_back(std::string(names[static_cast<int>(item.kind)]) + " " + item.path + ": " +
                    Short(*item.old_base) + " | " + Short(*item.new_base) + " | " +
                    Short(*item.national) + (item.note.empty() ? "" : " (" + item.note + ")"));
  }
  for (const std::string& key : result.stale) lines.push_back("stale " + key);
  for (const DocumentFault& fault : result.faults) lines.push_back("fault " + fault.message);
  return lines;
}

// serbia.json with one text replaced, as the merge should write it.
std::string Expected(const std::string& from = "", const std::string& to = "") {
  std::string text = Text("serbia/serbia.json");
  auto replace = [&](const std::string& old_text, const std::string& new_text) {
    const std::size_t at = text.find(old_text);
    REQUIRE(at != std::string::npos);
    text.replace(at, old_text.size(), new_text);
  };
  replace(R"("org.rapporteur.regional", "version": "1.0.0")",
          R"("org.rapporteur.regional", "version": "1.1.0")");
  if (!from.empty()) replace(from, to);
  return text;
}

const char* kOldQuestion = "How many persons were formally identified as victims in the year?";

TEST_CASE("a new base that says the same changes one line of the document") {
  const MergeResult result = Documents().Merge();
  CHECK(Said(result) == Lines{});
  CHECK_FALSE(result.open());
  CHECK(DocumentText(*result.document) == Expected());
}

TEST_CASE("each field is taken over, left, or listed, by who changed it") {
  struct Case {
    const char* what;
    std::function<void(Documents&)> change;
    Lines said;
    bool open;
  };
  const Case cases[] = {
      {"a text the country takes from the base and translates",
       [](Documents& d) { Version(d.new_base, "ID.02")["question"]["en"] = "How many victims?"; },
       {std::string("taken ID.02, version 1, question.en: ") + kOldQuestion +
            " | How many victims? | null",
        "stale ID.02/1/question/sr-Cyrl"},
       false},
      {"a text that both changed",
       [](Documents& d) {
         Version(d.old_base, "ID.02")["definition"]["en"] = "Old.";
         Version(d.new_base, "ID.02")["definition"]["en"] = "New.";
         Version(d.serbia, "ID.02")["definition"]["en"] = "National.";
       },
       {"unresolved ID.02, version 1, definition.en: Old. | New. | National."},
       true},
      {"a text of the country, unchanged in the base",
       [](Documents& d) { Version(d.serbia, "ID.02")["definition"]["en"] = "National."; },
       {}, false},
      {"a text that both changed to the same",
       [](Documents& d) {
         Version(d.old_base, "ID.02")["definition"]["en"] = "Old.";
         Version(d.new_base, "ID.02")["definition"]["en"] = "Same.";
         Version(d.serbia, "ID.02")["definition"]["en"] = "Same.";
       },
       {"agreed ID.02, version 1, definition.en: Old. | Same. | Same."},
       false},
      {"a field the country says nothing of",
       [](Documents& d) { Version(d.new_base, "ID.02")["frequency"] = "quarterly"; },
       {"taken ID.02, version 1, frequency: annual | quarterly | null"}, false},
      {"a field the country deviates in",
       [](Documents& d) { Version(d.new_base, "ID.02")["age_reference"] = "referral"; },
       {"unresolved ID.02, version 1, age_reference: exploitation | referral | "
        "identification"},
       true},
      {"a deviation the base has taken up",
       [](Documents& d) { Version(d.new_base, "ID.02")["age_reference"] = "identification"; },
       {"agreed ID.02, version 1, age_reference: exploitation | identification | identification "
        "(the catalogue now says what the country says: the deviation can go)"},
       false},
      {"an order the country has as the base had it",
       [](Documents& d) {
         d.serbia["choice_order"] = d.old_base["choice_order"];
         d.new_base["choice_order"] = {"media"};
       },
       {"taken choice_order: … | [\"media\"] | …"}, false},
      {"an indicator that is gone",
       [](Documents& d) { Erase(d.new_base["indicators"], "LF.01"); },
       {"removed LF.01, version 1: … | null | … (the new catalogue no longer has LF.01)"}, true},
      {"a new core indicator",
       [](Documents& d) {
         Json added = At(d.old_base["indicators"], "ID.02");
         added["code"] = "ID.99";
         d.new_base["indicators"].push_back(added);
       },
       {"to decide ID.99: null | … | null (a new core indicator: take it over, adapt it, or drop it "
        "with a reason)",
        "fault org.rapporteur.country.rs 1.0.0, indicators: 1 core indicator is not decided on: "
        "ID.99."},
       true},
      {"a new version of a definition",
       [](Documents& d) {
         Json& versions = At(d.new_base["indicators"], "ID.02")["versions"];
         Json second = versions[0];
         versions[0]["valid_to"] = "2025-12-31";
         second["version"] = 2;
         second["valid_from"] = "2026-01-01";
         versions.push_back(second);
       },
       {"taken ID.02, version 1, valid_to: null | 2025-12-31 | null",
        "to decide ID.02: null | … | … (the new catalogue has version 2 of ID.02: take it over, "
        "adapt it, or leave the indicator out from then on)"},
       true},
  };
  for (const Case& one : cases) {
    INFO(one.what);
    Documents documents;
    one.change(documents);
    const MergeResult result = documents.Merge();
    CHECK(Said(result) == one.said);
    CHECK(result.open() == one.open);
  }
}

TEST_CASE("a label whose word is gone from the base is listed, and stays") {
  Documents documents;
  Erase(documents.new_base["flags"], "K");
  const MergeResult result = documents.Merge();
  CHECK(Said(result) ==
        Lines{"removed labels.flags.K: … | null | … (the new catalogue no longer has what it "
              "translates)",
              "fault org.rapporteur.country.rs 1.0.0, labels.flags.K: the regional catalogue has "
              "nothing of this name."});
  CHECK((*result.document)["labels"]["flags"].contains("K"));
}

TEST_CASE("what is taken over is written, what is unresolved stays as the country has it") {
  Documents documents;
  Version(documents.serbia, "ID.02")["valid_from"] = "2013-01-01";
  Version(documents.old_base, "ID.02")["valid_from"] = "2013-01-01";
  Version(documents.new_base, "ID.02")["valid_from"] = "2014-01-01";
  Version(documents.new_base, "ID.02")["age_reference"] = "referral";
  const MergeResult result = documents.Merge();
  Json merged = *result.document;
  CHECK(Version(merged, "ID.02")["valid_from"] == "2014-01-01");
  CHECK(Version(merged, "ID.02")["changes"]["age_reference"]["to"] == "identification");
}

TEST_CASE("documents of another family are refused") {
  Documents documents;
  const auto said = [&] {
    const Status status =
        MergeBase(documents.old_base, documents.new_base, documents.serbia).status();
    CHECK(status.code() == "wrong-base");
    return status.message();
  };
  documents.new_base["version"] = "1.0.0";
  CHECK(said() == "The old base and the new base are both org.rapporteur.regional 1.0.0.");
  documents.new_base["id"] = "org.example.other";
  CHECK(said() ==
        "The old base is org.rapporteur.regional 1.0.0, but the new base is org.example.other "
        "1.0.0, another catalogue.");
  documents.old_base["version"] = "0.9.0";
  CHECK(said() ==
        "org.rapporteur.country.rs 1.0.0 is based on org.rapporteur.regional 1.0.0, but the old "
        "base is org.rapporteur.regional 0.9.0.");
}

}  // namespace
}  // namespace rapporteur
