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
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * A unit's line: its gate, its queue, its places. Under the lock it only decides; calls are
 * started, refused and ended after it is given back.
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
  private int slotsTaken;
  private int streams;
  private boolean held;
  private boolean closed;

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
    this.current = new Occupancy(unit);
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

  Call accept(CallRequest request, CallSink sink) {
    Occupancy now = current;
    if (options.declaredOnly() && !now.declares(request.command())) {
      refused.increment();
      sink.refused(new Refusal.NotFound("command of " + name, request.command()));
      return Call.ENDED;
    }
    boolean streaming = request.stream() || now.streams(request.command());
    long acceptedNs = exchange.nanos().getAsLong();
    var call = new LiveCall(this, request, sink, streaming, exchange.clock().instant(), acceptedNs);
    exchange.limits().watch(call);
    Refusal refusal = null;
    boolean starts = false;
    lock.lock();
    try {
      if (closed) {
        refusal = new Refusal.NotFound("unit", name);
      } else if (call.inside(name) || (mayStart() && queue.isEmpty())) {
        admit(call);
        starts = true;
      } else if (queue.size() < options.queueMax()) {
        queue.add(call);
      } else {
        refusal = new Refusal.Busy(options.queueMax() + " calls wait for " + name, RETRY_AFTER);
      }
    } finally {
      lock.unlock();
    }
    if (starts) {
      call.start();
    } else if (refusal != null) {
      call.refused(refusal);
    }
    return call;
  }

  private boolean mayStart() {
    return !held && slotsTaken < options.inFlightMax();
  }

  private void admit(LiveCall call) {
    current.calls().add(call);
    slotsTaken++;
    call.admit(current, exchange.nanos().getAsLong());
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
        slotsTaken--;
        streams++;
        call.becomeOpenStream();
        outdated = !call.isIn(current) || closed;
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

  /** The unit is done with a call. */
  void left(LiveCall call, Occupancy place) {
    List<LiveCall> starting;
    lock.lock();
    try {
      place.calls().remove(call);
      if (call.isOpenStream()) {
        streams--;
      } else {
        slotsTaken--;
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
    Occupancy incoming = new Occupancy(next);
    Occupancy outgoing;
    List<LiveCall> openStreams;
    lock.lock();
    try {
      outgoing = current;
      current = incoming;
      openStreams = outgoing.calls().stream().filter(LiveCall::isOpenStream).toList();
    } finally {
      lock.unlock();
    }
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
    waiting.forEach(call -> call.refused(new Refusal.NotFound("unit", name)));
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
              slotsTaken,
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
      long rest = limit.toNanos();
      lock.lockInterruptibly();
      try {
        while (!occupancy.calls().isEmpty()) {
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
