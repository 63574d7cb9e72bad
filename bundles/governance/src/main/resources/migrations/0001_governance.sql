CREATE TABLE governance_subjects (
  lifecycle TEXT NOT NULL,
  name TEXT NOT NULL,
  owner TEXT NOT NULL,
  state TEXT NOT NULL,
  reason TEXT NOT NULL,
  changed_by TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  since INTEGER NOT NULL,
  touched_at INTEGER NOT NULL,
  version INTEGER NOT NULL,
  PRIMARY KEY (lifecycle, name)
);

CREATE TABLE governance_tasks (
  id INTEGER PRIMARY KEY,
  unit TEXT NOT NULL,
  command TEXT NOT NULL,
  params TEXT NOT NULL,
  shown TEXT NOT NULL,
  owner TEXT NOT NULL,
  asked_by TEXT NOT NULL,
  idempotent INTEGER NOT NULL,
  state TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  since INTEGER NOT NULL,
  started_at INTEGER,
  ended_at INTEGER,
  attempts INTEGER NOT NULL,
  reason TEXT NOT NULL,
  code INTEGER,
  result TEXT,
  cut INTEGER NOT NULL
);

CREATE INDEX governance_tasks_state ON governance_tasks (state, id);
