CREATE TABLE units_packages (
  id TEXT NOT NULL,
  version TEXT NOT NULL,
  program TEXT NOT NULL,
  digest TEXT NOT NULL,
  meta TEXT NOT NULL,
  installed_at INTEGER NOT NULL,
  installed_by TEXT NOT NULL,
  PRIMARY KEY (id, version)
);

CREATE TABLE units_package_settings (
  id TEXT PRIMARY KEY,
  defaults TEXT NOT NULL,
  overlay TEXT NOT NULL
);

CREATE TABLE units_instances (
  id TEXT PRIMARY KEY,
  package TEXT NOT NULL,
  package_version TEXT NOT NULL,
  previous_version TEXT,
  supervised TEXT NOT NULL,
  profile TEXT NOT NULL,
  restart TEXT NOT NULL,
  arguments TEXT NOT NULL,
  environment TEXT NOT NULL,
  labels TEXT NOT NULL,
  config_number INTEGER NOT NULL,
  setup INTEGER NOT NULL,
  running_setup INTEGER NOT NULL,
  running_config INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  version INTEGER NOT NULL
);

CREATE TABLE units_configs (
  instance TEXT NOT NULL,
  number INTEGER NOT NULL,
  at INTEGER NOT NULL,
  changed_by TEXT NOT NULL,
  config TEXT NOT NULL,
  PRIMARY KEY (instance, number)
);

CREATE TABLE units_updates (
  id INTEGER PRIMARY KEY,
  instance TEXT NOT NULL,
  kind TEXT NOT NULL,
  from_version TEXT NOT NULL,
  to_version TEXT NOT NULL,
  side_by_side INTEGER NOT NULL,
  was_wanted INTEGER NOT NULL,
  config_number INTEGER NOT NULL,
  at INTEGER NOT NULL,
  asked_by TEXT NOT NULL,
  step TEXT NOT NULL,
  outcome TEXT NOT NULL,
  reason TEXT NOT NULL,
  ended_at INTEGER
);

CREATE INDEX units_updates_of_instance ON units_updates (instance, id);
