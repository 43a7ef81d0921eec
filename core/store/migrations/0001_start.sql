-- The tables of the store; core/doc/store.md says why they are as they are.

-- Single values: generation counts the changes of stored values, audit_head is the last hash.
CREATE TABLE meta (
  name TEXT PRIMARY KEY,
  value ANY NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO meta VALUES ('generation', 0), ('audit_entries', 0), ('audit_head', '');

CREATE TABLE document (
  id TEXT NOT NULL,
  version TEXT NOT NULL,
  country TEXT NOT NULL,
  json TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  stored_at TEXT NOT NULL,
  UNIQUE (id, version)
) STRICT;

CREATE TABLE active_document (
  country TEXT PRIMARY KEY,
  id TEXT NOT NULL,
  version TEXT NOT NULL,
  FOREIGN KEY (id, version) REFERENCES document (id, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE plugin (
  id TEXT NOT NULL,
  version TEXT NOT NULL,
  kind TEXT NOT NULL,
  title TEXT NOT NULL,
  publisher TEXT NOT NULL,
  signature TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('installed', 'enabled', 'disabled', 'quarantined', 'removed')),
  reason TEXT NOT NULL,
  active INTEGER NOT NULL DEFAULT 0 CHECK (active IN (0, 1)),
  sha256 TEXT NOT NULL,
  folder TEXT NOT NULL,
  country TEXT NOT NULL,
  manifest TEXT NOT NULL,
  inspection TEXT NOT NULL,
  installed_at TEXT NOT NULL,
  UNIQUE (id, version)
) STRICT;
CREATE UNIQUE INDEX one_active_plugin ON plugin (id) WHERE active = 1;

CREATE TABLE incident (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL,
  version TEXT NOT NULL,
  at TEXT NOT NULL,
  what TEXT NOT NULL,
  input_sha256 TEXT NOT NULL,
  message TEXT NOT NULL
) STRICT;
CREATE INDEX incident_of_plugin ON incident (id, number);

CREATE TABLE source (
  id INTEGER PRIMARY KEY,
  country TEXT NOT NULL,
  code TEXT NOT NULL,
  counted_by TEXT NOT NULL,
  publication TEXT NOT NULL,
  kind TEXT NOT NULL,
  published_on TEXT NOT NULL,
  url TEXT NOT NULL,
  title TEXT NOT NULL,
  main INTEGER NOT NULL CHECK (main IN (0, 1)),
  origin TEXT NOT NULL CHECK (origin IN ('document', 'added')),
  -- An international body publishes for several countries under one code.
  UNIQUE (country, code)
) STRICT;
CREATE INDEX source_by_title ON source (country, title);

CREATE TABLE mapping (
  name TEXT NOT NULL,
  version INTEGER NOT NULL,
  json TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  saved_at TEXT NOT NULL,
  user TEXT NOT NULL,
  UNIQUE (name, version)
) STRICT;

-- What the rows of observation point to, each text once.
CREATE TABLE series (
  id INTEGER PRIMARY KEY,
  country TEXT NOT NULL,
  indicator TEXT NOT NULL,
  territory TEXT NOT NULL,
  dimensions TEXT NOT NULL,
  UNIQUE (country, indicator, territory, dimensions)
) STRICT;

CREATE TABLE period (
  id INTEGER PRIMARY KEY,
  code TEXT NOT NULL UNIQUE,
  first_day INTEGER NOT NULL,
  last_day INTEGER NOT NULL
) STRICT;

CREATE TABLE definition (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE sheet (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
) STRICT;

-- digest: half of the SHA-256 of the six texts, so that the index stays small.
CREATE TABLE remark (
  id INTEGER PRIMARY KEY,
  digest TEXT NOT NULL UNIQUE,
  note TEXT NOT NULL,
  source_ref TEXT NOT NULL,
  evidence TEXT NOT NULL,
  law TEXT NOT NULL,
  unit TEXT NOT NULL,
  counting_mode TEXT NOT NULL
) STRICT;

CREATE TABLE batch (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  state TEXT NOT NULL CHECK (state IN ('stored', 'undone')),
  origin TEXT NOT NULL CHECK (origin IN ('imported', 'entered')),
  file_name TEXT NOT NULL,
  file_size INTEGER NOT NULL,
  file_sha256 TEXT NOT NULL,
  file_kept INTEGER NOT NULL,
  encoding TEXT NOT NULL,
  plugin_id TEXT NOT NULL,
  plugin_version TEXT NOT NULL,
  plugin_sha256 TEXT NOT NULL,
  options TEXT NOT NULL,
  mapping_name TEXT NOT NULL,
  mapping_version INTEGER NOT NULL,
  user TEXT NOT NULL,
  started TEXT NOT NULL,
  finished TEXT NOT NULL,
  rows_read INTEGER NOT NULL,
  rows_mapped INTEGER NOT NULL,
  rows_skipped INTEGER NOT NULL,
  rows_refused INTEGER NOT NULL,
  added INTEGER NOT NULL,
  changed INTEGER NOT NULL,
  unchanged INTEGER NOT NULL,
  refused INTEGER NOT NULL,
  findings TEXT NOT NULL,
  findings_total INTEGER NOT NULL,
  findings_by_code TEXT NOT NULL,
  accepted_good_rows INTEGER NOT NULL,
  reason TEXT NOT NULL,
  undone_at TEXT,
  undone_by TEXT,
  undone_reason TEXT,
  CHECK (rows_read = rows_mapped + rows_skipped + rows_refused)
) STRICT;
CREATE INDEX batch_of_file ON batch (file_sha256);

-- Which series a batch wrote to: undo finds its cells through it.  An index of observation by batch
-- would say the same at the price of one entry per value.
CREATE TABLE batch_series (
  batch INTEGER NOT NULL REFERENCES batch (number),
  series INTEGER NOT NULL REFERENCES series (id),
  PRIMARY KEY (batch, series)
) STRICT, WITHOUT ROWID;

-- One revision of what one source says about one cell.  A counter-revision (undo_of) copies value
-- and place of the revision it restores, or is withdrawn.
CREATE TABLE observation (
  series INTEGER NOT NULL REFERENCES series (id),
  period INTEGER NOT NULL REFERENCES period (id),
  source INTEGER NOT NULL REFERENCES source (id),
  revision INTEGER NOT NULL,
  value REAL,
  text TEXT,
  status TEXT NOT NULL,
  flags TEXT NOT NULL,
  definition INTEGER REFERENCES definition (id),
  remark INTEGER REFERENCES remark (id),
  batch INTEGER NOT NULL REFERENCES batch (number),
  sheet INTEGER REFERENCES sheet (id),
  row INTEGER NOT NULL,
  withdrawn INTEGER NOT NULL,
  undo_of INTEGER REFERENCES batch (number),
  PRIMARY KEY (series, period, source, revision)
) STRICT, WITHOUT ROWID;

-- A person's choice of source; territory '' = the whole group; source NULL = withdrawn.
CREATE TABLE choice (
  country TEXT NOT NULL,
  indicator TEXT NOT NULL,
  period TEXT NOT NULL,
  territory TEXT NOT NULL,
  dimensions TEXT NOT NULL,
  revision INTEGER NOT NULL,
  source INTEGER REFERENCES source (id),
  reason TEXT NOT NULL,
  user TEXT NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (country, indicator, period, territory, dimensions, revision)
) STRICT, WITHOUT ROWID;

-- A cache of what formulas give; replaced in place.
CREATE TABLE computed (
  series INTEGER NOT NULL REFERENCES series (id),
  period INTEGER NOT NULL REFERENCES period (id),
  value REAL,
  text TEXT,
  status TEXT NOT NULL,
  flags TEXT NOT NULL,
  unit TEXT NOT NULL,
  definition INTEGER REFERENCES definition (id),
  inputs TEXT NOT NULL,
  PRIMARY KEY (series, period)
) STRICT, WITHOUT ROWID;

-- Groups whose computed values are due; indicator and period '' = the whole country.
CREATE TABLE dirty (
  country TEXT NOT NULL,
  indicator TEXT NOT NULL,
  period TEXT NOT NULL,
  PRIMARY KEY (country, indicator, period)
) STRICT, WITHOUT ROWID;

CREATE TABLE audit (
  n INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  user TEXT NOT NULL,
  action TEXT NOT NULL,
  details TEXT NOT NULL,
  previous_hash TEXT NOT NULL,
  hash TEXT NOT NULL
) STRICT;

CREATE TABLE original (
  sha256 TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  size INTEGER NOT NULL,
  access_class TEXT NOT NULL,
  kept_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
