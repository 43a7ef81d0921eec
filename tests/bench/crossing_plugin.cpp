#include "tests/bench/crossing_plugin.h"

RPT_IMPORTER(Crossing, "org.example.crossing", "1.0.0")
