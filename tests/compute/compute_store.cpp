#include "tests/compute/compute_store.h"

#include <catch2/catch.hpp>

#include "core/store/documents.h"

namespace rapporteur {
namespace {

std::string OneIndicator(const std::string& code, const std::string& kind,
                      const std::string& members = "") {
  const bool percent = kind == "percent";
  return R"({"code":")" + code + R"(","versions":[{"version":1,"value_kind":")" + kind +
         R"(","counting_unit":")" + (percent ? "none" : "person") +
         R"(","counting_mode":"main","dimensions":["sex","age_group"],"by_territory":true)" +
         (percent ? "" : R"(,"unit":"persons")") + (members.empty() ? "" : "," + members) + "}]}";
}

}  // namespace

ComputeStore::ComputeStore() { ActivateWith("2.0.0", "ID.03 + ID.08"); }

void ComputeStore::ActivateWith(const std::string& version, const std::string& formula) {
  std::string indicators;
  for (const char* code : {"ID.03", "ID.04", "ID.08"}) indicators += OneIndicator(code, "count") + ",";
  indicators += OneIndicator("ID.02", "count", R"("formula":")" + formula + R"(")") + ",";
  indicators += OneIndicator("ID.09", "count", R"("formula":"ID.03 + ID.04")") + ",";
  indicators += OneIndicator("ID.10", "percent", R"("formula":"100 * ID.03 / ID.09")") + ",";
  indicators += OneIndicator("CH.01", "count", R"("same_as":"ID.02{age_group=CHD}")") + ",";
  indicators += OneIndicator("ID.98", "count", R"("formula":"ID.02 - ID.02[-1]")") + ",";
  indicators += OneIndicator("AS.02", "count", R"("formula":"AS.02[-1] + ID.02")") + ",";
  indicators += OneIndicator("DC.18", "percent", R"x("formula":"spread(ID.02)")x");
  const std::string regional =
      R"({"document":"country/1","id":"org.rapporteur.regional","version":")" + version +
      R"(","country":"REG","names":{"en":"Region"},"languages":["en"],
        "choice_order":["register","report","media"],
        "codelists":[
         {"id":"sex","dimension":true,"codes":[{"code":"F","label":"women"},
                                               {"code":"M","label":"men"}]},
         {"id":"age_group","dimension":true,"codes":[{"code":"CHD","label":"children"}]}],
        "value_kinds":{"count":{"min":0,"integer":true},"percent":{"min":0,"unit":"%"}},
        "checks":[{"rule":"formula","level":"error","formula":{}}],
        "indicators":[)" +
      indicators + "]}";
  std::string serbian = TestSerbianDocument(version);
  const std::string base = R"("org.rapporteur.regional", "version": "1.0.0")";
  serbian.replace(serbian.find(base), base.size(),
                  R"("org.rapporteur.regional", "version": ")" + version + R"(")");
  Documents& documents = store->documents();
  const auto require = [](const Status& status) {
    INFO(status.message());
    REQUIRE(status.ok());
  };
  require(documents.Put(regional, "local").status());
  require(documents.Put(serbian, "local").status());
  require(documents.Activate("org.rapporteur.regional", version, "local"));
  require(documents.Activate("org.rapporteur.country.rs", version, "local"));
}

}  // namespace rapporteur
