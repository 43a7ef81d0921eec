// What an importer made of a text, as short texts that tests compare, and what holds for every
// importer whatever bytes it is given.
#ifndef RAPPORTEUR_TESTS_PLUGINS_OWN_SHOWN_RUN_H_
#define RAPPORTEUR_TESTS_PLUGINS_OWN_SHOWN_RUN_H_

#include <rapporteur/testing.hpp>
#include <string>

namespace rapporteur {

// "row 3, column 2: message" of a failure.
std::string FailureOf(const rpt::testing::Run& run);

// Columns and rows: "a|b,|c.\n2: 1|-|3", a decimal-comma as "b,", a decimal-point as "c."; the
// failure where there is one.
std::string TableOf(const rpt::testing::Run& run);

// "preamble 1: text\n" each.
std::string AsidesOf(const rpt::testing::Run& run);

// "warning 3/2: text\n" each.
std::string IssuesOf(const rpt::testing::Run& run);

// A table of whole rows in UTF-8, or a failure that the sender of the file can do something about:
// no importer runs into memory, a broken promise of its own, or no words.  "" where it holds, else
// what does not.
std::string BrokenImport(const rpt::testing::Run& run);

}  // namespace rapporteur

#endif  // RAPPORTEUR_TESTS_PLUGINS_OWN_SHOWN_RUN_H_
