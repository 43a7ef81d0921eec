#include "core/import/template_form.h"

#include <catch2/catch.hpp>

#include "tests/collect/asked_country.h"

namespace rapporteur {
namespace {

using Words = std::vector<std::string>;

const Words kHeaders = {"Код [indicator]",     "Period [period]",     "Asked [info]",
                        "Breakdown [*]",       "Value [value]",       "Why [status]",
                        "Note [note]",         "Before [info]",       "Territory [territory]",
                        "Definition [definition]", "Country [country]", "Source [source]"};

TEST_CASE("a header says in brackets which column it is") {
  CHECK(FormHeader("Vrednost", "value") == "Vrednost [value]");
  CHECK(FormColumn("Vrednost [value]") == "value");
  CHECK(FormColumn("  Питање [2] [info] ") == "info");
  CHECK(FormColumn("[*]") == "*");
  CHECK(FormColumn("????? [info] (2)") == "info");
  CHECK(FormColumn("anything [template]") == "template");
  for (const char* header : {"value", "Vrednost (value)", "Vrednost [value] *", "Vrednost [sex]",
                             "Vrednost [Value]", "", "]", "[]"}) {
    INFO(header);
    CHECK_FALSE(FormColumn(header));
  }
}

TEST_CASE("a template is told by its headers, with or without the mark") {
  CHECK(IsForm(kHeaders));
  Words headers = kHeaders;
  headers.push_back("rapporteur-template/1 x [template]");
  CHECK(IsForm(headers));
  for (std::size_t i = 0; i < kHeaders.size(); ++i) {
    headers = kHeaders;
    headers[i] = "Something else";
    INFO(kHeaders[i]);
    CHECK_FALSE(IsForm(headers));
  }
  headers = kHeaders;
  headers.push_back("Another value [value]");
  CHECK_FALSE(IsForm(headers));
}

TEST_CASE("a mark says which template it is, wherever it stands") {
  const TemplateMark mark = {"RS",      "RS-CZZTLJ", "2022:2024", "sr-Latn",
                             "org.rapporteur.country.rs", "1.0.0",     812};
  const std::string text = MarkText(mark);
  CHECK(text ==
        "rapporteur-template/1 RS RS-CZZTLJ 2022:2024 sr-Latn org.rapporteur.country.rs 1.0.0 812");
  for (const std::string& around : {text, "x: " + text, text + " [template]", "name\n" + text + "\nmore"}) {
    INFO(around);
    const std::optional<TemplateMark> found = FindMark(around);
    REQUIRE(found);
    CHECK(MarkText(*found) == text);
  }
  for (const char* bad : {"", "rapporteur-template/1", "rapporteur-template/2 RS B 2024 en d 1 8",
                          "rapporteur-template/1 RS B 2024 en d 1 x",
                          "rapporteur-template/1 RS B 2024 en d 1 9999999999"}) {
    INFO(bad);
    CHECK_FALSE(FindMark(bad));
  }
}

TEST_CASE("the words of the drop-down lists are read as the codes they stand for") {
  const Mapping mapping = FormMapping(kHeaders, {AskedCountry()});
  CHECK(mapping.ignored == std::set<std::string>{"Asked [info]", "Before [info]"});
  const auto column = [&](const std::string& target) -> const MappedColumn& {
    for (const MappedColumn& mapped : mapping.columns) {
      if (mapped.target == target) return mapped;
    }
    FAIL(target);
    return mapping.columns.front();
  };
  CHECK(column("status").codes.at("L – Not collected") == "L");
  CHECK(column("status").codes.at("Provisional") == "P");
  CHECK(column("value").symbols.at("L – Not collected").status == "L");
  CHECK_FALSE(column("value").symbols.contains("Provisional"));  // a value must stand beside it
  CHECK(column("*").pair_codes.at("citizenship").at("C11 Country 11") == "C11");
  CHECK_FALSE(column("*").pair_codes.contains("sex"));
  CHECK(column("*").none.contains("_T"));
}

}  // namespace
}  // namespace rapporteur
