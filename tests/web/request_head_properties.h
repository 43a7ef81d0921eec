// What must hold for any bytes that are given to the reader of request heads.
#ifndef RAPPORTEUR_TESTS_WEB_REQUEST_HEAD_PROPERTIES_H_
#define RAPPORTEUR_TESTS_WEB_REQUEST_HEAD_PROPERTIES_H_

#include <string>
#include <string_view>

namespace rapporteur {

// What doesn't hold, as a sentence; "" where everything does.
std::string BrokenHeadProperty(std::string_view text);

}  // namespace rapporteur

#endif  // RAPPORTEUR_TESTS_WEB_REQUEST_HEAD_PROPERTIES_H_
