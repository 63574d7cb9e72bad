package io.backplane.plugins;

import io.backplane.api.call.Values;
import io.backplane.api.event.Event.Level;
import io.backplane.plugins.spi.PluginSource;
import io.backplane.store.spi.Migrations;
import io.backplane.store.spi.Row;
import io.backplane.store.spi.Store;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Plugins as rows of {@code runtime_plugins}. */
@Component(service = PluginRepository.class)
public final class SqlPlugins implements PluginRepository {

  private final Store store;

  @Activate
  public SqlPlugins(@Reference(target = "(db=manager)") Store store) {
    this.store = store;
    store.migrate(Migrations.of("plugins", SqlPlugins.class, "0001_plugins.sql"));
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
        PluginSource.valueOf(row.text("source").toUpperCase(Locale.ROOT)),
        row.text("entry"),
        row.instant("installed_at"));
  }

  @Override
  public void put(PluginRow row, String previous) {
    store.write(
        tx -> {
          tx.update("DELETE FROM runtime_plugins WHERE id = ?", row.id());
          tx.update(
              "INSERT INTO runtime_plugins"
                  + " (id, version, symbolic_name, digest, source, entry, installed_at)"
                  + " VALUES (?, ?, ?, ?, ?, ?, ?)",
              row.id(),
              row.version(),
              row.symbolicName(),
              row.digest(),
              Values.word(row.source()),
              row.entry(),
              row.installedAt());
          String type = previous.isEmpty() ? "plugin.loaded" : "plugin.updated";
          return tx.emit(
              type,
              row.id(),
              Level.INFO,
              Map.of(
                  "version", row.version(), "from", previous, "source", Values.word(row.source())));
        });
  }

  @Override
  public void moved(String id, String entry) {
    store.write(tx -> tx.update("UPDATE runtime_plugins SET entry = ? WHERE id = ?", entry, id));
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
  public void tell(String type, String subject, Level level, Map<String, Object> data) {
    store.write(tx -> tx.emit(type, subject, level, data));
  }
}
