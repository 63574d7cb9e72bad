ALTER TABLE runtime_plugins ADD COLUMN enabled INTEGER NOT NULL DEFAULT 1;
ALTER TABLE runtime_plugins ADD COLUMN previous_version TEXT;
ALTER TABLE runtime_plugins ADD COLUMN previous_digest TEXT;
ALTER TABLE runtime_plugins ADD COLUMN previous_update INTEGER;
ALTER TABLE runtime_plugins ADD COLUMN declined TEXT;

CREATE TABLE runtime_plugin_versions (
  plugin TEXT NOT NULL,
  version TEXT NOT NULL,
  digest TEXT NOT NULL,
  source TEXT NOT NULL,
  entry TEXT NOT NULL,
  kept_at INTEGER NOT NULL,
  used_at INTEGER,
  PRIMARY KEY (plugin, digest)
);

INSERT INTO runtime_plugin_versions (plugin, version, digest, source, entry, kept_at, used_at)
  SELECT id, version, digest, source, entry, installed_at, installed_at FROM runtime_plugins;
