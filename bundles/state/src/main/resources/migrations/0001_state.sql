CREATE TABLE runtime_state (
  state_key TEXT PRIMARY KEY,
  stamp TEXT NOT NULL,
  deleted INTEGER NOT NULL,
  type TEXT NOT NULL,
  size INTEGER NOT NULL,
  written_at INTEGER NOT NULL,
  written_by TEXT NOT NULL,
  seen TEXT NOT NULL,
  known TEXT NOT NULL,
  acked TEXT NOT NULL,
  content TEXT NOT NULL
);

CREATE TABLE runtime_state_history (
  state_key TEXT NOT NULL,
  stamp TEXT NOT NULL,
  deleted INTEGER NOT NULL,
  type TEXT NOT NULL,
  size INTEGER NOT NULL,
  written_at INTEGER NOT NULL,
  written_by TEXT NOT NULL,
  seen TEXT NOT NULL,
  content TEXT NOT NULL,
  PRIMARY KEY (state_key, stamp)
);

CREATE TABLE runtime_state_conflicts (
  id INTEGER PRIMARY KEY,
  noticed_at INTEGER NOT NULL,
  kind TEXT NOT NULL,
  won TEXT NOT NULL,
  state_key TEXT NOT NULL,
  stamp TEXT NOT NULL,
  deleted INTEGER NOT NULL,
  type TEXT NOT NULL,
  size INTEGER NOT NULL,
  written_at INTEGER NOT NULL,
  written_by TEXT NOT NULL,
  seen TEXT NOT NULL,
  content TEXT NOT NULL
);

CREATE INDEX runtime_state_conflicts_key ON runtime_state_conflicts (state_key, stamp);

CREATE TABLE runtime_state_quarantine (
  state_key TEXT NOT NULL,
  stamp TEXT NOT NULL,
  deleted INTEGER NOT NULL,
  type TEXT NOT NULL,
  size INTEGER NOT NULL,
  written_at INTEGER NOT NULL,
  written_by TEXT NOT NULL,
  seen TEXT NOT NULL,
  content TEXT NOT NULL,
  PRIMARY KEY (state_key, stamp)
);

CREATE INDEX runtime_state_quarantine_stamp ON runtime_state_quarantine (stamp);

CREATE TABLE runtime_state_unsent (
  state_key TEXT PRIMARY KEY,
  stamp TEXT NOT NULL,
  deleted INTEGER NOT NULL,
  type TEXT NOT NULL,
  size INTEGER NOT NULL,
  written_at INTEGER NOT NULL,
  written_by TEXT NOT NULL,
  seen TEXT NOT NULL,
  content TEXT NOT NULL
);

CREATE TABLE runtime_state_node (
  id INTEGER PRIMARY KEY,
  node INTEGER NOT NULL,
  incarnation INTEGER NOT NULL,
  mark INTEGER NOT NULL,
  live_keys INTEGER NOT NULL,
  live_bytes INTEGER NOT NULL,
  tombstones INTEGER NOT NULL,
  conflicts_dropped INTEGER NOT NULL,
  conflicts_last INTEGER NOT NULL,
  ledger TEXT NOT NULL,
  position INTEGER NOT NULL,
  synced_at INTEGER NOT NULL,
  resync INTEGER NOT NULL
);
