/* Imports a text file of "name = number" lines, in plain C: no C++ runtime, 16 kB.
 *
 * A line that is empty or begins with '#' is skipped, a number that is missing stays missing, and a
 * line that cannot be read ends the job with its place.
 */
#include <errno.h>
#include <rapporteur/import.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { kRows = 256, kLine = 512 };

/* Rows that wait to be sent. */
typedef struct table {
  const rpt_import_job* job;
  uint64_t count;
  int64_t row[kRows];
  char names[kRows * kLine];
  uint32_t offsets[kRows + 1];
  double value[kRows];
  uint8_t present[kRows / 8];
} table;

static rpt_str str(const char* text) {
  const rpt_str all = {text, strlen(text)};
  return all;
}

static int32_t fail(rpt_error* error, int32_t code, uint64_t row, const char* field,
                    const char* message) {
  error->code = code;
  error->row = row;
  snprintf(error->field, sizeof error->field, "%s", field);
  snprintf(error->message, sizeof error->message, "%s", message);
  return code;
}

static int32_t begin(const rpt_import_job* job, rpt_error* error) {
  const rpt_field fields[] = {{RPT_INT64, 0, str("row"), str("row")},
                              {RPT_TEXT, 0, str("name"), str("")},
                              {RPT_FLOAT64, 0, str("value"), str("")}};
  return job->begin(job->sink, fields, 3, error);
}

static int32_t flush(table* t, rpt_error* error) {
  const rpt_column columns[] = {{RPT_INT64, 0, NULL, t->row, NULL},
                                {RPT_TEXT, 0, NULL, t->names, t->offsets},
                                {RPT_FLOAT64, 0, t->present, t->value, NULL}};
  const rpt_batch batch = {sizeof batch, 3, t->count, columns};
  int32_t code;
  if (t->count == 0) return RPT_OK;
  if (t->job->host->cancelled(t->job->host->ctx)) return RPT_CANCELLED;
  code = t->job->emit(t->job->sink, &batch, error);
  t->count = 0;
  memset(t->present, 0, sizeof t->present);
  return code;
}

/* Digits, a point, a sign.  strtod() would depend on the locale. */
static int read_number(const char* text, double* value) {
  double sign = 1, scale = 0, sum = 0;
  int digits = 0;
  if (*text == '-') sign = -1, ++text;
  for (; *text != '\0'; ++text) {
    if (*text == '.' && scale == 0) {
      scale = 1;
    } else if (*text >= '0' && *text <= '9') {
      sum = sum * 10 + (*text - '0');
      scale *= 10;
      ++digits;
    } else {
      return 0;
    }
  }
  *value = sign * (scale > 1 ? sum / scale : sum);
  return digits > 0;
}

static int32_t add(table* t, uint64_t row, char* line, rpt_error* error) {
  char* equals = strchr(line, '=');
  uint64_t size;
  if (line[0] == '\0' || line[0] == '#') return RPT_OK;
  if (equals == NULL) return fail(error, RPT_BAD_INPUT, row, "", "expected \"name = number\"");
  size = (uint64_t)(equals - line);
  while (size > 0 && line[size - 1] == ' ') --size;
  ++equals;
  while (*equals == ' ') ++equals;
  t->row[t->count] = (int64_t)row;
  memcpy(t->names + t->offsets[t->count], line, size);
  t->offsets[t->count + 1] = t->offsets[t->count] + (uint32_t)size;
  t->value[t->count] = 0;
  if (*equals != '\0') {
    if (!read_number(equals, &t->value[t->count])) {
      return fail(error, RPT_BAD_INPUT, row, "value", "expected a number after \"=\"");
    }
    t->present[t->count / 8] = (uint8_t)(t->present[t->count / 8] | 1u << (t->count % 8));
  }
  return ++t->count == kRows ? flush(t, error) : RPT_OK;
}

static int32_t read_lines(table* t, rpt_error* error) {
  char buffer[4096];
  char line[kLine];
  size_t length = 0;
  uint64_t row = 1;
  int32_t code;
  for (;;) {
    const ssize_t n = read(t->job->input_fd, buffer, sizeof buffer);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return fail(error, RPT_IO, row, "", "the input cannot be read");
    if (n == 0) break;
    for (ssize_t i = 0; i < n; ++i) {
      if (buffer[i] == '\r' || buffer[i] == '\0') continue;
      if (buffer[i] != '\n') {
        if (length + 1 == sizeof line) return fail(error, RPT_LIMIT, row, "", "the line is too long");
        line[length++] = buffer[i];
        continue;
      }
      line[length] = '\0';
      if ((code = add(t, row, line, error)) != RPT_OK) return code;
      length = 0;
      ++row;
    }
  }
  line[length] = '\0';
  if ((code = add(t, row, line, error)) != RPT_OK) return code;
  return flush(t, error);
}

static int32_t run(const rpt_import_job* job, rpt_error* error) {
  table* t = calloc(1, sizeof *t);
  int32_t code;
  if (t == NULL) return fail(error, RPT_MEMORY, 0, "", "no memory");
  t->job = job;
  code = begin(job, error);
  if (code == RPT_OK) code = read_lines(t, error);
  free(t);
  return code;
}

static const rpt_importer kImporter = {sizeof(rpt_importer), NULL, run};

static const void* interface_for(const char* id) {
  return strcmp(id, RPT_IMPORTER_ID) == 0 ? &kImporter : NULL;
}

const rpt_plugin rpt_plugin_1 = {sizeof(rpt_plugin), RPT_ABI_MAJOR, RPT_ABI_MINOR, 0, 0,
                                 "org.example.key-values", "1.0.0", interface_for};
