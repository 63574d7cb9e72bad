CREATE TABLE supervisor_samples (
  unit TEXT NOT NULL,
  at INTEGER NOT NULL,
  cpu REAL NOT NULL,
  memory_bytes INTEGER NOT NULL,
  threads INTEGER NOT NULL,
  handles INTEGER NOT NULL,
  processes INTEGER NOT NULL,
  read_bytes INTEGER NOT NULL,
  written_bytes INTEGER NOT NULL,
  PRIMARY KEY (unit, at)
);
