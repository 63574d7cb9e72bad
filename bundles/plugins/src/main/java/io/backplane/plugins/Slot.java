package io.backplane.plugins;

import io.backplane.calls.spi.Drain;
import io.backplane.calls.spi.Registration;
import io.backplane.calls.spi.UnitOptions;
import io.backplane.calls.spi.Units;
import io.backplane.plugins.spi.PluginState;
import io.backplane.plugins.spi.PluginStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One plugin's place: what should be in it and what is. Changes happen under its monitor; its
 * status is read without.
 */
final class Slot {

  private static final Logger LOG = LoggerFactory.getLogger("io.backplane.plugins");
  private static final Duration DRAIN_LIMIT = Duration.ofSeconds(30);

  private final Units units;
  private PluginBundle bundle;
  private Registration registration;
  private volatile PluginStatus status;
  private PluginRow row;

  Slot(PluginRow row, Units units) {
    this.row = row;
    this.units = units;
    this.status = status(PluginState.LOADING, "", Optional.empty());
  }

  PluginStatus status() {
    return status;
  }

  PluginRow row() {
    return row;
  }

  boolean active() {
    return bundle != null;
  }

  /**
   * Registers the name before anything is recorded, so that a clash with another unit changes
   * nothing.
   */
  void checkName(PluginBundle next) {
    if (registration == null) {
      registration = units.register("plugin", row.id(), next.unit(), UnitOptions.CONCURRENT);
      registration.hold();
    }
  }

  /** Gives the name back when the bundle it was taken for does not come after all. */
  void giveBackName() {
    if (bundle == null) {
      unplug();
    }
  }

  /** Switches calls to a started bundle; the one before ends its calls behind and goes. */
  void activate(PluginRow next, PluginBundle started, Instant now) {
    PluginBundle old = bundle;
    bundle = started;
    row = next;
    if (old != null) {
      Drain drain = registration.replace(started.unit());
      Thread.ofPlatform().daemon().name("drain " + next.id()).start(() -> retire(old, drain));
    }
    registration.open();
    status = status(PluginState.ACTIVE, "", Optional.of(now));
  }

  private static void retire(PluginBundle old, Drain drain) {
    try {
      if (!drain.await(DRAIN_LIMIT)) {
        LOG.warn(
            "{} calls outlived the limit of {}; they are ended", drain.inFlight(), DRAIN_LIMIT);
        drain.end();
      }
    } catch (InterruptedException e) {
      drain.end();
    }
    old.stop();
  }

  void moved(String entry) {
    row =
        new PluginRow(
            row.id(),
            row.version(),
            row.symbolicName(),
            row.digest(),
            row.source(),
            entry,
            row.installedAt());
    status = status(status.state(), status.reason(), status.startedAt());
  }

  void fail(String reason) {
    status = status(PluginState.ERROR, reason, Optional.empty());
  }

  /** Unplugs it for good. */
  void close() {
    Drain drain = unplug();
    if (drain != null) {
      PluginBundle old = bundle;
      Thread.ofPlatform().daemon().name("drain " + row.id()).start(() -> retire(old, drain));
    }
    bundle = null;
    status = status(PluginState.UNLOADED, "", Optional.empty());
  }

  /** Unplugs it because the kernel stops; the framework stops the bundle. */
  synchronized void detach() {
    unplug();
  }

  private Drain unplug() {
    if (registration == null) {
      return null;
    }
    Drain drain = registration.current();
    registration.close();
    registration = null;
    return bundle == null ? null : drain;
  }

  private PluginStatus status(PluginState state, String reason, Optional<Instant> startedAt) {
    return new PluginStatus(
        row.id(),
        row.version(),
        state,
        reason,
        row.symbolicName(),
        row.digest(),
        row.source(),
        row.entry(),
        row.installedAt(),
        startedAt);
  }
}
