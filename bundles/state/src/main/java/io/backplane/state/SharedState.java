package io.backplane.state;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.state.CopyTable.Held;
import io.backplane.state.spi.IfVersion;
import io.backplane.state.spi.Stamp;
import io.backplane.state.spi.State;
import io.backplane.state.spi.StateConflict;
import io.backplane.state.spi.StateEntry;
import io.backplane.state.spi.StateLimits;
import io.backplane.state.spi.StatePage;
import io.backplane.state.spi.StateSharing;
import io.backplane.state.spi.StateStatus;
import io.backplane.state.spi.StateTransport;
import io.backplane.state.spi.StateValue;
import io.backplane.state.spi.StateWatch;
import io.backplane.store.spi.EventLog;
import io.backplane.store.spi.Reader;
import io.backplane.store.spi.Store;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Shared state on the manager database, joined to others by a transport where there is one. */
@Component(service = {State.class, StateSharing.class, SharedState.class})
public final class SharedState implements State, StateSharing, AutoCloseable {

  private final Store store;
  private final EventLog events;
  private final Clock wall;
  private final Replica replica;
  private final Rounds rounds;
  private final AtomicReference<Optional<Sync>> sync = new AtomicReference<>(Optional.empty());

  @Activate
  public SharedState(
      BundleContext context,
      @Reference(target = "(" + Store.DB + "=" + Store.MANAGER + ")") Store store,
      @Reference EventLog events) {
    this(
        store,
        events,
        Clock.systemUTC(),
        Path.of(context.getProperty("backplane.data"), "run", "state-node"),
        new SecureRandom());
  }

  /** Without OSGi. */
  public static SharedState open(Store store, EventLog events, Path note) {
    return new SharedState(store, events, Clock.systemUTC(), note, new SecureRandom());
  }

  SharedState(Store store, EventLog events, Clock wall, Path note, RandomGenerator random) {
    this.store = store;
    this.events = events;
    this.wall = wall;
    this.replica = new Replica(store, wall, note, random);
    this.rounds = new Rounds(this::round, this::sweep);
  }

  @Deactivate
  @Override
  public void close() {
    sync.get().ifPresent(Sync::close); // which ends a round that waits for others
    rounds.close();
    replica.note();
  }

  /** Shares by this transport from now on, and by no other. */
  @Reference(
      service = StateTransport.class,
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      unbind = "leave")
  public void join(StateTransport transport) {
    var joined = new Sync(replica, wall, transport, rounds::wake);
    sync.getAndSet(Optional.of(joined)).ifPresent(Sync::close);
    joined.open();
  }

  void leave(StateTransport transport) {
    Optional<Sync> joined = sync.get();
    boolean used = joined.filter(now -> now.uses(transport)).isPresent();
    if (used && sync.compareAndSet(joined, Optional.empty())) {
      joined.get().close();
    }
  }

  private void round() {
    replica.release();
    sync.get().ifPresent(Sync::work);
    replica.note();
  }

  private void sweep() {
    sync.get().ifPresentOrElse(Sync::sweep, () -> Tombstones.sweep(store, wall));
  }

  @Override
  public Optional<StateEntry> get(String key) {
    StateEntry.checkKey(key);
    return store
        .read(r -> CopyTable.find(r, key))
        .map(Held::entry)
        .filter(entry -> !entry.deleted());
  }

  @Override
  public StateEntry set(String key, StateValue value, IfVersion condition, String by) {
    return replica.set(key, value, condition, by);
  }

  @Override
  public StateEntry delete(String key, IfVersion condition, String by) {
    return replica.delete(key, condition, by);
  }

  @Override
  public StatePage list(String prefix, String after, int limit) {
    checkLimit(limit);
    return store.read(r -> page(r, prefix, after, limit));
  }

  private static StatePage page(Reader reader, String prefix, String after, int limit) {
    List<Long> sizes = CopyTable.sizes(reader, prefix, after, limit + 1);
    int fits = 0;
    long bytes = 0;
    for (long size : sizes.subList(0, Math.min(limit, sizes.size()))) {
      bytes += size;
      if (fits > 0 && bytes > StateLimits.PAGE_BYTES_MAX) {
        break;
      }
      fits++;
    }
    return new StatePage(CopyTable.live(reader, prefix, after, fits), fits < sizes.size());
  }

  @Override
  public StatePage keys(String prefix, String after, int limit) {
    checkLimit(limit);
    List<StateEntry> heads = store.read(r -> CopyTable.liveHeads(r, prefix, after, limit + 1));
    boolean more = heads.size() > limit;
    return new StatePage(more ? heads.subList(0, limit) : heads, more);
  }

  private static void checkLimit(int limit) {
    if (limit < 1 || limit > StateLimits.PAGE_MAX) {
      throw new RefusedException(
          new Refusal.Invalid("limit", "must be 1 to " + StateLimits.PAGE_MAX));
    }
  }

  @Override
  public List<StateEntry> history(String key) {
    StateEntry.checkKey(key);
    return store.read(r -> CopyTable.history(r, key));
  }

  @Override
  public List<StateConflict> conflicts(String key, long before, int limit) {
    checkLimit(limit);
    return store.read(r -> ConflictLog.list(r, key, before, limit));
  }

  @Override
  public int forgetConflicts(long upTo) {
    return store.write(tx -> ConflictLog.forget(tx, upTo));
  }

  @Override
  public StateWatch watch(String prefix) {
    return new EventWatch(store, events, prefix);
  }

  @Override
  public StateStatus status() {
    return store.read(
        r -> {
          NodeRow row = NodeRow.read(r);
          boolean joined = !row.ledger().isEmpty();
          return new StateStatus(
              row.node(),
              row.incarnation(),
              row.keys(),
              row.tombstones(),
              row.bytes(),
              joined ? CopyTable.pending(r) : 0,
              ConflictLog.count(r),
              row.conflictsDropped(),
              Quarantine.count(r),
              replica.clock().ahead(),
              sync.get().map(Sync::state).orElse("none"));
        });
  }

  @Override
  public List<StateEntry> quarantined(int limit) {
    checkLimit(limit);
    return store.read(r -> Quarantine.list(r, limit));
  }

  @Override
  public StateEntry adopt(String key, Stamp version, String by) {
    return replica.adopt(key, version, by);
  }

  @Override
  public StateEntry drop(String key, Stamp version, String by) {
    return replica.drop(key, version, by);
  }

  @Override
  public int resetClock(String by) {
    return ClockReset.run(replica, wall, by);
  }

  Replica replica() {
    return replica;
  }

  long clashes() {
    return store.read(ConflictLog::clashes);
  }

  Clock wall() {
    return wall;
  }
}
