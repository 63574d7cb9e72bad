package io.backplane.plugins;

import io.backplane.api.call.Call;
import io.backplane.api.call.CallRequest;
import io.backplane.api.call.CallSink;
import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.api.call.Unit;
import io.backplane.api.meta.Meta;
import io.backplane.calls.spi.Drain;
import io.backplane.calls.spi.Registration;
import io.backplane.calls.spi.UnitOptions;
import io.backplane.plugins.PluginRow.Previous;
import io.backplane.plugins.spi.Declared;
import io.backplane.plugins.spi.PluginState;
import io.backplane.plugins.spi.PluginStatus;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One plugin's place: what should be in it and what is. Changes happen under its monitor; it is
 * read without.
 */
final class Slot {

  private static final Logger LOG = LoggerFactory.getLogger("io.backplane.plugins");

  /** Any command is asked, and refused. */
  private static final UnitOptions AT_REST = new UnitOptions(64, 0, false);

  private final Surroundings all;
  private volatile PluginRow row;
  private volatile Optional<PluginVersion> own = Optional.empty();
  private volatile Optional<Registration> registration = Optional.empty();
  private volatile long answeredBefore;
  private volatile PluginStatus status;

  Slot(PluginRow row, Surroundings all) {
    this.row = row;
    this.all = all;
    this.status = status(row.version(), row.digest(), PluginState.LOADING, "", Declared.NOTHING);
  }

  PluginStatus status() {
    return status;
  }

  PluginRow row() {
    return row;
  }

  boolean active() {
    return own.isPresent();
  }

  /** The version that is the plugin's. */
  PluginVersion own() {
    return own.orElseThrow(() -> new IllegalStateException(row.id() + " is not active"));
  }

  Registration registration() {
    return registration.orElseThrow(() -> new IllegalStateException(row.id() + " has no name"));
  }

  /**
   * Puts a started version in: takes the unit's name, records, and lets calls through. When either
   * fails, nothing has changed here.
   */
  void plugIn(PluginVersion started, Runnable record) {
    Optional<Registration> rest = registration;
    rest.ifPresent(Registration::close);
    registration = Optional.empty();
    try {
      Registration taken =
          all.units().register(Surroundings.KIND, row.id(), started.unit(), UnitOptions.CONCURRENT);
      taken.hold();
      registration = Optional.of(taken);
      record.run();
      own = Optional.of(started);
      answeredBefore = 0;
      show(started, PluginState.ACTIVE);
      taken.open();
    } catch (RuntimeException e) {
      unplug();
      rest.ifPresent(_ -> rest(status.state(), status.reason(), status.declared()));
      throw e;
    }
  }

  /** Another version of the row's: the same that runs, or what is going to. */
  void row(PluginRow next) {
    row = next;
    status =
        status(
            status.version(), status.digest(), status.state(), status.reason(), status.declared());
  }

  /** Shows a version as the one that calls reach. */
  void show(PluginVersion version, PluginState state) {
    PluginJar jar = version.jar();
    status = status(version.version(), jar.digest(), state, "", jar.declared());
  }

  /** What an update has committed. */
  void become(PluginRow next, PluginVersion version) {
    row = next;
    own = Optional.of(version);
    answeredBefore = answered();
    show(version, PluginState.ACTIVE);
  }

  /** What the version that calls reach says of itself. */
  Meta meta() {
    return all.units().find(Surroundings.KIND + ":" + row.id()).orElseThrow().meta();
  }

  /** Calls answered since the version became the plugin's. */
  long answeredSince() {
    return answered() - answeredBefore;
  }

  private long answered() {
    return all.units()
        .find(Surroundings.KIND + ":" + row.id())
        .map(unit -> unit.calls().ok() + unit.calls().failed())
        .orElse(0L);
  }

  void fail(String reason) {
    unplug();
    own = Optional.empty();
    rest(PluginState.ERROR, reason, status.declared());
  }

  /**
   * Takes the plugin's version out; its name stays taken.
   *
   * @return the calls that are still under way in it
   */
  Optional<Drain> disable() {
    Optional<Drain> drain = unplug();
    own = Optional.empty();
    rest(PluginState.DISABLED, "", status.declared());
    return drain;
  }

  /** Keeps the name, and refuses calls. */
  private void rest(PluginState state, String reason, Declared declared) {
    status = status(row.version(), row.digest(), state, reason, declared);
    String why =
        state == PluginState.DISABLED
            ? "plugin '%s' is disabled: 'runtime plugin-status %s active' enables it"
                .formatted(row.id(), row.id())
            : "plugin '%s' does not run: %s".formatted(row.id(), reason);
    try {
      registration =
          Optional.of(
              all.units()
                  .register(
                      Surroundings.KIND,
                      row.id(),
                      new Resting(row.id(), row.version(), why),
                      AT_REST));
    } catch (RefusedException e) {
      LOG.warn("{} has no name while it does not run: {}", row.id(), e.getMessage());
    }
  }

  /**
   * Unplugs it for good.
   *
   * @return the calls that are still under way in it
   */
  Optional<Drain> close() {
    Optional<Drain> drain = unplug();
    own = Optional.empty();
    status = status(row.version(), row.digest(), PluginState.UNLOADED, "", status.declared());
    return drain;
  }

  /** Unplugs it because the kernel stops; the framework stops the bundle. */
  synchronized void detach() {
    unplug();
  }

  private Optional<Drain> unplug() {
    Optional<Drain> drain = registration.map(Registration::current);
    registration.ifPresent(Registration::close);
    registration = Optional.empty();
    return drain;
  }

  private PluginStatus status(
      String version, String digest, PluginState state, String reason, Declared declared) {
    return new PluginStatus(
        row.id(),
        version,
        state,
        reason,
        row.symbolicName(),
        digest,
        row.source(),
        row.entry(),
        row.installedAt(),
        state == PluginState.ACTIVE ? Optional.of(startedAt(digest)) : Optional.empty(),
        row.previous().map(Previous::version),
        declared);
  }

  private Instant startedAt(String digest) {
    return Optional.ofNullable(status)
        .filter(before -> before.digest().equals(digest))
        .flatMap(PluginStatus::startedAt)
        .orElseGet(all.clock()::instant);
  }

  /** Stands where a plugin's unit was. */
  private record Resting(String id, String version, String why) implements Unit {
    @Override
    public Meta meta() {
      return Meta.of(id, version, "");
    }

    @Override
    public Call call(CallRequest request, CallSink sink) {
      sink.refused(new Refusal.Conflict(why));
      return Call.ENDED;
    }
  }
}
