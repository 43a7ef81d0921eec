#include "core/cli/main.h"

int main(int argc, char** argv) { return rapporteur::RunCommandLine(argc, argv); }
