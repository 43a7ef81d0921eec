-- Whose signature is believed, and for which plugins: a key signs for ids that begin with its prefix.
CREATE TABLE publisher_key (
  id TEXT PRIMARY KEY,
  line TEXT NOT NULL,
  prefix TEXT NOT NULL,
  publisher TEXT NOT NULL,
  added_at TEXT NOT NULL,
  revoked_at TEXT NOT NULL DEFAULT '',
  reason TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;

-- development: 1 = unsigned packages may be installed.
INSERT INTO meta VALUES ('development', 0);
