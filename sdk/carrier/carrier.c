/* The prebuilt carrier: a country without a compiler.
 *
 * "rapporteur plugin pack" puts this library beside a document; the host hands the document in, and
 * the carrier hands it back.  Its own id and version say only which carrier it is: those of the
 * plugin are the manifest's and the document's, which must agree.
 */
#include <errno.h>
#include <rapporteur/country.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static int32_t fail(rpt_error* error, int32_t code, const char* message) {
  error->code = code;
  snprintf(error->message, sizeof error->message, "%s", message);
  return code;
}

static int32_t describe(const rpt_document_job* job, rpt_error* error) {
  char buffer[1 << 16];
  if (job->document_fd < 0) return fail(error, RPT_BAD_INPUT, "the package has no document");
  for (;;) {
    const ssize_t n = read(job->document_fd, buffer, sizeof buffer);
    rpt_str part;
    int32_t code;
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return fail(error, RPT_IO, "the document cannot be read");
    if (n == 0) return RPT_OK;
    part.data = buffer;
    part.size = (uint64_t)n;
    code = job->write(job->sink, part, error);
    if (code != RPT_OK) return code;
  }
}

static const rpt_country kCountry = {sizeof(rpt_country), describe, NULL};

static const void* interface_for(const char* id) {
  return strcmp(id, RPT_COUNTRY_ID) == 0 ? &kCountry : NULL;
}

const rpt_plugin rpt_plugin_1 = {sizeof(rpt_plugin), RPT_ABI_MAJOR, RPT_ABI_MINOR, 0, 0,
                                 "org.rapporteur.carrier", "1.0.0", interface_for};
