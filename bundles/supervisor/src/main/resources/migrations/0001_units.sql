CREATE TABLE supervisor_units (
  id TEXT PRIMARY KEY,
  phase TEXT NOT NULL,
  wanted INTEGER NOT NULL,
  version INTEGER NOT NULL,
  start INTEGER NOT NULL,
  token TEXT NOT NULL,
  shim TEXT,
  process TEXT,
  ending TEXT NOT NULL,
  reason TEXT NOT NULL,
  since INTEGER NOT NULL,
  started_at INTEGER,
  restarts INTEGER NOT NULL,
  failures TEXT NOT NULL,
  due_at INTEGER,
  exit_code INTEGER,
  exit_at INTEGER
);
