-- What the person asked for (country, source, options, mapping), so that the next file of the same
-- kind can be read in the same way.  '{}' of a batch from before this was kept.
ALTER TABLE batch ADD COLUMN request TEXT NOT NULL DEFAULT '{}';
