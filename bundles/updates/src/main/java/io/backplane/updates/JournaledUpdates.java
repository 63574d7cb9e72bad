package io.backplane.updates;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.api.plugin.HandedState;
import io.backplane.calls.spi.Units;
import io.backplane.store.spi.Store;
import io.backplane.updates.spi.Changeover;
import io.backplane.updates.spi.StepListener;
import io.backplane.updates.spi.Update;
import io.backplane.updates.spi.UpdateRecord;
import io.backplane.updates.spi.UpdateRecord.Outcome;
import io.backplane.updates.spi.UpdateRequest;
import io.backplane.updates.spi.Updates;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Updates on threads of their own, in a line for each unit. */
@Component(service = Updates.class)
public final class JournaledUpdates implements Updates, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger("io.backplane.updates");

  /** Updates of one unit, the one under way included. */
  private static final int LINE_MAX = 8;

  private static final Duration RETRY_AFTER = Duration.ofSeconds(10);

  /** Foreign code may keep an update's thread for ever. */
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(10);

  private static final String KERNEL_ENDED = "the kernel ended before the update was committed";

  private final List<StepListener> listeners = new CopyOnWriteArrayList<>();
  private final Surroundings all;
  private final ConcurrentMap<String, Place> lines = new ConcurrentHashMap<>();
  private final ConcurrentMap<Thread, LiveUpdate> threads = new ConcurrentHashMap<>();
  private volatile boolean closed;

  /** A place in a unit's line. */
  private static final class Place {
    private final LiveUpdate update;
    private volatile Optional<Place> ahead;

    Place(LiveUpdate update, Optional<Place> ahead) {
      this.update = update;
      this.ahead = ahead;
    }

    /** The first of those that are not over. */
    LiveUpdate front() {
      return ahead.filter(Place::goesOn).map(Place::front).orElse(update);
    }

    boolean goesOn() {
      return !update.isOver();
    }

    int length() {
      return 1 + ahead.filter(Place::goesOn).map(Place::length).orElse(0);
    }

    void awaitTurn() throws InterruptedException {
      if (ahead.isPresent()) {
        try {
          ahead.get().update.over().get();
        } catch (ExecutionException e) {
          throw new IllegalStateException(e);
        }
        ahead =
            Optional.empty(); // or a line that never empties would keep all who ever stood in it
      }
    }
  }

  @Activate
  public JournaledUpdates(@Reference(target = "(db=manager)") Store store, @Reference Units units) {
    this(store, units, Clock.systemUTC(), Timing.DEFAULT);
  }

  /**
   * Without a container. The caller closes it.
   *
   * @param drain for the calls under way in a version that goes
   */
  public static JournaledUpdates open(Store store, Units units, Duration drain) {
    return new JournaledUpdates(store, units, Clock.systemUTC(), Timing.DEFAULT.drain(drain));
  }

  JournaledUpdates(Store store, Units units, Clock clock, Timing timing) {
    this.all = new Surroundings(new SqlJournal(store), units, listeners, clock, timing);
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      unbind = "remove")
  void add(StepListener listener) {
    listeners.add(listener);
  }

  void remove(StepListener listener) {
    listeners.remove(listener);
  }

  /** The journal says where they were. */
  @Override
  @Deactivate
  public void close() {
    closed = true;
    leave(_ -> true);
  }

  @Override
  public void leave(String kind) {
    leave(update -> update.request().kind().equals(kind));
  }

  private void leave(Predicate<LiveUpdate> which) {
    List<Thread> going =
        threads.entrySet().stream()
            .filter(e -> which.test(e.getValue()))
            .map(Map.Entry::getKey)
            .toList();
    going.forEach(Thread::interrupt);
    try {
      for (Thread thread : going) {
        thread.join(CLOSE_LIMIT);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String key(String kind, String unit) {
    return kind + ":" + unit;
  }

  @Override
  public Update submit(UpdateRequest request) {
    if (closed) {
      throw new IllegalStateException("the kernel ends");
    }
    String key = key(request.kind(), request.unit());
    Place last = lines.get(key);
    if (last != null && last.length() >= LINE_MAX) {
      throw new RefusedException(
          new Refusal.Busy(
              LINE_MAX + " updates of " + request.unit() + " are waiting", RETRY_AFTER));
    }
    LiveUpdate update = new LiveUpdate(all, request);
    Place place =
        lines.compute(
            key,
            (_, before) -> new Place(update, Optional.ofNullable(before).filter(Place::goesOn)));
    Thread thread =
        Thread.ofPlatform()
            .daemon()
            .name("update " + request.unit())
            .unstarted(() -> run(key, place));
    threads.put(thread, update);
    thread.start();
    return update;
  }

  private void run(String key, Place place) {
    LiveUpdate update = place.update;
    try {
      place.awaitTurn();
      carryOut(update);
    } catch (InterruptedException e) {
      LOG.info("the update of {} is left where it is: the kernel ends", update.name());
    } catch (RuntimeException e) {
      LOG.error("the update of {} is left where it is; a restart undoes it", update.name(), e);
      update.fail(e);
    } finally {
      lines.remove(key, place);
      threads.remove(Thread.currentThread());
      update.leave();
    }
  }

  private void carryOut(LiveUpdate update) throws InterruptedException {
    UpdateRequest request = update.request();
    Changeover change;
    try {
      change = request.preparation().prepare();
    } catch (RuntimeException e) {
      if (!(e instanceof RefusedException)) {
        LOG.error("the update of {} cannot be prepared", update.name(), e);
      }
      update.outcome(Outcome.ABANDONED, String.valueOf(e.getMessage()));
      update.end();
      update.tell();
      return;
    }
    update.between(change.old().version(), change.next().version(), change.type());
    new UpdateRun(update, change, all, request.force(), request.healthWindow()).run();
  }

  @Override
  public Optional<Update> underWay(String kind, String unit) {
    return live(kind, unit).map(update -> update);
  }

  private Optional<LiveUpdate> live(String kind, String unit) {
    return Optional.ofNullable(lines.get(key(kind, unit))).map(Place::front);
  }

  @Override
  public Optional<Update> revert(String kind, String unit, String reason) {
    return live(kind, unit).filter(update -> update.askRevert(reason)).map(update -> update);
  }

  @Override
  public List<UpdateRecord> history(String kind, String unit, int limit) {
    return all.journal().history(kind, unit, limit);
  }

  @Override
  public void note(long id, String sentence) {
    all.journal().note(id, sentence);
  }

  @Override
  public void forget(String kind, String unit) {
    all.journal().forget(kind, unit);
  }

  @Override
  public Optional<HandedState> snapshot(long id) {
    return all.journal().state(id);
  }

  @Override
  public void closeLeft(String kind) {
    for (UpdateRecord left : all.journal().open(kind)) {
      Outcome outcome = outcomeOf(left, all.journal().wasSwitched(left.id()));
      String reason = outcome == Outcome.COMMITTED ? "" : KERNEL_ENDED;
      all.journal().close(left, outcome, reason, all.clock().instant());
    }
  }

  private static Outcome outcomeOf(UpdateRecord left, boolean switched) {
    if (left.outcome() != Outcome.UNDER_WAY) {
      return left.outcome();
    }
    return switched ? Outcome.ROLLED_BACK : Outcome.ABANDONED;
  }
}
