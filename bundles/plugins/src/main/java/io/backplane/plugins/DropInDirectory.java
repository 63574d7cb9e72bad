package io.backplane.plugins;

import static java.util.stream.Collectors.toSet;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.api.event.Event.Level;
import io.backplane.plugins.spi.Entry;
import io.backplane.plugins.spi.PluginSource;
import io.backplane.plugins.spi.PluginState;
import io.backplane.plugins.spi.PluginStatus;
import io.backplane.plugins.spi.Plugins.Expected;
import io.backplane.plugins.spi.RejectedFile;
import io.backplane.plugins.spi.UpdateOrder;
import io.backplane.updates.spi.Update;
import io.backplane.updates.spi.UpdateRecord;
import io.backplane.updates.spi.UpdateRecord.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the plugins in step with the drop-in directory, on a thread of its own. */
final class DropInDirectory implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger("io.backplane.plugins");

  /** Who asks for what the directory asks for. */
  private static final String BY = "deploy";

  private final Path directory;
  private final PluginHost host;
  private final PluginUpdates changes;
  private final PluginRepository repository;
  private final Supplier<Duration> healthWindow;
  private final Restoring restoring;
  private final DropIn dropIn;
  private final DropInWatcher watcher;
  private final Absences absences = new Absences(System::nanoTime);
  private final Map<Path, Update> updates = new HashMap<>();
  private volatile List<RejectedFile> rejected = List.of();
  private boolean restored;

  /** What comes before the first look. */
  interface Restoring {
    void run() throws InterruptedException;
  }

  DropInDirectory(
      Path directory,
      PluginHost host,
      PluginUpdates changes,
      PluginRepository repository,
      Supplier<Duration> healthWindow,
      Restoring restoring)
      throws IOException {
    this.directory = directory;
    this.host = host;
    this.changes = changes;
    this.repository = repository;
    this.healthWindow = healthWindow;
    this.restoring = restoring;
    this.dropIn = new DropIn(directory, Clock.systemUTC(), System::nanoTime);
    this.watcher = new DropInWatcher(directory, this::round);
  }

  List<RejectedFile> rejected() {
    return rejected;
  }

  @Override
  public void close() {
    watcher.close();
  }

  /**
   * Moves every jar of a plugin to the folder {@code unloaded}: one that stays would be loaded in
   * place of another.
   *
   * @return where they are now, by where they were
   */
  Map<Path, Path> putAway(String id) throws IOException {
    var moved = new HashMap<Path, Path>();
    for (Path file : DropIn.jars(directory)) {
      if (isOf(file, id)) {
        Path away = Files.createDirectories(directory.resolve("unloaded"));
        Path target = away.resolve(file.getFileName());
        moved.put(file, Files.move(file, target, StandardCopyOption.REPLACE_EXISTING));
      }
    }
    return moved;
  }

  private static boolean isOf(Path file, String id) throws IOException {
    try {
      return JarInspector.inspect(file).id().equals(id);
    } catch (RefusedException | NoSuchFileException e) {
      return false;
    }
  }

  void bringBack(Map<Path, Path> moved) throws IOException {
    for (var file : moved.entrySet()) {
      Files.move(file.getValue(), file.getKey());
    }
  }

  private long round() throws IOException, InterruptedException {
    if (!restored) {
      restoring.run();
      restored = true;
    }
    hearUpdates();
    DropIn.Look look = dropIn.look();
    List<PluginStatus> plugins = host.all();
    Set<String> underWay =
        plugins.stream().map(PluginStatus::id).filter(changes::underWay).collect(toSet());
    DropInPlan plan =
        DropInPlan.of(
            look,
            plugins,
            // what is being tried is declined until it has stood the test: it counts as there
            id -> underWay.contains(id) ? Optional.empty() : host.declined(id));
    for (Path file : plan.load().values()) {
      PluginJar jar = look.jars().get(file);
      if (!underWay.contains(jar.id())) {
        take(file, jar);
      }
    }
    reject(plan);
    List<String> removed = absences.lasting(plan.unload());
    for (String id : removed) {
      host.unload(id);
    }
    boolean waits = look.unsettled() || removed.size() < plan.unload().size();
    return waits || !updates.isEmpty() ? DropInWatcher.BUSY_MS : DropInWatcher.IDLE_MS;
  }

  /** What may go another time is tried again at the next look; anything else waits for a change. */
  private void take(Path file, PluginJar jar) throws IOException, InterruptedException {
    Entry entry = Entry.of(file, PluginSource.DEPLOY);
    Optional<PluginStatus> now = host.find(jar.id());
    try {
      switch (now.map(PluginStatus::state).orElse(PluginState.UNLOADED)) {
        case UNLOADED -> host.load(entry, Expected.ANYTHING);
        case ERROR -> host.replace(jar.id(), entry);
        case ACTIVE -> {
          if (now.get().digest().equals(jar.digest())) {
            host.moved(jar.id(), entry.shown());
          } else {
            updates.put(
                file, changes.update(jar.id(), UpdateOrder.from(entry, healthWindow.get()), BY));
          }
        }
        case DISABLED, LOADING -> LOG.debug("{} waits for {}", file, now.get());
      }
    } catch (RefusedException e) {
      if (e.refusal() instanceof Refusal.Busy) {
        LOG.info("{} waits: {}", file.getFileName(), e.getMessage());
      } else {
        dropIn.spoil(file, e.getMessage());
      }
    }
  }

  private void hearUpdates() {
    Iterator<Map.Entry<Path, Update>> all = updates.entrySet().iterator();
    while (all.hasNext()) {
      Map.Entry<Path, Update> one = all.next();
      if (one.getValue().outcome().isDone()) {
        all.remove();
        UpdateRecord record = one.getValue().record();
        boolean there = Files.exists(one.getKey()); // or it went with its plugin
        if (record.outcome() != Outcome.COMMITTED && there) {
          dropIn.spoil(
              one.getKey(),
              "%s was %s: %s".formatted(record.to(), record.outcome().word(), record.reason()));
        }
      }
    }
  }

  private void reject(DropInPlan plan) {
    var now = new ArrayList<RejectedFile>();
    dropIn
        .broken()
        .forEach(
            (path, fault) -> now.add(new RejectedFile(name(path), fault.reason(), fault.at())));
    plan.declined()
        .forEach(
            (path, version) -> {
              if (!updates.containsKey(path)) { // or it will be heard why in a moment
                now.add(declined(path, version));
              }
            });
    now.sort((a, b) -> a.file().compareTo(b.file()));
    List<RejectedFile> before = rejected;
    rejected = List.copyOf(now);
    for (RejectedFile file : now) {
      if (before.stream()
          .noneMatch(b -> b.file().equals(file.file()) && b.reason().equals(file.reason()))) {
        repository.tell(
            "plugin.rejected", file.file(), Level.ERROR, Map.of("reason", file.reason()));
      }
    }
  }

  private RejectedFile declined(Path path, String version) {
    String reason =
        version
            + " was rolled back, or the kernel ended while it was tried: it stays away until the file"
            + " changes; 'runtime hot-update' brings it all the same";
    return rejected.stream()
        .filter(file -> file.file().equals(name(path)) && file.reason().contains(version))
        .findFirst()
        .orElseGet(() -> new RejectedFile(name(path), reason, Clock.systemUTC().instant()));
  }

  private static String name(Path path) {
    return path.getFileName().toString();
  }
}
