package io.backplane.plugins;

import io.backplane.api.call.Values;
import io.backplane.api.event.Event.Level;
import io.backplane.plugins.PluginRow.Origin;
import io.backplane.plugins.PluginRow.Previous;
import io.backplane.plugins.spi.KeptVersion;
import io.backplane.plugins.spi.PluginSource;
import io.backplane.store.spi.Migrations;
import io.backplane.store.spi.Row;
import io.backplane.store.spi.Store;
import io.backplane.store.spi.Transaction;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Plugins as rows of {@code runtime_plugins} and {@code runtime_plugin_versions}. */
@Component(service = PluginRepository.class)
public final class SqlPlugins implements PluginRepository {

  private final Store store;
  private final Clock clock;

  @Activate
  public SqlPlugins(@Reference(target = "(db=manager)") Store store) {
    this(store, Clock.systemUTC());
  }

  SqlPlugins(Store store, Clock clock) {
    this.store = store;
    this.clock = clock;
    store.migrate(
        Migrations.of("plugins", SqlPlugins.class, "0001_plugins.sql", "0002_updates.sql"));
  }

  @Override
  public List<PluginRow> all() {
    return store.read(r -> r.query("SELECT * FROM runtime_plugins ORDER BY id", SqlPlugins::row));
  }

  private static PluginRow row(Row row) {
    return new PluginRow(
        row.text("id"),
        row.text("version"),
        row.text("symbolic_name"),
        row.text("digest"),
        source(row),
        row.text("entry"),
        row.instant("installed_at"),
        row.flag("enabled"),
        row.optionalText("previous_version")
            .map(
                version ->
                    new Previous(
                        version, row.text("previous_digest"), row.number("previous_update"))),
        row.optionalText("declined"));
  }

  private static PluginSource source(Row row) {
    return PluginSource.valueOf(row.text("source").toUpperCase(Locale.ROOT));
  }

  @Override
  public void loaded(PluginRow row) {
    store.write(
        tx -> {
          put(tx, row);
          use(tx, row);
          return tx.emit(
              "plugin.loaded",
              row.id(),
              Level.INFO,
              Map.of("version", row.version(), "source", Values.word(row.source())));
        });
  }

  @Override
  public void updated(Transaction tx, PluginRow row, String from) {
    put(tx, row);
    use(tx, row);
    tx.emit(
        "plugin.updated",
        row.id(),
        Level.INFO,
        Map.of("version", row.version(), "from", from, "source", Values.word(row.source())));
  }

  @Override
  public void changed(PluginRow row) {
    store.write(
        tx -> {
          put(tx, row);
          return row;
        });
  }

  private static void put(Transaction tx, PluginRow row) {
    tx.update("DELETE FROM runtime_plugins WHERE id = ?", row.id());
    tx.update(
        "INSERT INTO runtime_plugins (id, version, symbolic_name, digest, source, entry,"
            + " installed_at, enabled, previous_version, previous_digest, previous_update, declined)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        row.id(),
        row.version(),
        row.symbolicName(),
        row.digest(),
        Values.word(row.source()),
        row.entry(),
        row.installedAt(),
        row.enabled(),
        row.previous().map(Previous::version).orElse(null),
        row.previous().map(Previous::digest).orElse(null),
        row.previous().map(Previous::update).orElse(null),
        row.declined().orElse(null));
  }

  private static void use(Transaction tx, PluginRow row) {
    put(tx, row.id(), row.version(), row.digest(), row.origin(), row.installedAt(), true);
  }

  private static void put(
      Transaction tx,
      String id,
      String version,
      String digest,
      Origin origin,
      Instant at,
      boolean used) {
    tx.update("DELETE FROM runtime_plugin_versions WHERE plugin = ? AND digest = ?", id, digest);
    tx.update(
        "INSERT INTO runtime_plugin_versions"
            + " (plugin, version, digest, source, entry, kept_at, used_at)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?)",
        id,
        version,
        digest,
        Values.word(origin.source()),
        origin.entry(),
        at,
        used ? at : null);
  }

  @Override
  public void remove(PluginRow row) {
    store.write(
        tx -> {
          tx.update("DELETE FROM runtime_plugins WHERE id = ?", row.id());
          return tx.emit("plugin.unloaded", row.id(), Level.INFO, Map.of("version", row.version()));
        });
  }

  @Override
  public List<KeptVersion> versions(String id) {
    return store.read(
        r ->
            r.query(
                "SELECT v.version, v.digest, v.source, v.entry, v.used_at, p.digest AS own"
                    + " FROM runtime_plugin_versions v LEFT JOIN runtime_plugins p"
                    + " ON p.id = v.plugin AND p.digest = v.digest"
                    + " WHERE v.plugin = ?"
                    + " ORDER BY v.used_at IS NULL, v.used_at DESC, v.kept_at DESC",
                row ->
                    new KeptVersion(
                        row.text("version"),
                        row.text("digest"),
                        source(row),
                        row.text("entry"),
                        row.optionalInstant("used_at"),
                        !row.isNull("own")),
                id));
  }

  @Override
  public void keep(String id, String version, String digest, Origin origin) {
    store.write(
        tx -> {
          put(tx, id, version, digest, origin, clock.instant(), false);
          return digest;
        });
  }

  @Override
  public void forget(String id, String digest) {
    store.write(
        tx ->
            tx.update(
                "DELETE FROM runtime_plugin_versions WHERE plugin = ? AND digest = ?", id, digest));
  }

  @Override
  public void tell(String type, String subject, Level level, Map<String, Object> data) {
    store.write(tx -> tx.emit(type, subject, level, data));
  }
}
