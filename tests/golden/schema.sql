-- user_version 2

CREATE TABLE answered (
  solver_id TEXT NOT NULL,
  item_seq  INTEGER NOT NULL,
  PRIMARY KEY (solver_id, item_seq)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER answers_added AFTER INSERT ON answers BEGIN
  INSERT OR IGNORE INTO answered SELECT new.solver_id, seq FROM items WHERE id = new.item_id;
END;

CREATE TRIGGER answers_removed AFTER DELETE ON answers BEGIN
  DELETE FROM answered WHERE solver_id = old.solver_id
    AND item_seq = (SELECT seq FROM items WHERE id = old.item_id)
    AND NOT EXISTS (SELECT 1 FROM answers WHERE +solver_id = old.solver_id AND item_id = old.item_id);
END;

CREATE TABLE answers (
  seq         INTEGER PRIMARY KEY,
  id          TEXT NOT NULL UNIQUE,
  task_id     TEXT NOT NULL UNIQUE REFERENCES tasks (id),
  item_id     TEXT NOT NULL REFERENCES items (id),
  solver_id   TEXT NOT NULL REFERENCES solvers (id),
  raw         BLOB NOT NULL,
  points      TEXT NOT NULL,
  convention  TEXT NOT NULL,
  sent_width  INTEGER NOT NULL,
  sent_height INTEGER NOT NULL,
  latency_ms  REAL NOT NULL,
  cost        REAL,
  at          INTEGER NOT NULL
, frame_width INTEGER, frame_height INTEGER) STRICT;

CREATE INDEX answers_item ON answers (item_id, at);

CREATE INDEX answers_recent ON answers (solver_id, at, latency_ms);

CREATE INDEX answers_solver ON answers (solver_id, seq);

CREATE TABLE balances (
  seq       INTEGER PRIMARY KEY,
  solver_id TEXT NOT NULL REFERENCES solvers (id),
  at        INTEGER NOT NULL,
  balance   REAL NOT NULL
) STRICT;

CREATE INDEX balances_solver ON balances (solver_id, seq);

CREATE TABLE conflicts (
  seq       INTEGER PRIMARY KEY,
  task_id   TEXT NOT NULL REFERENCES tasks (id),
  kind      TEXT NOT NULL CHECK (kind IN ('late', 'repeated', 'contradictory')),
  raw       BLOB NOT NULL,
  at        INTEGER NOT NULL
) STRICT;

CREATE INDEX conflicts_task ON conflicts (task_id);

CREATE TABLE exports (
  id          TEXT PRIMARY KEY,
  at          INTEGER NOT NULL,
  by          TEXT NOT NULL,
  format      TEXT NOT NULL,
  destination TEXT NOT NULL,
  request     TEXT NOT NULL,
  items       INTEGER NOT NULL,
  files       INTEGER NOT NULL,
  sha256      TEXT NOT NULL,
  report      TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE feedback (
  answer_id TEXT PRIMARY KEY REFERENCES answers (id),
  verdict   TEXT NOT NULL CHECK (verdict IN ('right', 'wrong')),
  message   TEXT NOT NULL,
  by        TEXT NOT NULL,
  at        INTEGER NOT NULL,
  state     TEXT NOT NULL CHECK (state IN ('sending', 'taken', 'refused', 'unconfirmed')),
  reply     TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE image_copies (
  hash       TEXT PRIMARY KEY,
  image_hash TEXT NOT NULL REFERENCES images (hash),
  width      INTEGER NOT NULL CHECK (width > 0),
  height     INTEGER NOT NULL CHECK (height > 0)
) STRICT, WITHOUT ROWID;

CREATE TABLE images (
  hash        TEXT PRIMARY KEY,
  name        TEXT NOT NULL,
  bytes       INTEGER NOT NULL,
  format      TEXT NOT NULL,
  width       INTEGER NOT NULL CHECK (width > 0),
  height      INTEGER NOT NULL CHECK (height > 0),
  orientation INTEGER NOT NULL CHECK (orientation BETWEEN 1 AND 8),
  frames      INTEGER NOT NULL CHECK (frames > 0),
  added_at    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE imports (
  id       TEXT PRIMARY KEY,
  at       INTEGER NOT NULL,
  by       TEXT NOT NULL,
  source   TEXT NOT NULL,
  added    INTEGER NOT NULL,
  existing INTEGER NOT NULL,
  problems TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE items (
  seq           INTEGER PRIMARY KEY,
  id            TEXT NOT NULL UNIQUE,
  image_hash    TEXT NOT NULL REFERENCES images (hash),
  name          TEXT NOT NULL COLLATE NOCASE,
  instruction   TEXT NOT NULL,
  search        TEXT NOT NULL,
  added_at      INTEGER NOT NULL,
  state         TEXT NOT NULL DEFAULT 'unreviewed' CHECK (state IN ('unreviewed', 'reviewed', 'flagged')),
  revision      INTEGER NOT NULL DEFAULT 0,
  target_count  INTEGER NOT NULL DEFAULT 0,
  answer_count  INTEGER NOT NULL DEFAULT 0,
  answer_points INTEGER,
  working       INTEGER NOT NULL DEFAULT 0,
  failed        INTEGER NOT NULL DEFAULT 0,
  error_px      REAL CHECK (error_px >= 0),
  state_order   INTEGER AS (CASE state WHEN 'unreviewed' THEN 0 WHEN 'flagged' THEN 1 ELSE 2 END) VIRTUAL,
  error_order   REAL AS (CASE WHEN error_px IS NULL THEN 1.0 ELSE -error_px END) VIRTUAL
) STRICT;

CREATE INDEX items_answered ON items (seq) WHERE answer_count > 0;

CREATE INDEX items_error ON items (error_order, seq);

CREATE INDEX items_failed ON items (seq) WHERE failed > 0;

CREATE INDEX items_image ON items (image_hash);

CREATE INDEX items_name ON items (name, seq);

CREATE INDEX items_state ON items (state_order, seq);

CREATE INDEX items_state_error ON items (state_order, error_order, seq);

CREATE INDEX items_state_name ON items (state_order, name, seq);

CREATE INDEX items_unanswered ON items (seq) WHERE answer_count = 0;

CREATE TABLE meta (
  key   TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE reread_changes (
  reread_id TEXT NOT NULL REFERENCES rereads (id),
  task_id   TEXT NOT NULL REFERENCES tasks (id),
  before    TEXT NOT NULL,
  PRIMARY KEY (reread_id, task_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE rereads (
  number    INTEGER PRIMARY KEY,
  id        TEXT NOT NULL UNIQUE,
  solver_id TEXT NOT NULL REFERENCES solvers (id),
  at        INTEGER NOT NULL,
  by        TEXT NOT NULL,
  before    TEXT NOT NULL,
  after     TEXT NOT NULL,
  summary   TEXT NOT NULL,
  undone_at INTEGER
) STRICT;

CREATE TABLE revisions (
  item_id      TEXT NOT NULL REFERENCES items (id),
  number       INTEGER NOT NULL CHECK (number > 0),
  kind         TEXT NOT NULL CHECK (kind IN ('edit', 'undo', 'redo', 'restore')),
  what         TEXT NOT NULL,
  by           TEXT NOT NULL,
  at           INTEGER NOT NULL,
  of           INTEGER,
  state        TEXT NOT NULL CHECK (state IN ('unreviewed', 'reviewed', 'flagged')),
  target_count INTEGER NOT NULL,
  targets      TEXT NOT NULL,
  UNIQUE (item_id, number)
) STRICT;

CREATE TABLE run_solvers (
  run_id    TEXT NOT NULL REFERENCES runs (id),
  solver_id TEXT NOT NULL REFERENCES solvers (id),
  paused    INTEGER NOT NULL DEFAULT 0 CHECK (paused IN (0, 1)),
  PRIMARY KEY (run_id, solver_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE runs (
  number        INTEGER PRIMARY KEY,
  id            TEXT NOT NULL UNIQUE,
  at            INTEGER NOT NULL,
  by            TEXT NOT NULL,
  items         INTEGER NOT NULL,
  budget        REAL CHECK (budget >= 0),
  solver_budget REAL CHECK (solver_budget >= 0),
  state         TEXT NOT NULL CHECK (state IN ('running', 'paused', 'done', 'cancelled')),
  ended_at      INTEGER
) STRICT;

CREATE TABLE solver_tests (
  seq        INTEGER PRIMARY KEY,
  solver_id  TEXT NOT NULL REFERENCES solvers (id),
  at         INTEGER NOT NULL,
  asked      TEXT NOT NULL CHECK (asked IN ('balance', 'image', 'model')),
  ok         INTEGER NOT NULL CHECK (ok IN (0, 1)),
  summary    TEXT NOT NULL,
  sent       TEXT NOT NULL,
  received   TEXT NOT NULL,
  status     INTEGER,
  latency_ms REAL NOT NULL
) STRICT;

CREATE INDEX solver_tests_solver ON solver_tests (solver_id, seq);

CREATE TABLE "solvers" (
  id           TEXT PRIMARY KEY,
  name         TEXT NOT NULL,
  profile      TEXT NOT NULL,
  base_url     TEXT,
  built_in     TEXT,
  enabled      INTEGER NOT NULL CHECK (enabled IN (0, 1)),
  position     INTEGER NOT NULL,
  mark         INTEGER NOT NULL,
  concurrency  INTEGER NOT NULL,
  rate_count   INTEGER CHECK (rate_count > 0),
  rate_seconds REAL CHECK (rate_seconds > 0),
  price        REAL CHECK (price >= 0),
  options      TEXT NOT NULL DEFAULT '{}',
  removed_at   INTEGER,
  CHECK (base_url IS NULL OR built_in IS NULL)
) STRICT, WITHOUT ROWID;

CREATE TABLE tasks (
  seq             INTEGER PRIMARY KEY,
  id              TEXT NOT NULL UNIQUE,
  item_id         TEXT NOT NULL REFERENCES items (id),
  solver_id       TEXT NOT NULL REFERENCES solvers (id),
  status          TEXT NOT NULL CHECK (status IN ('queued', 'submitting', 'waiting', 'solved', 'failed', 'unconfirmed', 'cancelled')),
  instruction     TEXT NOT NULL,
  attempt_id      TEXT UNIQUE,
  remote_type     TEXT CHECK (remote_type IN ('string', 'number')),
  remote_id       TEXT,
  sent_width      INTEGER,
  sent_height     INTEGER,
  failure_code    TEXT,
  failure_message TEXT,
  raw             BLOB,
  created_at      INTEGER NOT NULL,
  submitted_at    INTEGER,
  settled_at      INTEGER
, run_id TEXT REFERENCES runs (id), cost REAL CHECK (cost >= 0), known TEXT) STRICT;

CREATE INDEX tasks_ended ON tasks (solver_id, settled_at, status, cost) WHERE settled_at IS NOT NULL;

CREATE INDEX tasks_failed ON tasks (failure_code, solver_id, run_id, item_id) WHERE status = 'failed';

CREATE INDEX tasks_item ON tasks (item_id, seq);

CREATE INDEX tasks_kept_reply ON tasks (solver_id, seq) WHERE status = 'failed' AND raw IS NOT NULL;

CREATE INDEX tasks_open ON tasks (solver_id, status, seq, run_id, created_at)
  WHERE status IN ('queued', 'submitting', 'waiting', 'unconfirmed');

CREATE UNIQUE INDEX tasks_remote ON tasks (solver_id, remote_id) WHERE remote_id IS NOT NULL;

CREATE INDEX tasks_run ON tasks (run_id, solver_id, status, failure_code, cost) WHERE run_id IS NOT NULL;

CREATE INDEX tasks_twin ON tasks (item_id, solver_id) WHERE status IN ('queued', 'submitting', 'waiting', 'unconfirmed');

CREATE INDEX tasks_unconfirmed ON tasks (seq) WHERE status = 'unconfirmed';
