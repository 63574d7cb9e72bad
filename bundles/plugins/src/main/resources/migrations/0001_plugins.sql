CREATE TABLE runtime_plugins (
  id TEXT PRIMARY KEY,
  version TEXT NOT NULL,
  symbolic_name TEXT NOT NULL,
  digest TEXT NOT NULL,
  source TEXT NOT NULL,
  entry TEXT NOT NULL,
  installed_at INTEGER NOT NULL
);
