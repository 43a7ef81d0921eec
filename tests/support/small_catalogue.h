// A catalogue small enough to read: four indicators, three dimensions, two sources.
#ifndef RAPPORTEUR_TESTS_SUPPORT_SMALL_CATALOGUE_H_
#define RAPPORTEUR_TESTS_SUPPORT_SMALL_CATALOGUE_H_

#include <memory>

#include "core/model/catalogue.h"

namespace rapporteur {

std::shared_ptr<const Catalogue> SmallCatalogue();

}  // namespace rapporteur

#endif  // RAPPORTEUR_TESTS_SUPPORT_SMALL_CATALOGUE_H_
