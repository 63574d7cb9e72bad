ALTER TABLE units_packages ADD COLUMN kind TEXT NOT NULL DEFAULT 'driver';

CREATE TABLE units_code (
  instance TEXT PRIMARY KEY,
  digest TEXT NOT NULL,
  meta TEXT NOT NULL
);

CREATE TABLE units_references (
  owner TEXT NOT NULL,
  alias TEXT NOT NULL,
  target TEXT NOT NULL,
  config TEXT NOT NULL,
  PRIMARY KEY (owner, alias)
);

CREATE INDEX units_references_to ON units_references (target);
