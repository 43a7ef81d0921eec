/* "rpt.importer/1": bytes in, table out.
 *
 * The importer pushes: it calls begin once with its columns, then emit for each batch.  A failed
 * emit ends the job: return its code.  (A plugin that goes on and returns RPT_OK still fails.)
 */
#ifndef RAPPORTEUR_IMPORT_H_
#define RAPPORTEUR_IMPORT_H_

#include <rapporteur/plugin.h>

#ifdef __cplusplus
extern "C" {
#endif

#define RPT_IMPORTER_ID "rpt.importer/1"

/* Lent to the plugin for the length of one call of sniff or run. */
typedef struct rpt_import_job {
  uint32_t struct_size;
  int32_t input_fd; /* the host's private copy of the file: read-only, seekable, at offset 0 */
  rpt_str options;  /* a JSON object, already checked against the manifest */
  const rpt_host* host;
  void* sink; /* first argument of begin and emit */
  /* [job thread] Says the columns; once, before the first batch.  `fields` is copied. */
  int32_t (*begin)(void* sink, const rpt_field* fields, uint32_t count, rpt_error* error);
  /* [job thread] Hands rows over; waits while the host is behind.  `batch` is copied. */
  int32_t (*emit)(void* sink, const rpt_batch* batch, rpt_error* error);
} rpt_import_job;

typedef struct rpt_importer {
  uint32_t struct_size;
  /* [job thread] How sure the plugin is that it can read the file, 0 to 100.  Looks at the first
   * bytes only; begin and emit are NULL.  May be NULL. */
  int32_t (*sniff)(const rpt_import_job* job, int32_t* score, rpt_error* error);
  /* [job thread] Reads the whole file. */
  int32_t (*run)(const rpt_import_job* job, rpt_error* error);
} rpt_importer;

#ifdef __cplusplus
}
#endif

#endif /* RAPPORTEUR_IMPORT_H_ */
