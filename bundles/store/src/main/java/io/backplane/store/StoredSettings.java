package io.backplane.store;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.api.event.Event.Level;
import io.backplane.api.settings.Setting;
import io.backplane.api.settings.SettingSource;
import io.backplane.api.settings.Settings;
import io.backplane.store.spi.Migrations;
import io.backplane.store.spi.Reader;
import io.backplane.store.spi.SettingsStore;
import io.backplane.store.spi.Store;
import io.backplane.store.spi.Transaction;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.UnaryOperator;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Settings as rows of {@code settings}, held in memory: one that nobody knows any more is kept. */
@Component(service = {Settings.class, SettingsStore.class})
public final class StoredSettings implements SettingsStore {

  private static final Logger LOG = LoggerFactory.getLogger(StoredSettings.class);

  private final Store store;
  private final UnaryOperator<String> file;
  private final Clock clock;
  private final Map<String, Row> rows = new ConcurrentHashMap<>();
  private final List<SettingSource> sources = new ArrayList<>();
  private final Map<String, Setting<?>> known = new ConcurrentSkipListMap<>();

  private record Row(String value, SetBy set) {}

  /** A value, and why it is not the one that was asked for. */
  private record Held<T>(Setting<T> setting, T value, Origin origin, String problem) {
    String text() {
      return setting.text(value);
    }
  }

  @Activate
  public StoredSettings(BundleContext context, @Reference ManagerStore store) {
    this(store, key -> context.getProperty("backplane." + key), Clock.systemUTC());
  }

  /**
   * @param file a value of the configuration file, null for none
   */
  StoredSettings(Store store, UnaryOperator<String> file, Clock clock) {
    this.store = store;
    this.file = file;
    this.clock = clock;
    store.migrate(Migrations.of("settings", StoredSettings.class, "0001_settings.sql"));
    rows.putAll(store.read(StoredSettings::load));
  }

  private static Map<String, Row> load(Reader reader) {
    var rows = new TreeMap<String, Row>();
    reader.query(
        "SELECT name, value, set_by, set_at FROM settings",
        row ->
            rows.put(
                row.text("name"),
                new Row(row.text("value"), new SetBy(row.text("set_by"), row.instant("set_at")))));
    return rows;
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      unbind = "remove")
  synchronized void add(SettingSource source) {
    sources.add(source);
    for (Setting<?> setting : source.settings()) {
      Setting<?> other = known.putIfAbsent(setting.key(), setting);
      if (other != null && !other.equals(setting)) {
        LOG.error("two different settings are called {}: the one known first holds", setting.key());
      }
      String problem = held(setting).problem();
      if (!problem.isEmpty()) {
        LOG.error("{}; its default holds", problem);
      }
    }
  }

  /** Another source, such as the next version of a plugin, may know the same. */
  synchronized void remove(SettingSource source) {
    sources.remove(source);
    source.settings().forEach(setting -> known.remove(setting.key()));
    sources.forEach(
        other -> other.settings().forEach(setting -> known.putIfAbsent(setting.key(), setting)));
  }

  @Override
  public <T> T get(Setting<T> setting) {
    return held(setting).value();
  }

  private <T> Held<T> held(Setting<T> setting) {
    return held(setting, Optional.ofNullable(rows.get(setting.key())));
  }

  private <T> Held<T> held(Setting<T> setting, Optional<Row> row) {
    String text = row.map(Row::value).orElseGet(() -> file.apply(setting.key()));
    if (text == null) {
      return new Held<>(setting, setting.fallback(), Origin.DEFAULT, "");
    }
    Origin origin = row.isPresent() ? Origin.SET : Origin.FILE;
    try {
      return new Held<>(setting, setting.parse(text), origin, "");
    } catch (RefusedException e) {
      return new Held<>(setting, setting.fallback(), origin, e.getMessage());
    }
  }

  @Override
  public List<View> all() {
    return known.values().stream().map(this::view).toList();
  }

  @Override
  public View find(String key) {
    return view(setting(key));
  }

  @Override
  public synchronized View set(String key, String value, String by) {
    Setting<?> setting = setting(key);
    Row row = new Row(normal(setting, value), new SetBy(by, Instant.ofEpochMilli(clock.millis())));
    String before = held(setting).text();
    store.write(
        tx -> {
          tx.update("DELETE FROM settings WHERE name = ?", key);
          tx.update(
              "INSERT INTO settings (name, value, set_by, set_at) VALUES (?, ?, ?, ?)",
              key,
              row.value(),
              by,
              row.set().at());
          return tell(tx, key, before, row.value(), by);
        });
    rows.put(key, row);
    return view(setting);
  }

  @Override
  public synchronized View reset(String key, String by) {
    Setting<?> setting = setting(key);
    Row row = rows.get(key);
    if (row != null) {
      String after = held(setting, Optional.empty()).text();
      store.write(
          tx -> {
            tx.update("DELETE FROM settings WHERE name = ?", key);
            return tell(tx, key, row.value(), after, by);
          });
      rows.remove(key);
    }
    return view(setting);
  }

  private static long tell(Transaction tx, String key, String from, String to, String by) {
    return tx.emit("setting.changed", key, Level.INFO, Map.of("from", from, "to", to, "by", by));
  }

  private static <T> String normal(Setting<T> setting, String value) {
    return setting.text(setting.parse(value));
  }

  private Setting<?> setting(String key) {
    Setting<?> setting = known.get(key);
    if (setting == null) {
      throw new RefusedException(new Refusal.NotFound("setting", key));
    }
    return setting;
  }

  private View view(Setting<?> setting) {
    Held<?> held = held(setting);
    return new View(
        setting,
        held.text(),
        held.origin(),
        Optional.ofNullable(rows.get(setting.key())).map(Row::set),
        held.problem());
  }
}
