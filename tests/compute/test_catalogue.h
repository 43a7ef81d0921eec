// A small catalogue for tests: a regional document with the lists and indicators that the tests of
// formulas and checks share, to which a test adds its own.
#ifndef RAPPORTEUR_TESTS_COMPUTE_TEST_CATALOGUE_H_
#define RAPPORTEUR_TESTS_COMPUTE_TEST_CATALOGUE_H_

#include <memory>
#include <string>
#include <vector>

#include "core/model/catalogue.h"

namespace rapporteur {

// `indicators` and `checks` are the members of the JSON lists, separated by commas:
// R"({"code":"ID.02","versions":[{...}]})".  `country_members` are members of a country document
// laid over it ("\"checks\":[...]"); "" = the regional catalogue itself, which then is of country RS.
std::shared_ptr<const Catalogue> TestCatalogue(const std::string& indicators,
                                               const std::string& checks = "",
                                               const std::string& country_members = "");

// One indicator with one version: persons, counted once per dimension, by sex and age group.
// `members` override: R"("formula":"ID.03 + ID.08","dimensions":["sex"])".
std::string Persons(const std::string& code, const std::string& members = "");
// The same as a share in %.
std::string Percent(const std::string& code, const std::string& members = "");

}  // namespace rapporteur

#endif  // RAPPORTEUR_TESTS_COMPUTE_TEST_CATALOGUE_H_
