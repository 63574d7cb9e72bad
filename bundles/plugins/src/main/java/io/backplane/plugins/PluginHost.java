package io.backplane.plugins;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.api.call.Values;
import io.backplane.api.event.Event.Level;
import io.backplane.calls.spi.Drain;
import io.backplane.plugins.spi.Entry;
import io.backplane.plugins.spi.PluginState;
import io.backplane.plugins.spi.PluginStatus;
import io.backplane.plugins.spi.Plugins.Expected;
import io.backplane.updates.spi.Update;
import java.io.IOException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is plugged in: a {@link Slot} for each plugin. Changes of one plugin happen one after the
 * other.
 */
final class PluginHost {

  private static final Logger LOG = LoggerFactory.getLogger("io.backplane.plugins");
  private static final Duration DRAIN_LIMIT = Duration.ofSeconds(30);

  private final Surroundings all;
  private final Admission admission;
  private final ConcurrentMap<String, Slot> slots = new ConcurrentHashMap<>();

  PluginHost(Surroundings all, Admission admission) {
    this.all = all;
    this.admission = admission;
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

  /**
   * @throws RefusedException {@link Refusal.NotFound}
   */
  Slot slot(String id) {
    Slot slot = slots.get(id);
    if (slot == null) {
      throw new RefusedException(new Refusal.NotFound("plugin", id));
    }
    return slot;
  }

  /** The digest of the dropped-in jar that a plugin has gone back from. */
  Optional<String> declined(String id) {
    return Optional.ofNullable(slots.get(id)).flatMap(slot -> slot.row().declined());
  }

  /** Removes the bundles of a host before this one; the framework outlives them. */
  void removeLeftovers() {
    PluginBundle.removeAll(all.context());
  }

  /** Puts a plugin that should be there into its slot; what fails is kept, in state error. */
  void restore(PluginRow row) throws InterruptedException {
    Slot slot = new Slot(row, all);
    if (slots.putIfAbsent(row.id(), slot) != null) {
      return;
    }
    synchronized (slot) {
      if (row.enabled()) {
        revive(slot);
      } else {
        slot.disable();
      }
    }
  }

  private void revive(Slot slot) throws InterruptedException {
    PluginRow row = slot.row();
    try {
      KeptJar kept = admission.kept(row.id(), row.version(), row.digest(), row.origin());
      PluginVersion version = new PluginVersion(all, kept.jar(), kept.file());
      plugIn(slot, version, () -> {});
    } catch (IOException | RefusedException e) {
      slot.fail(e.getMessage());
      tellError(row.id(), e.getMessage());
    }
  }

  private static void plugIn(Slot slot, PluginVersion version, Runnable record)
      throws IOException, InterruptedException {
    version.begin();
    try {
      slot.plugIn(version, record);
    } catch (RuntimeException e) {
      version.discard(0);
      throw e;
    }
  }

  PluginStatus load(Entry entry, Expected expected) throws IOException, InterruptedException {
    expected.id().ifPresent(this::checkFree);
    return load(admission.admit(entry, expected));
  }

  PluginStatus load(KeptJar kept) throws IOException, InterruptedException {
    PluginRow row = row(kept);
    Slot slot = claim(row);
    synchronized (slot) {
      try {
        return begin(slot, row, kept);
      } finally {
        if (!slot.active()) {
          slots.remove(row.id(), slot);
          slot.detach();
        }
      }
    }
  }

  private PluginRow row(KeptJar kept) {
    PluginJar jar = kept.jar();
    return new PluginRow(
        jar.id(),
        jar.version().toString(),
        jar.symbolicName(),
        jar.digest(),
        kept.origin().source(),
        kept.origin().entry(),
        all.clock().instant().truncatedTo(ChronoUnit.MILLIS), // as the store keeps it
        true,
        Optional.empty(),
        Optional.empty());
  }

  private PluginStatus begin(Slot slot, PluginRow row, KeptJar kept)
      throws IOException, InterruptedException {
    plugIn(
        slot,
        new PluginVersion(all, kept.jar(), kept.file()),
        () -> {
          all.repository().loaded(row);
          slot.row(row);
        });
    all.files().prune(row.id(), all.repository());
    LOG.info("{} {} is active", row.id(), row.version());
    return slot.status();
  }

  private Slot claim(PluginRow row) {
    Slot slot = new Slot(row, all);
    synchronized (slots) { // or two that come together would both be the last that fits
      checkFree(row.id());
      long max = all.settings().get(PluginSettings.MAX);
      if (slots.size() >= max) {
        throw new RefusedException(
            new Refusal.OverCap(
                PluginSettings.MAX.key(),
                max,
                "unload one first, or raise it with 'runtime configure maxPlugins'"));
      }
      slots.put(row.id(), slot);
    }
    return slot;
  }

  private void checkFree(String id) {
    if (slots.containsKey(id)) {
      throw new RefusedException(
          new Refusal.Conflict(
              ("plugin '%s' is already loaded: see 'runtime plugin-show %s', bring another version"
                      + " with 'runtime hot-update %s', or unload it first")
                  .formatted(id, id, id)));
    }
  }

  /**
   * Loads a file in the place of a plugin that does not run; it stays as it is where that fails.
   */
  void replace(String id, Entry entry) throws IOException, InterruptedException {
    KeptJar kept = admission.admit(entry, new Expected(Optional.of(id), Optional.empty()));
    Slot slot = slot(id);
    synchronized (slot) {
      if (!slot.active()) {
        begin(slot, row(kept), kept);
      }
    }
  }

  /** The same jar is found elsewhere. */
  void moved(String id, String entry) {
    Slot slot = slot(id);
    synchronized (slot) {
      slot.row(slot.row().entry(entry));
      all.repository().changed(slot.row());
    }
  }

  PluginStatus unload(String id) throws InterruptedException {
    Slot slot = slot(id);
    while (true) {
      turnBack(id);
      synchronized (slot) {
        if (!updating(id)) {
          return remove(slot);
        }
      }
    }
  }

  private PluginStatus remove(Slot slot) {
    String id = slot.row().id();
    if (!slots.remove(id, slot)) {
      throw new RefusedException(new Refusal.NotFound("plugin", id));
    }
    all.repository().remove(slot.row());
    Optional<PluginVersion> version = slot.active() ? Optional.of(slot.own()) : Optional.empty();
    Optional<Drain> drain = slot.close();
    version.ifPresent(left -> retire(left, drain));
    LOG.info("{} {} is unloaded", id, slot.row().version());
    return slot.status();
  }

  /** Whether an update of it can still change something. */
  private boolean updating(String id) {
    return all.updates()
        .underWay(Surroundings.KIND, id)
        .filter(u -> !u.outcome().isDone())
        .isPresent();
  }

  private void turnBack(String id) throws InterruptedException {
    Optional<Update> under = all.updates().underWay(Surroundings.KIND, id);
    while (under.isPresent()) {
      all.updates().revert(Surroundings.KIND, id, "it is unloaded");
      try {
        under.get().outcome().get(DRAIN_LIMIT.toMillis() * 2, TimeUnit.MILLISECONDS);
      } catch (ExecutionException | TimeoutException e) {
        throw busy(id);
      }
      under = all.updates().underWay(Surroundings.KIND, id).filter(u -> !u.outcome().isDone());
    }
  }

  private static RefusedException busy(String id) {
    return new RefusedException(
        new Refusal.Busy(
            "an update of plugin '" + id + "' is under way; 'runtime rollback " + id + "' ends it",
            Duration.ofSeconds(1)));
  }

  PluginStatus enable(String id) throws IOException, InterruptedException {
    Slot slot = slot(id);
    synchronized (slot) {
      if (!slot.active()) {
        PluginRow row = slot.row().enabled(true);
        KeptJar kept = admission.kept(row.id(), row.version(), row.digest(), row.origin());
        PluginVersion version = new PluginVersion(all, kept.jar(), kept.file());
        plugIn(slot, version, () -> all.repository().changed(row));
        slot.row(row);
        tell(id, PluginState.ACTIVE);
      }
      return slot.status();
    }
  }

  PluginStatus disable(String id) throws InterruptedException {
    Slot slot = slot(id);
    synchronized (slot) {
      if (updating(id)) {
        throw busy(id);
      }
      if (slot.status().state() == PluginState.DISABLED) {
        return slot.status();
      }
      all.repository().changed(slot.row().enabled(false));
      slot.row(slot.row().enabled(false));
      Optional<PluginVersion> version = slot.active() ? Optional.of(slot.own()) : Optional.empty();
      Optional<Drain> drain = slot.disable();
      version.ifPresent(left -> retire(left, drain));
      tell(id, PluginState.DISABLED);
      return slot.status();
    }
  }

  /** Lets a version end its calls, and removes it; on a thread of its own. */
  private static void retire(PluginVersion version, Optional<Drain> drain) {
    Thread.ofPlatform()
        .daemon()
        .name("drain " + version.jar().id())
        .start(
            () -> {
              try {
                if (drain.isPresent() && !drain.get().await(DRAIN_LIMIT)) {
                  LOG.warn(
                      "{} calls of {} outlived the limit of {}; they are ended",
                      drain.get().inFlight(),
                      version.jar().id(),
                      DRAIN_LIMIT);
                  drain.get().end();
                }
                version.discard(0);
              } catch (InterruptedException e) {
                LOG.debug("{} is left to the framework", version.jar().id());
              }
            });
  }

  private void tell(String id, PluginState state) {
    all.repository().tell("plugin." + Values.word(state), id, Level.INFO, Map.of());
  }

  void tellError(String id, String reason) {
    LOG.warn("{}: {}", id, reason);
    all.repository().tell("plugin.error", id, Level.ERROR, Map.of("reason", reason));
  }

  /** Unplugs everything; what should be there stays recorded. */
  void close() {
    slots.values().forEach(Slot::detach);
  }
}
