package io.backplane.supervisor;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.api.call.Values;
import io.backplane.supervisor.UnitEvent.Exited;
import io.backplane.supervisor.UnitEvent.Lost;
import io.backplane.supervisor.UnitEvent.SpawnFailed;
import io.backplane.supervisor.UnitEvent.Spawned;
import io.backplane.supervisor.UnitEvent.StartAsked;
import io.backplane.supervisor.log.LogBook;
import io.backplane.supervisor.process.ErrorOutput;
import io.backplane.supervisor.process.ProcessHost.Found;
import io.backplane.supervisor.process.RunningProcess;
import io.backplane.supervisor.spi.Exit;
import io.backplane.supervisor.spi.LogLevel;
import io.backplane.supervisor.spi.LogStream;
import io.backplane.supervisor.spi.Phase;
import io.backplane.supervisor.spi.Preparation;
import io.backplane.supervisor.spi.UnitSpec;
import io.backplane.supervisor.spi.UnitState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One unit: takes events one at a time, stores what is decided, then does it. Events come from
 * anywhere; they are worked off on a virtual thread that is there only while there are any.
 */
final class SupervisedUnit {

  private static final Logger LOG = LoggerFactory.getLogger("io.backplane.supervisor");
  private static final Duration STORE_RETRY = Duration.ofSeconds(1);

  /**
   * An event on its way.
   *
   * @param asked whether somebody waits, who is told of a refusal; else it is tried again
   */
  private record Order(UnitEvent event, boolean asked, CompletableFuture<UnitState> stored) {}

  private final Workshop shop;
  private final EventRing events = new EventRing();
  private final ConcurrentLinkedQueue<Order> orders = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();

  private volatile UnitState state;
  private volatile UnitSpec spec;
  private volatile Preparation preparation = Preparation.NONE;
  private volatile LogBook book;
  private volatile Optional<Attendance> attendance = Optional.empty();
  private volatile boolean detached;

  SupervisedUnit(Workshop shop, UnitState state) {
    this.shop = shop;
    this.state = state;
  }

  UnitState state() {
    return state;
  }

  Optional<Attendance> attendance() {
    return attendance;
  }

  EventRing events() {
    return events;
  }

  Optional<LogBook> book() {
    return Optional.ofNullable(book);
  }

  /**
   * Tells what to run. The first time after a start of the kernel, what is left of the process is
   * looked for.
   */
  void configure(UnitSpec next, Preparation how) throws IOException {
    boolean first = spec == null;
    if (first) {
      book = shop.books().open(next.logs());
    }
    spec = next;
    preparation = how;
    attendance.ifPresent(present -> present.learn(next));
    if (first) {
      readLeftovers();
      resume();
    }
    ask(new UnitEvent.Configured());
  }

  /** Starts whose end is stored, but whose last words a kernel that died had not read yet. */
  private void readLeftovers() {
    long current = state.live() ? state.start() : 0;
    for (long start : shop.host().starts(state.id())) {
      if (start != current) {
        if (shop.detached()) {
          readRest(start, new ErrorOutput.Spool(shop.host().directory(state.id(), start).spool()));
        }
        forget(start);
      }
    }
  }

  private void resume() {
    UnitState left = state;
    if (left.live()) {
      switch (shop.host().find(left)) {
        case Found.Alive(RunningProcess process) -> adopt(process, left);
        case Found.Dead dead -> {
          dead.rest().ifPresent(rest -> readRest(left.start(), rest));
          told(new Exited(left.start(), dead.ended().code(), dead.ended().detail()))
              .thenRun(() -> forget(left.start()));
        }
        case Found.Gone(String reason) -> tell(new Lost(left.start(), reason));
      }
    } else if (left.phase() == Phase.BACKOFF) {
      Duration pause =
          left.dueAt()
              .map(at -> Duration.between(shop.clock().instant(), at))
              .orElse(Duration.ZERO);
      wakeAfter(pause.isNegative() ? Duration.ZERO : pause, left.version());
    } else if (left.wanted() && left.phase() == Phase.STOPPED) {
      tell(new StartAsked());
    }
  }

