// A new version of a country: what is said before it is taken, and that it changes nothing that was
// stored or written before.
#include <catch2/catch.hpp>
#include <filesystem>
#include <map>

#include "core/base/hash.h"
#include "core/base/json.h"
#include "tests/end_to_end/data_folder.h"
#include "tests/end_to_end/made_package.h"

namespace rapporteur {
namespace {

namespace fs = std::filesystem;
using Words = std::vector<std::string>;

Json& At(Json& list, const std::string& code) {
  for (Json& item : list) {
    if (item.value("code", "") == code) return item;
  }
  FAIL("there is no " + code);
  return list;
}

Json& Version(Json& document, const std::string& code) {
  return At(document["indicators"], code)["versions"][0];
}

Json NextSerbia() {
  Json serbia = ReadDocument("serbia/serbia.json");
  serbia["version"] = "1.1.0";
  return serbia;
}

// A data folder with the published figures, made once.
struct Folder {
  TempDir temp;
  std::string data = temp.path() + "/data";
  Folder() {
    static const TempDir made;
    static const bool ready = [] {
      const std::string first = made.path() + "/data";
      MakeDataFolder(first);
      const std::string figures = SourceFolder() + "/countries/regional/";
      const Run run = Rapporteur(first, {"import", figures + "samples/published_figures.csv", "--mapping",
                                        figures + "mappings/published_figures.json",
                                        "--accept-good-rows"});
      INFO(run.out << run.err);
      REQUIRE(run.status == 0);
      return true;
    }();
    REQUIRE(ready);
    fs::copy(made.path() + "/data", data, fs::copy_options::recursive);
  }

