CREATE TABLE runtime_profiles (
  id INTEGER PRIMARY KEY,
  type TEXT NOT NULL,
  unit TEXT NOT NULL,
  taken_by TEXT NOT NULL,
  started_at INTEGER NOT NULL,
  asked_ms INTEGER NOT NULL,
  took_ms INTEGER NOT NULL,
  state TEXT NOT NULL,
  weight INTEGER NOT NULL,
  measure TEXT NOT NULL,
  reason TEXT NOT NULL,
  summary TEXT NOT NULL
);
