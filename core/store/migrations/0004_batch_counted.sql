-- What a file of persons or cases was counted into: an object of the batch document, or null.
ALTER TABLE batch ADD COLUMN counted TEXT NOT NULL DEFAULT 'null';
