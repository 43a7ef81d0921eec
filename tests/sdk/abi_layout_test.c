/* Compares the boundary with what was released: sizes, offsets and values of plugin.h and its
 * neighbours against tests/data/abi/MAJOR.MINOR.txt.
 *
 * What an earlier minor had is still there: offsets and values equal, sizes no smaller.  The file of
 * the present minor is complete: a member or value that is added gets its line, and a new minor.
 *
 *   abi_layout_test FOLDER   compares      abi_layout_test   prints the present layout
 */
#include <rapporteur/aside.h>
#include <rapporteur/country.h>
#include <rapporteur/export.h>
#include <rapporteur/import.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

typedef struct entry {
  const char* name;
  long value;
} entry;

#define SIZE(type) {"size " #type, (long)sizeof(type)}
#define MEMBER(type, member) {"offset " #type "." #member, (long)offsetof(type, member)}
#define VALUE(name) {"value " #name, (long)(name)}

static const entry kNow[] = {
    SIZE(rpt_str), MEMBER(rpt_str, data), MEMBER(rpt_str, size),
    VALUE(RPT_OK), VALUE(RPT_CANCELLED), VALUE(RPT_BAD_INPUT), VALUE(RPT_BAD_OPTION),
    VALUE(RPT_IO), VALUE(RPT_UNSUPPORTED), VALUE(RPT_LIMIT), VALUE(RPT_INTERNAL), VALUE(RPT_MEMORY),
    SIZE(rpt_error), MEMBER(rpt_error, struct_size), MEMBER(rpt_error, code),
    MEMBER(rpt_error, row), MEMBER(rpt_error, column), MEMBER(rpt_error, sheet),
    MEMBER(rpt_error, field), MEMBER(rpt_error, message),
    VALUE(RPT_TEXT), VALUE(RPT_INT64), VALUE(RPT_FLOAT64),
    SIZE(rpt_field), MEMBER(rpt_field, type), MEMBER(rpt_field, reserved), MEMBER(rpt_field, name),
    MEMBER(rpt_field, role),
    SIZE(rpt_column), MEMBER(rpt_column, type), MEMBER(rpt_column, reserved),
    MEMBER(rpt_column, validity), MEMBER(rpt_column, values), MEMBER(rpt_column, offsets),
    SIZE(rpt_batch), MEMBER(rpt_batch, struct_size), MEMBER(rpt_batch, column_count),
    MEMBER(rpt_batch, row_count), MEMBER(rpt_batch, columns),
    VALUE(RPT_DEBUG), VALUE(RPT_INFO), VALUE(RPT_WARNING), VALUE(RPT_ERROR),
    SIZE(rpt_issue), MEMBER(rpt_issue, struct_size), MEMBER(rpt_issue, level),
    MEMBER(rpt_issue, row), MEMBER(rpt_issue, column), MEMBER(rpt_issue, sheet),
    MEMBER(rpt_issue, field), MEMBER(rpt_issue, text),
    SIZE(rpt_host), MEMBER(rpt_host, struct_size), MEMBER(rpt_host, abi_major),
    MEMBER(rpt_host, abi_minor), MEMBER(rpt_host, ctx), MEMBER(rpt_host, log),
    MEMBER(rpt_host, progress), MEMBER(rpt_host, cancelled), MEMBER(rpt_host, issue),
    MEMBER(rpt_host, service),
    SIZE(rpt_plugin), MEMBER(rpt_plugin, struct_size), MEMBER(rpt_plugin, abi_major),
    MEMBER(rpt_plugin, abi_minor), MEMBER(rpt_plugin, needs_minor), MEMBER(rpt_plugin, reserved),
    MEMBER(rpt_plugin, id), MEMBER(rpt_plugin, version), MEMBER(rpt_plugin, interface_for),
    SIZE(rpt_import_job), MEMBER(rpt_import_job, struct_size), MEMBER(rpt_import_job, input_fd),
    MEMBER(rpt_import_job, options), MEMBER(rpt_import_job, host), MEMBER(rpt_import_job, sink),
    MEMBER(rpt_import_job, begin), MEMBER(rpt_import_job, emit),
    SIZE(rpt_importer), MEMBER(rpt_importer, struct_size), MEMBER(rpt_importer, sniff),
    MEMBER(rpt_importer, run),
    SIZE(rpt_export_job), MEMBER(rpt_export_job, struct_size), MEMBER(rpt_export_job, output_fd),
    MEMBER(rpt_export_job, options), MEMBER(rpt_export_job, host), MEMBER(rpt_export_job, source),
    MEMBER(rpt_export_job, fields), MEMBER(rpt_export_job, next),
    SIZE(rpt_exporter), MEMBER(rpt_exporter, struct_size), MEMBER(rpt_exporter, run),
    SIZE(rpt_document_job), MEMBER(rpt_document_job, struct_size),
    MEMBER(rpt_document_job, document_fd), MEMBER(rpt_document_job, sink),
    MEMBER(rpt_document_job, write),
    SIZE(rpt_country), MEMBER(rpt_country, struct_size), MEMBER(rpt_country, describe),
    MEMBER(rpt_country, check),
    SIZE(rpt_aside), MEMBER(rpt_aside, struct_size), MEMBER(rpt_aside, reserved),
    MEMBER(rpt_aside, ctx), MEMBER(rpt_aside, text),
};

enum { kCount = sizeof kNow / sizeof kNow[0] };

static int find(const char* name) {
  for (int i = 0; i < kCount; ++i) {
    if (strcmp(kNow[i].name, name) == 0) return i;
  }
  return -1;
}

/* Says every difference; returns how many. */
static int compare(const char* folder, int minor, int complete) {
  char path[4096];
  snprintf(path, sizeof path, "%s/%d.%d.txt", folder, RPT_ABI_MAJOR, minor);
  FILE* file = fopen(path, "r");
  if (file == NULL) {
    printf("%s is missing: every minor has the layout it was released with\n", path);
    return 1;
  }
  int wrong = 0;
  int lines = 0;
  char line[256];
  while (fgets(line, sizeof line, file) != NULL) {
    char* equals = strstr(line, " = ");
    if (equals == NULL) continue;
    *equals = '\0';
    long value = 0;
    sscanf(equals + 3, "%ld", &value);
    ++lines;
    const int at = find(line);
    const int may_grow = !complete && strncmp(line, "size ", 5) == 0;
    if (at < 0) {
      printf("%s: %s is gone\n", path, line);
      ++wrong;
    } else if (may_grow ? kNow[at].value < value : kNow[at].value != value) {
      printf("%s: %s was %ld and is %ld\n", path, line, value, kNow[at].value);
      ++wrong;
    }
  }
  fclose(file);
  if (complete && lines != kCount) {
    printf("%s has %d lines, the boundary %d\n", path, lines, (int)kCount);
    ++wrong;
  }
  return wrong;
}

int main(int argc, char** argv) {
  if (argc < 2) {
    for (int i = 0; i < kCount; ++i) printf("%s = %ld\n", kNow[i].name, kNow[i].value);
    return 0;
  }
  int wrong = 0;
  for (int minor = 0; minor <= RPT_ABI_MINOR; ++minor) {
    wrong += compare(argv[1], minor, minor == RPT_ABI_MINOR);
  }
  return wrong == 0 ? 0 : 1;
}