  private void adopt(RunningProcess process, UnitState left) {
    try {
      var found = Attendance.of(this, process, left.start(), true);
      attendance = Optional.of(found);
      found.begin();
      UnitState now = state;
      if (now.phase() == Phase.STOPPING) {
        found.end(false);
      } else if (now.phase() == Phase.STARTING) {
        wakeAfter(spec.timing().start(), now.version());
      } else {
        wakeAfter(spec.timing().stable(), now.version());
      }
    } catch (IOException | RuntimeException e) {
      LOG.error("{} cannot be attended to and is ended", left.id(), e);
      process.kill();
      process.close();
      tell(new Exited(left.start(), Exit.UNKNOWN, ": " + e.getMessage()));
    }
  }

  private void readRest(long start, ErrorOutput rest) {
    try {
      shop.pump(rest, spec.run(start), book, true).finish();
    } catch (IOException e) {
      LOG.warn("the last words of {} are not in its log", state.id(), e);
    }
  }

  /** Sends an event on its way. */
  void tell(UnitEvent event) {
    told(event);
  }

  /** Sends an event on its way; completed when what it decides is stored. */
  CompletableFuture<UnitState> told(UnitEvent event) {
    var stored = new CompletableFuture<UnitState>();
    send(new Order(event, false, stored));
    return stored;
  }

