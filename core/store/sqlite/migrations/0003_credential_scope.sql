-- A credential may act on one node alone.
ALTER TABLE credentials ADD COLUMN scope BLOB CHECK (length(scope) = 16);
