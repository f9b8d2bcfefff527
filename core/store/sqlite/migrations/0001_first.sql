-- The first schema. Rules for all of them: docs at the top of schema.h.
--
-- * An organisation's number begins every primary key and unique index of what belongs to it. Numbers are SQLite's
--   business: outside this file everything has its UUID or its scheme's text id.
-- * UUIDs and hashes are blobs, moments are milliseconds UTC, what a scheme names is its text id.
-- * Tables named user_* are derived from the others, so that lists are walked by index; they can be rebuilt.

CREATE TABLE meta (
  name TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- A demo database stays one (T34): its key lies beside it, and its outbox shows secrets.
CREATE TRIGGER demo_stays BEFORE UPDATE ON meta WHEN OLD.name = 'demo'
BEGIN SELECT RAISE(ABORT, 'the demo mark is for good'); END;
CREATE TRIGGER demo_is_kept BEFORE DELETE ON meta WHEN OLD.name = 'demo'
BEGIN SELECT RAISE(ABORT, 'the demo mark is for good'); END;

CREATE TABLE organisations (
  number INTEGER NOT NULL PRIMARY KEY CHECK (number BETWEEN 1 AND 4194303),
  id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
  slug TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  scheme_id TEXT NOT NULL,
  scheme_version TEXT NOT NULL,
  root BLOB NOT NULL,
  epoch INTEGER NOT NULL,
  founding INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  layout INTEGER NOT NULL DEFAULT 1,   -- +1 whenever `terms` changes
  FOREIGN KEY (number, root) REFERENCES scopes (org, id) DEFERRABLE INITIALLY DEFERRED
) STRICT;

-- The epoch orders everything; it never goes back (T36).
CREATE TRIGGER epoch_rises BEFORE UPDATE OF epoch ON organisations WHEN NEW.epoch < OLD.epoch
BEGIN SELECT RAISE(ABORT, 'the epoch never goes back'); END;
CREATE TRIGGER identity_stays BEFORE UPDATE OF number, id ON organisations
WHEN NEW.number <> OLD.number OR NEW.id <> OLD.id
BEGIN SELECT RAISE(ABORT, 'an organisation keeps its id'); END;

-- The schemes an organisation pinned, as text; the last one counts.
CREATE TABLE pinned_schemes (
  org INTEGER NOT NULL REFERENCES organisations (number),
  pin INTEGER NOT NULL,
  id TEXT NOT NULL,
  version TEXT NOT NULL,
  hash BLOB NOT NULL CHECK (length(hash) = 32),
  text TEXT NOT NULL,
  PRIMARY KEY (org, pin)
) STRICT;

-- What the derived tables call a scheme's fields, states, roles and sorts (layout.h).
CREATE TABLE terms (
  org INTEGER NOT NULL REFERENCES organisations (number),
  kind TEXT NOT NULL,
  number INTEGER NOT NULL,
  name TEXT NOT NULL,
  detail TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (org, kind, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE scopes (
  org INTEGER NOT NULL REFERENCES organisations (number),
  id BLOB NOT NULL CHECK (length(id) = 16),
  number INTEGER NOT NULL,
  parent BLOB,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  features TEXT NOT NULL DEFAULT '{}',
  PRIMARY KEY (org, id),
  UNIQUE (org, number),
  FOREIGN KEY (org, parent) REFERENCES scopes (org, id) DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;
CREATE INDEX scope_children ON scopes (org, parent);

CREATE TABLE scope_groups (
  org INTEGER NOT NULL REFERENCES organisations (number),
  id BLOB NOT NULL CHECK (length(id) = 16),
  name TEXT NOT NULL,
  PRIMARY KEY (org, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE scope_group_members (
  org INTEGER NOT NULL,
  scope_group BLOB NOT NULL,
  scope BLOB NOT NULL,
  PRIMARY KEY (org, scope_group, scope),
  FOREIGN KEY (org, scope_group) REFERENCES scope_groups (org, id) ON DELETE CASCADE,
  FOREIGN KEY (org, scope) REFERENCES scopes (org, id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX scope_group_of ON scope_group_members (org, scope);

-- The key begins with the organisation's number, so that one integer leads to a row and to its text in user_search.
CREATE TABLE users (
  key INTEGER NOT NULL PRIMARY KEY,
  org INTEGER NOT NULL REFERENCES organisations (number) CHECK (key >> 40 = org),
  id BLOB NOT NULL CHECK (length(id) = 16),
  state TEXT NOT NULL,
  home BLOB NOT NULL,
  fields TEXT NOT NULL,
  open_steps TEXT NOT NULL,
  email_verified INTEGER NOT NULL,
  pending_email TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  last_sign_in INTEGER,
  password_changed_at INTEGER,
  listing BLOB NOT NULL DEFAULT x'',   -- what the derived tables hold of this user (listing.h)
  FOREIGN KEY (org, home) REFERENCES scopes (org, id) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE UNIQUE INDEX user_id ON users (org, id);
CREATE INDEX user_home ON users (org, home);

CREATE TABLE role_memberships (
  org INTEGER NOT NULL,
  user BLOB NOT NULL,
  role TEXT NOT NULL,
  granted_by BLOB,
  granted_at INTEGER NOT NULL,
  valid_from INTEGER NOT NULL,
  valid_until INTEGER NOT NULL,
  PRIMARY KEY (org, user, role),
  FOREIGN KEY (org, user) REFERENCES users (org, id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;
CREATE INDEX role_holders ON role_memberships (org, role, user);

CREATE TABLE scope_memberships (
  org INTEGER NOT NULL,
  user BLOB NOT NULL,
  is_group INTEGER NOT NULL CHECK (is_group IN (0, 1)),
  node BLOB NOT NULL,
  granted_by BLOB,
  granted_at INTEGER NOT NULL,
  valid_from INTEGER NOT NULL,
  valid_until INTEGER NOT NULL,
  PRIMARY KEY (org, user, is_group, node),
  FOREIGN KEY (org, user) REFERENCES users (org, id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;
CREATE INDEX scope_holders ON scope_memberships (org, is_group, node, user);

CREATE TABLE passwords (
  org INTEGER NOT NULL,
  user BLOB NOT NULL,
  phc TEXT NOT NULL,
  must_change INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  PRIMARY KEY (org, user),
  FOREIGN KEY (org, user) REFERENCES users (org, id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;

CREATE TABLE links (
  org INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  user BLOB NOT NULL,
  purpose TEXT NOT NULL,
  steps TEXT NOT NULL,
  secret_hash BLOB NOT NULL CHECK (length(secret_hash) = 32),   -- the secret itself is nowhere (T9)
  email TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  sent_by BLOB,
  PRIMARY KEY (org, id),
  UNIQUE (org, secret_hash),
  FOREIGN KEY (org, user) REFERENCES users (org, id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;
CREATE INDEX links_of ON links (org, user);

CREATE TABLE sessions (
  org INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  user BLOB NOT NULL,
  token_hash BLOB NOT NULL CHECK (length(token_hash) = 32),
  steps_only INTEGER NOT NULL,
  selected BLOB,
  device TEXT NOT NULL,
  address TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (org, id),
  UNIQUE (org, token_hash),
  FOREIGN KEY (org, user) REFERENCES users (org, id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;
CREATE INDEX sessions_of ON sessions (org, user);

CREATE TABLE credentials (
  org INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  user BLOB NOT NULL,
  prefix TEXT NOT NULL,
  suffix TEXT NOT NULL,
  secret_hash BLOB NOT NULL CHECK (length(secret_hash) = 32),
  sealed BLOB NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  issued_by BLOB,
  PRIMARY KEY (org, id),
  UNIQUE (org, secret_hash),
  FOREIGN KEY (org, user) REFERENCES users (org, id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;
CREATE INDEX credentials_of ON credentials (org, user);

CREATE TABLE mails (
  org INTEGER NOT NULL REFERENCES organisations (number),
  id BLOB NOT NULL CHECK (length(id) = 16),
  user BLOB,
  purpose TEXT NOT NULL,
  recipient TEXT NOT NULL,
  link BLOB,
  sealed BLOB NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('queued', 'sent', 'expired', 'withdrawn')),
  actor TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  PRIMARY KEY (org, id),
  CHECK (state = 'queued' OR length(sealed) = 0)   -- a secret is erased as soon as it is of no use (design §6)
) STRICT, WITHOUT ROWID;
CREATE INDEX mails_of ON mails (org, user, id);
CREATE INDEX mails_with ON mails (org, link);
CREATE INDEX mails_queued ON mails (org, created_at) WHERE state = 'queued';

CREATE TABLE audit (
  org INTEGER NOT NULL REFERENCES organisations (number),
  sequence INTEGER NOT NULL CHECK (sequence >= 1),
  id BLOB NOT NULL CHECK (length(id) = 16),
  format INTEGER NOT NULL,
  at INTEGER NOT NULL,
  epoch INTEGER NOT NULL,
  actor_kind TEXT NOT NULL,
  actor_id TEXT NOT NULL,
  actor_name TEXT NOT NULL,
  origin TEXT NOT NULL,
  action TEXT NOT NULL,
  target_id TEXT NOT NULL,
  target_name TEXT NOT NULL,
  outcome TEXT NOT NULL,
  rule TEXT NOT NULL,
  reason TEXT NOT NULL,
  payload TEXT NOT NULL,
  payload_hash BLOB NOT NULL CHECK (length(payload_hash) = 32),
  previous BLOB NOT NULL CHECK (length(previous) = 32),
  hash BLOB NOT NULL CHECK (length(hash) = 32),
  PRIMARY KEY (org, sequence)
) STRICT;
CREATE INDEX audit_of ON audit (org, target_id, sequence);

-- Rule 4: entries are appended without gaps, each to the one before, and stay; only a payload can be erased.
CREATE TRIGGER audit_has_no_gaps BEFORE INSERT ON audit
WHEN NEW.sequence <> coalesce((SELECT max(sequence) FROM audit WHERE org = NEW.org), 0) + 1
  OR NEW.previous <> coalesce((SELECT hash FROM audit WHERE org = NEW.org ORDER BY sequence DESC LIMIT 1), zeroblob(32))
BEGIN SELECT RAISE(ABORT, 'an audit entry follows the last one'); END;
CREATE TRIGGER audit_is_kept BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'audit entries are kept'); END;
CREATE TRIGGER audit_stays BEFORE UPDATE OF org, sequence, id, format, at, epoch, actor_kind, actor_id, actor_name,
  origin, action, target_id, target_name, outcome, rule, reason, payload_hash, previous, hash ON audit
BEGIN SELECT RAISE(ABORT, 'audit entries stay as they are'); END;
CREATE TRIGGER audit_payload_is_only_erased BEFORE UPDATE OF payload ON audit WHEN NEW.payload <> ''
BEGIN SELECT RAISE(ABORT, 'a payload can only be erased'); END;

-- Answers to idempotency keys.
CREATE TABLE answers (
  org INTEGER NOT NULL REFERENCES organisations (number),
  actor TEXT NOT NULL,
  key TEXT NOT NULL,
  command_hash BLOB NOT NULL CHECK (length(command_hash) = 32),
  answer TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (org, actor, key)
) STRICT, WITHOUT ROWID;

-- ---- derived -------------------------------------------------------------------------------------------------------------

-- Unique values. `within` is empty (unique in the organisation), a scope (unique there) or the user (not unique, only
-- looked up).
CREATE TABLE user_keys (
  org INTEGER NOT NULL,
  field TEXT NOT NULL,
  key TEXT NOT NULL,
  within BLOB NOT NULL,
  user BLOB NOT NULL,
  PRIMARY KEY (org, field, key, within)
) STRICT, WITHOUT ROWID;

-- Every sort an index. States divide it, so that a list of some states is a few ranges merged, never a search.
CREATE TABLE user_sorts (
  org INTEGER NOT NULL,
  sort INTEGER NOT NULL,
  state INTEGER NOT NULL,
  key BLOB NOT NULL,
  user INTEGER NOT NULL,
  PRIMARY KEY (org, sort, state, key, user)
) STRICT, WITHOUT ROWID;

-- Who is created at, or assigned to, a scope; with the state and all sort keys, so that the few of one scope are
-- sorted without a look at their rows.
CREATE TABLE user_places (
  org INTEGER NOT NULL,
  scope INTEGER NOT NULL,
  user INTEGER NOT NULL,
  keys BLOB NOT NULL,
  PRIMARY KEY (org, scope, user)
) STRICT, WITHOUT ROWID;

-- How many users of a state: `all`; `role` (a term); `at` and `below` (a scope); `prefix` (one or two characters).
CREATE TABLE user_counts (
  org INTEGER NOT NULL,
  kind TEXT NOT NULL,
  value ANY NOT NULL,
  state INTEGER NOT NULL,
  n INTEGER NOT NULL CHECK (n >= 0),
  PRIMARY KEY (org, kind, value, state)
) STRICT, WITHOUT ROWID;

-- Trigrams of the searched fields. Its rowid is users.key.
CREATE VIRTUAL TABLE user_search USING fts5 (
  text, content = '', contentless_delete = 1, tokenize = 'trigram case_sensitive 1'
);