  Run Do(const Words& command) const { return Rapporteur(data, command); }
  std::string Out(const Words& command) const {
    const Run run = Do(command);
    INFO(run.out << run.err);
    REQUIRE(run.status == 0);
    return run.out;
  }
  Json Ask(Words command) const {
    command.push_back("--json");
    return *ParseJson(Do(command).out, command.front());
  }
  // The hash of every file by its name.
  std::map<std::string, std::string> Files() const {
    std::map<std::string, std::string> files;
    for (const auto& entry : fs::recursive_directory_iterator(data)) {
      if (!entry.is_regular_file()) continue;
      files[entry.path().string()] = Sha256(ReadWholeFile(entry.path().string()));
    }
    return files;
  }
};

// Every kind of change at once.
Json Changed() {
  Json d = NextSerbia();
  d["choice_order"] = {"media", "register", "report", "court", "survey", "own_count"};
  Version(d, "ID.02")["codes"] = {{"sex", {"F"}}};
  Json& rate = Version(d, "ID.10");
  rate["decision"] = "adapted";
  rate["changes"] = {{"formula", {{"to", "1000 * ID.03 / ID.09"}, {"reason", {{"en", "A test."}}}}}};
  return d;
}

TEST_CASE("a dry upgrade says what changes, what no longer fits, what moves, and changes nothing") {
  const Folder folder;
  const std::string package = MakePackage(folder.temp, Changed(), "country");
  const auto before = folder.Files();
  const std::string text = folder.Out({"plugin", "upgrade", package, "--dry-run"});
  INFO(text);
  for (const char* said :
       {"org.rapporteur.country.rs: 1.0.0 -> 1.1.0\n"
        "Indicators: 2 changed, 0 added, 0 removed, 291 as before.\n"
        "  * ID.02 How many persons were formally identified as victims in the year?\n"
        "    RS:ID.02@1, 75 values stand under it\n"
        "      breakdown codes (sex): (nothing) -> F\n"
        "      comparability: B -> C\n"
        "  * ID.10 What share of assessed referrals ended in identification?\n"
        "    RS:ID.10@1\n"
        "      formula: 100 * ID.03 / ID.09 -> 1000 * ID.03 / ID.09\n"
        "Lists and settings:\n"
        "  choice_order:\n"
        "    was: register, report, court, survey, own_count, media\n"
        "    now: media, register, report, court, survey, own_count\n"
        "Stored values that no longer fit: 7. None is changed or lost.\n"
        "  The code of the breakdown is gone (7 values):\n",
        "    ID.02 2017, sex=M = 4, USTIP-2019/RS-CZZTLJ (published_figures.csv, batch 1, row 30): "
        "RS:ID.02@1 does not use the code 'M' of sex.\n",
        "  CH.03 2015: 61.11 (computed) -> nothing\n",
        "  ID.02 2017: 40 (USTIP-2018/RS-CZZTLJ) -> 20 (ONOFF-2018/RS-MUP)\n",
        "In the way: RS:ID.02@1 is given another meaning while values stand under it. Give the "
        "changed definition a new version number with its own valid_from, and the values keep the "
        "old one; or say with --correction REASON why it was wrong from the beginning.\n"
        "Dry run: nothing was changed.\n"}) {
    INFO(said);
    CHECK(text.find(said) != std::string::npos);
  }
  const Json json = folder.Ask({"plugin", "upgrade", package, "--dry-run"});
  CHECK(json["format"] == "upgrade/1");
  CHECK(json["dry_run"] == true);
  CHECK(json["from"] == "1.0.0");
  CHECK(json["to"] == "1.1.0");
  CHECK(json["redefined"] == Json::array({"RS:ID.02@1"}));
  CHECK(json["misfits"]["total"] == 7);
  CHECK(json["misfits"]["by_kind"] == Json({{"code-gone", 7}}));
  CHECK(json["misfits"]["values"][1]["observation"]["place"]["row"] == 30);
  CHECK(json["figures"]["total"] == json["figures"]["moved"].size());
  const Json& changed = json["indicators"]["changed"][0]["definitions"][0];
  CHECK(changed["grade"] == Json({{"old", "B"}, {"new", "C"}}));
  CHECK(changed["fields"][0] ==
        Json({{"field", "codes.sex"}, {"old", nullptr}, {"new", "F"}, {"meaning", true}}));
  CHECK(folder.Files() == before);
}

TEST_CASE("each thing that can vanish under a value is told by its kind") {
  struct Case {
    const char* kind;
    void (*change)(Json& serbia);
    const char* reason;
  };
  const Case cases[] = {
      {"definition-gone",
       [](Json& d) { Version(d, "ID.02")["version"] = 7; },
       "the definition RS:ID.02@1 is not in it"},
      {"definition-closed",
       [](Json& d) {
         Json& versions = At(d["indicators"], "ID.02")["versions"];
         Json second = versions[0];
         versions[0]["valid_to"] = "2019-12-31";
         second["version"] = 2;
         second["valid_from"] = "2020-01-01";
         versions.push_back(second);
       },
       "the definition RS:ID.02@1 is not valid in 2020"},
      {"source-gone",
       [](Json& d) {
         Json& sources = d["sources"];
         for (std::size_t i = 0; i < sources.size(); ++i) {
           if (sources[i]["code"] == "USTIP-2018/RS-CZZTLJ") sources.erase(i);
         }
       },
       "the source 'USTIP-2018/RS-CZZTLJ' is not in it"},
      {"bad-unit",
       [](Json& d) { Version(d, "ID.02")["bounds"] = {{"max", 30}}; },
       "found 296, expected at most 30 persons"},
  };
  const Folder folder;
  for (const Case& one : cases) {
    INFO(one.kind);
    Json serbia = NextSerbia();
    one.change(serbia);
    const Json json = folder.Ask(
        {"plugin", "upgrade", MakePackage(folder.temp, serbia, "country"), "--dry-run"});
    INFO(json.dump().substr(0, 2000));
    CHECK(json["misfits"]["by_kind"].contains(one.kind));
    CHECK(json["misfits"]["values"][0]["reason"].get<std::string>().starts_with(one.reason));
  }
}

TEST_CASE("a definition in use gets no other meaning, unless somebody says why it was wrong") {
  const Folder folder;
  const std::string package = MakePackage(folder.temp, Changed(), "country");
  const std::string values = folder.Out({"query", "--all-sources", "--history", "--json"});
  const Run refused = folder.Do({"plugin", "upgrade", package});
  CHECK(refused.status == 1);
  CHECK(refused.err ==
        "error: org.rapporteur.country.rs 1.1.0 changes what is meant by RS:ID.02@1, under which "
        "values are stored; they would say something else than when they were given.\n"
        "hint: Give the changed definition a new version number with its own valid_from, so that "
        "the values keep the old one; or say with --correction REASON why it was wrong from the "
        "beginning.\n");
  CHECK(folder.Ask({"plugin", "show", "rs"})["version"] == "1.0.0");
  CHECK(folder.Out({"query", "--all-sources", "--history", "--json"}) == values);

  const std::string taken =
      folder.Out({"plugin", "upgrade", package, "--correction", "The rule was confirmed."});
  CHECK(taken.ends_with("Upgraded; the next job uses 1.1.0.\n"));
  CHECK(folder.Ask({"plugin", "show", "rs"})["version"] == "1.1.0");
  const std::string audit = folder.Out({"audit", "list"});
  CHECK(audit.find(R"(plugin.upgrade     {"id":"org.rapporteur.country.rs","from":"1.0.0",)"
                   R"("to":"1.1.0","misfits":7,"figures":)") != std::string::npos);
  CHECK(audit.find(R"("corrected":["RS:ID.02@1"],"reason":"The rule was confirmed."})") !=
        std::string::npos);
  CHECK(folder.Out({"query", "--country", "RS", "--indicator", "ID.02", "--period", "2017", "--totals"})
            .find("20") != std::string::npos);
  CHECK(folder.Do({"audit", "verify"}).status == 0);
}

TEST_CASE("values of earlier years say and count the same after a new version of their definition") {
  const Folder folder;
  Json serbia = NextSerbia();
  Json& versions = At(serbia["indicators"], "ID.02")["versions"];
  Json second = versions[0];
  versions[0]["valid_to"] = "2025-12-31";
  second["version"] = 2;
  second["valid_from"] = "2026-01-01";
  second["changes"]["age_reference"]["to"] = "referral";
  versions.push_back(second);
  // What sources gave; without a definition of its years a formula gives nothing.
  const auto values = [&] {
    const Json all = folder.Ask({"query", "--country", "RS", "--all-sources"});
    Json given = Json::array();
    for (const Json& one : all["observations"]) {
      if (one["origin"] != "computed") given.push_back(one);
    }
    CHECK(given.size() > 100);
    return given.dump();
  };
  const auto comparison = [&] {
    return folder.Out({"compare", "--period", "2015:2023", "--json"});
  };
  const auto report = [&](const std::string& name) {
    const std::string path = folder.temp / name;
    folder.Out({"report", "RS", "--period", "2015:2023", "--lang", "en", "--format", "html", "-o",
                path});
    return ReadWholeFile(path);
  };
  const std::string before = values(), compared = comparison(), written = report("before.html");
  const std::string text =
      folder.Out({"plugin", "upgrade", MakePackage(folder.temp, serbia, "country")});
  INFO(text);
  CHECK(text.find("Stored values: all fit the new version.\nFigures: none will move.\n") !=
        std::string::npos);
  CHECK((values() == before));  // too long to be printed
  CHECK((comparison() == compared));
  CHECK(ReadWholeFile(folder.temp / "before.html") == written);

  // The next version forgets the definition; the values keep it.
  Json third = serbia;
  third["version"] = "1.2.0";
  At(third["indicators"], "ID.02")["versions"].erase(0);
  const std::string forgets =
      folder.Out({"plugin", "upgrade", MakePackage(folder.temp, third, "country")});
  CHECK(forgets.find("The definition is gone: the values keep it as it was kept with the old version "
                     "(75 values):") != std::string::npos);
  CHECK((values() == before));
  CHECK((comparison() == compared));
  CHECK(report("after.html").find("RS:ID.02@1") != std::string::npos);
}

TEST_CASE("what can't be upgraded is refused with the reason") {
  const Folder folder;
  REQUIRE(folder.Do({"development", "on"}).status == 0);
  const auto said = [&](const Json& document, const std::string& kind) {
    const Run run =
        folder.Do({"plugin", "upgrade", MakePackage(folder.temp, document, kind), "--dry-run"});
    CHECK(run.status == 1);
    return run.err;
  };
  Json serbia = NextSerbia();
  serbia["version"] = "0.9.0";
  CHECK(said(serbia, "country") ==
        "error: org.rapporteur.country.rs 0.9.0 is not newer than 1.0.0, which is in use.\n"
        "hint: Give a changed package a higher version number. 'rapporteur plugin rollback "
        "org.rapporteur.country.rs' is the only way back to an older version.\n");
  serbia["version"] = "1.1.0";
  serbia["based_on"]["version"] = "2.0.0";
  CHECK(said(serbia, "country") ==
        "error: org.rapporteur.country.rs 1.1.0 is based on org.rapporteur.regional 2.0.0, which is "
        "not in the store.\nhint: Install and enable org.rapporteur.regional 2.0.0 first.\n");
  serbia = NextSerbia();
  serbia["id"] = "org.example.rs";
  CHECK(said(serbia, "country") ==
        "error: No version of org.example.rs is in use, so there is nothing to upgrade.\n"
        "hint: Install it with 'rapporteur plugin install PATH' and enable it.\n");
  serbia = NextSerbia();
  Version(serbia, "ID.02")["owner"] = "RS-XX";
  CHECK(said(serbia, "country").starts_with("error: org.rapporteur.country.rs 1.1.0, indicators["));
  folder.Out({"plugin", "disable", "rs"});
  CHECK(said(NextSerbia(), "country") ==
        "error: The plugin org.rapporteur.country.rs 1.0.0 is disabled.\n"
        "hint: Enable it with 'rapporteur plugin enable org.rapporteur.country.rs'.\n");
}

TEST_CASE("a new regional catalogue says which countries stay behind and which grades change") {
  const Folder folder;
  Json regional = ReadDocument("regional/regional.json");
  regional["version"] = "1.1.0";
  Version(regional, "ID.02")["age_reference"] = "identification";
  const std::string package = MakePackage(folder.temp, regional, "catalogue");
  const std::string text = folder.Out({"plugin", "upgrade", package});
  INFO(text);
  CHECK(text.find("      age at: exploitation -> identification\n") != std::string::npos);
  CHECK(text.find("They stay on it until their documents are merged ('rapporteur plugin merge').\n") !=
        std::string::npos);
  CHECK(text.find("  RS:ID.02@1: B -> A\n") != std::string::npos);
  // The country still lies over the catalogue it was written for.
  const Json shown = folder.Ask({"indicator", "show", "RS", "LF.01"});
  CHECK(shown.contains("versions"));
}

TEST_CASE("a merge writes the document, lists what is open, and says so by its status") {
  const Folder folder;
  const std::string source = SourceFolder() + "/countries/";
  Json regional = ReadDocument("regional/regional.json");
  regional["version"] = "1.1.0";
  const std::string base = folder.temp / "regional.json", out = folder.temp / "merged.json";
  const Words command = {"plugin",     "merge", source + "serbia/serbia.json",
                         "--old-base", source + "regional/regional.json",
                         "--new-base", base,    "-o",
                         out};
  WriteWholeFile(base, regional.dump());
  CHECK(folder.Out(command) ==
        "Nothing in the new base concerns this document.\nWrote " + out +
            ", based on 1.1.0. Give it a new version before it is packed.\n");
  std::string expected = ReadWholeFile(source + "serbia/serbia.json");
  const std::string based = R"("org.rapporteur.regional", "version": "1.0.0")";
  expected.replace(expected.find(based), based.size(),
                   R"("org.rapporteur.regional", "version": "1.1.0")");
  CHECK(ReadWholeFile(out) == expected);

  Version(regional, "ID.02")["age_reference"] = "referral";
  Version(regional, "ID.02")["frequency"] = "quarterly";
  WriteWholeFile(base, regional.dump());
  const Run run = folder.Do(command);
  CHECK(run.status == 1);
  CHECK(run.out ==
        "Taken over from the new base: 1.\n"
        "  ID.02, version 1, frequency\n"
        "    old base: annual\n"
        "    new base: quarterly\n"
        "Unresolved, changed in both and left as the country has it: 1.\n"
        "  ID.02, version 1, age_reference\n"
        "    old base: exploitation\n"
        "    new base: referral\n"
        "    national: identification\n"
        "Wrote " +
            out + ", based on 1.1.0. Give it a new version before it is packed.\n");
  CHECK(run.err ==
        "error: The merged document is not finished: a person must decide what is listed as "
        "unresolved, gone, to be decided or lacking.\n");
  const Json json = folder.Ask(command)["result"];
  CHECK(json["unresolved"][0] == Json({{"path", "ID.02, version 1, age_reference"},
                                       {"old_base", "exploitation"},
                                       {"new_base", "referral"},
                                       {"national", "identification"},
                                       {"note", nullptr}}));
}

}  // namespace
}  // namespace rapporteur
