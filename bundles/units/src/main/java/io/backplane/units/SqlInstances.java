package io.backplane.units;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.api.call.Values;
import io.backplane.api.event.Event.Level;
import io.backplane.store.spi.Row;
import io.backplane.store.spi.Store;
import io.backplane.store.spi.Transaction;
import io.backplane.supervisor.spi.Profile;
import io.backplane.supervisor.spi.RestartPolicy;
import io.backplane.units.InstanceRow.Previous;
import io.backplane.units.InstanceRow.Running;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Instances and their configurations as rows, each change with its event. */
final class SqlInstances {

  /** Configurations kept of an instance. */
  static final int CONFIGS_MAX = 100;

  /** An event that goes with a change. */
  record Story(String type, Map<String, Object> data) {}

  /** A row with what its process was started with. */
  record Found(InstanceRow row, Running running) {}

  private final Store store;

  SqlInstances(Store store) {
    this.store = store;
    SqlPackages.migrate(store);
  }

  List<Found> all() {
    return store.read(r -> r.query("SELECT * FROM units_instances", SqlInstances::found));
  }

  private static Found found(Row row) {
    return new Found(
        new InstanceRow(
            row.text("id"),
            row.text("package"),
            row.text("package_version"),
            previous(row),
            row.text("supervised"),
            Profile.valueOf(row.text("profile").toUpperCase(Locale.ROOT)),
            RestartPolicy.of(row.text("restart")),
            Json.texts(row.text("arguments")),
            Json.words(row.text("environment")),
            Json.words(row.text("labels")),
            row.number("config_number"),
            row.number("setup"),
            row.instant("created_at"),
            row.text("created_by"),
            row.number("version")),
        new Running(row.number("running_setup"), row.number("running_config")));
  }

  private static Optional<Previous> previous(Row row) {
    return row.optionalText("previous_version")
        .map(version -> new Previous(version, row.number("previous_config")));
  }

  /**
   * @throws RefusedException {@link Refusal.NotFound} for a package that was removed meanwhile
   */
  void add(InstanceRow row, ConfigRow config) {
    store.write(
        tx -> {
          checkPackage(tx, row);
          tx.update(
              "INSERT INTO units_instances (id, package, package_version, supervised,"
                  + " profile, restart, arguments, environment, labels, config_number,"
                  + " setup, running_setup, running_config, created_at, created_by, version)"
                  + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, ?, ?, ?)",
              row.id(),
              row.packageId(),
              row.packageVersion(),
              row.supervised(),
              Values.word(row.profile()),
              row.restart().word(),
              Json.text(row.arguments()),
              Json.text(row.environment()),
              Json.text(row.labels()),
              row.configNumber(),
              row.setup(),
              row.createdAt(),
              row.createdBy(),
              row.version());
          insert(tx, row.id(), config);
          return tx.emit(
              "instance.created",
              row.id(),
              Level.INFO,
              Map.of(
                  "package", row.packageId(),
                  "version", row.packageVersion(),
                  "by", row.createdBy()));
        });
  }

  static void checkPackage(Transaction tx, InstanceRow row) {
    if (tx.first(
            "SELECT id FROM units_packages WHERE id = ? AND version = ?",
            r -> r.text("id"),
            row.packageId(),
            row.packageVersion())
        .isEmpty()) {
      throw new RefusedException(new Refusal.NotFound("package", row.ref()));
    }
  }

  private static void insert(Transaction tx, String id, ConfigRow config) {
    tx.update(
        "INSERT INTO units_configs (instance, number, at, changed_by, config)"
            + " VALUES (?, ?, ?, ?, ?)",
        id,
        config.number(),
        config.at(),
        config.by(),
        Json.text(config.config()));
    tx.update(
        "DELETE FROM units_configs WHERE instance = ? AND number <= ?",
        id,
        config.number() - CONFIGS_MAX);
  }

  /**
   * @param config a new one that goes with the change
   */
  InstanceRow change(InstanceRow next, Optional<ConfigRow> config, Story story) {
    return store.write(
        tx -> {
          put(tx, next, config, story);
          return next.stored();
        });
  }

  /** Makes a version an instance's own. */
  static void commit(Transaction tx, InstanceRow next, Optional<ConfigRow> config, Story story) {
    checkPackage(tx, next);
    put(tx, next, config, story);
  }

  private static void put(
      Transaction tx, InstanceRow next, Optional<ConfigRow> config, Story story) {
    update(tx, next);
    config.ifPresent(row -> insert(tx, next.id(), row));
    tx.emit(story.type(), next.id(), Level.INFO, story.data());
  }

  private static void update(Transaction tx, InstanceRow next) {
    int changed =
        tx.update(
            "UPDATE units_instances SET package_version = ?, previous_version = ?, previous_config = ?,"
                + " supervised = ?, profile = ?, restart = ?, arguments = ?, environment = ?, labels = ?,"
                + " config_number = ?, setup = ?, version = ? WHERE id = ? AND version = ?",
            next.packageVersion(),
            next.previous().map(Previous::version).orElse(null),
            next.previous().map(Previous::config).orElse(null),
            next.supervised(),
            Values.word(next.profile()),
            next.restart().word(),
            Json.text(next.arguments()),
            Json.text(next.environment()),
            Json.text(next.labels()),
            next.configNumber(),
            next.setup(),
            next.version() + 1,
            next.id(),
            next.version());
    if (changed != 1) {
      throw new IllegalStateException(
          "instance " + next.id() + " is not at version " + next.version() + " any more");
    }
  }

  /** What the process that starts now was given. No event: the supervisor tells of the start. */
  void running(String id, Running running) {
    store.write(tx -> running(tx, id, running));
  }

  static int running(Transaction tx, String id, Running running) {
    return tx.update(
        "UPDATE units_instances SET running_setup = ?, running_config = ? WHERE id = ?",
        running.setup(),
        running.config(),
        id);
  }

  Optional<ConfigRow> config(String id, long number) {
    return store.read(
        r ->
            r.first(
                "SELECT * FROM units_configs WHERE instance = ? AND number = ?",
                SqlInstances::config,
                id,
                number));
  }

  /** Newest first. */
  List<ConfigRow> configs(String id) {
    return store.read(
        r ->
            r.query(
                "SELECT * FROM units_configs WHERE instance = ? ORDER BY number DESC",
                SqlInstances::config,
                id));
  }

  private static ConfigRow config(Row row) {
    return new ConfigRow(
        row.number("number"),
        row.instant("at"),
        row.text("changed_by"),
        Json.object(row.text("config")));
  }

  /** The same configurations, sealed anew. */
  void reseal(String id, List<ConfigRow> configs) {
    store.write(
        tx -> {
          for (ConfigRow row : configs) {
            tx.update(
                "UPDATE units_configs SET config = ? WHERE instance = ? AND number = ?",
                Json.text(row.config()),
                id,
                row.number());
          }
          return configs;
        });
  }

  void remove(String id, String by) {
    store.write(
        tx -> {
          SqlSwitches.settled(tx, id);
          tx.update("DELETE FROM units_configs WHERE instance = ?", id);
          tx.update("DELETE FROM units_instances WHERE id = ?", id);
          return tx.emit("instance.deleted", id, Level.INFO, Map.of("by", by));
        });
  }
}
