CREATE TABLE cluster_membership (
  id INTEGER PRIMARY KEY,
  url TEXT NOT NULL,
  credentials TEXT NOT NULL,
  cluster_group TEXT NOT NULL,
  joined_at INTEGER NOT NULL,
  joined_by TEXT NOT NULL,
  server TEXT NOT NULL
);
