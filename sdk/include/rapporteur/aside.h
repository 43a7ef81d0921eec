/* "rpt.aside/1": a service of the host for text that stands in a file but not in its table.
 *
 * Comments, hidden cells and properties are where names of persons hide.  An importer hands such
 * text over so that it is scanned; the host keeps none of it.
 *
 *   const rpt_aside* aside = job->host->service(job->host->ctx, RPT_ASIDE_ID);
 *   if (aside) aside->text(aside->ctx, kind, sheet, row, column, text);
 */
#ifndef RAPPORTEUR_ASIDE_H_
#define RAPPORTEUR_ASIDE_H_

#include <rapporteur/plugin.h>

#ifdef __cplusplus
extern "C" {
#endif

#define RPT_ASIDE_ID "rpt.aside/1"

/* Lives as long as the job. */
typedef struct rpt_aside {
  uint32_t struct_size;
  uint32_t reserved; /* 0 */
  void* ctx;         /* first argument of text */
  /* [job thread] `kind` is "comment", "sheet-name", "property", "hidden", "preamble" or "footer".
   * row and column are 1-based, 0 = none.  At most 1 MiB of text; everything is copied.  Returns
   * RPT_OK; any other code ends the job: return it. */
  int32_t (*text)(void* ctx, rpt_str kind, rpt_str sheet, uint64_t row, uint64_t column,
                  rpt_str text);
} rpt_aside;

#ifdef __cplusplus
}
#endif

#endif /* RAPPORTEUR_ASIDE_H_ */
