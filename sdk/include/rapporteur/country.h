/* "rpt.country/1": one JSON document, and code where a country's checks need it.
 *
 * The document has a schema and a version of its own ("document": "country/1") and may grow without
 * touching this header.  The host asks for it once, at install, and keeps it.
 */
#ifndef RAPPORTEUR_COUNTRY_H_
#define RAPPORTEUR_COUNTRY_H_

#include <rapporteur/export.h>

#ifdef __cplusplus
extern "C" {
#endif

#define RPT_COUNTRY_ID "rpt.country/1"

/* Lent to the plugin for the length of one call of describe. */
typedef struct rpt_document_job {
  uint32_t struct_size;
  int32_t document_fd; /* the package's document, for the prebuilt carrier; -1 = none */
  void* sink;          /* first argument of write */
  /* [job thread] Hands over the next part of the document; any number of calls.  Copied. */
  int32_t (*write)(void* sink, rpt_str part, rpt_error* error);
} rpt_document_job;

typedef struct rpt_country {
  uint32_t struct_size;
  /* [job thread] */
  int32_t (*describe)(const rpt_document_job* job, rpt_error* error);
  /* [job thread] National checks: pulls the country's observations (output_fd is -1) and answers
   * with host->issue.  May be NULL. */
  int32_t (*check)(const rpt_export_job* job, rpt_error* error);
} rpt_country;

#ifdef __cplusplus
}
#endif

#endif /* RAPPORTEUR_COUNTRY_H_ */
