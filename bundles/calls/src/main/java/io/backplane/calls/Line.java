package io.backplane.calls;

import io.backplane.api.call.Call;
import io.backplane.api.call.CallFault;
import io.backplane.api.call.CallRequest;
import io.backplane.api.call.CallSink;
import io.backplane.api.call.Refusal;
import io.backplane.api.call.Unit;
import io.backplane.calls.spi.CallRecord.Outcome;
import io.backplane.calls.spi.Drain;
import io.backplane.calls.spi.Registration;
import io.backplane.calls.spi.UnitOptions;
import io.backplane.calls.spi.UnitStatus;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * A unit's line: its gate, its queue, its places. Each version has slots of its own, so that slow
 * calls of a replaced one hold nobody up. Under the lock it only decides; calls are started,
 * refused and ended after it is given back.
 */
final class Line implements Registration {

  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private final String kind;
  private final String name;
  private final UnitOptions options;
  private final Exchange exchange;
  private final Consumer<String> onClose;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition someoneLeft = lock.newCondition();
  private final ArrayDeque<LiveCall> queue = new ArrayDeque<>();
  private volatile Occupancy current;
  private int inFlight; // over all versions, streams not included
  private int streams;
  private boolean held;
  private boolean closed;

  private final Latencies latencies;
  private final LongAdder ok = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private final LongAdder eventsDropped = new LongAdder();

  Line(
      String kind,
      String name,
      Unit unit,
      UnitOptions options,
      Exchange exchange,
      Consumer<String> onClose) {
    this.kind = kind;
    this.name = name;
    this.options = options;
    this.exchange = exchange;
    this.onClose = onClose;
    this.current = new Occupancy(name, unit);
    this.latencies = new Latencies(exchange.nanos());
  }

  String kind() {
    return kind;
  }

  String name() {
    return name;
  }

  Exchange exchange() {
    return exchange;
  }

  Latencies latencies() {
    return latencies;
  }

  /** Whether a version takes the command. */
  boolean offers(Occupancy version, String command) {
    return !options.declaredOnly() || version.declares(command);
  }

  Refusal unknown(String command) {
    return new Refusal.NotFound("command of " + name, command);
  }

  Call accept(CallRequest request, CallSink sink) {
    long acceptedNs = exchange.nanos().getAsLong();
    var call = new LiveCall(this, request, sink, exchange.clock().instant(), acceptedNs);
    exchange.limits().watch(call);
    Optional<Refusal> refusal;
    boolean starts = false;
    lock.lock();
    try {
      refusal = refusalOf(call);
      if (refusal.isEmpty()) {
        starts = passes(call);
        if (starts) {
          admit(call);
        } else if (!call.answered()) { // out of time before it could queue
          queue.add(call);
        }
      }
    } finally {
      lock.unlock();
    }
    if (starts) {
      call.start();
    } else {
      refusal.ifPresent(call::refused);
    }
    return call;
  }

  /** Refuses a call that may not come in; it is counted and recorded like others. */
  Call turnAway(CallRequest request, CallSink sink, Refusal refusal) {
    long now = exchange.nanos().getAsLong();
    new LiveCall(this, request, sink, exchange.clock().instant(), now).refused(refusal);
    return Call.ENDED;
  }

  private Optional<Refusal> refusalOf(LiveCall call) {
    if (closed) {
      return Optional.of(unplugged());
    }
    if (!offers(current, call.command())) {
      return Optional.of(unknown(call.command()));
    }
    if (!passes(call) && queue.size() >= options.queueMax()) {
      return Optional.of(
          new Refusal.Busy(options.queueMax() + " calls wait for " + name, RETRY_AFTER));
    }
    return Optional.empty();
  }

  private Refusal unplugged() {
    return new Refusal.Busy(name + " was unplugged", RETRY_AFTER);
  }

  /** Where there is room nobody waits: whoever makes room lets in those that do. */
  private boolean passes(LiveCall call) {
    return call.inside(name) || mayStart();
  }

  private boolean mayStart() {
    return !held && current.slotsTaken() < options.inFlightMax();
  }

  private void admit(LiveCall call) {
    current.enter(call);
    call.admit(current, exchange.nanos().getAsLong());
    inFlight++;
  }

  private List<LiveCall> admitWaiting() {
    if (queue.isEmpty() || !mayStart()) {
      return List.of();
    }
    var starting = new ArrayList<LiveCall>();
    while (mayStart() && !queue.isEmpty()) {
      LiveCall next = queue.poll();
      admit(next);
      starting.add(next);
    }
    return starting;
  }

