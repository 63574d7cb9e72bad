ALTER TABLE units_instances ADD COLUMN previous_config INTEGER;

UPDATE units_instances SET previous_config = COALESCE(
  (SELECT u.config_number FROM units_updates u WHERE u.id = (SELECT MAX(m.id) FROM units_updates m
    WHERE m.instance = units_instances.id AND m.outcome = 'COMMITTED'
    AND m.to_version = units_instances.package_version)),
  config_number) WHERE previous_version IS NOT NULL;

CREATE TABLE units_switches (
  instance TEXT PRIMARY KEY,
  to_version TEXT NOT NULL,
  beside INTEGER NOT NULL,
  stopped INTEGER NOT NULL
);

INSERT INTO units_switches (instance, to_version, beside, stopped)
  SELECT instance, to_version, side_by_side,
    CASE WHEN was_wanted = 1 AND step IN ('STOP_OLD', 'START_NEW', 'HEALTH_WINDOW', 'REVERT') THEN 1 ELSE 0 END
  FROM units_updates WHERE ended_at IS NULL
    AND id IN (SELECT MAX(m.id) FROM units_updates m GROUP BY m.instance);

DROP TABLE units_updates;
