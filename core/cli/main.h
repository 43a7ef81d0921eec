// The command line: parses what was typed, runs the command, prints what it gives.
#ifndef RAPPORTEUR_CLI_MAIN_H_
#define RAPPORTEUR_CLI_MAIN_H_

namespace rapporteur {

// The exit status: 0 done, 1 refused, 2 wrong usage, 3 a broken invariant of ours.
int RunCommandLine(int argc, char** argv);

}  // namespace rapporteur

#endif  // RAPPORTEUR_CLI_MAIN_H_
