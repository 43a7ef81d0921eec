/* The boundary between Rapporteur and a plugin: plain C11, borrowed memory, append only.
 *
 * A plugin is a shared library with one exported data symbol, rpt_plugin_1.  It runs alone in a
 * sandboxed process that loads it, does one job and ends.  Each interface it may implement has a
 * header of its own: import.h, export.h, country.h.  C++ authors start at importer.hpp,
 * exporter.hpp or country.hpp instead.
 *
 * Rules that hold for every function here:
 *   - Threads: a job has one thread, the [job thread].  A plugin starts no other.
 *   - Ownership: a pointer that is passed is lent until the call returns; nobody frees for the other
 *     side.  A pointer that is returned is lent for as long as its comment says.
 *   - Text: UTF-8, not NUL-terminated, unless its comment says otherwise.
 *   - Structs begin with struct_size, the size their maker knew.  A reader uses a member only if it
 *     lies within that size.  Members are added at the end, none is removed or moved.  The structs
 *     without it (rpt_str, rpt_field, rpt_column) never grow.
 *   - No exception, longjmp or exit leaves a function.
 */
#ifndef RAPPORTEUR_PLUGIN_H_
#define RAPPORTEUR_PLUGIN_H_

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define RPT_ABI_MAJOR 1 /* part of the symbol's name: rpt_plugin_1 */
#define RPT_ABI_MINOR 0 /* grows with each added member or interface */

#define RPT_EXPORT __attribute__((visibility("default")))

typedef struct rpt_str {
  const char* data; /* may be NULL where size is 0 */
  uint64_t size;
} rpt_str;

/* ---- results ------------------------------------------------------------ */

/* What every function that can fail returns. */
enum {
  RPT_OK = 0,
  RPT_CANCELLED = 1,   /* stopped because cancelled() said so */
  RPT_BAD_INPUT = 2,   /* the file, or the table, is not what the plugin reads */
  RPT_BAD_OPTION = 3,  /* an option has a value the plugin cannot use */
  RPT_IO = 4,          /* reading or writing a descriptor failed */
  RPT_UNSUPPORTED = 5, /* a feature of the input, or an operation, that the plugin does not know */
  RPT_LIMIT = 6,       /* a bound was reached: rows, length of a line */
  RPT_INTERNAL = 7,    /* the plugin is wrong */
  RPT_MEMORY = 8       /* the job may use no more memory */
};

/* Why a function failed.  Owned by the caller of the failing function, who zeroes it and sets
 * struct_size; filled by the one who fails.  Never put a cell's text into it that could name a
 * person: say the place instead. */
typedef struct rpt_error {
  uint32_t struct_size;
  int32_t code;         /* as returned */
  uint64_t row, column; /* 1-based place in the source, 0 = unknown */
  char sheet[64];       /* NUL-terminated, cut if longer; empty = none */
  char field[64];       /* NUL-terminated: the column's name, empty = none */
  char message[440];    /* NUL-terminated: a sentence for the person who can fix it */
} rpt_error;

/* ---- tables ------------------------------------------------------------- */

enum { RPT_TEXT = 1, RPT_INT64 = 2, RPT_FLOAT64 = 3 };

/* One column of a table.  Names are unique within a table.
 * role: ""               data
 *       "row"            INT64: the row's 1-based place in the source; every importer has one
 *       "sheet"          TEXT: the sheet the row stands on
 *       "decimal-comma"  TEXT data whose whole column writes numbers as 1.234,5
 *       "decimal-point"  TEXT data whose whole column writes numbers as 1,234.5 */
typedef struct rpt_field {
  uint32_t type;
  uint32_t reserved; /* 0 */
  rpt_str name, role;
} rpt_field;

typedef struct rpt_column {
  uint32_t type;
  uint32_t reserved;       /* 0 */
  const uint8_t* validity; /* a bit per row, lowest bit first, 1 = present; NULL = none missing */
  const void* values;      /* int64_t or double per row, or the bytes of all texts */
  const uint32_t* offsets; /* text only: row_count + 1 of them, first 0, never decreasing */
} rpt_column;

/* At most 65,536 rows, 16,384 columns and 16 MiB.  The columns stand in the order of the fields. */
typedef struct rpt_batch {
  uint32_t struct_size;
  uint32_t column_count;
  uint64_t row_count;
  const rpt_column* columns;
} rpt_batch;

/* ---- what the host offers ----------------------------------------------- */

enum { RPT_DEBUG = 0, RPT_INFO = 1, RPT_WARNING = 2, RPT_ERROR = 3 };

/* Something is wrong with one place of the source, and the job goes on. */
typedef struct rpt_issue {
  uint32_t struct_size;
  int32_t level;        /* RPT_INFO, RPT_WARNING or RPT_ERROR */
  uint64_t row, column; /* 1-based, 0 = unknown */
  rpt_str sheet, field, text;
} rpt_issue;

/* Lives as long as the job. */
typedef struct rpt_host {
  uint32_t struct_size;
  uint16_t abi_major, abi_minor; /* of the host */
  void* ctx;                     /* first argument of each function below */
  /* [any thread] A line for the job's log.  Never a cell's text. */
  void (*log)(void* ctx, int32_t level, rpt_str text);
  /* [job thread] How far the job is; total 0 = unknown.  Also says "still alive": a job that says
   * nothing for 30 seconds is killed. */
  void (*progress)(void* ctx, uint64_t done, uint64_t total);
  /* [job thread] 1 = stop soon and return RPT_CANCELLED. */
  int32_t (*cancelled)(void* ctx);
  /* [job thread] */
  void (*issue)(void* ctx, const rpt_issue* issue);
  /* [job thread] A service by its id ("rpt.aside/1"), valid for the job; NULL = not offered. */
  const void* (*service)(void* ctx, const char* id);
} rpt_host;

/* ---- the only exported symbol ------------------------------------------- */

/* Constant data: no code runs before the host has read it. */
typedef struct rpt_plugin {
  uint32_t struct_size;
  uint16_t abi_major, abi_minor; /* RPT_ABI_MAJOR and _MINOR of the header it was built with */
  uint16_t needs_minor;          /* lowest minor of a host it can live with */
  uint16_t reserved;             /* 0 */
  const char* id;                /* "org.example.police-report", equal to the manifest's */
  const char* version;           /* "1.0.0", equal to the manifest's */
  /* [job thread] The interface with this id, or NULL; constant data of the plugin. */
  const void* (*interface_for)(const char* id);
} rpt_plugin;

RPT_EXPORT extern const rpt_plugin rpt_plugin_1;

#ifdef __cplusplus
}
#endif

#endif /* RAPPORTEUR_PLUGIN_H_ */
