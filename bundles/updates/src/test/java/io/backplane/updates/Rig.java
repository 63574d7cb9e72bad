package io.backplane.updates;

import io.backplane.api.call.CallRequest;
import io.backplane.api.call.CallSink;
import io.backplane.api.call.Refusal;
import io.backplane.calls.CallSwitchboard;
import io.backplane.calls.spi.Registration;
import io.backplane.calls.spi.UnitOptions;
import io.backplane.meta.spi.Bump;
import io.backplane.store.spi.Transaction;
import io.backplane.testing.TempStore;
import io.backplane.updates.spi.Changeover;
import io.backplane.updates.spi.UnitVersion;
import io.backplane.updates.spi.Update;
import io.backplane.updates.spi.UpdateRecord;
import io.backplane.updates.spi.UpdateRecord.What;
import io.backplane.updates.spi.UpdateRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** One unit, {@code plugin:tally}, in a real switchboard, with a real journal. */
final class Rig implements AutoCloseable {

  private static final Timing TIMING =
      new Timing(
          Duration.ofMillis(200),
          Duration.ofMillis(200),
          Duration.ofSeconds(5),
          Duration.ofMillis(1));

  final TempStore store = new TempStore();
  final CallSwitchboard board = new CallSwitchboard();
  final List<String> story = new CopyOnWriteArrayList<>();
  final Registration registration;
  JournaledUpdates updates = new JournaledUpdates(store, board, Clock.systemUTC(), TIMING);
  TallyVersion current = new TallyVersion("1.0.0", story);
  boolean overlap = true;
  Optional<Changeover.Snapshot> snapshot = Optional.empty();
  volatile String failure = "";
  volatile String commitFault = "";
  volatile String committedFault = "";

  Rig() {
    current.start();
    registration = board.register("plugin", "tally", current.unit(), UnitOptions.CONCURRENT);
    story.clear();
  }

  TallyVersion version(String version) {
    return new TallyVersion(version, story);
  }

  Update begin(TallyVersion next, Duration window, boolean force) {
    return updates.submit(
        new UpdateRequest(
            "plugin",
            "tally",
            What.UPDATE,
            current.version(),
            next.version(),
            Bump.MINOR,
            "tester",
            force,
            window,
            () -> new Change(current, next)));
  }

  /** Without a window. */
  UpdateRecord update(TallyVersion next) {
    return end(begin(next, Duration.ZERO, false));
  }

  static UpdateRecord end(Update update) {
    return update.outcome().orTimeout(20, TimeUnit.SECONDS).join();
  }

  /** What has ended in the journal too. */
  UpdateRecord closed(Update update) {
    io.backplane.testing.Await.until("it is over", () -> update.over().isDone());
    return updates.history("plugin", "tally", 1).getFirst();
  }

  /** A kernel that has died and come back. */
  void restart() {
    updates.close();
    updates = new JournaledUpdates(store, board, Clock.systemUTC(), TIMING);
    updates.closeLeft("plugin");
  }

  Object call(String command) {
    return answer(command).orTimeout(20, TimeUnit.SECONDS).join();
  }

  CompletableFuture<Object> answer(String command) {
    var answer = new CompletableFuture<Object>();
    board.call(
        CallRequest.builder("tally", command).build(),
        new CallSink() {
          @Override
          public void event(String name, Object value) {}

          @Override
          public void done(Object value) {
            answer.complete(value);
          }

          @Override
          public void error(int code, Object value) {
            answer.complete("error " + code);
          }

          @Override
          public void refused(Refusal refusal) {
            answer.complete(refusal);
          }
        });
    return answer;
  }

  @Override
  public void close() {
    updates.close();
    store.close();
  }

  private static void throwIf(String fault) {
    if (!fault.isEmpty()) {
      throw new IllegalStateException(fault);
    }
  }

  private final class Change implements Changeover {
    private final TallyVersion from;
    private final TallyVersion to;

    Change(TallyVersion from, TallyVersion to) {
      this.from = from;
      this.to = to;
    }

    @Override
    public Bump type() {
      return Bump.MINOR;
    }

    @Override
    public boolean overlap() {
      return overlap;
    }

    @Override
    public Registration registration() {
      return registration;
    }

    @Override
    public UnitVersion old() {
      return from;
    }

    @Override
    public UnitVersion next() {
      return to;
    }

    @Override
    public Optional<Snapshot> snapshot() {
      return snapshot;
    }

    @Override
    public Optional<String> objection() {
      return Optional.empty();
    }

    @Override
    public void switched() {
      story.add("switched");
    }

    @Override
    public void commit(Transaction tx, UpdateRecord record) {
      throwIf(commitFault);
      story.add("commit " + to.version());
    }

    @Override
    public void committed(UpdateRecord record) {
      throwIf(committedFault);
      current = to;
    }

    @Override
    public void reverted(String why) {
      failure = why;
      story.add("reverted");
    }
  }
}
