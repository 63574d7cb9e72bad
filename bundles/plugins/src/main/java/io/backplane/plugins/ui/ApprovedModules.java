package io.backplane.plugins.ui;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.api.event.Event.Level;
import io.backplane.plugins.PluginFiles;
import io.backplane.plugins.spi.PluginState;
import io.backplane.plugins.spi.PluginStatus;
import io.backplane.plugins.spi.Plugins;
import io.backplane.plugins.spi.UiModule;
import io.backplane.plugins.spi.UiModule.Approval;
import io.backplane.plugins.spi.UiModules;
import io.backplane.store.spi.Migrations;
import io.backplane.store.spi.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Modules of the plugins' kept jars, and the approvals in {@code runtime_ui_approvals}. */
@Component
public final class ApprovedModules implements UiModules {

  private static final Logger LOG = LoggerFactory.getLogger("io.backplane.plugins");

  /** What was read of jars is kept for as many as can be active, and some that were. */
  private static final int ARCHIVES_MAX = 256;

  private final Plugins plugins;
  private final PluginFiles files;
  private final Store store;
  private final Clock clock;

  private final Map<Key, Approval> approvals = new ConcurrentHashMap<>();

  private record Key(String plugin, String digest) {}

  /** By the jar's digest, the last used last. */
  private final Map<String, Optional<UiArchive>> archives =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Optional<UiArchive>> eldest) {
          return size() > ARCHIVES_MAX;
        }
      };

  @Activate
  public ApprovedModules(
      BundleContext context,
      @Reference Plugins plugins,
      @Reference(target = "(db=manager)") Store store) {
    this(
        plugins,
        new PluginFiles(Path.of(context.getProperty("backplane.data"))),
        store,
        Clock.systemUTC());
  }

  ApprovedModules(Plugins plugins, PluginFiles files, Store store, Clock clock) {
    this.plugins = plugins;
    this.files = files;
    this.store = store;
    this.clock = clock;
    store.migrate(Migrations.of("ui-modules", ApprovedModules.class, "0001_ui_approvals.sql"));
    store.read(
        r ->
            r.query(
                "SELECT * FROM runtime_ui_approvals",
                row ->
                    approvals.put(
                        new Key(row.text("plugin"), row.text("digest")),
                        new Approval(row.text("approved_by"), row.instant("approved_at")))));
  }

  @Override
  public Optional<UiModule> find(String plugin) {
    return active(plugin).flatMap(this::archive).map(archive -> module(plugin, archive));
  }

  private Optional<PluginStatus> active(String plugin) {
    return plugins
        .find(plugin)
        .filter(status -> status.state() == PluginState.ACTIVE)
        .filter(status -> !status.declared().ui().isEmpty());
  }

  private static RefusedException none(String plugin) {
    return new RefusedException(new Refusal.NotFound("console module of plugin", plugin));
  }

  private UiModule module(String plugin, UiArchive archive) {
    return new UiModule(
        plugin,
        archive.digest(),
        archive.manifest().module(),
        archive.manifest().css(),
        archive.manifest().permissions(),
        archive.files().stream().toList(),
        approval(plugin, archive.digest()));
  }

  private Path jar(PluginStatus status) {
    return files.of(status.id(), status.version(), status.digest());
  }

  private Optional<UiArchive> archive(PluginStatus status) {
    synchronized (archives) {
      return archives.computeIfAbsent(status.digest(), digest -> read(status));
    }
  }

  /** One that cannot be used, from before it was looked at, takes nobody else's with it. */
  private Optional<UiArchive> read(PluginStatus status) {
    try {
      return Optional.of(UiArchive.read(jar(status), status.id(), status.declared().ui()));
    } catch (IOException | RefusedException e) {
      LOG.warn("{} adds nothing to the console: {}", status.id(), e.getMessage());
      return Optional.empty();
    }
  }

  private Optional<Approval> approval(String plugin, String digest) {
    return Optional.ofNullable(approvals.get(new Key(plugin, digest)));
  }

  @Override
  public synchronized UiModule approve(String plugin, String digest, String by) {
    UiArchive archive = active(plugin).flatMap(this::archive).orElseThrow(() -> none(plugin));
    if (!archive.digest().equals(digest)) {
      throw new RefusedException(
          new Refusal.Conflict(
              "the console module of "
                  + plugin
                  + " has the digest "
                  + archive.digest()
                  + " by now: look at it again"));
    }
    if (approval(plugin, digest).isEmpty()) {
      var approval = new Approval(by, Instant.ofEpochMilli(clock.millis()));
      store.write(
          tx -> {
            tx.update(
                "INSERT INTO runtime_ui_approvals (plugin, digest, approved_by, approved_at)"
                    + " VALUES (?, ?, ?, ?)",
                plugin,
                digest,
                by,
                approval.at());
            return tx.emit(
                "plugin.ui-approved", plugin, Level.INFO, Map.of("digest", digest, "by", by));
          });
      approvals.put(new Key(plugin, digest), approval);
    }
    return module(plugin, archive);
  }

  @Override
  public synchronized void withdraw(String plugin, String by) {
    boolean approved = approvals.keySet().stream().anyMatch(key -> key.plugin().equals(plugin));
    if (!approved && find(plugin).isEmpty()) {
      throw none(plugin);
    }
    if (approved) {
      store.write(
          tx -> {
            tx.update("DELETE FROM runtime_ui_approvals WHERE plugin = ?", plugin);
            return tx.emit("plugin.ui-withdrawn", plugin, Level.INFO, Map.of("by", by));
          });
      approvals.keySet().removeIf(key -> key.plugin().equals(plugin));
    }
  }

  @Override
  public Optional<byte[]> file(String plugin, String digest, String path) {
    Optional<PluginStatus> status = active(plugin);
    Optional<UiArchive> archive =
        status
            .flatMap(this::archive)
            .filter(it -> it.digest().equals(digest) && approval(plugin, digest).isPresent());
    if (archive.isEmpty()) {
      return Optional.empty();
    }
    try {
      return archive.get().file(jar(status.get()), path);
    } catch (IOException e) {
      throw new UncheckedIOException(jar(status.get()) + " cannot be read", e);
    }
  }
}
