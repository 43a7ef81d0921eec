/* Built for a host interface that is not ours. */
__attribute__((visibility("default"))) const int rpt_plugin_2 = 2;
