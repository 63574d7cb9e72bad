CREATE TABLE metric_names (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
);

CREATE TABLE metric_samples (
  at INTEGER NOT NULL,
  metric INTEGER NOT NULL,
  value REAL NOT NULL,
  PRIMARY KEY (metric, at)
);

CREATE TABLE metric_minutes (
  at INTEGER NOT NULL,
  metric INTEGER NOT NULL,
  mean REAL NOT NULL,
  least REAL NOT NULL,
  greatest REAL NOT NULL,
  PRIMARY KEY (metric, at)
);
