package io.backplane.units;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.api.event.Event.Level;
import io.backplane.store.spi.Migrations;
import io.backplane.store.spi.Row;
import io.backplane.store.spi.Store;
import io.backplane.store.spi.Transaction;
import io.backplane.units.PackageRow.Settings;
import io.backplane.units.spi.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Packages as rows, each change with its event. */
final class SqlPackages {

  private final Store store;

  SqlPackages(Store store) {
    this.store = store;
    migrate(store);
  }

  static void migrate(Store store) {
    store.migrate(
        Migrations.of(
            "units",
            SqlPackages.class,
            "0001_packages_and_instances.sql",
            "0002_switches.sql",
            "0003_services.sql"));
  }

  List<PackageRow> all() {
    return store.read(r -> r.query("SELECT * FROM units_packages", SqlPackages::row));
  }

  Optional<PackageRow> find(String id, String version) {
    return store.read(
        r ->
            r.first(
                "SELECT * FROM units_packages WHERE id = ? AND version = ?",
                SqlPackages::row,
                id,
                version));
  }

  private static PackageRow row(Row row) {
    return new PackageRow(
        row.text("id"),
        Kind.of(row.text("kind")),
        row.text("version"),
        row.text("program"),
        row.text("digest"),
        Json.object(row.text("meta")),
        row.instant("installed_at"),
        row.text("installed_by"));
  }

  void add(PackageRow row) {
    store.write(
        tx -> {
          tx.update(
              "INSERT INTO units_packages"
                  + " (id, kind, version, program, digest, meta, installed_at, installed_by)"
                  + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
              row.id(),
              row.kind().word(),
              row.version(),
              row.program(),
              row.digest(),
              Json.text(row.meta()),
              row.installedAt(),
              row.installedBy());
          return tx.emit(
              "package.installed",
              row.id(),
              Level.INFO,
              Map.of(
                  "kind", row.kind().word(),
                  "version", row.version(),
                  "digest", row.digest(),
                  "by", row.installedBy()));
        });
  }

  /** The instances of a package, sorted. */
  List<String> instances(String id) {
    return store.read(
        r ->
            r.query(
                "SELECT id FROM units_instances WHERE package = ? ORDER BY id",
                row -> row.text("id"),
                id));
  }

  /**
   * @throws RefusedException {@link Refusal.Conflict} naming an instance that needs it
   */
  void remove(String id, List<String> versions, String by) {
    store.write(
        tx -> {
          for (String version : versions) {
            user(tx, id, version)
                .ifPresent(
                    instance -> {
                      throw new RefusedException(
                          new Refusal.Conflict(
                              "instance '%s' uses %s@%s or may go back to it"
                                  .formatted(instance, id, version)));
                    });
            tx.update("DELETE FROM units_packages WHERE id = ? AND version = ?", id, version);
            tx.emit("package.removed", id, Level.INFO, Map.of("version", version, "by", by));
          }
          if (tx.first("SELECT id FROM units_packages WHERE id = ?", r -> r.text("id"), id)
              .isEmpty()) {
            tx.update("DELETE FROM units_package_settings WHERE id = ?", id);
          }
          return versions;
        });
  }

  private static Optional<String> user(Transaction tx, String id, String version) {
    return tx.first(
        "SELECT i.id FROM units_instances i WHERE i.package = ? AND (i.package_version = ?"
            + " OR i.previous_version = ? OR EXISTS (SELECT 1 FROM units_switches s WHERE"
            + " s.instance = i.id AND s.to_version = ?)) ORDER BY i.id",
        row -> row.text("id"),
        id,
        version,
        version,
        version);
  }

  Settings settings(String id) {
    return store
        .read(
            r ->
                r.first(
                    "SELECT * FROM units_package_settings WHERE id = ?",
                    row ->
                        new Settings(
                            Json.object(row.text("defaults")), Json.object(row.text("overlay"))),
                    id))
        .orElse(Settings.NONE);
  }

  /**
   * @param type of the event
   */
  void put(String id, Settings settings, String type, Map<String, Object> told) {
    store.write(
        tx -> {
          tx.update("DELETE FROM units_package_settings WHERE id = ?", id);
          tx.update(
              "INSERT INTO units_package_settings (id, defaults, overlay) VALUES (?, ?, ?)",
              id,
              Json.text(settings.defaults()),
              Json.text(settings.overlay()));
          return tx.emit(type, id, Level.INFO, told);
        });
  }
}
