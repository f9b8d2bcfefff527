-- What removed people were known by, where their scheme lets nobody else have it. Only hashes: they are gone themselves.
CREATE TABLE retired_values (
  org INTEGER NOT NULL REFERENCES organisations (number),
  field TEXT NOT NULL,
  key_hash BLOB NOT NULL CHECK (length(key_hash) = 32),
  PRIMARY KEY (org, field, key_hash)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER retired_stays BEFORE DELETE ON retired_values
BEGIN SELECT RAISE(ABORT, 'a retired value stays retired'); END;
