package io.backplane.updates;

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
import io.backplane.updates.spi.UpdateStep;
import io.backplane.updates.spi.Updates;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
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
  private static final String KERNEL_ENDED = "the kernel ended before the update was committed";

  private final List<StepListener> listeners = new CopyOnWriteArrayList<>();
  private final Surroundings all;
  private final ConcurrentMap<String, Place> lines = new ConcurrentHashMap<>();
  private final ConcurrentMap<Thread, LiveUpdate> threads = new ConcurrentHashMap<>();
  private volatile boolean closed;

  /** The last of a unit's line, and when it is the next one's turn. */
  private record Place(LiveUpdate update, CompletableFuture<Void> over, Optional<Place> ahead) {
    /** The first of those that are not over. */
    LiveUpdate front() {
      return ahead.filter(a -> !a.over().isDone()).map(Place::front).orElse(update);
    }
  }

  @Activate
  public JournaledUpdates(@Reference(target = "(db=manager)") Store store, @Reference Units units) {
    this(store, units, Clock.systemUTC(), Timing.DEFAULT);
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
    threads.keySet().forEach(Thread::interrupt);
    try {
      for (Thread thread : threads.keySet()) {
        thread.join();
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
    LiveUpdate update = new LiveUpdate(all, request);
    String key = key(request.kind(), request.unit());
    Place place =
        lines.compute(
            key,
            (_, last) ->
                new Place(
                    update,
                    new CompletableFuture<>(),
                    Optional.ofNullable(last).filter(l -> !l.over().isDone())));
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
    LiveUpdate update = place.update();
    try {
      if (place.ahead().isPresent()) {
        place.ahead().get().over().get();
      }
      carryOut(update);
    } catch (InterruptedException e) {
      LOG.info("the update of {} is left where it is: the kernel ends", update.name());
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (RuntimeException e) {
      LOG.error("the update of {} is left where it is; a restart undoes it", update.name(), e);
      update.fail(e);
    } finally {
      lines.remove(key, place);
      threads.remove(Thread.currentThread());
      place.over().complete(null);
    }
  }

  private void carryOut(LiveUpdate update) throws InterruptedException {
    UpdateRequest request = update.request();
    Changeover change;
    try {
      change = request.preparation().prepare();
    } catch (RefusedException e) {
      update.outcome(Outcome.ABANDONED, e.getMessage());
      update.end();
      update.tell();
      return;
    }
    update.between(change.old().version(), change.next().version(), change.type());
    var run = new UpdateRun(update, change, all, request.force(), request.healthWindow());
    try {
      update.step(UpdateStep.STAGE, tx -> {});
      run.run();
    } catch (RuntimeException e) {
      run.giveUp(e);
    }
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
  public Optional<HandedState> snapshot(long id) {
    return all.journal().state(id);
  }

  @Override
  public void closeLeft(String kind) {
    for (UpdateRecord left : all.journal().open(kind)) {
      Outcome outcome = outcomeOf(left);
      String reason = outcome == Outcome.COMMITTED ? "" : KERNEL_ENDED;
      all.journal().close(left, outcome, reason, all.clock().instant());
    }
  }

  private static Outcome outcomeOf(UpdateRecord left) {
    if (left.outcome() != Outcome.UNDER_WAY) {
      return left.outcome();
    }
    return left.step().compareTo(UpdateStep.SWITCH) < 0 ? Outcome.ABANDONED : Outcome.ROLLED_BACK;
  }
}
