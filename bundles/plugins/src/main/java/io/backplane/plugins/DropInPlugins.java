package io.backplane.plugins;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.api.event.Event.Level;
import io.backplane.calls.spi.Units;
import io.backplane.plugins.spi.PluginSource;
import io.backplane.plugins.spi.PluginStatus;
import io.backplane.plugins.spi.Plugins;
import io.backplane.plugins.spi.RejectedFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The plugins, restored from the store at start and kept in step with the drop-in directory from
 * then on.
 */
@Component(service = Plugins.class, immediate = true)
public final class DropInPlugins implements Plugins {

  private static final Logger LOG = LoggerFactory.getLogger("io.backplane.plugins");

  private final PluginHost host;
  private final PluginRepository repository;
  private final Path directory;
  private final DropIn dropIn;
  private final DropInWatcher watcher;
  private final ExecutorService work =
      Executors.newThreadPerTaskExecutor(Thread.ofPlatform().name("plugin-", 0).factory());
  private volatile Map<Path, DropIn.Broken> broken = Map.of();
  private final Absences absences = new Absences(System::nanoTime);
  private boolean restored;

  @Activate
  public DropInPlugins(
      BundleContext context, @Reference Units units, @Reference PluginRepository repository)
      throws IOException {
    Path data = Path.of(context.getProperty("backplane.data"));
    Clock clock = Clock.systemUTC();
    this.repository = repository;
    this.directory = data.resolve("deploy");
    this.host =
        new PluginHost(
            context, units, repository, new PluginFiles(data), clock, PluginHost.START_LIMIT);
    host.removeLeftovers(); // before the first load, which need not wait for the watcher
    this.dropIn = new DropIn(directory, clock, System::nanoTime);
    this.watcher = new DropInWatcher(directory, this::round);
  }

  @Deactivate
  void close() {
    watcher.close();
    work.shutdownNow();
    host.close();
  }

  private long round() throws IOException, InterruptedException {
    if (!restored) {
      restore();
      restored = true;
    }
    DropIn.Look look = dropIn.look();
    tellBroken(look.broken());
    DropInPlan plan = DropInPlan.of(look, host.all());
    for (Path file : plan.load().values()) {
      loadDropped(file);
    }
    List<String> removed = absences.lasting(plan.unload());
    removed.forEach(host::unload);
    boolean waits = look.unsettled() || removed.size() < plan.unload().size();
    return waits ? DropInWatcher.BUSY_MS : DropInWatcher.IDLE_MS;
  }

  private void restore() throws InterruptedException {
    List<Callable<Void>> starts =
        repository.all().stream()
            .map(
                row ->
                    (Callable<Void>)
                        () -> {
                          host.restore(row);
                          return null;
                        })
            .toList();
    for (Future<Void> start : work.invokeAll(starts)) {
      try {
        start.get();
      } catch (ExecutionException e) {
        LOG.error("a plugin is not restored; the others are", e.getCause());
      }
    }
  }

  /** What may go another time is tried again at the next look; anything else waits for a change. */
  private void loadDropped(Path file) throws IOException, InterruptedException {
    try {
      host.load(file, PluginSource.DEPLOY, file.toString(), Expected.ANYTHING);
    } catch (RefusedException e) {
      if (e.refusal() instanceof Refusal.Busy) {
        LOG.info("{} waits: {}", file.getFileName(), e.getMessage());
      } else {
        dropIn.spoil(file, e.getMessage());
        tellBroken(dropIn.look().broken());
      }
    }
  }

  private void tellBroken(Map<Path, DropIn.Broken> now) {
    Map<Path, DropIn.Broken> before = broken;
    broken = now;
    now.forEach(
        (path, fault) -> {
          DropIn.Broken known = before.get(path);
          if (known == null || !known.reason().equals(fault.reason())) {
            String file = path.getFileName().toString();
            repository.tell("plugin.rejected", file, Level.ERROR, Map.of("reason", fault.reason()));
          }
        });
  }

  @Override
  public List<PluginStatus> all() {
    return host.all();
  }

  @Override
  public Optional<PluginStatus> find(String id) {
    return host.find(id);
  }

  @Override
  public List<RejectedFile> rejected() {
    return broken.entrySet().stream()
        .map(
            e ->
                new RejectedFile(
                    e.getKey().getFileName().toString(), e.getValue().reason(), e.getValue().at()))
        .toList();
  }

  @Override
  public PluginStatus load(Path jar, PluginSource source, String entry, Expected expected) {
    return done(work.submit(() -> host.load(jar, source, entry, expected)));
  }

  @Override
  public PluginStatus unload(String id) {
    return done(work.submit(() -> unloadAndPutAway(id)));
  }

  private PluginStatus unloadAndPutAway(String id) throws IOException {
    Optional<PluginStatus> plugin = host.find(id);
    if (plugin.isPresent() && plugin.get().source() == PluginSource.DEPLOY) {
      Path file = Path.of(plugin.get().entry());
      if (Files.exists(file)) {
        Path away = Files.createDirectories(directory.resolve("unloaded"));
        Files.move(file, away.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    return host.unload(id);
  }

  private static <T> T done(Future<T> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case RefusedException refused -> throw refused;
        case RuntimeException bug -> throw bug;
        case IOException io ->
            throw new RefusedException(
                new Refusal.Invalid("the jar", "cannot be read: " + io.getMessage()));
        default -> throw new IllegalStateException(e.getCause());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new java.io.InterruptedIOException("interrupted"));
    }
  }
}