  /**
   * Sends an event and waits until what it decides is stored.
   *
   * @throws RefusedException the store takes no writes
   */
  UnitState ask(UnitEvent event) {
    var answer = new CompletableFuture<UnitState>();
    send(new Order(event, true, answer));
    try {
      return answer.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  private void send(Order order) {
    if (detached) {
      order.stored().completeExceptionally(stopping());
      return;
    }
    orders.add(order);
    if (waiting.getAndIncrement() == 0) {
      Thread.ofVirtual().name("unit-" + state.id()).start(this::work);
    }
  }

  private void work() {
    do {
      take(orders.poll());
    } while (waiting.decrementAndGet() > 0);
  }

  private static RefusedException stopping() {
    return new RefusedException(
        new Refusal.Busy("the supervisor is stopping", Duration.ofSeconds(1)));
  }

  private void take(Order order) {
    try {
      order.stored().complete(apply(order.event()));
    } catch (RefusedException e) {
      if (order.asked()) {
        order.stored().completeExceptionally(e);
      } else {
        LOG.warn("{}: {} cannot be stored yet: {}", state.id(), order.event(), e.getMessage());
        shop.after(STORE_RETRY, () -> send(order));
      }
    } catch (RuntimeException | Error e) {
      LOG.error("{}: {} was lost", state.id(), order.event(), e);
      order.stored().completeExceptionally(e);
    }
  }

  private UnitState apply(UnitEvent event) {
    UnitState before = state;
    if (spec == null || shop.closing() && begins(event)) {
      return before;
    }
    double dice = ThreadLocalRandom.current().nextDouble();
    var machine = new Machine(spec, shop.clock().instant(), dice, StartToken.next());
    Decision decision = machine.decide(before, event);
    Optional<Waiting> spare =
        decision.launches() ? shop.spares().take(spec.spare()) : Optional.empty();
    if (spare.isPresent()) {
      decision = machine.carrying(spare.get().token()).decide(before, event);
    }
    UnitState next = decision.next();
    if (next != before) {
      save(before, next, spare);
      state = next;
      if (before.phase() != next.phase() || before.start() != next.start()) {
        var note = new Note(spec, preparation, spare.isPresent());
        say(LogStream.KERNEL, Note.level(next.phase()), note.of(next));
      }
      shop.changed(before, next);
    }
    decision.effects().forEach(effect -> act(effect, next, spare));
    return next;
  }

  private void save(UnitState before, UnitState next, Optional<Waiting> spare) {
    try {
      shop.units().save(before, next, spec.instance());
    } catch (RuntimeException | Error e) {
      spare.ifPresent(shop.spares()::giveBack);
      throw e;
    }
  }

  /** Whether it may bring a process that is not there yet. */
  private static boolean begins(UnitEvent event) {
    return event instanceof StartAsked
        || event instanceof UnitEvent.RestartAsked
        || event instanceof UnitEvent.TimedOut;
  }

  /** Writes a line into the unit's log; a log that cannot be written holds nothing up. */
  void say(LogStream stream, LogLevel level, String text) {
    try {
      book.append(stream, level, text);
    } catch (UncheckedIOException e) {
      LOG.warn("{}: '{}' is not in its log", state.id(), text, e);
    }
  }

  private void act(Effect effect, UnitState unit, Optional<Waiting> spare) {
    switch (effect) {
      case Effect.Launch _ -> launch(unit, spare);
      case Effect.End(boolean force) -> end(unit, force);
      case Effect.WakeAfter(Duration pause) -> wakeAfter(pause, unit.version());
    }
  }

  private void wakeAfter(Duration pause, long version) {
    shop.after(pause, () -> tell(new UnitEvent.TimedOut(version)));
  }

  private void end(UnitState unit, boolean force) {
    Optional<Attendance> present = attendance.filter(a -> a.start() == unit.start());
    if (present.isPresent()) {
      present.get().end(force);
    } else if (unit.process().isPresent()) {
      LOG.warn("{} has no process to end", unit.id());
    }
  }

  private void launch(UnitState unit, Optional<Waiting> spare) {
    attendance = Optional.empty();
    try {
      var starting = new Starting(shop, spec, preparation, unit);
      RunningProcess process = spare.isPresent() ? starting.assign(spare.get()) : starting.spawn();
      try {
        attend(process, unit);
      } catch (IOException | RuntimeException e) {
        process.kill();
        process.close();
        throw e;
      }
    } catch (Starting.SpareLostException e) {
      LOG.info("{} starts without the spare it had taken: {}", unit.id(), e.getMessage());
      told(new UnitEvent.SpareLost(unit.start())).thenRun(() -> forget(unit.start()));
    } catch (IOException | RuntimeException | LinkageError | OutOfMemoryError e) {
      say(LogStream.KERNEL, LogLevel.ERROR, "cannot start: " + e.getMessage());
      told(new SpawnFailed(unit.start(), String.valueOf(e.getMessage())))
          .thenRun(() -> forget(unit.start()));
    }
  }

  private void attend(RunningProcess process, UnitState unit) throws IOException {
    var next = Attendance.of(this, process, unit.start(), false);
    if (detached) {
      throw new IOException("the unit was removed while it was being started");
    }
    attendance = Optional.of(next);
    tell(new Spawned(unit.start(), process.shim(), process.id()));
    next.begin();
  }

  /** Removes what a start has left behind. */
  void forget(long start) {
    try {
      shop.host().directory(state.id(), start).delete();
    } catch (IOException e) {
      LOG.warn("the rest of start {} of {} stays", start, state.id(), e);
    }
  }

  Workshop shop() {
    return shop;
  }

  UnitSpec spec() {
    return spec;
  }

  /** The attendance of the current process, for a call. */
  Attendance attended() {
    Phase phase = state.phase();
    return attendance
        .filter(_ -> phase == Phase.RUNNING)
        .orElseThrow(() -> new RefusedException(unavailable(phase)));
  }

  private Refusal unavailable(Phase phase) {
    String is = state.id() + " is " + Values.word(phase);
    return switch (phase) {
      case STARTING, STOPPING, BACKOFF ->
          new Refusal.Busy(is + ": try again shortly", Duration.ofSeconds(1));
      case CREATED, CONFIGURED, STOPPED, CRASHED, RUNNING ->
          new Refusal.Busy(
              is + ": start it with 'instance start " + state.id() + "'", Duration.ofSeconds(5));
    };
  }

  /** Lets go of the process, which runs on where it can. */
  void detach() {
    detached = true;
    attendance.ifPresent(Attendance::detach);
    if (book != null) {
      shop.books().release(spec.logs());
    }
  }
}
