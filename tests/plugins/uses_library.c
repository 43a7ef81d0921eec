/* A good plugin that needs a shared library of Debian. */
#include <rapporteur/import.h>
#include <sodium.h>
#include <string.h>

static int32_t run(const rpt_import_job* job, rpt_error* error) {
  const rpt_field field = {RPT_INT64, 0, {"row", 3}, {"row", 3}};
  const char* version = sodium_version_string();
  const rpt_str line = {version, strlen(version)};
  job->host->log(job->host->ctx, RPT_INFO, line);
  return job->begin(job->sink, &field, 1, error);
}

static const rpt_importer kImporter = {sizeof(rpt_importer), 0, run};

static const void* interface_for(const char* id) {
  return strcmp(id, RPT_IMPORTER_ID) == 0 ? &kImporter : 0;
}

const rpt_plugin rpt_plugin_1 = {sizeof(rpt_plugin), 1, 0, 0, 0, "org.x", "1.0.0", interface_for};
