/**
 * Sources of every kind, runs with budgets, feedback, and readings that can change. The table of solvers is made anew because its
 * check knew services and built-ins only; foreign keys are off meanwhile (`migrate.ts`).
 */
export const sourcesAndRuns = `
CREATE TABLE solvers_new (
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
INSERT INTO solvers_new (id, name, profile, base_url, built_in, enabled, position, mark, concurrency, removed_at)
  SELECT id, name, profile, base_url, built_in, enabled, position, position, concurrency, removed_at FROM solvers;
DROP TABLE solvers;
ALTER TABLE solvers_new RENAME TO solvers;

-- A run is what a person started at once. Budgets in USD; NULL is no limit. What was spent is counted from tasks.
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
CREATE TABLE run_solvers (
  run_id    TEXT NOT NULL REFERENCES runs (id),
  solver_id TEXT NOT NULL REFERENCES solvers (id),
  paused    INTEGER NOT NULL DEFAULT 0 CHECK (paused IN (0, 1)),
  PRIMARY KEY (run_id, solver_id)
) STRICT, WITHOUT ROWID;

ALTER TABLE tasks ADD COLUMN run_id TEXT REFERENCES runs (id);
ALTER TABLE tasks ADD COLUMN cost REAL CHECK (cost >= 0);
-- What is known of an unconfirmed task, one JSON document: balances around it, how many were in flight.
ALTER TABLE tasks ADD COLUMN known TEXT;
-- A queue is walked past the runs that are paused, however long they are, from the index alone.
DROP INDEX tasks_open;
CREATE INDEX tasks_open ON tasks (solver_id, status, seq, run_id, created_at)
  WHERE status IN ('queued', 'submitting', 'waiting', 'unconfirmed');
CREATE INDEX tasks_run ON tasks (run_id, solver_id, status, failure_code, cost) WHERE run_id IS NOT NULL;
CREATE INDEX tasks_unconfirmed ON tasks (seq) WHERE status = 'unconfirmed';
CREATE INDEX tasks_failed ON tasks (failure_code, solver_id, run_id, item_id) WHERE status = 'failed';
CREATE INDEX tasks_twin ON tasks (item_id, solver_id) WHERE status IN ('queued', 'submitting', 'waiting', 'unconfirmed');

-- What was still to be done before there were runs becomes one, so that it can be paused and cancelled like any other.
INSERT INTO runs (id, at, by, items, state)
  SELECT lower(hex(randomblob(16))), min(created_at), '', count(DISTINCT item_id), 'running' FROM tasks
  WHERE status IN ('queued', 'submitting', 'waiting') HAVING count(*) > 0;
INSERT INTO run_solvers (run_id, solver_id)
  SELECT DISTINCT runs.id, solver_id FROM runs, tasks WHERE status IN ('queued', 'submitting', 'waiting');
UPDATE tasks SET run_id = (SELECT id FROM runs) WHERE status IN ('queued', 'submitting', 'waiting');

ALTER TABLE answers ADD COLUMN frame_width INTEGER;
ALTER TABLE answers ADD COLUMN frame_height INTEGER;
CREATE INDEX answers_solver ON answers (solver_id, seq);
-- Of an item's answers, the one whose reply came last is the newest, also where it was read later.
DROP INDEX answers_item;
CREATE INDEX answers_item ON answers (item_id, at);
CREATE INDEX answers_recent ON answers (solver_id, at, latency_ms);
CREATE INDEX tasks_ended ON tasks (solver_id, settled_at, status, cost) WHERE settled_at IS NOT NULL;
-- Which items a solver has answered, by the order of the items: lists of what is unsolved are read in one walk.
CREATE TABLE answered (
  solver_id TEXT NOT NULL,
  item_seq  INTEGER NOT NULL,
  PRIMARY KEY (solver_id, item_seq)
) STRICT, WITHOUT ROWID;
INSERT INTO answered SELECT DISTINCT solver_id, items.seq FROM answers JOIN items ON items.id = answers.item_id;
CREATE TRIGGER answers_added AFTER INSERT ON answers BEGIN
  INSERT OR IGNORE INTO answered SELECT new.solver_id, seq FROM items WHERE id = new.item_id;
END;
CREATE TRIGGER answers_removed AFTER DELETE ON answers BEGIN
  DELETE FROM answered WHERE solver_id = old.solver_id
    AND item_seq = (SELECT seq FROM items WHERE id = old.item_id)
    AND NOT EXISTS (SELECT 1 FROM answers WHERE +solver_id = old.solver_id AND item_id = old.item_id);
END;
CREATE INDEX items_unanswered ON items (seq) WHERE answer_count = 0;
CREATE INDEX tasks_kept_reply ON tasks (solver_id, seq) WHERE status = 'failed' AND raw IS NOT NULL;

-- Results that came late, again, or against an earlier one: kept beside what stands, never instead of it.
CREATE TABLE conflicts (
  seq       INTEGER PRIMARY KEY,
  task_id   TEXT NOT NULL REFERENCES tasks (id),
  kind      TEXT NOT NULL CHECK (kind IN ('late', 'repeated', 'contradictory')),
  raw       BLOB NOT NULL,
  at        INTEGER NOT NULL
) STRICT;
CREATE INDEX conflicts_task ON conflicts (task_id);

-- Told to the service once: the row is there, and committed, before the request leaves.
CREATE TABLE feedback (
  answer_id TEXT PRIMARY KEY REFERENCES answers (id),
  verdict   TEXT NOT NULL CHECK (verdict IN ('right', 'wrong')),
  message   TEXT NOT NULL,
  by        TEXT NOT NULL,
  at        INTEGER NOT NULL,
  state     TEXT NOT NULL CHECK (state IN ('sending', 'taken', 'refused', 'unconfirmed')),
  reply     TEXT
) STRICT, WITHOUT ROWID;

-- Readings of kept replies with another convention or parser; the rows of changes are what undoes one.
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
CREATE TABLE reread_changes (
  reread_id TEXT NOT NULL REFERENCES rereads (id),
  task_id   TEXT NOT NULL REFERENCES tasks (id),
  before    TEXT NOT NULL,
  PRIMARY KEY (reread_id, task_id)
) STRICT, WITHOUT ROWID;

-- Connection tests, and balances as they were read; sent and received without the key.
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
CREATE TABLE balances (
  seq       INTEGER PRIMARY KEY,
  solver_id TEXT NOT NULL REFERENCES solvers (id),
  at        INTEGER NOT NULL,
  balance   REAL NOT NULL
) STRICT;
CREATE INDEX balances_solver ON balances (solver_id, seq);
`
