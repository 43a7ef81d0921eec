// Landlock by plain system calls, as Debian 12 has no library for it: after RestrictFiles() the
// process can read and execute what lies below the folders of shared libraries, and nothing else.
#ifndef RAPPORTEUR_WORKER_LANDLOCK_H_
#define RAPPORTEUR_WORKER_LANDLOCK_H_

#include "core/base/status.h"

namespace rapporteur {

// The version of Landlock that the kernel offers, 0 where it has none or it is switched off.
int LandlockVersion();

// REQUIRES: LandlockVersion() > 0, and no_new_privs is set.
Status RestrictFiles(int version);

}  // namespace rapporteur

#endif  // RAPPORTEUR_WORKER_LANDLOCK_H_
