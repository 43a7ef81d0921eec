// What must hold for whatever bytes arrive, for the fuzzer and for the tests.
#ifndef RAPPORTEUR_TESTS_WORKER_WIRE_PROPERTIES_H_
#define RAPPORTEUR_TESTS_WORKER_WIRE_PROPERTIES_H_

#include <string>
#include <string_view>

namespace rapporteur {

// `message` is a header and a payload.  Says which property does not hold, "" if all do.
std::string BrokenWireProperty(std::string_view message);

}  // namespace rapporteur

#endif  // RAPPORTEUR_TESTS_WORKER_WIRE_PROPERTIES_H_
