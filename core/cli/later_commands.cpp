#include "core/cli/command.h"

namespace rapporteur {

// Commands whose names are taken but that come in later versions: they answer status 2 and say so.
std::vector<Command> LaterCommands() {
  return {
      {{"release"}, "Make, list and verify releases", {}, "", nullptr},
      {{"backup"}, "Write an encrypted backup", {}, "", nullptr},
      {{"restore"}, "Restore a backup", {}, "", nullptr},
      {{"rehearse"}, "Prove that a backup can be restored", {}, "", nullptr},
      {{"user"}, "People and rights", {}, "", nullptr},
  };
}

}  // namespace rapporteur