  /** A stream has begun to speak: others may go on. One that began in a replaced version ends. */
  void opened(LiveCall call) {
    List<LiveCall> starting = List.of();
    boolean outdated = false;
    lock.lock();
    try {
      if (call.holdsSlot()) {
        giveBackSlot(call);
        streams++;
        call.becomeOpenStream();
        someoneLeft.signalAll();
        outdated = call.place() != current || closed;
        starting = admitWaiting();
      }
    } finally {
      lock.unlock();
    }
    starting.forEach(LiveCall::start);
    if (outdated) {
      endReplaced(List.of(call));
    }
  }

  private void giveBackSlot(LiveCall call) {
    call.place().giveBackSlot();
    inFlight--;
  }

  /** The unit is done with a call. */
  void left(LiveCall call) {
    List<LiveCall> starting;
    lock.lock();
    try {
      call.place().calls().remove(call);
      if (call.isOpenStream()) {
        streams--;
      } else {
        giveBackSlot(call);
        call.gone();
      }
      someoneLeft.signalAll();
      starting = admitWaiting();
    } finally {
      lock.unlock();
    }
    starting.forEach(LiveCall::start);
  }

  /** A call that has ended before it was admitted. */
  void forget(LiveCall call) {
    lock.lock();
    try {
      queue.remove(call);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void hold() {
    lock.lock();
    try {
      held = true;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void open() {
    List<LiveCall> starting;
    lock.lock();
    try {
      held = false;
      starting = admitWaiting();
    } finally {
      lock.unlock();
    }
    starting.forEach(LiveCall::start);
  }

  @Override
  public Drain replace(Unit next) {
    Occupancy incoming = new Occupancy(name, next);
    Occupancy outgoing;
    List<LiveCall> openStreams;
    List<LiveCall> starting;
    lock.lock();
    try {
      outgoing = current;
      current = incoming;
      openStreams = outgoing.calls().stream().filter(LiveCall::isOpenStream).toList();
      starting = admitWaiting();
    } finally {
      lock.unlock();
    }
    starting.forEach(LiveCall::start);
    endReplaced(openStreams);
    return new OccupancyDrain(outgoing);
  }

  private void endReplaced(Collection<LiveCall> calls) {
    calls.forEach(
        call ->
            call.endByKernel(
                CallFault.UNIT_REPLACED, name + " was replaced or stopped: call it again"));
  }

  @Override
  public Drain current() {
    return new OccupancyDrain(current);
  }

  @Override
  public void close() {
    List<LiveCall> waiting;
    List<LiveCall> openStreams;
    lock.lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
      waiting = List.copyOf(queue);
      queue.clear();
      openStreams = current.calls().stream().filter(LiveCall::isOpenStream).toList();
    } finally {
      lock.unlock();
    }
    onClose.accept(name);
    waiting.forEach(call -> call.turnAway(unplugged()));
    endReplaced(openStreams);
  }

  void countEnd(Outcome outcome) {
    switch (outcome) {
      case DONE -> ok.increment();
      case ERROR -> failed.increment();
      case REFUSED -> refused.increment();
    }
  }

  void countDropped() {
    eventsDropped.increment();
  }

  UnitStatus status() {
    lock.lock();
    try {
      var counters =
          new UnitStatus.Counters(
              ok.sum(),
              failed.sum(),
              refused.sum(),
              inFlight,
              streams,
              queue.size(),
              eventsDropped.sum());
      return new UnitStatus(kind, name, current.meta(), held, counters);
    } finally {
      lock.unlock();
    }
  }

  /** The calls of one version, seen through the line's lock. */
  private final class OccupancyDrain implements Drain {
    private final Occupancy occupancy;

    OccupancyDrain(Occupancy occupancy) {
      this.occupancy = occupancy;
    }

    @Override
    public int inFlight() {
      lock.lock();
      try {
        return occupancy.calls().size();
      } finally {
        lock.unlock();
      }
    }

    @Override
    public boolean await(Duration limit) throws InterruptedException {
      return await(limit, () -> occupancy.calls().isEmpty());
    }

    @Override
    public boolean awaitCalls(Duration limit) throws InterruptedException {
      return await(limit, () -> occupancy.slotsTaken() == 0);
    }

    private boolean await(Duration limit, BooleanSupplier over) throws InterruptedException {
      long rest = TimeUnit.NANOSECONDS.convert(limit);
      lock.lockInterruptibly();
      try {
        while (!over.getAsBoolean()) {
          if (rest <= 0) {
            return false;
          }
          rest = someoneLeft.awaitNanos(rest);
        }
        return true;
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void end() {
      List<LiveCall> left;
      lock.lock();
      try {
        left = List.copyOf(occupancy.calls());
      } finally {
        lock.unlock();
      }
      endReplaced(left);
    }
  }
}
