CREATE TABLE runtime_ui_approvals (
  plugin TEXT NOT NULL,
  digest TEXT NOT NULL,
  approved_by TEXT NOT NULL,
  approved_at INTEGER NOT NULL,
  PRIMARY KEY (plugin, digest)
);
