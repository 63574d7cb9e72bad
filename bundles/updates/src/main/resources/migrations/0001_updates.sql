CREATE TABLE runtime_updates (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  unit TEXT NOT NULL,
  what TEXT NOT NULL,
  from_version TEXT NOT NULL,
  to_version TEXT NOT NULL,
  type TEXT NOT NULL,
  at INTEGER NOT NULL,
  asked_by TEXT NOT NULL,
  step TEXT NOT NULL,
  outcome TEXT NOT NULL,
  reason TEXT NOT NULL,
  notes TEXT NOT NULL,
  paused_us INTEGER NOT NULL,
  switched INTEGER NOT NULL,
  ended_at INTEGER
);

CREATE INDEX runtime_updates_unit ON runtime_updates (kind, unit, id);

CREATE TABLE runtime_update_states (
  update_id INTEGER PRIMARY KEY,
  format INTEGER NOT NULL,
  bytes BLOB NOT NULL
);
