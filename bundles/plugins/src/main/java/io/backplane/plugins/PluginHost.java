package io.backplane.plugins;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.api.event.Event.Level;
import io.backplane.calls.spi.Units;
import io.backplane.plugins.spi.PluginSource;
import io.backplane.plugins.spi.PluginStatus;
import io.backplane.plugins.spi.Plugins;
import io.backplane.plugins.spi.Plugins.Expected;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.osgi.framework.BundleContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is plugged in: a {@link Slot} for each plugin. Changes of one plugin happen one after the
 * other.
 */
final class PluginHost {

  static final Duration START_LIMIT = Duration.ofSeconds(30);

  private static final Logger LOG = LoggerFactory.getLogger("io.backplane.plugins");

  private final BundleContext context;
  private final Units units;
  private final PluginRepository repository;
  private final PluginFiles files;
  private final Clock clock;
  private final Duration startLimit;
  private final ConcurrentMap<String, Slot> slots = new ConcurrentHashMap<>();

  PluginHost(
      BundleContext context,
      Units units,
      PluginRepository repository,
      PluginFiles files,
      Clock clock,
      Duration startLimit) {
    this.context = context;
    this.units = units;
    this.repository = repository;
    this.files = files;
    this.clock = clock;
    this.startLimit = startLimit;
  }

  List<PluginStatus> all() {
    return slots.values().stream()
        .map(Slot::status)
        .sorted(Comparator.comparing(PluginStatus::id))
        .toList();
  }

  Optional<PluginStatus> find(String id) {
    return Optional.ofNullable(slots.get(id)).map(Slot::status);
  }

  /** Removes the bundles of a host before this one; the framework outlives them. */
  void removeLeftovers() {
    PluginBundle.removeAll(context);
  }

  /** Puts a plugin that should be there into its slot; what fails is kept, in state error. */
  void restore(PluginRow row) throws InterruptedException {
    Slot slot = new Slot(row, units);
    if (slots.putIfAbsent(row.id(), slot) != null) {
      return;
    }
    synchronized (slot) {
      try {
        Path jar = files.of(row.id(), row.version(), row.digest());
        if (!files.isWhole(jar, row.digest())) {
          throw new IOException("its copy " + jar + " is missing or damaged: load it again");
        }
        PluginBundle started = start(row, jar);
        plugIn(slot, started, () -> {});
        slot.activate(row, started, clock.instant());
      } catch (IOException | RefusedException e) {
        slot.fail(e.getMessage());
        tellError(row.id(), e.getMessage());
      }
    }
  }

  PluginStatus load(Path file, PluginSource source, String entry, Expected expected)
      throws IOException, InterruptedException {
    PluginJar jar = JarInspector.inspect(file);
    check(jar, expected);
    PluginRow row =
        new PluginRow(
            jar.id(),
            jar.version().toString(),
            jar.symbolicName(),
            jar.digest(),
            source,
            entry,
            clock.instant().truncatedTo(ChronoUnit.MILLIS)); // as the store keeps it
    boolean[] created = {false};
    Slot slot;
    synchronized (slots) { // or two that come together would both be the last that fits
      slot =
          slots.computeIfAbsent(
              jar.id(),
              id -> {
                checkCap();
                created[0] = true;
                return new Slot(row, units);
              });
    }
    synchronized (slot) {
      if (slots.get(jar.id()) != slot) {
        throw busy(jar.id());
      }
      try {
        return replace(slot, row, file, jar);
      } finally {
        if (created[0] && !slot.active()) {
          slots.remove(jar.id(), slot);
          slot.detach();
        }
      }
    }
  }

  private PluginStatus replace(Slot slot, PluginRow row, Path file, PluginJar jar)
      throws IOException, InterruptedException {
    PluginRow old = slot.row();
    if (!old.symbolicName().equals(row.symbolicName())) {
      throw new RefusedException(
          new Refusal.Conflict(
              "the plugin '%s' is the bundle %s, not %s"
                  .formatted(row.id(), old.symbolicName(), row.symbolicName())));
    }
    if (slot.active() && old.digest().equals(row.digest())) {
      repository.moved(row.id(), row.entry());
      slot.moved(row.entry());
      return slot.status();
    }
    String previous = slot.active() ? old.version() : "";
    Path copy = files.keep(file, jar);
    PluginBundle started = start(row, copy);
    plugIn(slot, started, () -> repository.put(row, previous));
    slot.activate(row, started, clock.instant());
    LOG.info("{} {} is active", row.id(), row.version());
    return slot.status();
  }

  /** Takes the unit's name and records; when either fails, nothing of the bundle stays. */
  private static void plugIn(Slot slot, PluginBundle started, Runnable record) {
    try {
      slot.checkName(started);
      record.run();
    } catch (RuntimeException e) {
      slot.giveBackName();
      started.stop();
      throw e;
    }
  }

  private PluginBundle start(PluginRow row, Path jar) throws IOException, InterruptedException {
    String location = ServiceFence.LOCATION + row.id() + "@" + row.digest();
    return PluginBundle.start(context, location, jar, startLimit);
  }

  private void check(PluginJar jar, Expected expected) {
    expected.id().filter(id -> !id.equals(jar.id())).ifPresent(id -> mismatch("id", id, jar.id()));
    String version = jar.version().toString();
    expected
        .version()
        .filter(v -> !v.equals(version))
        .ifPresent(v -> mismatch("version", v, version));
    if (!expected.replace() && slots.containsKey(jar.id())) {
      throw new RefusedException(
          new Refusal.Conflict(
              "plugin '%s' is already loaded: see 'runtime plugin-show %s', or unload it first"
                  .formatted(jar.id(), jar.id())));
    }
  }

  private static void mismatch(String what, String expected, String actual) {
    throw new RefusedException(
        new Refusal.Invalid(what, expected + " was asked for, but the jar is " + actual));
  }

  private void checkCap() {
    if (slots.size() >= Plugins.PLUGINS_MAX) {
      throw new RefusedException(
          new Refusal.OverCap("maxPlugins", Plugins.PLUGINS_MAX, "unload one first"));
    }
  }

  private static RefusedException busy(String id) {
    return new RefusedException(
        new Refusal.Busy("plugin '" + id + "' is being unloaded", Duration.ofSeconds(1)));
  }

  PluginStatus unload(String id) {
    Slot slot = slots.get(id);
    if (slot == null) {
      throw new RefusedException(new Refusal.NotFound("plugin", id));
    }
    synchronized (slot) {
      if (!slots.remove(id, slot)) {
        throw new RefusedException(new Refusal.NotFound("plugin", id));
      }
      repository.remove(slot.row());
      slot.close();
      LOG.info("{} {} is unloaded", id, slot.row().version());
      return slot.status();
    }
  }

  void tellError(String id, String reason) {
    LOG.warn("{}: {}", id, reason);
    repository.tell("plugin.error", id, Level.ERROR, Map.of("reason", reason));
  }

  /** Unplugs everything; what should be there stays recorded. */
  void close() {
    slots.values().forEach(Slot::detach);
  }
}
