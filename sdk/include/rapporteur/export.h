/* "rpt.exporter/1": table in, bytes out.
 *
 * The exporter pulls: it asks for the columns, then for one batch after the other.
 */
#ifndef RAPPORTEUR_EXPORT_H_
#define RAPPORTEUR_EXPORT_H_

#include <rapporteur/plugin.h>

#ifdef __cplusplus
extern "C" {
#endif

#define RPT_EXPORTER_ID "rpt.exporter/1"

/* Lent to the plugin for the length of one call of run (or of a country's check). */
typedef struct rpt_export_job {
  uint32_t struct_size;
  int32_t output_fd; /* regular file, empty, limited in size; -1 for a country's check */
  rpt_str options;   /* a JSON object, already checked against the manifest */
  const rpt_host* host;
  void* source; /* first argument of fields and next */
  /* [job thread] The columns; lent until the job ends. */
  int32_t (*fields)(void* source, const rpt_field** fields, uint32_t* count, rpt_error* error);
  /* [job thread] The next rows, lent until the next call; *batch = NULL is the end. */
  int32_t (*next)(void* source, const rpt_batch** batch, rpt_error* error);
} rpt_export_job;

typedef struct rpt_exporter {
  uint32_t struct_size;
  /* [job thread] Reads the table and writes the whole file. */
  int32_t (*run)(const rpt_export_job* job, rpt_error* error);
} rpt_exporter;

#ifdef __cplusplus
}
#endif

#endif /* RAPPORTEUR_EXPORT_H_ */
