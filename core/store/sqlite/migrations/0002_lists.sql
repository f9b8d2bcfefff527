-- Lists that are walked whatever is searched, and what no index answers read in one pass. Filled by the program, which
-- derives the tables user_* anew wherever a file was older.

DROP TABLE user_sorts;

-- Every sort an index. States divide it, so that a list of some states is a few ranges merged, never a search. So do
-- beginnings, the first two characters (or the only one) of each searched field: a search for one or two is a merge too.
-- Everybody is in the list of the empty beginning.
CREATE TABLE user_lists (
  org INTEGER NOT NULL,
  sort INTEGER NOT NULL,
  beginning TEXT NOT NULL,
  state INTEGER NOT NULL,
  key BLOB NOT NULL,
  user INTEGER NOT NULL,
  PRIMARY KEY (org, sort, beginning, state, key, user)
) STRICT, WITHOUT ROWID;

-- What filters ask for, of users with neighbouring numbers on one sheet (listing.h): the organisation's number above
-- that of the sheet leads to it.
CREATE TABLE user_sheets (
  key INTEGER NOT NULL PRIMARY KEY,
  listings BLOB NOT NULL
) STRICT;
